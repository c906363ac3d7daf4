/** Names that a text holds: runs of capitalised words, with what kind of name each is. */
import type { Tagged } from './english.ts';
import { STOPWORDS } from './stopwords.ts';

export type Kind = 'place' | 'people' | 'person' | 'organisation' | 'name';

export interface Name {
  text: string;
  kind: Kind;
  /** Number of the word in its sentence where it begins. */
  at: number;
}

/** What may stand within a name, between two capitals: “Organization of Turkic States”. */
const JOINERS = new Set(['of', 'for', 'al', 'bin', 'de', 'the']);
const TITLES =
  /^(?:President|Prime|Minister|Secretary|General|Ambassador|Envoy|Leader|Mr|Mrs|Dr|King|Prince|Chancellor|The|A|An)\.?$/;
/** Capitalised for other reasons: days and months, and whatever word begins a sentence. */
const NO_NAME = [
  'Date',
  'Month',
  'WeekDay',
  'Year',
  'Value',
  'Pronoun',
  'Determiner',
  'Conjunction',
  'Preposition',
  'QuestionWord',
];
const SURELY = ['Place', 'Country', 'City', 'Region', 'Person', 'Organization', 'Acronym', 'Demonym'];
/** What a sentence begins with that asks for something. */
const IMPERATIVE = /^(?:Watch|Look|Monitor|Track|Expect)$/;
const HEADING = /^\p{Lu}{4,}S?$/u;

/** The names of a sentence. A capital at its beginning says nothing; there the tagger is believed. */
export function namesOf(words: readonly Tagged[]): Name[] {
  const names: Name[] = [];
  for (let at = 0; at < words.length; ) {
    const end = isNamed(words, at) ? endOfName(words, at) : at;
    const name = end > at ? nameOf(words.slice(at, end), at) : null;
    if (name) names.push(name);
    at = Math.max(end, at + 1);
  }
  return names;
}

function isNamed(words: readonly Tagged[], at: number): boolean {
  const { text, tags, post } = words[at]!;
  if (!/^\p{Lu}/u.test(text) || (HEADING.test(text) && post.startsWith(':'))) return false;
  if (NO_NAME.some((tag) => tags.has(tag)) || STOPWORDS.has(text.toLowerCase())) return false;
  if (at === 0 && IMPERATIVE.test(text)) return false;
  const begins = at === 0 || /[:“"‘•]/.test(words[at]!.pre) || /[:.?!]/.test(words[at - 1]!.post);
  return !begins || SURELY.some((tag) => tags.has(tag)) || (at === 0 && words[0]!.post === ' ' && isCapital(words[1]));
}

const isCapital = (word: Tagged | undefined): boolean => /^\p{Lu}/u.test(word?.text ?? '') && word!.pre === '';

/** Past the last word of the name that begins at one. An acronym begins another. */
function endOfName(words: readonly Tagged[], from: number): number {
  let end = from + 1;
  while (end < words.length && !divides(words[end - 1]!)) {
    const joined = JOINERS.has(words[end]!.text) && words[end]!.post === ' ' && !isPerson(words[from]!);
    if (isNamed(words, end) && words[end]!.pre === '' && !isAcronym(words[end]!)) end++;
    else if (joined && words[end + 1] && isNamed(words, end + 1) && words[end + 1]!.pre === '') end += 2;
    else break;
  }
  return end;
}

const isAcronym = ({ text }: Tagged): boolean => /^(?:\p{Lu}\.?){2,}$/u.test(text);
const isPerson = ({ tags }: Tagged): boolean => tags.has('FirstName');

/** What is written between two words, a possessive and “U.S.-led” end a name. */
const divides = ({ text, post }: Tagged): boolean => !/^[\s-]$/.test(post) || /['’]s?$|-\p{Ll}{3,}$/u.test(text);

function nameOf(run: readonly Tagged[], at: number): Name | null {
  const from = run.findLastIndex(({ text }) => TITLES.test(text)) + 1;
  const own = run.slice(from + (JOINERS.has(run[from]?.text ?? '') ? 1 : 0));
  const text = own
    .map(({ text, post }) => text + (post.startsWith('-') ? '-' : ' '))
    .join('')
    .trim()
    .replace(/['’]s?$|-\p{Ll}{3,}$|-$|[^\p{L}\p{N}.]+\.?$/u, '');
  if (!/^\p{L}.?\p{L}/u.test(text) || /^\p{Ll}/u.test(text) || /[$€£]/.test(text)) return null;
  return { text, kind: kindOf(own), at: at + from };
}

function kindOf(run: readonly Tagged[]): Kind {
  const has = (...tags: string[]) => run.some((word) => tags.some((tag) => word.tags.has(tag)));
  if (run.length === 1 && (has('Demonym') || isAdjective(run[0]!.text))) return 'people';
  if (has('Organization', 'Acronym')) return 'organisation';
  if (has('FirstName', 'LastName', 'Person')) return 'person';
  return has('Place', 'Country', 'City', 'Region') ? 'place' : 'name';
}

/** Adjectives of countries by their endings, where the tagger knows no better. */
const isAdjective = (word: string): boolean => /(?:ian|ians|ani|anis|ish|ese|aeli|aelis)$/.test(word);
