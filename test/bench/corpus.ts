/** Items and rules made of made-up languages: the same ones for ever. */
import type { Readable } from '../../rules/engine/columns.ts';
import { parseQuery } from '../../rules/language/parse.ts';
import type { Query } from '../../rules/language/query.ts';
import type { Rule, Topic } from '../../rules/topic.ts';
import { dice, type Language, languages, rankOf, wordIn } from './languages.ts';

/** A headline, two sentences, and the body: about 480 words. */
const LENGTHS = { title: 10, summary: 40, content: 430 };
/** Of a hundred words, those that no list of words holds: names, figures, slips. */
const NEW = 0.01;

/** An item in one of the languages, told by its number. */
export function itemOf(n: number): Readable {
  const roll = dice(1_000_000 + n);
  const language = languages[n % languages.length]!;
  const text = (words: number) => textOf(language, Math.round(words * (0.75 + roll() / 2)), roll);
  return {
    ...{ title: text(LENGTHS.title), summary: text(LENGTHS.summary), content: text(LENGTHS.content) },
    ...{ source: 'outlet', family: 'outlet', url: null, published: null, language: language.tag },
  };
}

/** Sentences: with capitals, commas and full stops. */
function textOf(language: Language, words: number, roll: () => number): string {
  let text = '';
  let begins = true;
  for (let n = 0; n < words; n++) {
    const word = roll() < NEW ? `${wordIn(language, roll)}${wordIn(language, roll)}` : wordIn(language, roll);
    text += begins || roll() < 0.08 ? `${word.charAt(0).toUpperCase()}${word.slice(1)}` : word;
    begins = roll() < 0.06;
    text += begins ? '. ' : roll() < 0.07 ? ', ' : ' ';
  }
  return text.trim();
}

/**
 * Rules draw on words by their rank: sometimes a common one (`government`), mostly words of matter, which have ranks as
 * `visa`, `corridor` and `railway` have in English, or higher ones as names do; within a band by how often they are met.
 */
const RANKS = [
  { below: 0.05, from: 100, to: 1_000 },
  { below: 0.4, from: 1_000, to: 10_000 },
  { below: 1, from: 10_000, to: 40_000 },
] as const;

/** A rule of 5 to 20 terms, told by its number: what it asks for, and mostly what it excludes. */
export function ruleOf(n: number): { text: string; terms: string[] } {
  const roll = dice(2_000_000 + n);
  const language = languages[n % languages.length]!;
  const terms: string[] = [];
  const term = () => {
    const word = termIn(language, roll);
    terms.push(word.replace('*', ''));
    return word;
  };
  const size = 5 + Math.floor(roll() * 16);
  const clauses: string[] = [];
  while (terms.length < size - 1) clauses.push(clauseOf(term, roll, size - 1 - terms.length));
  const excluded = roll() < 0.6 ? ` AND NOT ${term()}` : ` AND NOT (${term()} OR ${term()})`;
  // Few clauses, of many alternatives: what is asked of an item is who, what and where.
  const wanted = grouped(clauses).map((group) => (group.length > 1 ? `(${group.join(' OR ')})` : group[0]!));
  return { text: wanted.join(' AND ') + excluded, terms };
}

function termIn(language: Language, roll: () => number): string {
  const kind = roll();
  const { from, to } = RANKS.find(({ below }) => kind < below)!;
  const [least, most] = [language.shares[from]!, language.shares[to - 1]!];
  const word = language.words[rankOf(language.shares, least + roll() * (most - least))]!;
  return word.length > 6 && roll() < 0.15 ? `${word.slice(0, -2)}*` : word;
}

/** A word, or where there are terms left for it a phrase or a NEAR. */
function clauseOf(term: () => string, roll: () => number, left: number): string {
  const kind = roll();
  if (left < 2 || kind < 0.75) return term();
  if (kind < 0.85) return `"${term()} ${term()}"`;
  return `${term()} NEAR/${3 + Math.floor(roll() * 6)} ${term()}`;
}

/** Into two groups, or three of which each has one or more, as even as can be. */
function grouped(clauses: readonly string[]): string[][] {
  const groups = Math.min(clauses.length, clauses.length > 3 ? 3 : 2);
  return Array.from({ length: groups }, (_, n) => clauses.filter((_, k) => k % groups === n));
}

/** So many rules as one topic. */
export function topicOf(rules: number): { topic: Topic; terms: string[] } {
  const made = Array.from({ length: rules }, (_, n) => ruleOf(n));
  return {
    topic: {
      ...{
        id: 'bench',
        title: 'Bench',
        summary: 'Bench',
        scope: null,
        deadlines: [],
        trackers: [],
        trends: [],
        terms: new Map(),
      },
      rules: made.map(({ text }, n): Rule => {
        return {
          id: `r${n}`,
          topic: 'bench',
          title: text,
          severity: 'low',
          when: queryOf(text),
          version: '',
          cites: [],
        };
      }),
    },
    terms: [...new Set(made.flatMap(({ terms }) => terms))],
  };
}

export function queryOf(text: string): Query {
  const { query, problems } = parseQuery(text);
  if (!query) throw new Error(`${text}\n${problems[0]!.what}`);
  return query;
}
