/** Whether silence means anything: which of a topic's sources are seen as they should be. Pure. */
import type { Counted } from './counting.ts';

/** A source that serves a topic, and how it is doing. */
export interface Watched {
  id: string;
  title: string;
  /** In one word, as `watchers/health.ts` has it, or that it was not visited yet. */
  state: string;
  /** Whether what it publishes comes to us. */
  seen: boolean;
  /** When it was first asked, and when it last showed what it publishes; milliseconds since the epoch. */
  first: number | null;
  last: number | null;
}

/** A source that is not seen, and how many of the stories it reported. */
export interface Unseen {
  title: string;
  state: string;
  stories: number;
}

/** Since when any of the sources is watched; infinity where none was ever asked. */
export const watchedSince = (sources: readonly Watched[]): number =>
  Math.min(...sources.map(({ first }) => first ?? Number.POSITIVE_INFINITY));

/** Whether not one of the sources is seen. */
export const isDark = (sources: readonly Watched[]): boolean => !sources.some(({ seen }) => seen);

/** Since when none of them is: one that never answered, since it was first asked. Null where none was ever asked. */
export function darkSince(sources: readonly Watched[]): number | null {
  const times = sources.flatMap(({ first, last }) => last ?? first ?? []);
  return times.length === 0 ? null : Math.max(...times);
}

/** The stories that a source which is seen now reported: what the others alone reported we would not have learnt of. */
export function fromSeen(stories: readonly Counted[], sources: readonly Watched[]): Counted[] {
  const seen = new Set(sources.flatMap(({ id, seen }) => (seen ? [id] : [])));
  return stories.filter((story) => [...story.sources].some((source) => seen.has(source)));
}

/** The sources that are not seen, those that reported most of the stories first. */
export function unseenOf(sources: readonly Watched[], stories: readonly Counted[]): Unseen[] {
  const count = (id: string) => stories.filter((story) => story.sources.has(id)).length;
  return sources
    .filter(({ seen }) => !seen)
    .map(({ id, title, state }) => ({ title, state, stories: count(id) }))
    .sort((a, b) => b.stories - a.stories || (a.title < b.title ? -1 : 1));
}
