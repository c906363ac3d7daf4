/**
 * What `silkwatch draft ../shared/documents/*.txt` knows of the terms that analysts wrote by hand. The method:
 *
 * - The curated terms are the words and phrases of each curated topic's `terms` in Latin letters without diacritics: each
 *   operand of an OR, a NEAR or an AND is one.
 * - Attainable are those that occur in the documents that the topic's rules and deadlines cite: a draft knows no others.
 * - A proposed term is likewise each word or phrase of the draft's `terms`, whether it stands there since a rule takes it or
 *   is offered as a comment: a proposal is a proposal. Names that are merely listed as background do not count.
 * - A curated term is held where, at one of its places in the documents, every content word (no English stopword) is one
 *   that some single proposed term fits. It is held strictly where that proposed term has no other content words.
 * - Precision is the share of proposed terms that hold at least one curated term of any topic.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { analysesOf } from '../../rules/draft/analysis.ts';
import type { Proposal } from '../../rules/draft/proposal.ts';
import { propose } from '../../rules/draft/propose.ts';
import { STOPWORDS } from '../../rules/draft/stopwords.ts';
import { wordsOf } from '../../rules/words/words.ts';
import { shared } from '../shared.ts';

interface Pattern {
  word: RegExp;
  content: boolean;
}
type Term = Pattern[];

const OPERATOR = /^(?:AND|OR|NOT|O?NEAR\/\d+|\d+|OF)$/;

/** The words and phrases of a query in Latin letters without diacritics. */
function termsIn(query: string): string[] {
  const tokens = query.match(/"[^"]+"(?:~\d+)?|[^\s(),]+/g) ?? [];
  return tokens
    .filter((token) => !OPERATOR.test(token) && !/[$#:/]/.test(token))
    .map((token) => token.replace(/^"|"(?:~\d+)?$/g, ''))
    .filter((token) => /^[\x20-\x7e]+$/.test(token) && /[a-z]/i.test(token));
}

/** One term as patterns of folded words; `*` alone stands for any word. */
function termOf(text: string): Term {
  return text.split(/\s+/).flatMap((part) =>
    wordsOf(part.replaceAll('?', 'ꞏ')).map(({ word }, n, all) => {
      const star = part.endsWith('*') && n === all.length - 1;
      return { word: new RegExp(`^${word.replaceAll('ꞏ', '.')}${star ? '' : '$'}`), content: !STOPWORDS.has(word) };
    }),
  );
}

/** Each place of a term in a text's words, as the words that stand there. */
function placesOf(term: Term, words: readonly string[]): string[][] {
  const at = words.flatMap((_, n) => (term.every(({ word }, k) => word.test(words[n + k] ?? '')) ? [n] : []));
  const places = new Map(at.map((n) => [words.slice(n, n + term.length).join(' '), words.slice(n, n + term.length)]));
  return [...places.values()];
}

const contentOf = (words: readonly string[]) => words.filter((word) => !STOPWORDS.has(word));

function holds(proposed: Term, place: readonly string[], strictly: boolean): boolean {
  // A term of stopwords alone ("may", "will") is its words.
  const sought = contentOf(place).length > 0 ? contentOf(place) : place;
  const own = proposed.filter(({ content }) => content);
  const patterns = own.length > 0 ? own : proposed;
  const covered = sought.every((word) => patterns.some((pattern) => pattern.word.test(word)));
  return covered && (!strictly || patterns.every(({ word }) => sought.some((one) => word.test(one))));
}

interface Curated {
  topic: string;
  terms: { text: string; places: string[][] }[];
}

function curatedTopics(folder: string, texts: ReadonlyMap<string, string[]>): Curated[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => {
      const file = parse(readFileSync(join(folder, name), 'utf8')) as {
        topic: string;
        terms?: Record<string, string[]>;
        rules: { cites: { document: string }[] }[];
      };
      const cited = new Set(file.rules.flatMap(({ cites }) => cites.map(({ document }) => document)));
      const words = [...cited].map((id) => texts.get(id) ?? []);
      const all = new Set(
        Object.values(file.terms ?? {})
          .flat()
          .flatMap(termsIn)
          .map((text) => text.toLowerCase()),
      );
      const terms = [...all].map((text) => ({ text, places: words.flatMap((own) => placesOf(termOf(text), own)) }));
      return { topic: file.topic, terms };
    });
}

/** The documents' words by their ids, as `documents.yaml` names them. */
function citedTexts(file: string, folder: string): Map<string, string[]> {
  const rows = parse(readFileSync(file, 'utf8')) as { id: string; file: string; lines: [number, number] }[];
  return new Map(
    rows.map(({ id, file, lines: [first, last] }) => {
      const lines = readFileSync(join(folder, file), 'utf8')
        .split('\n')
        .slice(first - 1, last);
      return [id, wordsOf(lines.join('\n')).map(({ word }) => word)];
    }),
  );
}

const proposedTerms = ({ names, events, circumstances, phrases }: Proposal): string[] => [
  ...new Set([...names, ...events, ...circumstances, ...phrases].flatMap(({ queries }) => queries).flatMap(termsIn)),
];

const share = (n: number, of: number): string => `${n}/${of} = ${(n / of).toFixed(2)}`;

describe.skipIf(!shared)('a draft from the shared documents', () => {
  const folder = join(shared ?? '', 'documents');
  const rules = resolve(import.meta.dirname, '../../rules');

  it('holds most of the terms that analysts took from the same documents', () => {
    const texts = citedTexts(join(rules, 'documents.yaml'), folder);
    const analyses = readdirSync(folder).flatMap((name) => analysesOf(name, readFileSync(join(folder, name), 'utf8')));
    const proposal = propose(analyses, 'draft')!;
    const written = proposedTerms(proposal);
    const proposed = written.map(termOf);
    const sums = { all: 0, attainable: 0, held: 0, strictly: 0 };
    const topics = curatedTopics(join(rules, 'topics'), texts);
    for (const { topic, terms } of topics) {
      const attainable = terms.filter(({ places }) => places.length > 0);
      const heldBy = (strictly: boolean) =>
        attainable.filter(({ places }) => places.some((place) => proposed.some((one) => holds(one, place, strictly))));
      const [held, strict] = [heldBy(false), heldBy(true)];
      console.log(
        `${topic}: held ${share(held.length, attainable.length)} of the attainable (strictly ${share(strict.length, attainable.length)}), ${share(held.length, terms.length)} of all in English`,
      );
      console.log(
        `  not held: ${attainable
          .filter((term) => !held.includes(term))
          .map(({ text }) => text)
          .join(', ')}`,
      );
      sums.all += terms.length;
      sums.attainable += attainable.length;
      sums.held += held.length;
      sums.strictly += strict.length;
    }
    const places = topics.flatMap(({ terms }) => terms.flatMap((term) => term.places));
    const right = proposed.filter((one) => places.some((place) => holds(one, place, true)));
    console.log(
      `overall: held ${share(sums.held, sums.attainable)} of the attainable (strictly ${share(sums.strictly, sums.attainable)}), ${share(sums.held, sums.all)} of all in English; precision ${share(right.length, proposed.length)}`,
    );
    for (const part of ['names', 'events', 'circumstances', 'phrases'] as const) {
      const own = proposal[part]
        .flatMap(({ queries }) => queries)
        .flatMap(termsIn)
        .map(termOf);
      const attainable = topics.flatMap(({ terms }) => terms).filter(({ places }) => places.length > 0);
      const held = attainable.filter(({ places }) =>
        places.some((place) => own.some((one) => holds(one, place, false))),
      );
      console.log(`  by ${part} alone: ${share(held.length, attainable.length)}`);
    }
    expect(sums.attainable).toBeGreaterThan(200);
    expect(sums.held / sums.attainable).toBeGreaterThan(0.6);
    expect(right.length / proposed.length).toBeGreaterThan(0.4);
  });
});
