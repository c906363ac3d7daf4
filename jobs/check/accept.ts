/** Hashes of paragraphs into the documents file: all else in it stays as it is written, to the last comment. */
import { isMap, isSeq, type Pair, parseDocument, type Scalar, stringify, type YAMLMap } from 'yaml';
import type { Hashes } from '../../rules/provenance.ts';

/**
 * The text of a documents file with the hashes of each document replaced by the given ones. A document that is given
 * none loses those that it had. The text must be one that `readDocuments` takes.
 */
export function withHashes(text: string, hashes: ReadonlyMap<string, Hashes>): string {
  const { contents } = parseDocument(text, { logLevel: 'silent' });
  if (!isSeq(contents)) return text;
  const rows = contents.items.filter((row) => isMap(row)) as unknown as Row[];
  const splices = rows.flatMap((row) => spliceOf(row, hashes.get(String(row.get('id'))) ?? {}, text) ?? []);
  // From the end, so that what stands before keeps its place.
  return splices.reduceRight((whole, { from, to, young }) => whole.slice(0, from) + young + whole.slice(to), text);
}

type Value = { range?: [start: number, end: number, space: number] | null };
type Row = YAMLMap<Scalar, Value>;

/** What stands in the text from one offset to another gives way to something else. */
interface Splice {
  from: number;
  to: number;
  young: string;
}

function spliceOf(row: Row, hashes: Hashes, text: string): Splice | undefined {
  const old = row.items.find(({ key }) => key.value === 'cited');
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = newline + ' '.repeat(columnOf(row.items[0]!.key.range![0], text));
  const young = `cited: ${written(hashes, row.flow ? ' ' : lines)}`;
  if (old) return { from: old.key.range![0], to: endOf(old, text), young };
  if (Object.keys(hashes).length === 0) return undefined;
  const last = endOf(row.items.at(-1)!, text);
  const from = row.flow ? last : last + /^[^\r\n]*/.exec(text.slice(last))![0].length;
  return { from, to: from, young: (row.flow ? ', ' : lines) + young };
}

/** A block ends behind the end of its last line. */
function endOf({ key, value }: Pair<Scalar, Value>, text: string): number {
  return text.slice(0, (value?.range ?? key.range!)[1]).trimEnd().length;
}

const columnOf = (offset: number, text: string): number => offset - (text.lastIndexOf('\n', offset - 1) + 1);

/** What fits a line of the shipped file. */
const PER_LINE = 5;

/** `{ 4: 3f9a…, 7: … }`, in several lines where there are many; quoted where YAML would read a number. */
function written(hashes: Hashes, space: string): string {
  const pairs = Object.entries(hashes).map(([paragraph, hash]) => `${paragraph}: ${stringify(hash).trim()},`);
  if (pairs.length === 0) return '{}';
  if (pairs.length <= PER_LINE) return `{ ${pairs.join(' ').slice(0, -1)} }`;
  const lines = pairs.map((pair, n) => (n % PER_LINE === 0 ? `${space}  ` : ' ') + pair);
  return `{${lines.join('')}${space}}`;
}
