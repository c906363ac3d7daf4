/** How a source is doing, in one word. Pure. */
import { DAY, type Instant } from '../state/item.ts';
import type { Learnt, Source } from '../state/source.ts';
import { adopted } from './lesson.ts';

/**
 * The gravest first. `gone`: the host says that the source is no more. `blind`: we cannot see it. `failing`: its last
 * visit failed. `late`: we have not looked when we meant to. `gap`: items may have scrolled away between two visits.
 * `moved`: it answers from another address. `quiet`: we see it well, and it has no news.
 */
export const STATES = ['gone', 'blind', 'failing', 'late', 'gap', 'moved', 'quiet', 'healthy'] as const;

export type State = (typeof STATES)[number];

export interface Health {
  state: State;
  since: Instant;
  why: string | null;
}

type Known = Pick<Source, 'url' | 'every'>;

/** A source that failed for this long, and for three visits, is not merely failing: we do not know what it publishes. */
const BLIND = DAY;
/** A visit that is overdue by so much was not merely waiting for its turn. */
const LATE = 2 * 3600_000;
/** For so long after a gap its items may be missing from what is told. */
const GAP = DAY;
/** News are due after so many times their usual pause, but no silence under three days or over forty-five is judged by it. */
const PAUSES = 8;
const SHORTEST_SILENCE = 3 * DAY;
const LONGEST_SILENCE = 45 * DAY;

/** How a source is doing at an instant, since when, and why. */
export function healthOf(source: Known, learnt: Learnt, now: Date): Health {
  const bad = troubled(source, learnt, now);
  if (bad) return bad;
  const { gap } = learnt;
  if (gap !== null && ago(gap, now) < GAP)
    return { state: 'gap', since: gap, why: 'two visits shared no item: what stood between them may be lost to us' };
  const to = adopted(source, learnt);
  if (to) return { state: 'moved', since: learnt.moved!.since, why: `answers from ${to} for good; mend: url: ${to}` };
  return silent(learnt, now) ?? { state: 'healthy', since: learnt.since, why: null };
}

/** Failures that say nothing against the source: it is only later than we meant. */
const EXCUSED: ReadonlySet<string | null> = new Set(['busy', 'slow']);

/** Where the source was not seen at its last visit, or was not visited when it should have been. */
function troubled(source: Known, learnt: Learnt, now: Date): Health | null {
  const { outcome, reason, because: why, since } = learnt;
  const failed = outcome === 'failed';
  if (failed && reason === 'gone') return { state: 'gone', since, why };
  const unseen = learnt.lastGood ?? learnt.firstVisit;
  const tried = Math.max(BLIND, 3 * (learnt.interval ?? source.every));
  if (failed && ago(since, now) >= tried) return { state: 'blind', since: unseen, why: sinceEver(learnt) };
  if (failed && !EXCUSED.has(reason)) return { state: 'failing', since, why };
  if (ago(learnt.next, now) > LATE) return { state: 'late', since: learnt.next, why: 'its visit is overdue' };
  if (failed) return { state: 'late', since: unseen, why };
  return null;
}

/** Who has never answered may have been misspelt: that is told, so that it is not taken for an outage. */
const sinceEver = ({ lastGood, because }: Learnt): string | null =>
  lastGood === null ? `it has never answered since we first asked${because === null ? '' : `: ${because}`}` : because;

function silent({ found, region, lastNews, lastGood, firstVisit, rhythm }: Learnt, now: Date): Health | null {
  if (lastGood === null) return null;
  // A region that says what it said holds no item, as it should.
  if (found === 0 && region === null)
    return { state: 'quiet', since: lastNews ?? firstVisit, why: 'it answers well, and holds no item' };
  const since = lastNews ?? firstVisit;
  const patience = rhythm === null ? LONGEST_SILENCE : PAUSES * rhythm;
  if (ago(since, now) < Math.min(Math.max(patience, SHORTEST_SILENCE), LONGEST_SILENCE)) return null;
  const days = Math.floor(ago(since, now) / DAY);
  return { state: 'quiet', since, why: `it answers well, and has had nothing new for ${days} days` };
}

const ago = (at: Instant, now: Date): number => now.getTime() - Date.parse(at);
