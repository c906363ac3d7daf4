/** `flatline`: no story within a time, where enough are usual and the sources that report them are seen. Pure. */
import type { Trend } from '../topic.ts';
import type { Found, Judgement, Known } from '../trend.ts';
import { countBetween, newest, usualAt } from './counting.ts';
import { darkSince, fromSeen, isDark, unseenOf, type Watched } from './seen.ts';

/** Judges a `flatline`: it is blind where the sources that are seen do not by themselves bring enough stories. */
export function flatline(trend: Trend, known: Known, sources: readonly Watched[], now: number): Judgement {
  const { within, least } = trend;
  const { stories, times, history } = known;
  const last = times.at(-1) ?? now;
  // Asked of the moment at which the silence was long enough, what was usual stays the same while it lasts.
  const long = Math.min(last + within, now);
  const usual = usualAt(times, long, trend, history);
  const count = countBetween(times, now - within, now);
  const judged = { trend, count, usual, threshold: usual === null || usual < least ? null : 0 };
  const silence = { since: last, until: now, first: null, count, usual, stories: newest(stories, 0, last) };
  if (isDark(sources)) return dark(judged, silence, known, sources, now);
  if (usual === null) return { ...judged, state: { is: 'young' }, found: [] };
  if (now - last < within || usual < least) return { ...judged, state: { is: 'calm' }, found: [] };
  const seen = fromSeen(stories, sources).map(({ at }) => at);
  if ((usualAt(seen, long, trend, history) ?? 0) >= least)
    return { ...judged, state: { is: 'firing', since: last }, found: [{ ...silence, blind: null }] };
  const unseen = unseenOf(sources, stories).filter((source) => source.stories > 0);
  return { ...judged, state: { is: 'blind', since: last, unseen }, found: [{ ...silence, blind: unseen }] };
}

/** Where no source is seen, whatever is usual, it is that which is told; and no sooner than a silence would be. */
function dark(
  judged: Omit<Judgement, 'state' | 'found'>,
  silence: Omit<Found, 'blind'>,
  { stories }: Known,
  sources: readonly Watched[],
  now: number,
): Judgement {
  const since = darkSince(sources);
  const unseen = unseenOf(sources, stories);
  const isLong = since !== null && now - since >= judged.trend.within;
  const found = isLong ? [{ ...silence, since, blind: unseen }] : [];
  return { ...judged, state: { is: 'blind', since, unseen }, found };
}
