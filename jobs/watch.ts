/** The `watch` job: visit → parse → match → record, one source at a time, many at once. */
import { decide } from '../rules/decide.ts';
import type { Topic } from '../rules/topic.ts';
import type { FoundItem } from '../state/item.ts';
import type { NewItem } from '../state/items.ts';
import type { Learnt, Source } from '../state/source.ts';
import { failed } from '../watchers/failure.ts';
import { type Compared, clues, compare } from '../watchers/identity.ts';
import { type Lane, lanes } from '../watchers/lanes.ts';
import { type Ending, learn } from '../watchers/lesson.ts';
import { dueSources, patienceOf } from '../watchers/pace.ts';
import { type Remembered, remember } from '../watchers/validators.ts';
import type { VisitLimits } from '../watchers/visit.ts';
import { withArticles } from './article.ts';
import type { Config } from './config.ts';
import { cool, isCool } from './hosts.ts';
import { addressOf, type Look, limitsOf, look } from './look.ts';
import { type Record, recorderOf } from './recorder.ts';
import { tellMove, tellVisit } from './visits.ts';
import type { World } from './world.ts';

type Limits = Pick<Config, 'timeout' | 'maxBytes'>;

export interface WatchRun {
  visited: number;
  failed: number;
  items: number;
  fresh: number;
  revised: number;
}

/** A source at the address where it is visited. */
interface Stop {
  id: string;
  kind: Source['kind'];
  url: string;
  source: Source;
  learnt: Learnt | undefined;
}

/** What every visit of a run shares. */
interface Round {
  topics: readonly Topic[];
  limits: Limits;
  world: World;
  record: Record;
  run: WatchRun;
}

/**
 * Visits every source that is due, or the named ones whether due or not.
 *
 * @throws Error where the ledger cannot be written: then the run stops, and what was committed is there.
 */
export async function watch(
  sources: readonly Source[],
  topics: readonly Topic[],
  config: Limits & Pick<Config, 'concurrency'>,
  world: World,
  named: readonly string[] = [],
): Promise<WatchRun> {
  const learnt = await world.ledger.learnt();
  const due =
    named.length > 0 ? sources.filter(({ id }) => named.includes(id)) : dueSources(sources, learnt, world.now());
  const stops = due.map((source) => stopAt(source, learnt.get(source.id)));
  const run: WatchRun = { visited: 0, failed: 0, items: 0, fresh: 0, revised: 0 };
  const round: Round = { topics, limits: config, world, record: recorderOf(world), run };
  const all = lanes(stops, await world.ledger.hostBudgets(), world.now());
  await eachAtOnce(all, config.concurrency, (lane) => walk(lane, round, due.length));
  const words = `sources visited ${run.visited}, failed ${run.failed}; items ${run.items}, new ${run.fresh}`;
  world.log('watch', { due: due.length, ...run }, run.revised > 0 ? `${words}, revised ${run.revised}` : words);
  return run;
}

const stopAt = (source: Source, learnt: Learnt | undefined): Stop => {
  const { id, kind } = source;
  return { id, kind, url: addressOf(source, learnt), source, learnt };
};

/** Visits the sources of one host, one after the other, until it asks to be left alone. */
async function walk(lane: Lane<Stop>, round: Round, due: number): Promise<void> {
  const { world, run } = round;
  for (const [n, stop] of lane.sources.entries()) {
    if (world.ending.aborted || (await isCool(lane.host, world))) return;
    if (n > 0 && lane.spacing > 0) await world.pause(lane.spacing);
    const ending = await watchSource(stop, lane, round);
    world.log.progress(run.visited, due, stop.source.title);
    if (ending?.outcome === 'failed' && ending.reason === 'busy') await cool(lane, ending.retryAfter, world);
  }
}

