/** A small world for the jobs' tests: a ledger in memory, a clock that is set, answers from a table, mail that is kept. */
import type { Letter, Sent } from '../../jobs/deliver.ts';
import { silent } from '../../jobs/log.ts';
import type { Rulebook } from '../../jobs/rulebook.ts';
import type { World } from '../../jobs/world.ts';
import { decide } from '../../rules/decide.ts';
import { readDocuments } from '../../rules/documents.ts';
import { readTopic, type Topic } from '../../rules/topic.ts';
import { openDatabase } from '../../state/database.ts';
import type { FoundItem } from '../../state/item.ts';
import { ledgerOf } from '../../state/ledger.ts';
import { memoryOf } from '../../state/memory.ts';
import type { Source } from '../../state/source.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { readBody } from '../../watchers/read.ts';

export const FROM = 'Silkwatch <digest@silkwatch.example>';

export const DOCUMENTS = `
- { id: report, file: report.txt, lines: [1, 9], title: The bridges of the Arax, author: Ada Stone }
`;

const cites = 'cites: [{ document: report, paragraph: 1, claim: Bridges need watching }]';

export const BRIDGE = `
topic: bridge
title: The bridge over the Arax
summary: Who builds it, and whether it stands.
rules:
  - { id: falls, title: The bridge falls, when: bridge AND collaps*, severity: high, ${cites} }
  - { id: tender, title: The bridge is put out to tender, when: bridge AND tender, severity: medium, ${cites} }
  - { id: talk, title: The bridge is talked about, when: bridge AND minister, severity: low, ${cites} }
`;

export const RAILWAY = `
topic: railway
title: The railway along the Arax
summary: When the first train runs.
rules:
  - { id: opens, title: The railway opens, when: railway AND opens, severity: high, ${cites} }
`;

const { documents } = readDocuments('documents.yaml', DOCUMENTS);
export const topicOf = (yaml: string): Topic => readTopic('topic.yaml', yaml, documents).topic!;
export const TOPICS = [topicOf(BRIDGE), topicOf(RAILWAY)];
export const RULEBOOK: Rulebook = { topics: TOPICS, documents };

export const sourceOf = (its: Partial<Source> = {}): Source => ({
  id: 'gazette',
  title: 'The Gazette',
  kind: 'feed',
  url: 'https://gazette.example.org/feed',
  language: 'en',
  topics: ['bridge', 'railway'],
  family: 'gazette',
  every: 3600_000,
  agent: 'own',
  floor: 0,
  select: null,
  links: null,
  enabled: true,
  note: null,
  ...its,
});

export const subscriberWith = (its: Partial<Subscriber> = {}): Subscriber => ({
  id: 'nino',
  address: `${its.id ?? 'nino'}@example.org`,
  topics: ['bridge', 'railway'],
  cadence: 'daily',
  hour: 7,
  weekday: 1,
  timezone: 'UTC',
  least: 'low',
  alerts: true,
  format: 'html',
  since: '2026-01-01T00:00:00.000Z',
  left: null,
  ...its,
});

/** An RSS document with an item for each headline. */
export function feed(...headlines: string[]): string {
  const items = headlines.map(
    (title) => `<item><guid isPermaLink="false">${title}</guid><title>${title}</title></item>`,
  );
  return `<rss version="2.0"><channel><title>The Gazette</title>${items.join('')}</channel></rss>`;
}

export const itemOf = (title: string, its: Partial<FoundItem> = {}): FoundItem => ({
  key: `guid ${title}`,
  url: `https://gazette.example.org/${encodeURIComponent(title)}`,
  title,
  summary: '',
  content: '',
  authors: [],
  categories: [],
  language: 'en',
  published: null,
  updated: null,
  publisher: 'The Gazette',
  family: 'gazette',
  ...its,
});

type Answer = (init: RequestInit) => Response | Promise<Response>;

export interface TestWorld extends World {
  /** Sets the clock. */
  at(instant: string): void;
  answers: Map<string, Answer>;
  asked: { url: string; headers: Record<string, string> }[];
  pauses: number[];
  sent: Letter[];
  lines: string[];
  /** What the next sends come to, in order; accepted where nothing is said. */
  outcomes: (Sent['outcome'] | Error)[];
  /** Has items come to us from a source, at an instant or now. */
  come(items: FoundItem[], at?: string, source?: string): Promise<void>;
}

export async function testWorld(instant = '2026-10-05T06:00:00.000Z'): Promise<TestWorld> {
  const opened = await openDatabase('sqlite::memory:');
  const ledger = ledgerOf(opened.db);
  let clock = instant;
  const asked: TestWorld['asked'] = [];
  const [pauses, sent, lines, outcomes]: [number[], Letter[], string[], TestWorld['outcomes']] = [[], [], [], []];
  const answers: TestWorld['answers'] = new Map();
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
    send: async (letter) => {
      sent.push(letter);
      const outcome = outcomes.shift() ?? 'accepted';
      if (outcome instanceof Error) throw outcome;
      return { outcome, because: `${outcome} for the test` };
    },
    ledger,
    validators: memoryOf(opened.sqlite, 'validators'),
    log: Object.assign((_: string, __: object, words: string) => void lines.push(words), { progress: silent.progress }),
    userAgent: 'Silkwatch/test',
    close: opened.close,
    ...{ answers, asked, pauses, sent, lines, outcomes },
    come: async (items, at = clock, source = 'gazette') => {
      const learnt = {
        source,
        lastVisit: at,
        outcome: 'fetched',
        because: null,
        since: at,
        failures: 0,
        next: at,
      } as const;
      const decided = items.map((item) => ({ item, matches: decide({ ...item, source }, TOPICS) }));
      await ledger.recordVisit({
        source,
        at,
        outcome: 'fetched',
        reason: null,
        because: null,
        took: 1,
        learnt,
        items: decided,
      });
    },
  };
}

const unknownHost = () => Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
