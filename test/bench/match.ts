/** Bench of the rules' engine: decisions, against reading the words alone, the best npm matcher, and RegExps. */
import AhoCorasick from 'modern-ahocorasick';
import { decide, fitting } from '../../rules/decide.ts';
import type { Readable } from '../../rules/engine/columns.ts';
import { WordReader } from '../../rules/words/words.ts';
import { itemOf, ruleOf, topicOf } from './corpus.ts';
import { median, type Row, row, timed } from './rows.ts';

/** How many rules; what deciding may take of the time of reading the words; the items of a round. */
const SIZES = [
  { rules: 100, limit: 1.5, items: 1000 },
  { rules: 1_000, limit: 2, items: 1000 },
  { rules: 10_000, limit: 4.5, items: 500 },
  { rules: 100_000, limit: 14, items: 200 },
] as const;
const ROUNDS = 7;
/** A process that has been up for some minutes has read so many. */
const READ_BEFORE = 3000;
/** What the matcher and the RegExps are asked of: they are slower by far. */
const FEW = 50;
/** Ten times as fast at least. */
const MATCHER_LIMIT = 0.1;

export async function match(say: (words: string) => void): Promise<Row[]> {
  const items = Array.from({ length: READ_BEFORE + ROUNDS * 1000 }, (_, n) => itemOf(n));
  const rows = [await idiom(items.slice(0, 1000))];
  for (const size of SIZES) rows.push(...(await sized(size, items, say)));
  return rows;
}

/** Microseconds an item, medians of rounds; each round has items that none before had, and all contestants take turns. */
async function sized(
  { rules, limit, items: each }: (typeof SIZES)[number],
  items: Readable[],
  say: Say,
): Promise<Row[]> {
  const { topic, terms } = topicOf(rules);
  const topics = [topic];
  const before = memory();
  const compiled = await timed(() => fitting(items[0]!, topics));
  say(`${rules} rules: compiled in ${compiled.toFixed(0)} ms, ${(memory() - before).toFixed(0)} MB`);
  for (const item of items.slice(0, READ_BEFORE)) fitting(item, topics);
  const matcher = new AhoCorasick(terms);
  const regexps = rules <= 1_000 ? regexpsOf(rules) : [];
  const times = {
    words: [] as number[],
    ours: [] as number[],
    shown: [] as number[],
    matcher: [] as number[],
    regexps: [] as number[],
  };
  let matches = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const from = READ_BEFORE + round * each;
    const fresh = items.slice(from, from + each);
    const few = fresh.slice(0, FEW);
    times.words.push(await perItem(fresh, readWords));
    times.ours.push(await perItem(fresh, (item) => (matches += fitting(item, topics).length)));
    times.shown.push(await perItem(fresh, (item) => decide(item, topics)));
    times.matcher.push(await perItem(few, (item) => matcher.search(textOf(item).toLowerCase())));
    times.regexps.push(await perItem(few, (item) => regexps.filter((regexp) => regexp.test(textOf(item)))));
  }
  const [words, ours, shown, theirs, one] = [times.words, times.ours, times.shown, times.matcher, times.regexps].map(
    median,
  );
  say(
    `${rules} rules: ${perSecond(ours!)} items/s, ${(matches / each / ROUNDS).toFixed(2)} matches an item; ` +
      `words alone ${perSecond(words!)}, modern-ahocorasick ${perSecond(theirs!)} items/s`,
  );
  return [
    row('match', `${rules} rules, µs an item, against reading its words alone`, ours!, words!, limit),
    row('match', `${rules} rules, µs an item with evidence, against without`, shown!, ours!, null),
    row('match', `${rules} rules, µs an item, against modern-ahocorasick`, ours!, theirs!, MATCHER_LIMIT),
    ...(regexps.length > 0
      ? [row('match', `${rules} rules, µs an item, against a RegExp each`, ours!, one!, null)]
      : []),
  ];
}

type Say = (words: string) => void;

const perSecond = (micros: number): string => (1e6 / micros).toFixed(0);
const textOf = ({ title, summary, content }: Readable): string => `${title}\n${summary}\n${content}`;

async function perItem(items: readonly Readable[], work: (item: Readable) => unknown): Promise<number> {
  const time = await timed(() => {
    for (const item of items) work(item);
  });
  return (time * 1000) / items.length;
}

const reader = new WordReader();

/** The words of an item as the engine gets them: folded letters, and offsets. */
function readWords({ title, summary, content }: Readable): number {
  let sum = 0;
  for (const text of [title, summary, content]) {
    reader.open(text);
    while (reader.next()) sum += reader.length + reader.start + reader.end;
  }
  return sum;
}

/** Words as programs mostly make them. */
function readByIdiom(item: Readable): string[] {
  const folded = textOf(item).normalize('NFKD').toLowerCase();
  return folded.match(/[\p{L}\p{M}\p{N}]+/gu)?.map((word) => word.replace(/\p{M}/gu, '')) ?? [];
}

async function idiom(items: readonly Readable[]): Promise<Row> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    times[0].push(await perItem(items, readWords));
    times[1].push(await perItem(items, readByIdiom));
  }
  return row('match', 'words of an item, µs, against NFKD and \\p{L}', median(times[0]), median(times[1]), null);
}

/** Each rule's terms as alternatives of one RegExp: what it asks of them is not even looked at. */
function regexpsOf(rules: number): RegExp[] {
  return Array.from({ length: rules }, (_, n) => new RegExp(`(?<!\\p{L})(?:${ruleOf(n).terms.join('|')})`, 'iu'));
}

/** Megabytes in use, as exact as the collector is thorough. */
function memory(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}
