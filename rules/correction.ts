/**
 * Whether readers must be told that a source does not say any more what we told of it. Pure. To correct a synonym is
 * the lesser error beside a figure that stays wrong, and a correction a day of every live blog is the greater one.
 */
import type { Correction } from '../state/alert.ts';
import { differenceOf } from '../state/difference.ts';
import type { ToldItem } from '../state/edition.ts';
import type { Instant } from '../state/item.ts';
import type { MatchedItem } from '../state/story.ts';
import { type Facts, factsOf, lacking, without } from './correction/facts.ts';
import { toldItem } from './tell.ts';

/** What was told of an item the last time. */
export interface LastTold {
  item: ToldItem;
  /** Whether its words were told, as the lead's are, or only that it reports the story too. */
  inWords: boolean;
  /** Whether it was told that it is withdrawn, or no longer about the topic. */
  gone: boolean;
}

/**
 * What is to be corrected of an item that was told: it was withdrawn, is no longer about the topic, is there again, or
 * says something else. Null where what was told still holds.
 *
 * @param at when it came to be so
 */
export function correctionOf(last: LastTold, now: MatchedItem, topic: string, at: Instant): Correction | null {
  const { item: told, gone, inWords } = last;
  const present = toldItem(now);
  const differs = present.title !== told.title || present.excerpt !== told.excerpt;
  if (now.withdrawn) return gone ? null : { told, now: differs ? present : null, at, because: 'withdrawn' };
  if (!(topic in now.fits)) return gone ? null : { told, now: present, at, because: 'no longer about the topic' };
  if (gone) return { told, now: present, at, because: 'restored' };
  return inWords && differs && isMaterial(told, now) ? { told, now: present, at, because: 'edited' } : null;
}

/** Further down a live blog stands what was told days ago. */
const READ = 20_000;

/** Whether the words that were told have changed in what a reader holds them to. */
function isMaterial(told: ToldItem, now: MatchedItem): boolean {
  const [before, whole] = [
    factsOf(told.title, told.excerpt),
    factsOf(now.title, now.summary, now.content.slice(0, READ)),
  ];
  if (saysCorrected(now.title) && !saysCorrected(told.title)) return true;
  return headlineChanged(told.title, now.title, before, whole) || excerptChanged(told, toldItem(now), before, whole);
}

/** A headline with a quarter of its words nowhere in the item is another statement, whatever the words are. */
const ANOTHER = 0.25;
/** Of a text of which less than this is left, another stands in its place: an update of a live blog, the article instead of its teaser. */
const KEPT = 0.5;

function headlineChanged(told: string, now: string, before: Facts, whole: Facts): boolean {
  if (told === now) return false;
  const [old, fresh] = [factsOf(told), factsOf(now)];
  const exchanged = without(fresh.numbers, old.numbers).length > 0;
  const figures = without(old.numbers, exchanged ? fresh.numbers : whole.numbers);
  if (figures.length > 0 || isTurned(old, fresh)) return true;
  const gone = lacking(lacking(old.words, fresh.words), whole.words);
  if (gone.length / old.words.length >= ANOTHER) return true;
  // A headline begins with whom it is about, and a capital there does not say so.
  const names = [...before.names, ...whole.names, ...old.words.slice(0, 1), ...fresh.words.slice(0, 1)];
  return changesIn(told, now).some((change) => namesExchanged(change, names, before, whole));
}

/** What was told of a text is corrected where it is edited in place; what was only added to it, or put first, takes nothing back. */
function excerptChanged({ excerpt: told }: ToldItem, { excerpt: now }: ToldItem, before: Facts, whole: Facts): boolean {
  const { words, numbers } = factsOf(told);
  if (told === now || words.length === 0 || whole.words.join(' ').includes(words.join(' '))) return false;
  if (lacking(words, whole.words).length > words.length * (1 - KEPT)) return false;
  if (without(numbers, whole.numbers).length > 0) return true;
  const inside = changesIn(told, now).filter((change) => change.inside);
  const names = [...before.names, ...whole.names];
  return inside.some(
    (change) => isTurned(factsOf(change.gone), factsOf(change.fresh)) || namesExchanged(change, names, before, whole),
  );
}

const isTurned = (old: Facts, fresh: Facts): boolean => old.negations.length > 0 !== fresh.negations.length > 0;

interface Exchange {
  gone: string;
  fresh: string;
  /** Whether the texts agree before and after it. */
  inside: boolean;
}

/** Whether a name has given way to another, of which one was not told, or the other is nowhere in the item any more. */
function namesExchanged({ gone, fresh }: Exchange, names: readonly string[], before: Facts, whole: Facts): boolean {
  const known = new Set(names);
  const [old, young] = [gone, fresh].map((text) => factsOf(text).words.filter((word) => known.has(word)));
  const [lost, came] = [lacking(old!, young!), lacking(young!, old!)];
  const isOther = lacking(lost, whole.words).length > 0 || lacking(came, before.words).length > 0;
  return lost.length > 0 && came.length > 0 && isOther;
}

/** What stands in the place of what. */
function changesIn(told: string, now: string): Exchange[] {
  const runs = differenceOf(told, now);
  return runs.flatMap(({ kind, text }, n) => {
    const [previous, next] = [runs[n - 1]?.kind, runs[n + 1]];
    const paired = kind === 'gone' && next?.kind === 'new';
    if (kind === 'same' || (kind === 'new' && previous === 'gone')) return [];
    const inside = n > 0 && n + (paired ? 2 : 1) < runs.length;
    if (kind === 'new') return [{ gone: '', fresh: text, inside }];
    return [{ gone: text, fresh: paired ? next.text : '', inside }];
  });
}

/** How headlines begin that mend their own item, in the languages that are watched. */
const CORRECTED = new RegExp(
  `^[[(]?(?:${[
    'correct(?:ion|ed)|clarification|clarified|исправлен[ао]?|уточнен(?:ие|о)|поправка|виправлено|уточнення|düzeltme|düzəliş',
    'ուղղում|ճշգրտում|შესწორება|დაზუსტება|اصلاحیه|تصحیح|түзету|tuzatish|berichtigung|korrektur|rectificatif',
  ].join('|')})(?![\\p{L}])`,
  'iu',
);

const saysCorrected = (title: string): boolean => CORRECTED.test(title.trim());
