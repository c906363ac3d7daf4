/** When to come again, and what a visit teaches us about its source. Pure. */

import { getDomain } from 'tldts';
import { DAY } from '../state/item.ts';
import type { Learnt, Source } from '../state/source.ts';
import { FAILURES, type FailureReason } from './failure.ts';

/** How a visit and the reading of its body ended, as far as pace is concerned. */
export type Ending =
  | { outcome: 'fetched' | 'unchanged' }
  | { outcome: 'failed'; reason: FailureReason; detail: string; retryAfter?: number | undefined };

/** A source that fails is asked ever less often, but never given up: it may come back. */
const SLOWEST = DAY;
/** Gone for good is asked once a month, since some servers say so in error. */
const GONE = 30 * DAY;

/** What is known of a source after a visit that ended at `now`. */
export function learn(
  source: Pick<Source, 'id' | 'every'>,
  ending: Ending,
  before: Learnt | undefined,
  now: Date,
): Learnt {
  const good = ending.outcome !== 'failed';
  const wasGood = before !== undefined && before.outcome !== 'failed';
  const at = now.toISOString();
  // A host that asks us to come later is not broken.
  const counts = !good && ending.reason !== 'busy';
  const failures = good ? 0 : (before?.failures ?? 0) + (counts ? 1 : 0);
  return {
    source: source.id,
    lastVisit: at,
    outcome: ending.outcome,
    because: good ? null : `${FAILURES[ending.reason]} (${ending.detail})`,
    since: before !== undefined && good === wasGood ? before.since : at,
    failures,
    next: new Date(now.getTime() + rest(source.every, ending, failures)).toISOString(),
  };
}

/** Milliseconds until the next visit: linear in the failures in a row, and never less than the host asked for. */
function rest(every: number, ending: Ending, failures: number): number {
  if (ending.outcome !== 'failed') return every;
  if (ending.reason === 'gone') return GONE;
  return Math.max(Math.min(every * (failures + 1), Math.max(SLOWEST, every)), ending.retryAfter ?? 0);
}

/** The sources whose time has come, of those that are enabled. */
export function dueSources(sources: readonly Source[], learnt: ReadonlyMap<string, Learnt>, now: Date): Source[] {
  const at = now.toISOString();
  return sources.filter(({ id, enabled }) => enabled && (learnt.get(id)?.next ?? '') <= at);
}

/** Milliseconds between two visits to one host: GDELT asks for five seconds, Google fails those who hurry. */
const SPACING: Record<Source['kind'], number> = {
  gdelt: 5000,
  'google-news': 1500,
  'bing-news': 1500,
  feed: 0,
  page: 0,
};

/** Sources that must be visited one after the other, since they share a registrable domain, with the pause between them. */
export function lanes(sources: readonly Source[]): { sources: Source[]; spacing: number }[] {
  const byHost = Map.groupBy(sources, ({ id, url }) => getDomain(url) ?? id);
  return [...byHost.values()].map((lane) => ({
    sources: lane,
    spacing: Math.max(...lane.map(({ kind }) => SPACING[kind])),
  }));
}
