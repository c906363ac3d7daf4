/** YAKE's statistics of single words (the paper is named in yake.ts): what each looks like, where it stands, and beside what. */

/** What a word looks like: a number, unusual, all capitals, capital within a sentence, or plain. */
type Look = 'number' | 'unusual' | 'acronym' | 'name' | 'plain';

/** One word's statistics over the text. */
export interface Word {
  count: number;
  acronym: number;
  name: number;
  stopword: boolean;
  /** Numbers of the sentences it stands in. */
  sentences: Set<number>;
  /** Words that stand right before it and right after it, with how often. */
  before: Map<string, number>;
  after: Map<string, number>;
  /** The word's score S(t): the lower, the more it matters. */
  score: number;
}

export interface Token {
  written: string;
  key: string;
  look: Look;
}

const PUNCTUATION = /[\p{P}\p{S}]/u;
const TOKEN = /[\p{L}\p{M}\p{N}]+(?:[.,’'&/-][\p{L}\p{M}\p{N}]+)*|[^\s\p{L}\p{M}\p{N}]/gu;

/** A sentence's words in blocks, between which there is punctuation. */
export function blocksOf(sentence: string): Token[][] {
  const blocks: Token[][] = [[]];
  const found = sentence.match(TOKEN) ?? [];
  for (const [n, token] of found.entries()) {
    if (PUNCTUATION.test(token[0]!)) blocks.push([]);
    else {
      const written = token.replace(/['’]s$/iu, '');
      blocks.at(-1)!.push({ written, key: keyOf(written), look: lookOf(written, n) });
    }
  }
  return blocks.filter((block) => block.length > 0);
}

/** Singular and plural are one word. */
function keyOf(written: string): string {
  const lower = written.toLowerCase();
  return lower.length > 3 && lower.endsWith('s') ? lower.slice(0, -1) : lower;
}

function lookOf(written: string, n: number): Look {
  if (/^[\d.,]+$/.test(written)) return 'number';
  if (/\p{N}/u.test(written) || (written.match(/[\p{P}\p{S}]/gu)?.length ?? 0) > 1) return 'unusual';
  if (/^\p{Lu}+$/u.test(written)) return 'acronym';
  const capitals = written.match(/\p{Lu}/gu)?.length ?? 0;
  return capitals === 1 && written.length > 1 && /^\p{Lu}/u.test(written) && n > 0 ? 'name' : 'plain';
}

export const isUsual = ({ look }: Token): boolean => look !== 'number' && look !== 'unusual';

/** The five features of every word, and its score. */
export function wordStatistics(blocks: readonly Token[][][], stopwords: ReadonlySet<string>): Map<string, Word> {
  const words = new Map<string, Word>();
  for (const [n, sentence] of blocks.entries()) {
    for (const block of sentence)
      for (const [k, token] of block.entries()) take(words, token, block[k - 1], n, stopwords);
  }
  const counts = [...words.values()].filter(({ stopword }) => !stopword).map(({ count }) => count);
  const mean = counts.reduce((sum, n) => sum + n, 0) / counts.length;
  const deviation = Math.sqrt(counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / counts.length);
  const top = [...words.values()].reduce((most, { count }) => Math.max(most, count), 0);
  for (const word of words.values()) word.score = wordScore(word, mean + deviation, top, blocks.length);
  return words;
}

function take(
  words: Map<string, Word>,
  token: Token,
  last: Token | undefined,
  sentence: number,
  stopwords: ReadonlySet<string>,
): void {
  const word = words.get(token.key) ?? fresh(token, stopwords);
  words.set(token.key, word);
  word.count++;
  if (token.look === 'acronym') word.acronym++;
  if (token.look === 'name') word.name++;
  word.sentences.add(sentence);
  if (!last || !isUsual(last) || !isUsual(token)) return;
  const { after } = words.get(last.key)!;
  after.set(token.key, (after.get(token.key) ?? 0) + 1);
  word.before.set(last.key, (word.before.get(last.key) ?? 0) + 1);
}

function fresh({ written, key }: Token, stopwords: ReadonlySet<string>): Word {
  const letters = key.replace(/[\p{P}\p{S}]/gu, '').length;
  const stopword = stopwords.has(written.toLowerCase()) || stopwords.has(key) || letters < 3;
  return {
    count: 0,
    acronym: 0,
    name: 0,
    stopword,
    sentences: new Set(),
    before: new Map(),
    after: new Map(),
    score: 0,
  };
}

/** S(t) = TRel · TPos / (TCase + TFNorm/TRel + TSent/TRel), the paper's equation 7. */
function wordScore(word: Word, usual: number, top: number, sentences: number): number {
  const casing = Math.max(word.acronym, word.name) / (1 + Math.log(word.count));
  const position = Math.log(Math.log(3 + median([...word.sentences])));
  const frequency = word.count / usual;
  const share = word.count / top;
  const relatedness = 1 + (diversity(word.before) + diversity(word.after)) * share;
  const spread = word.sentences.size / sentences;
  return (relatedness * position) / (casing + frequency / relatedness + spread / relatedness);
}

/** How many different words stand at a side, as a share of all that do: what goes with everything says little. */
function diversity(side: ReadonlyMap<string, number>): number {
  const all = [...side.values()].reduce((sum, n) => sum + n, 0);
  return all === 0 ? 0 : side.size / all;
}

/** The middle one of several numbers; between the two middle ones where they are even. */
function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
