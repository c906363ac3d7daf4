/** One source's turn: visit → parse → match → record. */
import { decide } from '../../rules/decide.ts';
import type { Topic } from '../../rules/topic.ts';
import type { FoundItem } from '../../state/item.ts';
import type { NewItem } from '../../state/items.ts';
import type { Learnt, Source } from '../../state/source.ts';
import type { WatchedItem } from '../../state/withdrawals.ts';
import { FAILURES, failed } from '../../watchers/failure.ts';
import { type Compared, clues, compare } from '../../watchers/identity.ts';
import { adopted, type Ending, learn } from '../../watchers/lesson.ts';
import { patienceOf } from '../../watchers/pace.ts';
import type { Readout } from '../../watchers/reading/read.ts';
import { type Remembered, remember } from '../../watchers/validators.ts';
import type { VisitLimits } from '../../watchers/visit.ts';
import { listingOf, saysWithdrawn } from '../../watchers/withdrawal.ts';
import type { World } from '../world.ts';
import { withArticles } from './article.ts';
import { type Look, look } from './look.ts';
import type { Record } from './recorder.ts';
import { tellListing, tellMove, tellVisit } from './tell.ts';

export interface WatchRun {
  visited: number;
  failed: number;
  /** Visits that saw nothing and say nothing against the source: its host asked for patience, or needed more. */
  later: number;
  items: number;
  fresh: number;
  revised: number;
}

/** A source at the address where it is visited. */
export interface Stop {
  id: string;
  kind: Source['kind'];
  url: string;
  source: Source;
  learnt: Learnt | undefined;
}

export const stopAt = (source: Source, learnt: Learnt | undefined): Stop => {
  const { id, kind } = source;
  return { id, kind, url: adopted(source, learnt) ?? source.url, source, learnt };
};

/** What every visit of a run shares. */
export interface Round {
  topics: readonly Topic[];
  limits: VisitLimits;
  world: World;
  record: Record;
  run: WatchRun;
  /** By source, the items whose being listed is watched. */
  watched: ReadonlyMap<string, readonly WatchedItem[]>;
}

/** Visits a source and records what came of it; nothing where the visit was given up, since the program ends. */
export async function watchSource(
  { source, learnt, url }: Stop,
  spacing: number,
  round: Round,
): Promise<Ending | undefined> {
  const { world, run, limits } = round;
  const started = performance.now();
  // Validators are of one address: what an old one said of its document is nothing to a new one.
  const key = `${source.id} ${url}`;
  const known = await world.validators.get<Remembered>(key);
  const looked = await patientLook({ ...source, url }, learnt, known, limits, world);
  // What was given up says nothing about the source.
  if (world.ending.aborted && looked.outcome === 'failed') return undefined;
  const found = looked.outcome === 'read' ? looked.readout.items : [];
  const news = await withArticles(await newsIn(source, learnt, found, world), source, spacing, limits, world);
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
    ...(looked.outcome === 'read' && listing(looked.readout, news, source, round.watched)),
  };
  const fresh = await round.record(visit, remembered(looked, key, known, news, now));
  count(run, ending, found.length, fresh, news.revised.length);
  tellVisit(source, ending, found.length, fresh, world.log);
  tellMove(source, learnt, lesson, world.log);
  tellListing(source, visit.listing, world.log);
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

/** Which of the found items are new, or say something else now. Of a source that was never visited nothing is known. */
async function newsIn(
  source: Source,
  learnt: Learnt | undefined,
  found: readonly FoundItem[],
  { ledger }: World,
): Promise<Compared> {
  if (found.length === 0) return { fresh: [], revised: [] };
  const { keys, canonicals } = clues(found);
  return compare(found, learnt ? await ledger.knownItems(source.id, keys, canonicals) : []);
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
  const withdrawn = saysWithdrawn(item.title);
  return { item, matches: decide({ ...item, source: source.id }, topics, source.topics), withdrawn };
}

function listing({ document, items }: Readout, { fresh }: Compared, source: Source, watched: Round['watched']) {
  const its = watched.get(source.id);
  return its && { listing: listingOf({ kind: source.kind, cut: document.cut, items, fresh }, its) };
}

/** What lets the next visit be answered 304; of a document that was cut short nothing, for then the rest never came. */
function remembered(looked: Look, key: string, known: Remembered | undefined, { fresh }: Compared, now: Date) {
  if (looked.outcome !== 'read' || looked.readout.document.cut) return undefined;
  return { key, value: remember(known, looked.answer.validators, fresh.length, now) };
}

function count(run: WatchRun, ending: Ending, found: number, fresh: number, revised: number): void {
  run.visited++;
  const excused = ending.outcome === 'failed' && FAILURES[ending.reason].weight === 0;
  run.later += Number(excused);
  run.failed += Number(ending.outcome === 'failed' && !excused);
  run.items += found;
  run.fresh += fresh;
  run.revised += revised;
}
