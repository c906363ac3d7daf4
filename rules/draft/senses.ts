/** Words that are spelt like a cue or an event and are none: the month of May, the will of a people, a stated aim. */
import type { Word } from '../words/words.ts';

const MONTH = '(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)';
const OTHERS: readonly RegExp[] = [
  // Within a sentence a capital makes a month or a name of them; at its beginning only a question begins so.
  /(?<=\S\s*)\b(?:May|Will)\b/gu,
  /^[^\p{L}\p{N}]*(?:May|Will)\b(?!.*\?)/gu,
  /(?<=\b(?:in|on|since|until|till|from|before|after|during|last|early|late|mid)[\s-]+)may\b/giu,
  new RegExp(String.raw`\bmay\b(?=,?\s+\d|\s*[-–—/]\s*${MONTH})|(?<=\b${MONTH}\p{L}*\s*[-–—/]\s*)may\b`, 'giu'),
  /(?<=\b(?:the|a|its|their|his|her|our|own|political|popular|good|free|collective)\s+)will\b/giu,
  /\bwill\b(?=\s+of\b)/giu,
  /(?<=\b(?:the|its|their|his|our)\s+)might\b|\bmight\b(?=\s+of\b)/giu,
  /(?<=(?:\b(?:its|their|his|our|of)|['’]s?)\s+(?:military|economic|naval|political|industrial)\s+)might\b/giu,
  /(?<=\ba\s+)must\b/giu,
  /(?<=\b(?:the|its|their|his|her)\s+)stated\b/giu,
  /\bsigns?\b(?=\s+(?:of|that)\b)/giu,
];

/** A sentence's folded words, each empty where it stands for something else than a cue or an event. */
export function meant(sentence: string, words: readonly Word[]): string[] {
  const others = OTHERS.flatMap((other) =>
    [...sentence.matchAll(other)].map(({ index, 0: text }) => [index, index + text.length] as const),
  );
  return words.map(({ word, start, end }) => (others.some(([from, to]) => start >= from && end <= to) ? '' : word));
}
