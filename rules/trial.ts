/** What came of trying a draft: its hits, what is near, what it changes, and how it does by the labels. */
import type { Severity } from '../state/severity.ts';
import type { Readable } from './engine/columns.ts';

export type TriedItem = Pick<Readable, 'title' | 'source' | 'language' | 'url'> & {
  id: string;
  /** ISO 8601: when it came to us, or where it never did, when it was published; null where nobody knows. */
  at: string | null;
};

export interface Hit extends TriedItem {
  severity: Severity;
  rules: string[];
}

/** What both versions tell, by other rules or with another severity. */
export interface Change extends Hit {
  before: Pick<Hit, 'severity' | 'rules'>;
}

export interface NearMiss extends TriedItem {
  rule: string;
  /** The one condition that does not hold, and what came nearest to it. */
  clause: string;
  miss: string;
  far: number;
}

/** How the draft does on the items that an analyst labelled. */
export interface Judged {
  labelled: number;
  hits: number;
  misses: number;
  falseAlarms: number;
  /** Null where nothing was there to be found. */
  precision: number | null;
  recall: number | null;
  missed: TriedItem[];
  alarmed: TriedItem[];
}

export interface Trial {
  items: number;
  from: string | null;
  to: string | null;
  hits: Hit[];
  near: NearMiss[];
  gained: Hit[];
  lost: Hit[];
  changed: Change[];
  /** By Monday, those without hits among them. */
  weeks: { week: string; hits: number }[];
  judged: Judged | null;
}

/** Nothing tried yet. */
export const emptyTrial = (labelled: boolean): Trial => ({
  ...{ items: 0, from: null, to: null, hits: [], near: [], gained: [], lost: [], changed: [], weeks: [] },
  judged: labelled ? NONE_JUDGED() : null,
});

/** The trial with what follows from all of it: newest first, near misses nearest first. */
export function summed(trial: Trial, times: readonly string[]): Trial {
  const sorted = times.toSorted();
  return {
    ...trial,
    from: sorted[0] ?? null,
    to: sorted.at(-1) ?? null,
    hits: trial.hits.toSorted(newestFirst),
    near: trial.near.toSorted((a, b) => a.far - b.far || newestFirst(a, b)),
    gained: trial.gained.toSorted(newestFirst),
    lost: trial.lost.toSorted(newestFirst),
    changed: trial.changed.toSorted(newestFirst),
    weeks: weeksOf(sorted, trial.hits),
    judged: trial.judged && rated(trial.judged),
  };
}

const NONE_JUDGED = (): Judged => {
  const none = { labelled: 0, hits: 0, misses: 0, falseAlarms: 0, precision: null, recall: null };
  return { ...none, missed: [], alarmed: [] };
};

function rated(judged: Judged): Judged {
  const { hits, missed, alarmed } = judged;
  const share = (of: number) => (of === 0 ? null : hits / of);
  const [misses, falseAlarms] = [missed.length, alarmed.length];
  return { ...judged, misses, falseAlarms, precision: share(hits + falseAlarms), recall: share(hits + misses) };
}

const newestFirst = (a: TriedItem, b: TriedItem): number =>
  (b.at ?? '').localeCompare(a.at ?? '') || (a.id < b.id ? -1 : 1);

const WEEK = 7 * 24 * 3600_000;

/** The Monday of a day's week. */
function weekOf(at: string): string {
  const day = new Date(at.slice(0, 10));
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

function weeksOf(times: readonly string[], hits: readonly Hit[]): Trial['weeks'] {
  if (times.length === 0) return [];
  const byWeek = Map.groupBy(
    hits.filter(({ at }) => at !== null),
    ({ at }) => weekOf(at!),
  );
  const [first, last] = [weekOf(times[0]!), weekOf(times.at(-1)!)].map((week) => Date.parse(week)) as [number, number];
  return Array.from({ length: (last - first) / WEEK + 1 }, (_, n) => {
    const week = new Date(first + n * WEEK).toISOString().slice(0, 10);
    return { week, hits: byWeek.get(week)?.length ?? 0 };
  });
}
