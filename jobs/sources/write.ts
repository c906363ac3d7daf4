/** New rows in a sources file: what stands there stays as it is written, to the last comment. */
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { Document, isSeq, parseDocument, type YAMLMap } from 'yaml';
import { refuseAny } from '../../state/refusal.ts';
import type { Source } from '../../state/source.ts';
import { readSources } from '../../watchers/sources.ts';
import type { Draft } from './draft.ts';

/** A sources file as it stands. */
export interface SourcesFile {
  file: string;
  text: string;
  sources: Source[];
}

/**
 * Reads a sources file that is to be added to. One that is not there yet has no row.
 *
 * @throws Refusal naming every problem of the file: what is broken is mended first.
 */
export async function openSourcesFile(file: string, topics: readonly string[]): Promise<SourcesFile> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return '';
    return refuseAny([{ file, what: `cannot be read: ${cause.message}` }]) ?? '';
  });
  const { sources, problems } = isBare(text) ? { sources: [], problems: [] } : readSources(file, text, topics);
  refuseAny(problems);
  return { file, text, sources };
}

/**
 * Adds rows to the file.
 *
 * @throws Refusal where the whole would not be taken by `silkwatch check`; then nothing is written.
 */
export async function addRows(
  { file, text }: SourcesFile,
  rows: readonly Draft[],
  topics: readonly string[],
): Promise<void> {
  const whole = withRows(text, rows);
  refuseAny(readSources(file, whole, topics).problems);
  // What is only appended to cannot lose what it holds, whatever happens while it is written.
  if (whole.startsWith(text)) await appendFile(file, whole.slice(text.length));
  else await writeFile(file, whole);
}

/** Nothing but comments. */
const isBare = (text: string): boolean => parseDocument(text, { logLevel: 'silent' }).contents === null;

/** A text with rows after those that it has: behind its own letters where it is a list in lines, else as YAML has it. */
export function withRows(text: string, rows: readonly Draft[]): string {
  const list = parseDocument(text, { logLevel: 'silent' });
  const { contents } = list;
  if (!isSeq(contents) || !contents.flow) return appended(text, rows);
  const [start, end] = contents.range!;
  if (contents.items.length === 0) return appended(text.slice(0, start) + text.slice(end).trimStart(), rows);
  contents.flow = false;
  for (const row of rows) list.add(Object.assign(nodeOf(row, list), { spaceBefore: true }));
  return list.toString(FORM);
}

function appended(text: string, rows: readonly Draft[]): string {
  const lines = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = /^( *)- /m.exec(text)?.[1] ?? '';
  const added = rowsText(rows)
    .replace(/^(?=.)/gm, indent)
    .replaceAll('\n', lines);
  const gap = text === '' ? '' : text.endsWith('\n') ? lines : lines.repeat(2);
  return `${text}${gap}${added}`;
}

const FORM = { lineWidth: 0, flowCollectionPadding: false };

/** Rows as they are written: a blank line between two, as in the shipped file. */
export const rowsText = (rows: readonly Draft[]): string =>
  rows
    .map((row) => {
      const one = new Document([]);
      one.add(nodeOf(row, one));
      return one.toString(FORM);
    })
    .join('\n');

/** Lists and selectors of a row stand on one line. */
function nodeOf(row: Draft, document: Document): YAMLMap {
  const node = document.createNode(row) as YAMLMap;
  for (const key of ['topics', 'select']) {
    const inner = node.get(key, true) as unknown as { flow?: boolean } | undefined;
    if (inner) inner.flow = true;
  }
  return node;
}
