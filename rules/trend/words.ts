/** Rules over time in words. */
import { DAY } from '../../state/item.ts';
import type { Trend } from '../topic.ts';
import type { Found } from '../trend.ts';
import type { Unseen } from './seen.ts';

/** What was seen, in one sentence. */
export function wordsOf({ type, within, baseline, least }: Trend, { count, usual, first, blind }: Found): string {
  const time = spanWords(within);
  switch (type) {
    case 'frequency':
      return `${stories(count)} within ${time}; ${least} were asked for.`;
    case 'spike':
      return `${stories(count)} within ${time}; usual over the ${spanWords(baseline)} before are ${numberWords(usual)}.`;
    case 'new_term':
      return `An item says “${first?.words}”, which none of the ${spanWords(baseline)} before said in any spelling.`;
    case 'flatline':
      return blind === null
        ? `No story for ${time}, where ${numberWords(usual)} are usual, though the sources that report them are seen well.`
        : `No story for ${time}, but whether nothing happens cannot be told: ${unseenWords(blind)}.`;
  }
}

const NAMED = 3;

/** `Asia-Plus is failing, Ozodi is blind and 2 more sources are not seen`; of many that reported nothing `50 sources are late`. */
export function unseenWords(unseen: readonly Unseen[]): string {
  const named = unseen.filter(({ stories }, n) => n < NAMED && (stories > 0 || unseen.length <= NAMED));
  const words = named.map(({ title, state }) => `${title} is ${stateWords(state)}`);
  const rest = named.length > 0 ? moreWords(unseen.length - named.length) : byState(unseen);
  return new Intl.ListFormat('en-GB').format([...words, ...rest]) || 'no source serves the topic';
}

const moreWords = (n: number): string[] =>
  n === 0 ? [] : [`${n} more ${n === 1 ? 'source is' : 'sources are'} not seen`];

const byState = (unseen: readonly Unseen[]): string[] =>
  [...Map.groupBy(unseen, ({ state }) => state)].map(
    ([state, those]) => `${those.length} ${those.length === 1 ? 'source is' : 'sources are'} ${stateWords(state)}`,
  );

/** A state of a source as it follows `is`. */
const stateWords = (state: string): string => (state === 'gap' ? 'seen with gaps' : state);

/** `24 hours`, `7 days`. */
export function spanWords(milliseconds: number): string {
  const days = milliseconds % DAY === 0 && milliseconds > DAY;
  const n = Math.round(milliseconds / (days ? DAY : 3600_000));
  return `${n} ${days ? 'day' : 'hour'}${n === 1 ? '' : 's'}`;
}

const stories = (n: number): string => `${n} ${n === 1 ? 'story' : 'stories'}`;

/** `2`, `2.5`; none where it is not known. */
const numberWords = (n: number | null): string => (n === null ? 'none' : String(Math.round(n * 10) / 10));
