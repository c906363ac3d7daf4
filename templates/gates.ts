/** What became of every item that was seen in an edition's time, to one subscriber: each is counted once. Pure. */
import type { Edition, MatchedGravity } from '../state/edition.ts';
import { atLeast } from '../state/severity.ts';
import type { Subscriber } from '../state/subscriber.ts';
import type { Selection } from './selection.ts';
import { count, listed, number } from './words.ts';

export interface Gates {
  /** No rule fits them. */
  unmatched: number;
  /** Their sources took them back. */
  withdrawn: number;
  /** They fit topics that the subscriber does not follow. */
  elsewhere: number;
  /** They are less grave than what the subscriber asked for. */
  below: number;
  /** Their stories were told before, and have nothing new. */
  before: number;
  /** They came so late that they are in no story yet: the next edition tells them. */
  waiting: number;
  /** Their stories are told in the message. */
  told: number;
  /** Their stories are on the edition's page only: there was no room. */
  left: number;
}

/** The gates of a message, which sum to the items seen; null of an edition that was frozen without them. */
export function gatesOf(
  { coverage, stories: all }: Pick<Edition, 'coverage' | 'stories'>,
  { stories }: Pick<Selection, 'stories'>,
  left: ReadonlySet<string>,
  subscriber: Pick<Subscriber, 'topics' | 'least'>,
): Gates | null {
  if (!coverage.fits) return null;
  const itemsOf = (those: Edition['stories']) =>
    new Set(those.flatMap((story) => [story.lead.id, ...story.others.map(({ id }) => id)]));
  const shown = itemsOf(stories.filter(({ id }) => !left.has(id)));
  const hidden = itemsOf(stories.filter(({ id }) => left.has(id)));
  const gathered = itemsOf(all);
  const unmatched = coverage.items - coverage.fits.length;
  const gates: Gates = { unmatched, withdrawn: 0, elsewhere: 0, below: 0, before: 0, waiting: 0, told: 0, left: 0 };
  for (const { item, fits, withdrawn } of coverage.fits) {
    if (shown.has(item)) gates.told++;
    else if (hidden.has(item)) gates.left++;
    else if (withdrawn) gates.withdrawn++;
    else gates[gateOf(fits, subscriber, gathered.has(item))]++;
  }
  return gates;
}

/** Where an item ended of which no story is in the message. */
function gateOf(
  fits: MatchedGravity['fits'],
  { topics, least }: Pick<Subscriber, 'topics' | 'least'>,
  gathered: boolean,
): 'elsewhere' | 'below' | 'before' | 'waiting' {
  const theirs = topics.flatMap((topic) => fits[topic] ?? []);
  if (theirs.length === 0) return 'elsewhere';
  if (!theirs.some((severity) => atLeast(severity, least))) return 'below';
  return gathered ? 'before' : 'waiting';
}

/** The gates in a sentence, those that are empty left out. */
export function gateWords(gates: Gates, { least }: Pick<Subscriber, 'least'>): string {
  const seen = Object.values(gates).reduce((sum, n) => sum + n, 0);
  if (seen === 0) return '';
  const parts: [number, string][] = [
    [gates.unmatched, 'matched no rule'],
    [gates.withdrawn, 'were withdrawn by their sources'],
    [gates.elsewhere, 'matched topics that you do not follow'],
    [gates.below, `matched below ${least} severity`],
    [gates.before, 'belong to stories that you were told before'],
    [gates.waiting, 'came too late for this edition'],
    [gates.told, 'are told here'],
    [gates.left, 'are told on the page of the edition only'],
  ];
  const words = parts.flatMap(([n, what]) => (n === 0 ? [] : [`${number(n)} ${n === 1 ? singular(what) : what}`]));
  return `Of the ${count(seen, 'item')} seen, ${listed(words)}.`;
}

const singular = (what: string): string =>
  what
    .replace(/^are /, 'is ')
    .replace(/^belong /, 'belongs ')
    .replace(/^were (.*) their sources/, 'was $1 its source');
