/** Since when, and when, somebody looked: what nobody watched says nothing of what is usual. Pure. */
import { DAY } from '../../state/item.ts';

/** All times are milliseconds since the epoch. */
export interface History {
  /** Since when everything is known. */
  since: number;
  /** The beginnings of the days (UTC) on which nobody looked, or nobody was seen. */
  idle: readonly number[];
}

/** Whether a time was watched as a whole. */
export const isWatched = ({ since, idle }: History, from: number, to: number): boolean =>
  from >= since && !idle.some((day) => day < to && day + DAY > from);

/** How much of a time was watched. */
export function watchedIn({ since, idle }: History, from: number, to: number): number {
  const begin = Math.max(from, since);
  const lost = idle.map((day) => Math.min(day + DAY, to) - Math.max(day, begin)).filter((span) => span > 0);
  return Math.max(to - begin, 0) - lost.reduce((sum, span) => sum + span, 0);
}
