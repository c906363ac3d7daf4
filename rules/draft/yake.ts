/**
 * Key phrases by YAKE: R. Campos, V. Mangaravite, A. Pasquali, A. Jorge, C. Nunes, A. Jatowt, “YAKE! Keyword extraction
 * from single documents using multiple local features”, Information Sciences 509 (2020) 257–289. It needs one text and no
 * corpus; the list of stopwords may be empty, since what goes with everything weighs little by itself.
 */
import { alike } from './alike.ts';
import { blocksOf, isUsual, type Token, type Word, wordStatistics } from './yakewords.ts';

export interface KeyPhrase {
  /** As it is written where it stands first. */
  text: string;
  /** The lower, the more it matters. */
  score: number;
  /** How often it stands in the text. */
  count: number;
}

interface Candidate {
  text: string;
  keys: string[];
  count: number;
}

const LONGEST = 3;
/** Candidates more alike than this (Levenshtein, as a share of the longer) are one; the paper's threshold. */
const ALIKE = 0.9;

/** The key phrases of a text given as sentences, best first, at most so many, of up to three words. */
export function keyPhrases(sentences: readonly string[], stopwords: ReadonlySet<string>, most: number): KeyPhrase[] {
  const blocks = sentences.map(blocksOf);
  const words = wordStatistics(blocks, stopwords);
  const scored = [...candidatesOf(blocks, words).values()]
    .map(({ text, keys, count }) => ({ text, count, score: phraseScore(keys, count, words) }))
    .sort((a, b) => a.score - b.score);
  return withoutAlike(scored, most);
}

function candidatesOf(blocks: readonly Token[][][], words: ReadonlyMap<string, Word>): Map<string, Candidate> {
  const found = new Map<string, Candidate>();
  for (const block of blocks.flat()) {
    for (let from = 0; from < block.length; from++) {
      for (let to = from + 1; to <= Math.min(block.length, from + LONGEST); to++)
        add(found, block.slice(from, to), words);
    }
  }
  return found;
}

function add(found: Map<string, Candidate>, tokens: readonly Token[], words: ReadonlyMap<string, Word>): void {
  const edges = [tokens[0]!, tokens.at(-1)!];
  if (!tokens.every(isUsual) || edges.some(({ key }) => words.get(key)!.stopword)) return;
  const text = tokens.map(({ written }) => written).join(' ');
  const known = found.get(text.toLowerCase());
  if (known) known.count++;
  else found.set(text.toLowerCase(), { text, keys: tokens.map(({ key }) => key), count: 1 });
}

/** S(kw) = ∏ S(t) / (TF(kw) · (1 + Σ S(t))); a stopword within counts by how likely it stands between these two words. */
function phraseScore(keys: readonly string[], count: number, words: ReadonlyMap<string, Word>): number {
  let [product, sum] = [1, 0];
  for (const [n, key] of keys.entries()) {
    const word = words.get(key)!;
    const weight = word.stopword ? 1 - bond(word, keys[n - 1], keys[n + 1], words) : 0;
    product *= word.stopword ? 1 + weight : word.score;
    sum += word.stopword ? -weight : word.score;
  }
  return product / (count * (1 + sum));
}

/** The likelihood of a stopword after the word before it, and before the word after it. */
function bond(
  word: Word,
  before: string | undefined,
  after: string | undefined,
  words: ReadonlyMap<string, Word>,
): number {
  if (before === undefined || after === undefined) return 0;
  const from = (word.before.get(before) ?? 0) / words.get(before)!.count;
  return (from * (word.after.get(after) ?? 0)) / words.get(after)!.count;
}

function withoutAlike(sorted: readonly KeyPhrase[], most: number): KeyPhrase[] {
  const kept: KeyPhrase[] = [];
  for (const phrase of sorted) {
    if (kept.length === most) break;
    if (!kept.some(({ text }) => alike(text.toLowerCase(), phrase.text.toLowerCase(), ALIKE))) kept.push(phrase);
  }
  return kept;
}
