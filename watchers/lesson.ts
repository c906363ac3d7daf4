/** What a visit teaches us about its source. Pure. */
import type { Instant } from '../state/item.ts';
import type { Learnt, Moved, PinnedReader, PublisherPace, RegionState, Source } from '../state/source.ts';
import { FAILURES, type Failure, failureWords } from './failure.ts';
import { comeAgain, morePatience, nextInterval, patienceAfter, restAfterFailure, restAfterGood } from './pace.ts';

/** A good visit, and what its document was found to hold. */
export interface Good {
  outcome: 'fetched' | 'unchanged';
  moved: string | null;
  freshFor: number | null;
  /** Milliseconds. */
  took: number;
  /** Of a document that was read; an unchanged one teaches none of it. */
  read: {
    found: number;
    fresh: number;
    pace: PublisherPace | null;
    reader: PinnedReader | null;
    region: RegionState | null;
  } | null;
}

/** How a visit and the reading of its body ended. */
export type Ending = Good | Failure;

type Taught = Pick<Source, 'id' | 'kind' | 'url' | 'every'>;

/** What is known of a source after a visit that ended at `now`. */
export function learn(source: Taught, ending: Ending, known: Learnt | undefined, now: Date): Learnt {
  const at = now.toISOString();
  const was = known ?? unknown(source.id, at);
  const good = ending.outcome !== 'failed';
  const since = known !== undefined && good === (known.outcome !== 'failed') ? was.since : at;
  const seen = { ...was, lastVisit: at, since, outcome: ending.outcome };
  return ending.outcome === 'failed' ? afterFailure(source, ending, seen, now) : afterGood(source, ending, seen, now);
}

function unknown(source: string, at: Instant): Learnt {
  const [instants, never] = [
    { firstVisit: at, lastVisit: at, since: at, next: at },
    { lastGood: null, lastNews: null, gap: null },
  ];
  const unmeasured = { failures: 0, interval: null, patience: null, found: null, rhythm: null };
  const nothing = { reason: null, because: null, moved: null, reader: null, pace: null, region: null };
  return { source, outcome: 'fetched', ...instants, ...never, ...unmeasured, ...nothing };
}

/** An adopted address that fails so much gives way to the configured one. */
const ADOPTION_FAILS = 3;

function afterFailure(source: Taught, failure: Failure, was: Learnt, now: Date): Learnt {
  const { reason, retryAfter } = failure;
  const failures = was.failures + FAILURES[reason].weight;
  const interval = was.interval ?? source.every;
  const rest = restAfterFailure(interval, reason, failures, retryAfter);
  return {
    ...was,
    failures,
    reason,
    because: failureWords(failure),
    patience: reason === 'slow' ? morePatience(was.patience) : was.patience,
    moved: failures >= ADOPTION_FAILS ? null : was.moved,
    next: comeAgain(source.id, now, rest, interval, null).toISOString(),
  };
}

function afterGood(source: Taught, { read, moved, freshFor, took }: Good, was: Learnt, now: Date): Learnt {
  const at = now.toISOString();
  const pace = read ? read.pace : was.pace;
  const first = was.lastGood === null;
  // What a first visit finds was published over a long time: it says nothing of how fast it changes.
  const interval = first ? source.every : nextInterval(source, was.interval, read?.found ?? 0, read?.fresh ?? 0);
  const rest = restAfterGood(interval, pace, freshFor);
  return {
    ...was,
    failures: 0,
    reason: null,
    because: null,
    lastGood: at,
    interval,
    patience: patienceAfter(took),
    pace,
    moved: follow(source.url, moved, was.moved, at),
    ...(read && { found: read.found, ...newsOf(read, was, at), gap: gapOf(source, read, was, at) }),
    ...(read && { reader: read.reader ?? was.reader, region: read.region ?? was.region }),
    next: comeAgain(source.id, now, rest, interval, pace).toISOString(),
  };
}

/** The rhythm forgets slowly: an outlet's quiet August must not be its measure. */
const RECENT = 0.2;

function newsOf({ fresh }: { fresh: number }, { lastNews, rhythm }: Learnt, at: Instant) {
  if (fresh === 0) return { lastNews, rhythm };
  if (lastNews === null) return { lastNews: at, rhythm };
  const pause = Date.parse(at) - Date.parse(lastNews);
  return { lastNews: at, rhythm: Math.round(rhythm === null ? pause : rhythm + (pause - rhythm) * RECENT) };
}

/** A region's change is one new item, and an item is no part of what came before it. */
function gapOf({ kind }: Taught, { found, fresh }: { found: number; fresh: number }, was: Learnt, at: Instant) {
  const gap = kind !== 'region' && found > 0 && fresh === found && (was.found ?? 0) > 0;
  return gap ? at : was.gap;
}

/** Redirects for good are believed when so many good visits in a row agree: a captive portal's do not. */
const AGREEING = 3;

/** Where permanent redirects lead after a good visit that started from the configured address, or from an adopted one. */
function follow(url: string, to: string | null, known: Moved | null, at: Instant): Moved | null {
  const was = known?.from === url ? known : null;
  // An adopted address was asked itself: it need not redirect.
  if (to === null) return was && isAdopted(was) ? was : null;
  return was?.to === to ? { ...was, visits: was.visits + 1 } : { from: url, to, visits: 1, since: at };
}

const isAdopted = ({ visits }: Moved): boolean => visits >= AGREEING;

/** The address that permanent redirects have made the source's own, where the configured one still is what they start from. */
export function adopted({ url }: Pick<Source, 'url'>, known: Pick<Learnt, 'moved'> | undefined): string | null {
  const moved = known?.moved;
  return moved && moved.from === url && moved.to !== url && isAdopted(moved) ? moved.to : null;
}
