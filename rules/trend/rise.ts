/** `frequency`: so many stories within a time. `spike`: so many times more than usual besides. Pure. */
import type { Trend } from '../topic.ts';
import type { Found, Judgement, Known, TrendState } from '../trend.ts';
import { countBetween, newest, usualAt } from './counting.ts';
import { ABSENCE, type Episode, episodesOf } from './episodes.ts';

/** How many there are at an instant, how many there usually are (null: not known), and how many are enough. */
interface Level {
  count: number;
  usual: number | null;
  enough: number | null;
}

/** Judges a `frequency` or a `spike`. */
export function rise(trend: Trend, known: Known, now: number): Judgement {
  const { type, within, least } = trend;
  // What is usual is the costly question, and needs no answer where there are too few.
  const holds = (at: number) => countAt(at, trend, known) >= least && isEnough(levelAt(at, trend, known));
  const found = episodesOf(known.times, holds, within, now - Math.max(within, ABSENCE)).map((one) =>
    foundIn(one, trend, known),
  );
  const { count, usual, enough } = levelAt(now, trend, known);
  const lasting = found.find(({ until }) => until > now - within);
  const state: TrendState = lasting
    ? { is: 'firing', since: lasting.since }
    : { is: type === 'spike' && usual === null ? 'young' : 'calm' };
  return { trend, state, count, usual, threshold: enough, found };
}

const countAt = (at: number, { within }: Trend, { times }: Known): number => countBetween(times, at - within, at);

function levelAt(at: number, trend: Trend, known: Known): Level {
  const count = countAt(at, trend, known);
  if (trend.type === 'frequency') return { count, usual: null, enough: trend.least };
  const usual = usualAt(known.times, at, trend, known.history);
  return { count, usual, enough: usual === null ? null : Math.max(trend.least, Math.ceil(trend.times * usual)) };
}

const isEnough = ({ count, enough }: Level): boolean => enough !== null && count >= enough;

function foundIn(episode: Episode, trend: Trend, known: Known): Found {
  const { count, usual } = levelAt(episode.until, trend, known);
  const stories = newest(known.stories, episode.until - trend.within, episode.until);
  return { ...episode, blind: null, first: null, count, usual, stories };
}
