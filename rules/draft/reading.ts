/** The texts as one: what every part of a draft asks of them. */
import { wordsOf } from '../words/words.ts';
import { acronymsOf } from './acronyms.ts';
import { type Analysis, headLength } from './analysis.ts';
import { clausesOf, verbsIn, withVerbs } from './clauses.ts';
import { watchIn } from './cues.ts';
import { isEnglish, type Tagged, tagged } from './english.ts';
import { type Entity, entitiesOf } from './entities.ts';
import { namesOf } from './names.ts';
import { meant } from './senses.ts';
import { sentencesOf } from './sentences.ts';
import { stemOf } from './words.ts';

export interface Sentence {
  document: Analysis;
  paragraph: number;
  text: string;
  /** Folded. */
  words: string[];
  /** The same, empty where a word is none of the cues and events that it is spelt like. */
  meant: string[];
  /** The number of each word's clause. */
  clauses: number[];
  /** Whether each word is a verb. */
  verbs: boolean[];
  /** By which words it asks to watch for what its words from `from` on tell; null where it does not. */
  watch: { words: string; from: number } | null;
  /** Empty where the text is not English. */
  tagged: Tagged[];
}

export interface Reading {
  sentences: Sentence[];
  entities: Entity[];
  /** Every word of the texts, folded. */
  vocabulary: ReadonlySet<string>;
  /** How many letters were not read, since there are more than anybody wrote by hand. */
  unread: number;
}

/** As much of all texts is read, in UTF-16 code units: some seconds' work, and more than twenty analyses. */
const MOST = 250_000;

/** Reads analyses for their sentences and names. Names are read in English texts only. */
export function readAnalyses(analyses: readonly Analysis[]): Reading {
  const { read, unread } = bounded(analyses);
  const acronyms = acronymsOf(read.flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text)).join('\n'));
  const sentences = read.flatMap((document) => sentencesIn(document, acronyms));
  const names = sentences.flatMap(({ tagged }) => namesOf(tagged));
  const vocabulary = new Set(sentences.flatMap(({ words }) => words));
  return { sentences, entities: entitiesOf(names, acronyms, smallWords(sentences)), vocabulary, unread };
}

function bounded(analyses: readonly Analysis[]): { read: Analysis[]; unread: number } {
  let room = MOST;
  let unread = 0;
  const read = analyses.map((analysis) => {
    const paragraphs = analysis.paragraphs.flatMap(({ n, text }) => {
      const kept = text.slice(0, room);
      room -= kept.length;
      unread += text.length - kept.length;
      return kept === '' ? [] : [{ n, text: kept }];
    });
    return { ...analysis, paragraphs };
  });
  return { read, unread };
}

function sentencesIn(document: Analysis, acronyms: ReadonlyMap<string, string>): Sentence[] {
  const english = isEnglish(document.paragraphs.map(({ text }) => text).join('\n'));
  let heading: string | null = null;
  return document.paragraphs.flatMap(({ n: paragraph, text: whole }) => {
    const asks = watchIn(whole);
    const [head, text] = [headLength(whole), whole.slice(headLength(whole))];
    const listed: string | null = LISTED.test(whole) ? heading : null;
    const over: string | null = asks?.heads ? asks.words : listed;
    heading = asks?.heads && asks.end === whole.length ? asks.words : listed;
    const sentences = head > 0 && !/\p{L}/u.test(text) ? [] : sentencesOf(text);
    return sentences.map((text) => ({
      document,
      paragraph,
      ...sentenceOf(text, english ? tagged(shortened(text, acronyms)) : [], over),
    }));
  });
}

/** How a line begins that a heading lists. */
const LISTED = /^(?:[-•*–▪●◦]|\d{1,2}[.)])\s/u;

/** One sentence's words; `over` is the heading that asks to watch for it. */
function sentenceOf(text: string, tagged: Tagged[], over: string | null): Omit<Sentence, 'document' | 'paragraph'> {
  const words = wordsOf(text);
  const asks = watchIn(text);
  const watched = words.findIndex(({ start }) => start >= (asks?.end ?? 0));
  const watch = asks || over !== null ? { words: asks?.words ?? over!, from: watched } : null;
  const listed = watch && watched >= 0 ? watched : words.length;
  const verbs = verbsIn(words, tagged);
  const clauses = withVerbs(clausesOf(text, words, listed), verbs, listed);
  return { text, words: words.map(({ word }) => word), meant: meant(text, words), clauses, verbs, watch, tagged };
}

/** With acronyms for their long forms, which would be read as several names. */
function shortened(text: string, acronyms: ReadonlyMap<string, string>): string {
  // Compromise takes what a long dash joins for one word.
  let short = text.replace(/[–—]+/g, ' – ');
  for (const [acronym, long] of acronyms)
    short = short.replaceAll(`${long} (${acronym})`, acronym).replaceAll(long, acronym);
  return short;
}

function smallWords(sentences: readonly Sentence[]): Map<string, number> {
  const small = new Map<string, number>();
  for (const { text } of sentences) {
    for (const [word] of text.matchAll(/(?<![\p{L}\p{N}])\p{Ll}[\p{L}\p{M}]+/gu)) {
      const stem = stemOf(word);
      small.set(stem, (small.get(stem) ?? 0) + 1);
    }
  }
  return small;
}
