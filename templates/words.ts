/** Words of other people made fit to stand in our sentences, and our own small sentences about numbers and languages. */

const SPACE_OR_CONTROL = /[\s\p{Cc}]+/gu;
const BIDI_OVERRIDE_OR_NO_CHARACTER = /[\u202a-\u202e\u2066-\u2069\p{Noncharacter_Code_Point}]/gu;
/** All that Unicode keeps for writing from right to left, its marks among it. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Untrusted text with every run of white space and control characters made one space, so that it can neither end a
 * header or a line nor turn the text around it, and without what is no character: holes are made of it. Joiners stay: Persian is misspelt without them.
 */
export function squeezed(text: string): string {
  return text.toWellFormed().replace(BIDI_OVERRIDE_OR_NO_CHARACTER, '').replace(SPACE_OR_CONTROL, ' ');
}

/** Untrusted text as one line without space at its ends. */
export const oneLine = (text: string): string => squeezed(text).trim();

/** The text itself where it has at most `most` characters, else its beginning up to a word's end, with an ellipsis. */
export function cut(text: string, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  const beginning = characters.slice(0, most - 1).join('');
  const space = beginning.lastIndexOf(' ');
  const whole = space > beginning.length / 2 ? beginning.slice(0, space) : beginning;
  return `${whole.replace(/[\s\p{P}]+$/u, '')}…`;
}

/** Whether what follows a text on its line could change places with it: at its end even one word from right to left does that. */
export const turns = (text: string): boolean => RIGHT_TO_LEFT.test(text);

/** Text whose direction cannot reach what follows it on its line: for subjects and plain text, where no markup can say so. */
export const isolated = (text: string): string => (turns(text) ? `\u2068${text}\u2069` : text);

const SUBJECT_CHARACTERS = 120;

/** A subject line: as much of a title as there is room for between our own words. */
export const subjectLine = (before: string, title: string, after = ''): string =>
  before + isolated(cut(title, SUBJECT_CHARACTERS - 2 - before.length - after.length)) + after;

export const number = (n: number): string => n.toLocaleString('en-GB');

/** `1 story`, `1,204 stories`. */
export const count = (n: number, one: string, many = `${one}s`): string => `${number(n)} ${n === 1 ? one : many}`;

/** `a, b and c`. */
export const listed = (words: Iterable<string>): string => new Intl.ListFormat('en-GB').format(words);

/** The first `most` of a list, and `+ 3 more` for those left out, or null where none is. */
export function firstOf<T>(all: readonly T[], most: number): { shown: T[]; more: string | null } {
  const left = all.length - most;
  return { shown: all.slice(0, most), more: left > 0 ? `+ ${number(left)} more` : null };
}

/** A BCP 47 tag in its canonical form, or null where a source's word for its language is none. */
export function languageTag(language: string | null): string | null {
  try {
    return language === null ? null : (Intl.getCanonicalLocales(language)[0] ?? null);
  } catch {
    return null;
  }
}

const LANGUAGES = new Intl.DisplayNames('en', { type: 'language' });

/** BCP 47, for `lang`, or null where the language is English, as all around it, or not known. */
export function foreignTag(language: string | null): string | null {
  const tag = languageTag(language);
  return tag === null || /^(en|und|mul|zxx)\b/.test(tag) ? null : tag;
}

/** `Russian`, or null where the language is English or not known: only what a reader of English must be warned of. */
export function foreignLanguage(language: string | null): string | null {
  const tag = foreignTag(language);
  return tag && (LANGUAGES.of(tag.split('-')[0]!) ?? null);
}
