/** Real visits, with nock at the wire: the built-in fetch, undici's Agent, a ledger in memory, a clock that is set. */
import nock from 'nock';
import { describe, test } from 'vitest';
import type { WatchRun } from '../../../jobs/watch/source.ts';
import { watch } from '../../../jobs/watch.ts';
import { DAY } from '../../../state/item.ts';
import type { Learnt, Source } from '../../../state/source.ts';
import { type Health, healthOf } from '../../../watchers/health.ts';
import { worldOf } from '../../watchers/fixture.ts';
import { atTheWire } from '../../wire.ts';
import { sourceOf, TOPICS } from '../fixture.ts';
import { type TestWorld, testWorld } from '../world.ts';

export const START = Date.parse('2026-10-05T06:00:00.000Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export { DAY };

export const FEED = sourceOf().url;
export const HOST = new URL(FEED).origin;
export const ROBOTS = `${HOST}/robots.txt`;

type Body = string | Uint8Array;
/** What a host answers: a document, or a status with a body and headers; or what becomes of the connection. */
export type Answer = Body | Error | readonly [status: number, body?: Body, headers?: Record<string, string>];
/** What the source answers at its own address; or what is answered at each address, and 404 at all others. */
type Answers = Answer | { [address: string]: Answer };

/** A visit so long after the one before; where its time is not given, as soon as the source is due. */
export interface Visit {
  after?: number;
  answers: Answers;
}

export interface Seen {
  world: TestWorld;
  runs: WatchRun[];
  /** What the ledger has learnt of the (first) source. */
  learnt: Learnt;
  health(after?: number): Health;
  items: Awaited<ReturnType<TestWorld['items']>>;
  /** What was asked for at the wire, visit by visit. */
  asked: { url: string; headers: Record<string, string> }[][];
}

export interface Fact {
  promise: string;
  /** The sources that are visited; the first is the gazette. */
  sources?: Partial<Source>[];
  visits: (Visit | Answers)[];
  holds(seen: Seen): void | Promise<void>;
  config?: Partial<typeof CONFIG>;
}

const CONFIG = { timeout: 5, maxBytes: 1_000_000, concurrency: 8 };

/** A test for each fact, named by what it promises. */
export function promises(about: string, facts: readonly Fact[]): void {
  describe(about, () => {
    atTheWire();
    test.each(facts.map((fact) => [fact.promise, fact] as const))('%s', async (_, fact) =>
      fact.holds(await live(fact)),
    );
  });
}

/** One more visit to the gazette, now. */
export async function again(world: TestWorld, answers: Answers): Promise<void> {
  serve(FEED, answers);
  await watch([sourceOf()], TOPICS, CONFIG, world, ['gazette']);
  nock.cleanAll();
}

const isVisit = (given: Visit | Answers): given is Visit =>
  typeof given === 'object' && !Array.isArray(given) && 'answers' in given;

async function live({ sources: its = [{}], visits, config }: Fact): Promise<Seen> {
  const { fetch, guard, userAgent } = worldOf();
  const world = { ...(await testWorld(new Date(START).toISOString())), fetch, guard, userAgent };
  const sources = its.map((one) => sourceOf(one));
  const [first] = sources;
  const asked: Seen['asked'] = [];
  const runs: WatchRun[] = [];
  for (const given of visits) {
    const { after, answers } = isVisit(given) ? given : { after: undefined, answers: given };
    const known = (await world.ledger.learnt()).get(first!.id);
    if (known) world.at(after === undefined ? known.next : new Date(world.now().getTime() + after).toISOString());
    asked.push(serve(first!.url, answers));
    runs.push(await watch(sources, TOPICS, { ...CONFIG, ...config }, world));
    nock.cleanAll();
  }
  const learnt = (await world.ledger.learnt()).get(first!.id)!;
  const health = (after = 0) => healthOf(first!, learnt, new Date(world.now().getTime() + after));
  return { world, runs, learnt, health, items: await world.items(), asked };
}

/** Answers at the wire until the next visit, and answers with what was asked for. */
function serve(url: string, answers: Answers): Seen['asked'][number] {
  const byAddress = isAnswer(answers) ? { [url]: answers } : answers;
  const asked: Seen['asked'][number] = [];
  for (const [address, answer] of Object.entries(byAddress))
    if (answer instanceof Error) nock(new URL(address).origin).get(new URL(address).pathname).replyWithError(answer);
  nock(/./)
    .persist()
    .get(() => true)
    .reply((request: Request) => {
      asked.push({ url: request.url, headers: Object.fromEntries(request.headers) });
      const answer = byAddress[request.url] ?? [404];
      const [status, body = '', headers = {}] = isList(answer) ? answer : [200, answer as Body];
      return [status, status === 304 ? undefined : body, headers];
    });
  return asked;
}

const isAnswer = (answers: Answers): answers is Answer =>
  typeof answers === 'string' || answers instanceof Uint8Array || answers instanceof Error || isList(answers);

function isList(answers: Answers): answers is Extract<Answer, readonly unknown[]> {
  return Array.isArray(answers);
}

export const rss = (items: string, channel = '', head = ''): string =>
  `<?xml version="1.0"?>${head}<rss version="2.0"><channel><title>The Gazette</title>${channel}${items}</channel></rss>`;

/** An item with a guid, an address and a title of its own, and what else it holds. */
export const item = (
  n: number | string,
  its: { title?: string; link?: string; guid?: string; text?: string; more?: string } = {},
) => {
  const { title = `Headline ${n}`, link = `${HOST}/${n}`, guid = `id-${n}`, text = '', more = '' } = its;
  const named = guid && `<guid isPermaLink="false">${guid}</guid>`;
  return `<item>${named}<link>${link}</link><title>${title}</title><description>${text}</description>${more}</item>`;
};
/** So many items, the newest first, up to the given number. */
export const items = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, n) => item(to - n)).join('');

/** What a question held of a header, visit by visit. */
export const sent = ({ asked }: Seen, header: string): (string | undefined)[] =>
  asked.map(([first]) => first?.headers[header]);
export const urls = ({ asked }: Seen): string[][] => asked.map((visit) => visit.map(({ url }) => url));
/** Milliseconds from the last visit to the next. */
export const rest = ({ learnt: { next, lastVisit } }: Seen): number => Date.parse(next) - Date.parse(lastVisit);
