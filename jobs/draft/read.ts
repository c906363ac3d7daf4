/** A file or an address → the analyses in it: text as it stands, HTML by its article, PDF by its pages. */
import { basename } from 'node:path';
import { type About, type Analysis, analysesOf, slug } from '../../rules/draft/analysis.ts';
import { type Failure, failureWords } from '../../watchers/failure.ts';
import { decode } from '../../watchers/reading/decode.ts';
import { metaOf } from '../../watchers/reading/meta.ts';
import { isPdf, readPdf } from '../../watchers/reading/pdf.ts';
import type { Config } from '../config.ts';
import { type Bytes, bytesOf, UNLISTED } from '../parse.ts';
import type { World } from '../world.ts';

export type DraftWorld = Pick<World, 'fetch' | 'guard' | 'now' | 'userAgent' | 'read' | 'article'>;

/** A text that analyses stand in, one line for each paragraph. */
export interface Text {
  /** As it was named: an address, or the file's name. */
  from: string;
  /** What documents.yaml calls it. */
  file: string;
  text: string;
  about: About;
  /** What the analyst should know of how it was read. */
  remarks: string[];
}

type Read = Omit<Text, 'from'> | { problem: string };

/** Reads one file or address; what cannot be read is told, with what can be done. */
export async function readText(name: string, config: Config, world: DraftWorld): Promise<Text | { problem: string }> {
  const read = await readAny(name, config, world);
  return 'problem' in read ? read : { ...read, from: /^https?:/.test(name) ? name : basename(name) };
}

async function readAny(name: string, config: Config, world: DraftWorld): Promise<Read> {
  const got = await bytesOf(name, config, world);
  if ('reason' in got) return problemOf(got, name);
  if (got.body.length === 0) return { problem: 'is empty' };
  if (isPdf(got.body)) return ofPdf(name, got.body);
  const { text } = decode(got.body, got.contentType);
  if (isHtml(text, got.contentType)) return ofHtml(name, text, got, world);
  if (text.includes('\0')) return { problem: 'is no text, HTML or PDF; mend: save it as one of these' };
  const file = /^https?:/.test(name) || name === '-' ? textName(name) : basename(name);
  return { file, text, about: NOTHING, remarks: [] };
}

const NOTHING: About = { title: null, author: null, outlet: null, date: null };

const problemOf = (failure: Failure, name: string): { problem: string } => ({
  problem: /^https?:/.test(name) ? failureWords(failure) : ofFile(failure.detail),
});

function ofFile(detail: string): string {
  if (detail.startsWith('ENOENT')) return 'there is no such file';
  return detail.startsWith('EISDIR') ? 'is a folder; mend: name the files in it' : detail;
}

const isHtml = (text: string, contentType: string | null): boolean =>
  /\bx?html\b/i.test(contentType ?? '') ||
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)?<(?:!doctype html|html|head|body)\b/i.test(text.slice(0, 2000));

/** The name under which the text of an address, a page or a PDF is kept. */
function textName(name: string): string {
  const path = URL.canParse(name)
    ? `${new URL(name).hostname} ${new URL(name).pathname}`
    : basename(name).replace(/\.\w{1,5}$/, '');
  return `${slug(path) || 'document'}.txt`;
}

async function ofPdf(name: string, body: Uint8Array): Promise<Read> {
  const read = await readPdf(body);
  if (read.outcome === 'failed') return { problem: `${failureWords(read)}; mend: save its text as .txt` };
  const bare = read.pages.flatMap((page, n) => (page.length === 0 ? [n + 1] : []));
  if (bare.length === read.total)
    return {
      problem: `none of its ${read.total} pages holds text: it may be scanned; mend: recognise its text (OCR) and save it as .txt`,
    };
  const remarks = [
    read.total === 1 ? 'one page' : `${read.total} pages`,
    ...(bare.length > 0 ? [`no text on page ${bare.join(', ')}: scanned or drawn`] : []),
  ];
  const about = { ...NOTHING, title: read.title, author: read.author };
  return { file: textName(name), text: read.pages.flat().join('\n'), about, remarks };
}

async function ofHtml(name: string, html: string, { body, url, contentType }: Bytes, world: DraftWorld): Promise<Read> {
  const text = await world.article(body, { url, contentType, source: { ...PAGE, title: name } });
  if (typeof text !== 'string') return { problem: `${failureWords(text)}; mend: save the article's text as .txt` };
  return { file: textName(name), text, about: metaOf(html), remarks: ['the article of the page'] };
}

const PAGE = { ...UNLISTED, id: 'draft', kind: 'page' as const, article: true };

/** The analyses of several texts, no two of one name; `date` is of those whose own is not known. */
export function analysesIn(texts: readonly Text[], date: string | null): Analysis[] {
  const taken = new Set<string>();
  return texts
    .flatMap(({ file, text, about }) => analysesOf(file, text, { ...about, date: about.date ?? date }))
    .map((analysis) => {
      let id = analysis.id;
      for (let n = 2; taken.has(id); n++) id = `${analysis.id}-${n}`;
      taken.add(id);
      return { ...analysis, id };
    });
}
