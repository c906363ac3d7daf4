/** A file's text → the analyses that stand in it, each with its paragraphs counted as citations count them. */
import { folded } from './words.ts';

export interface Paragraph {
  /** 1-based: the n-th line of the analysis that is not blank, as rules cite it. */
  n: number;
  text: string;
}

/** One analysis, as `documents.yaml` names it. */
export interface Analysis {
  id: string;
  file: string;
  /** First and last line in the file, 1-based, inclusive. */
  lines: [first: number, last: number];
  /** How many lines of the range are not blank. */
  count: number;
  /** What is read for terms and rules: without the lines about the author and what a page's frame says. */
  paragraphs: Paragraph[];
  title: string | null;
  author: string | null;
  outlet: string | null;
  /** ISO 8601, as exact as it is known; null where nobody says: a date is never invented. */
  date: string | null;
}

/** What is known of a file besides its text. */
export type About = Pick<Analysis, 'title' | 'author' | 'outlet' | 'date'>;

const UNKNOWN: About = { title: null, author: null, outlet: null, date: null };

const NAME = String.raw`\p{Lu}[\p{L}\p{M}.’'-]*(?: (?:(?:al|bin|de|van|von|der) )?\p{Lu}[\p{L}\p{M}.’'-]*){1,3}`;
/** The line of its own that names who wrote what follows. */
const BYLINE = new RegExp(`^By (${NAME}(?:(?:, | and |, and )${NAME}){0,4})$`, 'u');
/** The same, before the first sentence: “Guest analysis by Ada Lovelace: …”. */
const LEAD_IN = new RegExp(String.raw`^(?:[\p{L}]+ ){0,2}by (${NAME}): `, 'u');
const BIO = /^(?:about the author|author(?:['’]s|s['’]?)? bio)/i;
/** What the frame of a page says, and no analysis. */
const FRAME =
  /^(?:read more|read also|related|credits?|image|photo|\(?(?:image |photo )?courtesy|source|share this|sign up|subscribe|leave a reply|your email address|advertisement)\b/i;
/** What ends a line under a picture. */
const CAPTION = /\((?:image|photo|picture)\b[^)]*\)$/i;
const TITLE_LENGTH = 160;
/** A file of more lines “By …” is no collection of analyses. */
const MOST = 100;

const bylineIn = (line: string): string | null =>
  line.length > TITLE_LENGTH ? null : (BYLINE.exec(line)?.[1] ?? null);

/** The analyses of one file's text. Most files hold one; where there are lines “By …”, each begins another. */
export function analysesOf(file: string, text: string, about: About = UNKNOWN): Analysis[] {
  const lines = text.split('\n').map((line) => line.trim());
  const starts = startsOf(lines);
  const stem = slug(file.replace(/^.*[/\\]/, '').replace(/\.\w{1,5}$/, '')) || 'document';
  return starts.flatMap((first, n) => {
    const end = endOf(lines, first, starts[n + 1], starts.length > 1);
    const id = starts.length > 1 ? `${stem}-${n + 1}` : stem;
    return analysisOf(id, file, lines, [first + 1, end], starts.length > 1 ? { ...about, title: null } : about) ?? [];
  });
}

/** Where analyses begin: with the byline, or with the title that stands over it. */
function startsOf(lines: readonly string[]): number[] {
  const bylines = lines.flatMap((line, n) => (bylineIn(line) ? [n] : []));
  if (bylines.length < 2 || bylines.length > MOST) return [0];
  return bylines.map((at, n) => {
    const first = n === 0 ? 0 : bylines[n - 1]! + 1;
    const before = first + lines.slice(first, at).findLastIndex((line) => line !== '');
    return before >= first && isTitle(lines[before]!) && !BIO.test(lines[before]!) ? before : at;
  });
}

/** The last line: the one before the next analysis; what follows the last author's line is the page's frame. */
function endOf(lines: readonly string[], first: number, next: number | undefined, several: boolean): number {
  if (next !== undefined) return next;
  const bio = several ? lines.findIndex((line, n) => n > first && BIO.test(line)) : -1;
  return bio < 0 ? lines.length : bio + 1;
}

function analysisOf(id: string, file: string, all: string[], range: [number, number], about: About): Analysis | null {
  const rows = all.slice(range[0] - 1, range[1]).map((text, n) => ({ text, line: range[0] + n }));
  const full = rows.filter(({ text }) => text !== '');
  if (full.length === 0) return null;
  const paragraphs = full.map(({ text }, n) => ({ n: n + 1, text }));
  const byline = paragraphs.find(({ text }) => bylineIn(text) !== null) ?? null;
  const title = titleOf(rows.map(({ text }) => text));
  const lead = paragraphs
    .map(({ text }) => LEAD_IN.exec(text.slice(0, TITLE_LENGTH))?.[1])
    .find((name) => name !== undefined);
  return {
    id,
    file,
    lines: [full[0]!.line, full.at(-1)!.line],
    count: full.length,
    paragraphs: told(paragraphs.filter(({ n, text }) => n !== byline?.n && text !== title)),
    title: about.title ?? title,
    author: about.author ?? (byline && bylineIn(byline.text)) ?? lead ?? null,
    outlet: about.outlet,
    date: about.date,
  };
}

const HEAD = /^\p{Lu}[\p{Lu}\p{M}\d’'&/ -]{3,60}(?::\s*|$)/u;
const HEAD_WORDS =
  /^(?:background|implications?|conclusions?|introduction|(?:executive )?summary|key takeaways?|analysis|outlook|assessment|notes?|references)\s*(?::\s*|$)/iu;

/** How many letters of a paragraph are its heading: “BACKGROUND: …” has none that tell of anything. */
export const headLength = (text: string): number => (HEAD.exec(text) ?? HEAD_WORDS.exec(text))?.[0].length ?? 0;

/** Without the frame, and without what follows the line about the author. */
function told(paragraphs: Paragraph[]): Paragraph[] {
  const bio = paragraphs.findIndex(({ text }) => BIO.test(text));
  const body = bio < 0 ? paragraphs : paragraphs.slice(0, bio);
  return body.filter(({ text }) => !FRAME.test(text) && !CAPTION.test(text) && /[\p{L}\p{N}]/u.test(text));
}

/** A first line that stands over the text, and does not begin it. */
function titleOf(lines: readonly string[]): string | null {
  const first = lines.findIndex((line) => line !== '');
  const line = lines[first]!;
  const apart = lines[first + 1] === '' || bylineIn(lines[first + 1] ?? '') !== null;
  return apart && isTitle(line) ? line : null;
}

const isTitle = (line: string): boolean =>
  line.length <= TITLE_LENGTH && !/[.;:|]$/.test(line) && bylineIn(line) === null && /\p{L}{3}/u.test(line);

/** A name as ids hold it: lower-case ASCII letters, digits and hyphens; empty where none remain. */
export const slug = (text: string): string =>
  folded(text)
    .map((word) => word.replace(/[^a-z0-9]/g, ''))
    .filter(Boolean)
    .join('-')
    .slice(0, 60)
    .replace(/-$/, '');
