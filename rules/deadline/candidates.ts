/** The dates that a deadline could have: who says so, since when, and whether that is enough. Pure. */
import { createHash } from 'node:crypto';
import type { Announcement, Deadline, Verdict } from '../../state/deadline.ts';
import type { Instant } from '../../state/item.ts';
import { isCompatible, reduced, wider } from './dates.ts';

export interface Candidate {
  date: string;
  /** The latest word of each family that announces it. */
  families: Map<string, Instant>;
  /** The items that announce it, the earliest report first, and when that was. */
  items: string[];
  first: Instant | null;
  /** The latest verdict on it that holds. */
  verdict: Verdict | null;
  /** Whether the topic's file sets it. */
  filed: boolean;
  /** Since when it stands confirmed, by reports and not by when they reached us; empty of the file's date; null where it is not. */
  since: Instant | null;
}

/** How an analyst names an announced date: the same for ever. */
export const proposalId = (topic: string, deadline: string, date: string): string =>
  createHash('sha256').update(`${topic}/${deadline}@${date}`).digest('hex').slice(0, 8);

/** Two that are independent confirm what one only reports. */
const ENOUGH = 2;

/**
 * Every date that the file, items or an analyst name, but for what an analyst rejected. A date that could be the same
 * supports it: a month its days, a year its months.
 *
 * @param announcements of the deadline, as they stand at an instant; in any order
 * @param verdicts of the deadline until then; in any order
 */
export function candidates(
  deadline: Pick<Deadline, 'date' | 'precision'>,
  announcements: readonly Announcement[],
  verdicts: readonly Verdict[],
): Candidate[] {
  const decided = latest(verdicts);
  const filed = deadline.date && reduced(deadline.date, deadline.precision);
  const isOut = (date: string) => decided.get(date)?.confirmed === false;
  const said = announcements.filter(({ date }) => !isOut(date));
  const [byDate, within] = [Map.groupBy(said, ({ date }) => date), byDateWithin(said)];
  const confirmed = [...decided.values()].filter((verdict) => verdict.confirmed).map(({ date }) => date);
  const dates = new Set([...(filed ? [filed] : []), ...byDate.keys(), ...confirmed]);
  return [...dates]
    .filter((date) => date === filed || !isOut(date))
    .map((date) => {
      const less = wider(date).slice(0, 1);
      const its = [...(within.get(date) ?? []), ...less.flatMap((one) => byDate.get(one) ?? [])].sort(byReport);
      const families = new Map(its.map(({ family, reported }) => [family, reported]));
      const verdict = decided.get(date) ?? null;
      const items = [...new Set(its.map(({ item }) => item))];
      return {
        date,
        families,
        items,
        first: its[0]?.reported ?? null,
        verdict,
        filed: date === filed,
        since: since(families, verdict, date === filed),
      };
    });
}

/** Announcements by their own date, and by each less exact one in which it lies. */
function byDateWithin(said: readonly Announcement[]): Map<string, Announcement[]> {
  const found = new Map<string, Announcement[]>();
  for (const one of said.toSorted(byReport))
    for (const date of [one.date, ...wider(one.date)]) {
      const known = found.get(date);
      if (known) known.push(one);
      else found.set(date, [one]);
    }
  return found;
}

const byReport = (a: Announcement, b: Announcement): number =>
  a.reported < b.reported || (a.reported === b.reported && a.item < b.item) ? -1 : 1;

/** The last decision on each date. */
function latest(verdicts: readonly Verdict[]): Map<string, Verdict> {
  const ordered = verdicts.toSorted((a, b) => (a.at < b.at || (a.at === b.at && a.author < b.author) ? -1 : 1));
  return new Map(ordered.map((verdict) => [verdict.date, verdict]));
}

/** The instant of the last report by which two families in their latest words had said so, or of the analyst's word. */
function since(families: ReadonlyMap<string, Instant>, verdict: Verdict | null, filed: boolean): Instant | null {
  const words = [...families.values()].sort().reverse();
  const reported = words[ENOUGH - 1] ?? (filed ? '' : null);
  const decided = verdict?.confirmed ? verdict.at : null;
  return reported !== null && decided !== null && decided > reported ? decided : (reported ?? decided);
}

/**
 * The date in force: the one that was last confirmed, in the most exact form that is confirmed too. Undefined where none is.
 */
export function inForce(all: readonly Candidate[]): Candidate | undefined {
  const confirmed = all.filter((one) => one.since !== null).sort(stronger);
  const [strongest] = confirmed;
  if (!strongest) return undefined;
  const exact = confirmed.filter(({ date }) => date.startsWith(strongest.date));
  return exact.reduce((a, b) => (b.date.startsWith(a.date) ? b : a), strongest);
}

/** The date that was in force before: the next that was confirmed and is another one. */
export const inForceBefore = (all: readonly Candidate[], now: Candidate): Candidate | undefined =>
  all
    .filter((one) => one.since !== null && !isCompatible(one.date, now.date))
    .sort(stronger)
    .at(0);

/** The latest first; of two at one instant the earlier date, to be warned too early rather than too late. */
const stronger = (a: Candidate, b: Candidate): number =>
  a.since === b.since ? (a.date < b.date ? -1 : 1) : a.since! > b.since! ? -1 : 1;
