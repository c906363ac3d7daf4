/** What an item says of its event: the words of headline and lead, the names in them, figures, and what the topic's vocabulary finds. */
import { rank, type Severity } from '../../state/severity.ts';
import type { MatchedItem } from '../../state/story.ts';
import type { Readable } from '../engine/columns.ts';
import type { Topic } from '../topic.ts';
import { wordsOf } from '../words/words.ts';
import { scriptOf, soundOf } from './names.ts';
import { plainDigits } from './ordinals.ts';
import { vocabularyOf } from './terms.ts';
import type { Span } from './time.ts';
import type { Counts } from './vectors.ts';
import { type Mark, markOf } from './veto.ts';

/** What gathering needs of an item. */
export type Gatherable = Readable & Pick<MatchedItem, 'id' | 'matches'> & { when: Span | null };

export interface Features {
  id: string;
  when: Span | null;
  tongue: string;
  severity: number;
  /** The first words, in their order. */
  read: readonly string[];
  words: Counts;
  names: Counts;
  /** The script of its words, as a bit; and by name, the scripts of those that it writes in others too. */
  script: number;
  scripts: ReadonlyMap<string, number>;
  figures: Counts;
  terms: Counts;
  mark: Mark;
}

/** Headline and lead say what happened; what stands further down is background that other stories share. */
const READ_WORDS = 90;
/** The languages of the region inflect at the end: the first letters carry the word. */
const STEM = 6;
/** A headline says what the item is about: its words, and more so what the vocabulary finds there, count so often. */
const TITLE_WORD = 2;
const TITLE_TERM = 3;
const FIGURE = /^\d+$/;
/** Every other text of a year names it. */
const YEAR = /^20[0-4]\d$/;

export function featuresOf(item: Gatherable, topic: Topic): Features {
  const lead = leadOf(item);
  const inTitle = wordsOf(item.title).map(({ word }) => plainDigits(word));
  const read = [...inTitle, ...lead.words].slice(0, READ_WORDS);
  const features = {
    id: item.id,
    when: item.when,
    tongue: tongueOf(item.language, read),
    severity: severityIn(item, topic.id),
    read,
    ...countsOf(read, inTitle.length),
  };
  const rules = item.matches.filter((match) => match.topic === topic.id).map(({ rule }) => rule);
  const {
    terms,
    inTitle: ofTitle,
    subjects,
    denies,
  } = vocabularyOf(topic).says({ ...item, summary: lead.text, content: '' }, rules);
  return { ...features, terms: termCounts(terms, ofTitle), mark: markOf(item.title, subjects, denies) };
}

/** The summary, or where there is none the beginning of the body, as far as it is read. */
function leadOf({ summary, content }: Readable): { text: string; words: string[] } {
  const text = (summary || content).slice(0, MOST_LETTERS);
  const words = wordsOf(text).slice(0, READ_WORDS);
  return { text: text.slice(0, words.at(-1)?.end ?? 0), words: words.map(({ word }) => plainDigits(word)) };
}

/** So many letters hold the words that are read, whatever the language. */
const MOST_LETTERS = 2000;

function countsOf(read: readonly string[], title: number) {
  const [words, names, figures]: [Counts, Counts, Counts] = [new Map(), new Map(), new Map()];
  const script = 1 << mainScript(read);
  const scripts = new Map<string, number>();
  for (const [n, word] of read.entries()) {
    const count = n < title ? TITLE_WORD : 1;
    if (FIGURE.test(word)) {
      if (!YEAR.test(word)) add(figures, word, count);
      continue;
    }
    add(words, word.slice(0, STEM), count);
    const name = soundOf(word);
    if (name === null) continue;
    const before = scripts.get(name) ?? (names.has(name) ? script : 0);
    const bits = before | (1 << scriptOf(word));
    if (bits !== script) scripts.set(name, bits);
    add(names, name, count);
  }
  return { words, names, script, scripts, figures };
}

const termCounts = (terms: readonly string[], inTitle: readonly string[]): Counts => {
  const counts: Counts = new Map(terms.map((term) => [term, 1]));
  for (const term of inTitle) counts.set(term, TITLE_TERM);
  return counts;
};

const add = (counts: Counts, what: string, count: number): void =>
  void counts.set(what, (counts.get(what) ?? 0) + count);

/** The language without its region; where nobody says, the script. */
function tongueOf(language: string | null, read: readonly string[]): string {
  if (language) return language.toLowerCase().replace(/-.*/, '');
  return `script ${mainScript(read)}`;
}

const severityIn = ({ matches }: Gatherable, topic: string): number =>
  Math.max(...matches.flatMap((match) => (match.topic === topic ? rank(match.severity as Severity) : [])), -1);

/** The script of the first word that has one. */
const mainScript = (read: readonly string[]): number => scriptOf(read.find((word) => scriptOf(word) > 0) ?? '');
