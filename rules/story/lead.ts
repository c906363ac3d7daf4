/** Which of a story's items speaks for it, and who stands behind them. */
import { rank } from '../../state/severity.ts';
import { type MatchedItem, voiceOf } from '../../state/story.ts';
import { severityOf } from './severity.ts';

/** The language of everything else in our mail: a headline in it can be read by whoever reads the mail. */
const OURS = 'en';
/** Hosts of states and their unions, whose own act is mostly what is reported. */
const OFFICIAL =
  /(?:^|\.)(?:gov|gouv|gob|gub|mil)(?:\.[a-z]{2})?$|(?:^|\.)europa\.eu$|\.int$|(?:^|\.)(?:odkb-csto|kremlin)\.[a-z]+$|^(?:www\.)?(?:mfa|mid|mod|president|premier|primeminister|parliament|government)\.[a-z.]+$/;

/**
 * The item that speaks for a story. It carries the story's severity; of those, one of a primary source (whoever acted
 * says so) goes first, then one that our mail's readers can read, then one with a text, then the earliest.
 *
 * @param group in the order in which they were reported
 */
export function leadOf(group: readonly MatchedItem[], topic: string): MatchedItem {
  const weight = (item: MatchedItem) =>
    rank(severityOf([item], topic)!) * 8 +
    Number(isPrimary(item)) * 4 +
    Number(isOurs(item)) * 2 +
    Number(hasText(item));
  return group.reduce((best, item) => (weight(item) > weight(best) ? item : best));
}

/** Whether an item is published by a state or a union of states. */
function isPrimary({ url }: Pick<MatchedItem, 'url'>): boolean {
  return url !== null && URL.canParse(url) && OFFICIAL.test(new URL(url).hostname);
}

const isOurs = ({ language }: MatchedItem): boolean => language?.split('-')[0] === OURS;
const hasText = ({ summary, content }: MatchedItem): boolean => (summary || content) !== '';

/** The editorial voices behind some items, each once: so many sources are independent of one another. */
export const familiesOf = (items: readonly Pick<MatchedItem, 'family' | 'voice'>[]): string[] =>
  [...new Set(items.map(voiceOf))].sort();
