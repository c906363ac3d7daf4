/** The ledger of what subscribers were told before, story by story. */
import type { Selectable } from 'kysely';
import type { Database } from './database.ts';
import type { Delivery } from './delivery.ts';
import { SENT } from './editions.ts';
import type { Instant } from './item.ts';
import { chunks } from './items.ts';
import type { Tables } from './tables.ts';

/** A story that a message told, and when. */
export interface Told {
  kind: Delivery['kind'];
  /** By the name that it was told under. */
  story: string;
  /** By the name of the story that has taken it in since, where one has. */
  now: string;
  at: Instant;
  /** When the message was written. */
  written: Instant;
}

export const tellings = (db: Database) => ({
  /**
   * Of each subscriber, what messages told them since an instant of these stories, by whatever name, the earliest first:
   * messages on one story, and those of the editions that were `frozen` at these instants.
   */
  async tellingsOf(
    { stories, frozen }: { stories: readonly string[]; frozen: readonly Instant[] },
    since: Instant,
  ): Promise<Map<string, Told[]>> {
    const names = await namesOf(db, stories);
    const rows: Row[] = [];
    const of = () =>
      db
        .selectFrom('deliveries')
        .where('created', '>=', since)
        .where('state', 'in', SENT)
        .select(['subscriber', 'kind', 'stories', 'settled', 'created']);
    for (const some of chunks([...names.keys()]))
      rows.push(...(await of().where('kind', '<>', 'edition').where('subject', 'in', some).execute()));
    for (const some of chunks(frozen))
      rows.push(...(await of().where('kind', '=', 'edition').where('created', 'in', some).execute()));
    return Map.groupBy(toldIn(rows, names), ({ subscriber }) => subscriber);
  },
});

type Row = Pick<Selectable<Tables['deliveries']>, 'subscriber' | 'kind' | 'stories' | 'settled' | 'created'>;

/** What rows tell of stories of these names, each with the name that it has now. */
function toldIn(rows: readonly Row[], names: ReadonlyMap<string, string>): (Told & { subscriber: string })[] {
  // Of an edition there are as many rows as subscribers, and few lists of stories among them.
  const lists = new Map<string, string[]>();
  const listOf = (stories: string): string[] => {
    const list = lists.get(stories) ?? (JSON.parse(stories) as string[]).filter((story) => names.has(story));
    lists.set(stories, list);
    return list;
  };
  return rows
    .toSorted((a, b) => (a.created < b.created ? -1 : a.created > b.created ? 1 : 0))
    .flatMap(({ subscriber, kind, stories, settled, created }) =>
      listOf(stories).map((story) => {
        return { subscriber, kind, story, now: names.get(story)!, at: settled ?? created, written: created };
      }),
    );
}

/** All names that these stories have or had, each with the name of the story that it stands for now. */
async function namesOf(db: Database, stories: readonly string[]): Promise<Map<string, string>> {
  const names = new Map(stories.map((story) => [story, story]));
  for (const some of chunks(stories))
    for (const { id, story } of await formerNames(db)
      .where((e) => e.or([e('id', 'in', some), e('story', 'in', some)]))
      .execute())
      names.set(id, story);
  return names;
}

const formerNames = (db: Database) => db.selectFrom('former_stories').selectAll();
