/** The ledger of rules over time: what they count, and which fired. */
import { sql } from 'kysely';
import type { Database } from './database.ts';
import { DAY, type Instant, type Item, type Published } from './item.ts';
import { chunks } from './items.ts';
import type { Signal, StoryReport } from './signal.ts';

const TEXTS = [
  ...(['items.id', 'items.title', 'items.summary', 'items.content', 'items.source', 'items.family'] as const),
  ...(['items.language', 'items.url', 'items.published'] as const),
] as const;

/** What a query can be asked of an item, and when it was reported, as in `reportedAt`. */
export type ReportedItem = Pick<
  Item,
  'id' | 'title' | 'summary' | 'content' | 'source' | 'family' | 'language' | 'url' | 'published'
> & { at: Published };

/** A time without its beginning. */
export interface Time {
  after: Instant;
  until: Instant;
}

const IS_DATED = sql`length(items.published) >= 10 and items.published <= items.first_seen`;
/** When an item was reported, as in `reportedAt`. */
const REPORTED = sql<Published>`case when ${IS_DATED} then items.published else items.first_seen end`;
/** What a source had without a date when we first came may be years old. */
const IS_NEWS = sql<boolean>`(learnt.first_visit is null or items.first_seen <> learnt.first_visit or (${IS_DATED}))`;

export const signals = (db: Database) => ({
  /** Writes what fired; what is there already stays as it is. Answers how many were new. */
  async keepSignals(rows: readonly Signal[]): Promise<number> {
    let kept = 0;
    for (const some of chunks(rows)) {
      const values = some.map((signal) => {
        const { topic, trend, period, at } = signal;
        return { topic, trend, period, at, content: JSON.stringify(signal) };
      });
      const inserted = await db
        .insertInto('signals')
        .values(values)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      kept += Number(inserted.numInsertedOrUpdatedRows ?? 0);
    }
    return kept;
  },

  /** What fired after `since` and until `until`, of all topics or one, the earliest first. */
  async signals(since: Instant, until: Instant, topic?: string): Promise<Signal[]> {
    let rows = db.selectFrom('signals').where('at', '>', since).where('at', '<=', until);
    if (topic !== undefined) rows = rows.where('topic', '=', topic);
    const found = await rows
      .select('content')
      .orderBy('at')
      .orderBy('topic')
      .orderBy('trend')
      .orderBy('period')
      .execute();
    return found.map(({ content }) => JSON.parse(content));
  },

  /**
   * Who first reported the stories of a topic, and which rules fitted: one row for each story, rule and source, of the
   * stories that were first reported after an instant. What was withdrawn since counts for nothing.
   */
  async storyReports(topic: string, since: Instant): Promise<StoryReport[]> {
    const rows = await db
      .selectFrom('stories')
      .innerJoin('story_items', 'story_items.story', 'stories.id')
      .innerJoin('items', 'items.id', 'story_items.item')
      .innerJoin('matches', (join) => join.onRef('matches.item', '=', 'items.id').on('matches.topic', '=', topic))
      .leftJoin('learnt', 'learnt.source', 'items.source')
      .where('stories.topic', '=', topic)
      .where('stories.last_seen', '>', since)
      .where('items.withdrawn', 'is', null)
      .where(IS_NEWS)
      .groupBy(['story_items.story', 'matches.rule', 'items.source'])
      .select(['story_items.story', 'matches.rule', 'items.source', sql<Published>`min(${REPORTED})`.as('at')])
      .execute();
    const began = new Map<string, Published>();
    for (const { story, at } of rows) if (at < (began.get(story) ?? '~')) began.set(story, at);
    return rows.filter(({ story }) => began.get(story)! > since);
  },

  /** The days (UTC) of a time on which no visit to any source ended well. */
  async idleDays(since: Instant, until: Instant): Promise<string[]> {
    const first = Date.parse(since.slice(0, 10));
    const many = Math.floor((Date.parse(until) - first) / DAY) + 1;
    const days = Array.from({ length: many }, (_, n) => new Date(first + n * DAY).toISOString().slice(0, 10));
    // A visit of the day lies between the day and the same text with a letter after T: each day is one look into the index.
    const { rows } = await sql<{
      day: string;
    }>`with days (day) as (values ${sql.join(days.map((day) => sql`(${day})`))})
      select day from days where not exists (select 1 from visits
        where visits.at >= days.day and visits.at < days.day || 'U' and visits.outcome <> 'failed')`.execute(db);
    return rows.map(({ day }) => day);
  },

  /**
   * The items that some rules of a topic fit, or any of its rules, of those that came to us in one time and were reported
   * in another, which may be longer ago.
   */
  async reportedItems(topic: string, rules: readonly string[], came: Time, reported: Time): Promise<ReportedItem[]> {
    const since = db.selectFrom('matches').where('topic', '=', topic).where('at', '>', came.after);
    const fitting = since.where('at', '<=', came.until).select('item');
    return db
      .selectFrom('items')
      .leftJoin('learnt', 'learnt.source', 'items.source')
      .where('items.id', 'in', rules.length > 0 ? fitting.where('rule', 'in', rules) : fitting)
      .where('items.withdrawn', 'is', null)
      .where(REPORTED, '>', reported.after)
      .where(REPORTED, '<=', reported.until)
      .where(IS_NEWS)
      .select([...TEXTS, REPORTED.as('at')])
      .execute();
  },
});
