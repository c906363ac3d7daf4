/** The thread that reads one PDF. */
import { parentPort } from 'node:worker_threads';
import { extractTextItems, getDocumentProxy, getMeta } from 'unpdf';
import { type Failure, failed } from '../failure.ts';

export interface PdfText {
  outcome: 'read';
  /** The paragraphs of each page that was read, in order. */
  pages: string[][];
  /** How many pages there are, read or not. */
  total: number;
  /** What the PDF says of itself; null where it says nothing. */
  title: string | null;
  author: string | null;
}

/** More pages are a book, and more letters on them a trap. */
const PAGES = 200;
const LETTERS = 2_000_000;

type Line = { text: string; y: number; height: number };
type Item = Awaited<ReturnType<typeof extractTextItems>>['items'][number][number];

async function read(body: Uint8Array): Promise<PdfText | Failure> {
  try {
    const pdf = await getDocumentProxy(new Uint8Array(body));
    if (pdf.numPages > PAGES) return failed('large', `${pdf.numPages} pages; at most ${PAGES} are read`);
    const { info } = await getMeta(pdf);
    const { items } = await extractTextItems(pdf);
    const letters = items.flat().reduce((sum, { str }) => sum + str.length, 0);
    if (letters > LETTERS) return failed('large', `${letters} letters; at most ${LETTERS} are read`);
    const pages = items.map((page) => paragraphs(lines(page)));
    return { outcome: 'read', pages, total: pdf.numPages, title: text(info.Title), author: text(info.Author) };
  } catch (error) {
    return failed('unreadable', `no PDF that can be read: ${(error as Error).message}`);
  }
}

const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

/** Pieces of text as lines: what stands at one height, as the PDF gives it. */
function lines(items: readonly Item[]): Line[] {
  const found: Line[] = [];
  for (const { str, y, height, hasEOL } of items) {
    const last = found.at(-1);
    if (last && last.y === y) last.text += str;
    else if (str.trim() !== '') found.push({ text: str, y, height });
    if (hasEOL && last) last.text += ' ';
  }
  return found;
}

/** Lines as paragraphs: a gap that is wider than most between lines begins another; a hyphen at a line's end joins a word. */
function paragraphs(found: readonly Line[]): string[] {
  const gaps = found.slice(1).map(({ y }, n) => Math.abs(found[n]!.y - y));
  const usual = gaps.toSorted((a, b) => a - b)[(gaps.length - 1) >> 1] ?? 0;
  const whole: string[] = [];
  for (const [n, { text }] of found.entries()) {
    const apart = n === 0 || gaps[n - 1]! > usual * 1.4;
    if (apart) whole.push(text);
    else
      whole[whole.length - 1] = `${whole
        .at(-1)!
        .trimEnd()
        .replace(/(\p{Ll})-$/u, '$1\u00ad')} ${text.trimStart()}`;
  }
  return whole
    .map((paragraph) =>
      paragraph
        .replace(/\u00ad /g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((one) => one !== '');
}

parentPort?.once('message', async (body: Uint8Array) => parentPort?.postMessage(await read(body)));
