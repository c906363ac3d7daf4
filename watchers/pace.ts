/** When to come again. Pure. */
import { createHash } from 'node:crypto';
import { DAY, HOUR, MINUTE } from '../state/item.ts';
import { isAggregator, type Learnt, type PublisherPace, type Source } from '../state/source.ts';
import type { FailureReason } from './failure.ts';
import { LONGEST_WISH } from './freshness.ts';

type Paced = Pick<Source, 'id' | 'kind' | 'every'>;

/** Nobody's feed is asked more often than this, unless its row says so. */
const SHORTEST = 5 * MINUTE;
/** An alert may not wait longer than this for a source that has been calm. */
const LONGEST = 2 * HOUR;
/** A source that fails is asked ever less often, but never given up: it may come back. */
const SLOWEST = DAY;
/** Who was given too little time is asked again soon, with more of it. */
const SOON = MINUTE;
/** Gone for good is asked once a month, since some servers say so in error. */
const GONE = 30 * DAY;
/** As much of the interval is added at random, so that sources that began together do not stay together. */
const JITTER = 0.1;

/** The shortest and the longest interval that a source may learn. Aggregators are never asked more often than their row says. */
export function bounds({ kind, every }: Paced): { floor: number; ceiling: number } {
  const floor = isAggregator(kind) ? every : Math.min(every, Math.max(SHORTEST, every / 4));
  return { floor, ceiling: Math.max(every, Math.min(4 * every, LONGEST)) };
}

/** Where more than this share of a document is new, the next may well have lost some. */
const CROWDED = 0.5;

/**
 * The interval after a visit, by how much it overlapped with what was known: half when most of it was new, a quarter
 * longer when nothing was.
 *
 * @param found items in the document; 0 also where it had not changed
 */
export function nextInterval(source: Paced, interval: number | null, found: number, fresh: number): number {
  const { floor, ceiling } = bounds(source);
  const share = found === 0 ? 0 : fresh / found;
  const factor = share > CROWDED ? 0.5 : share === 0 ? 1.25 : 1;
  return Math.round(Math.min(Math.max((interval ?? source.every) * factor, floor), ceiling));
}

/** Milliseconds until the next visit after a good one: the latest of what was learnt and what the publisher wishes. */
export function restAfterGood(interval: number, pace: PublisherPace | null, freshFor: number | null): number {
  return Math.max(interval, Math.min(Math.max(pace?.every ?? 0, freshFor ?? 0), LONGEST_WISH));
}

/** Milliseconds until the next visit after a failure: linear in the failures in a row, and never less than the host asked for. */
export function restAfterFailure(
  interval: number,
  reason: FailureReason,
  failures: number,
  retryAfter: number | undefined,
): number {
  if (reason === 'gone') return GONE;
  if (reason === 'slow') return SOON;
  const backOff = Math.min(interval * (1 + failures), Math.max(SLOWEST, interval));
  return Math.max(backOff, Math.min(retryAfter ?? 0, LONGEST_WISH));
}

/** The instant of the next visit: with jitter, and moved out of the hours and days that the publisher wants skipped. */
export function comeAgain(source: string, now: Date, rest: number, interval: number, pace: PublisherPace | null): Date {
  const jitter = Math.min(rest, interval) * JITTER * chance(source, now);
  const at = now.getTime() + rest + jitter;
  return new Date(Math.min(skipped(at, pace), Math.max(at, now.getTime() + LONGEST_WISH)));
}

/** A number from 0 to 1 that is any number for all but the same visit. */
function chance(source: string, now: Date): number {
  return createHash('sha256').update(`${source} ${now.toISOString()}`).digest().readUInt32BE() / 2 ** 32;
}

/** RSS 2.0, skipHours and skipDays: the first hour from an instant on that is not named. */
function skipped(at: number, pace: PublisherPace | null): number {
  if (!pace) return at;
  const named = (time: number) =>
    pace.skipHours.includes(new Date(time).getUTCHours()) || pace.skipDays.includes(new Date(time).getUTCDay());
  let time = at;
  // A feed that names every hour of every day wants something else than never to be read.
  for (let hours = 0; hours < 7 * 24 && named(time); hours++) time = (Math.floor(time / HOUR) + 1) * HOUR;
  return named(time) ? at : time;
}

/** A host that hangs may hold up its lane for so long, until it has shown that it needs more. */
const FIRST_PATIENCE = 3500;

/** Milliseconds that a visit may take, at most `most`. */
export const patienceOf = (learnt: Pick<Learnt, 'patience'> | undefined, most: number): number =>
  Math.min(learnt?.patience ?? FIRST_PATIENCE, most);

/** The patience after a visit that was cut off. */
export const morePatience = (patience: number | null): number => 2 * (patience ?? FIRST_PATIENCE);

/** The patience after a visit that took so long: three times of it, since a bad hour is not a broken host. */
export const patienceAfter = (took: number): number => Math.max(FIRST_PATIENCE, Math.round(3 * took));

/** The sources whose time has come, of those that are enabled. */
export function dueSources(sources: readonly Source[], learnt: ReadonlyMap<string, Learnt>, now: Date): Source[] {
  const at = now.toISOString();
  return sources.filter(({ id, enabled }) => enabled && (learnt.get(id)?.next ?? '') <= at);
}