async function watchSource({ source, learnt, url }: Stop, lane: Lane<Stop>, round: Round): Promise<Ending | undefined> {
  const { world, run, limits } = round;
  const started = performance.now();
  // Validators are of one address: what an old one said of its document is nothing to a new one.
  const key = `${source.id} ${url}`;
  const known = await world.validators.get<Remembered>(key);
  const looked = await patientLook(source, learnt, known, limitsOf(limits), world);
  // What was given up says nothing about the source.
  if (world.ending.aborted && looked.outcome === 'failed') return undefined;
  const found = looked.outcome === 'read' ? looked.readout.items : [];
  const news = await withArticles(await newsIn(source, found, world), source, lane, limitsOf(limits), world);
  const ending = endingOf(looked, news);
  const now = world.now();
  const lesson = learn(source, ending, learnt, now);
  const visit = {
    source: source.id,
    at: now.toISOString(),
    outcome: ending.outcome,
    reason: ending.outcome === 'failed' ? ending.reason : null,
    because: ending.outcome === 'failed' ? ending.detail : null,
    took: Math.round(performance.now() - started),
    found: found.length,
    learnt: lesson,
    fresh: news.fresh.map((item) => decided(item, source, round.topics)),
    revised: news.revised.map(({ id, item }) => ({ id, ...decided(item, source, round.topics) })),
  };
  const fresh = await round.record(visit, remembered(looked, key, known, news, now));
  count(run, ending, found.length, fresh, news.revised.length);
  tellVisit(source, ending, found.length, fresh, world.log);
  tellMove(source, learnt, lesson, world.log);
  return ending;
}

/** A look that waits as long as the host has shown to need; where that was less than it may get, it was slow and not silent. */
async function patientLook(
  source: Source,
  learnt: Learnt | undefined,
  known: Remembered | undefined,
  limits: VisitLimits,
  world: World,
): Promise<Look> {
  const timeout = patienceOf(learnt, limits.timeout);
  const looked = await look(source, learnt, known, { ...limits, timeout }, world);
  const slow = looked.outcome === 'failed' && looked.reason === 'timeout' && timeout < limits.timeout;
  return slow ? failed('slow', `more than ${timeout / 1000} s`) : looked;
}

/** Which of the found items are new, or say something else now. */
async function newsIn(source: Source, found: readonly FoundItem[], { ledger }: World): Promise<Compared> {
  if (found.length === 0) return { fresh: [], revised: [] };
  const { keys, canonicals } = clues(found);
  return compare(found, await ledger.knownItems(source.id, keys, canonicals));
}

function endingOf(looked: Look, { fresh }: Compared): Ending {
  if (looked.outcome === 'failed') return looked;
  const { moved, freshFor, took } = looked;
  if (looked.outcome === 'unchanged') return { outcome: 'unchanged', moved, freshFor, took, read: null };
  const { items, document, reader, region } = looked.readout;
  const read = { found: items.length, fresh: fresh.length, pace: document.pace, reader, region };
  return { outcome: 'fetched', moved, freshFor, took, read };
}

function decided(item: FoundItem, source: Source, topics: readonly Topic[]): NewItem {
  return { item, matches: decide({ ...item, source: source.id }, topics, source.topics) };
}

/** What lets the next visit be answered 304; of a document that was cut short nothing, for then the rest never came. */
function remembered(looked: Look, key: string, known: Remembered | undefined, { fresh }: Compared, now: Date) {
  if (looked.outcome !== 'read' || looked.readout.document.cut) return undefined;
  return { key, value: remember(known, looked.answer.validators, fresh.length, now) };
}

function count(run: WatchRun, ending: Ending, found: number, fresh: number, revised: number): void {
  run.visited++;
  run.failed += Number(ending.outcome === 'failed');
  run.items += found;
  run.fresh += fresh;
  run.revised += revised;
}

/** Works on up to `most` at once. After a failure nothing new is begun, what is under way ends, and then it is thrown. */
async function eachAtOnce<T>(all: readonly T[], most: number, work: (one: T) => Promise<void>): Promise<void> {
  const waiting = all.values();
  const failures: unknown[] = [];
  const worker = async () => {
    for (const one of waiting) {
      if (failures.length > 0) return;
      await work(one).catch((error) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, all.length) }, worker));
  if (failures.length > 0) throw failures[0];
}
