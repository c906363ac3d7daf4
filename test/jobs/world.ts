/** A small world for the jobs' tests: a ledger in memory, a clock that is set, answers from a table, mail that is kept. */
import { type Selectable, sql } from 'kysely';
import type { Letter, Sent } from '../../jobs/deliver.ts';
import type { Page } from '../../jobs/digest.ts';
import { silent } from '../../jobs/log.ts';
import type { World } from '../../jobs/world.ts';
import { decide } from '../../rules/decide.ts';
import { openDatabase } from '../../state/database.ts';
import type { Delivery } from '../../state/delivery.ts';
import type { FoundItem } from '../../state/item.ts';
import type { NewItem } from '../../state/items.ts';
import { ledgerOf } from '../../state/ledger.ts';
import { memoryOf } from '../../state/memory.ts';
import type { Tables } from '../../state/tables.ts';
import { readArticleBody, readBody } from '../../watchers/reading/read.ts';
import { learntOf, visitOf } from '../learnt.ts';
import { POST, TOPICS } from './fixture.ts';

type KeptItem = Selectable<Tables['items']>;

type Answer = (init: RequestInit) => Response | Promise<Response>;

export interface TestWorld extends World {
  /** Sets the clock. */
  at(instant: string): void;
  answers: Map<string, Answer>;
  asked: { url: string; headers: Record<string, string> }[];
  pauses: number[];
  sent: Letter[];
  /** The pages of editions, as they were published. */
  pages: Page[];
  lines: string[];
  /** What the next sends come to, in order; accepted where nothing is said. */
  outcomes: (Sent['outcome'] | Sent | Error)[];
  /** Gives a story another name, which it had before. */
  renamed(former: string, story: string): Promise<void>;
  /** Has items come to us from a source, at an instant or now. */
  come(items: FoundItem[], at?: string, source?: string): Promise<void>;
  /** Every item of the ledger, in the order in which they were recorded. */
  items(): Promise<KeptItem[]>;
  /** Every visit, the oldest first. */
  visits(): Promise<Selectable<Tables['visits']>[]>;
  /** Every message, oldest first. */
  deliveries(): Promise<Delivery[]>;
  /** The messages that wait to be sent, oldest first. */
  waiting(): Promise<Delivery[]>;
  /** Writes a message that is to be sent from now on. */
  write(id: string, subscriber?: string): Promise<void>;
}

export async function testWorld(instant = '2026-10-05T06:00:00.000Z'): Promise<TestWorld> {
  const opened = await openDatabase('sqlite::memory:');
  const ledger = ledgerOf(opened.db);
  let clock = instant;
  const asked: TestWorld['asked'] = [];
  const [pauses, sent, lines, outcomes]: [number[], Letter[], string[], TestWorld['outcomes']] = [[], [], [], []];
  const pages: Page[] = [];
  const answers: TestWorld['answers'] = new Map();
  const deliveries = async (): Promise<Delivery[]> => {
    const rows = await opened.db
      .selectFrom('deliveries')
      .innerJoin('bodies', 'bodies.id', 'deliveries.body')
      .selectAll('deliveries')
      .select('bodies.mail')
      .orderBy('created')
      .orderBy('deliveries.id')
      .execute();
    return rows.map(({ mail, stories, refs, message_id: messageId, ...row }) => ({
      ...row,
      references: JSON.parse(refs),
      messageId,
      mail: JSON.parse(mail),
      stories: JSON.parse(stories),
    }));
  };
  return {
    now: () => new Date(clock),
    at: (to) => {
      clock = to;
    },
    pause: async (milliseconds) => void pauses.push(milliseconds),
    fetch: async (input, init = {}) => {
      asked.push({ url: String(input), headers: init.headers as Record<string, string> });
      const answer = answers.get(String(input));
      if (!answer) throw Object.assign(new TypeError('fetch failed'), { cause: unknownHost() });
      return answer(init);
    },
    guard: { checkUrl: () => undefined, lookup: () => undefined },
    read: readBody,
    article: async (body, origin) => readArticleBody(body, origin),
    send: async (letter) => {
      sent.push(letter);
      const outcome = outcomes.shift() ?? 'accepted';
      if (outcome instanceof Error) throw outcome;
      if (typeof outcome === 'object') return outcome;
      return { outcome, because: `${outcome === 'later' ? '450 ' : ''}${outcome} for the test`, status: null };
    },
    post: POST,
    publish: async (page) => void pages.push(page),
    ledger,
    validators: memoryOf(opened.sqlite, 'validators'),
    cooldowns: memoryOf(opened.sqlite, 'cooldowns'),
    robots: memoryOf(opened.sqlite, 'robots'),
    log: Object.assign((_: string, __: object, words: string) => void lines.push(words), { progress: silent.progress }),
    userAgent: 'Silkwatch/test',
    ending: new AbortController().signal,
    end: () => undefined,
    close: opened.close,
    ...{ answers, asked, pauses, sent, pages, lines, outcomes },
    visits: () => opened.db.selectFrom('visits').selectAll().orderBy('at').execute(),
    items: () => opened.db.selectFrom('items').selectAll().orderBy('first_seen').orderBy(sql`rowid`).execute(),
    deliveries,
    waiting: async () => (await deliveries()).filter(({ state }) => state === 'queued' || state === 'unknown'),
    write: async (id, subscriber = 'nino') => {
      const mail = { subject: `Message ${id}`, text: 'text', html: '<p>html</p>' };
      const delivery = { id, kind: 'alert', subject: id, revision: 0, period: null, created: clock } as const;
      await ledger.enqueue({
        ...delivery,
        subscriber,
        mail,
        stories: [],
        references: [],
        messageId: `<${id}@silkwatch.example>`,
      });
    },
    renamed: async (former, story) => {
      await opened.db.insertInto('former_stories').values({ id: former, story }).execute();
    },
    come: async (items, at = clock, source = 'gazette') => {
      // A source that is first visited only now would have its undated items held for old.
      const learnt = learntOf(source, { firstVisit: LONG_AGO, lastVisit: at, lastNews: at });
      const fresh = items.map((item): NewItem => ({ item, matches: decide({ ...item, source }, TOPICS) }));
      await ledger.recordVisits([visitOf(source, fresh, { at, learnt })]);
    },
  };
}

const LONG_AGO = '2026-01-01T00:00:00.000Z';

const unknownHost = () => Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
