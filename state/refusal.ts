/**
 * What is refused at the door, and where YAML is read: every problem of a file at once, each with file, line, column,
 * field and mend, in the author's words.
 */
import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument, type Scalar } from 'yaml';
import type { z } from 'zod';
import { slipsOf } from './slips.ts';
import { missing, sayPlainly } from './wording.ts';

export { didYouMean } from './spelling.ts';

export interface Problem {
  file: string;
  line?: number | undefined;
  column?: number | undefined;
  /** Path of the field as the author would write it: `rules[2].when`. */
  field?: string | undefined;
  what: string;
}

/** Something that a person wrote was refused whole. The message lists every problem, grouped by file. */
export class Refusal extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(listing(problems));
    this.name = 'Refusal';
    this.problems = problems;
  }
}

/** Throws a `Refusal` where there is a problem, and does nothing where there is none. */
export function refuseAny(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Refusal(problems);
}

/** In the order in which the author meets them; what has no place stands first. */
export const byPlace = (a: Problem, b: Problem): number =>
  (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);

function listing(problems: readonly Problem[]): string {
  const byFile = Map.groupBy(problems, (p) => p.file);
  const lines = [...byFile].flatMap(([file, its]) => [file, ...its.map(row)]);
  const count = problems.length === 1 ? '1 problem.' : `${problems.length} problems.`;
  // What is quoted was written by others: a terminal would obey its control characters.
  return [...lines, `${count} Nothing was changed.`].join('\n').replace(UNSEEN, '');
}

const UNSEEN = /[\u202a-\u202e\u2066-\u2069]|[^\P{Cc}\n]/gu;

function row({ line, column, field, what }: Problem): string {
  const place = line === undefined ? '' : `${line}:${column ?? 1}`;
  const indented = what.replaceAll('\n', `\n${' '.repeat(10)}`);
  return `  ${place.padEnd(8)}${field ? `${field}  ` : ''}${indented}`;
}

export type Path = readonly PropertyKey[];

export interface Written<T> {
  /** Absent where there are problems. */
  value?: T;
  /** What the file holds whether it fits the schema or not; absent where YAML's own rules are broken too badly to say. */
  plain?: unknown;
  problems: Problem[];
  /** Makes a problem of a field that only a later check can see, at the field's place in the file. */
  problemAt(path: Path, what: string, offset?: number): Problem;
  /** What stands behind a # after a field's value, which is a comment to YAML. */
  commentAt(path: Path): string | undefined;
}

sayPlainly();

/**
 * Reads one YAML file against a schema. Aliases are bounded (a file cannot grow when it is read) and duplicate keys are
 * refused. A slip that concerns one value hides no other problem. Never throws for what is in the text.
 */
export function readYaml<S extends z.ZodType>(file: string, text: string, schema: S): Written<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true, logLevel: 'error' });
  const problemAt = (path: Path, what: string, offset = 0): Problem => ({
    file,
    ...place(document, lines, text, path, offset),
    ...(path.length > 0 && { field: fieldOf(path) }),
    what,
  });
  const commentAt = (path: Path) => (document.getIn(path, true) as Node | undefined)?.comment ?? undefined;
  const tools = { problemAt, commentAt };
  const { slips, hopeless } = slipsOf(document);
  const told = slips.map(({ at, what }): Problem => {
    const { line, col } = lines.linePos(at);
    return { file, line, column: col, what };
  });
  const plain = hopeless ? undefined : plainOf(document);
  if (hopeless || plain instanceof Error) {
    const bomb = plain instanceof Error ? [{ file, what: plain.message }] : [];
    return { problems: [...told, ...bomb], ...tools };
  }
  const read = schema.safeParse(plain);
  if (read.success && told.length === 0) return { value: read.data, plain, problems: [], ...tools };
  const keyAt = (path: Path, key: string) => keyPlace(document, lines, path, key);
  const found = read.error?.issues.flatMap((issue) => ofIssue(issue, problemAt, keyAt, plain)) ?? [];
  // What a slip has spoiled is no second problem.
  const others = found.filter(({ line }) => !told.some((slip) => slip.line === line));
  return { plain, problems: [...told, ...others], ...tools };
}

/** What a file holds, or an error where aliases would make it grow. */
function plainOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    return cause as Error;
  }
}

/** One zod issue as problems in the author's words: an unknown key is named at the key itself. */
function ofIssue(
  issue: z.core.$ZodIssue,
  problemAt: Written<unknown>['problemAt'],
  keyAt: (path: Path, key: string) => Place,
  plain: unknown,
): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const words = issue.message.split('\n');
    return issue.keys.map((key, n) => ({
      ...problemAt([...issue.path, key], words[n] ?? `unknown key ${key}`),
      ...keyAt(issue.path, key),
    }));
  }
  if (issue.code === 'invalid_type' && valueAt(plain, issue.path) === undefined) {
    return [problemAt(issue.path, missing(issue.expected))];
  }
  if (issue.code === 'invalid_union') {
    const shallowest = issue.errors.flat().sort((a, b) => b.path.length - a.path.length)[0];
    if (shallowest && shallowest.path.length > 0) {
      return ofIssue({ ...shallowest, path: [...issue.path, ...shallowest.path] }, problemAt, keyAt, plain);
    }
  }
  return [problemAt(issue.path, issue.message)];
}

function valueAt(plain: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], plain);
}

type Place = Pick<Problem, 'line' | 'column'>;

/** Where a field stands, or the nearest field around it that is there; an offset counts in the field's own value. */
function place(document: Document, lines: LineCounter, text: string, path: Path, offset: number): Place {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true) as Node | undefined;
    if (!node?.range) continue;
    const within = depth === path.length && offset > 0 && isScalar(node);
    const { line, col } = lines.linePos(within ? offsetIn(text, node, offset) : node.range[0]);
    return { line, column: col };
  }
  return {};
}

/** Where in the file an offset in a value is: folding and quoting add and take away space and quotes, and no other sign. */
function offsetIn(text: string, { type, value, range }: Scalar, offset: number): number {
  const written = String(value);
  const block = type?.startsWith('BLOCK');
  let at = block ? text.indexOf('\n', range![0]) : range![0] + (type?.startsWith('QUOTE') ? 1 : 0);
  for (let signs = written.slice(0, offset).replace(/\s/g, '').length; signs > 0; at++) {
    if (/\s/.test(text[at]!)) continue;
    if (type === 'QUOTE_SINGLE' && text[at] === "'") at++;
    if (type === 'QUOTE_DOUBLE' && text[at] === '\\') at++;
    signs--;
  }
  while (written.slice(offset).trim() !== '' && /\s/.test(text[at]!)) at++;
  return at;
}

function keyPlace(document: Document, lines: LineCounter, path: Path, key: string): Place {
  const map = document.getIn(path, true);
  const pair = isMap<Scalar>(map) ? map.items.find((item) => item.key.value === key) : undefined;
  if (!pair?.key.range) return {};
  const { line, col } = lines.linePos(pair.key.range[0]);
  return { line, column: col };
}

/** A field as its author would write it: `rules[2].when`. */
export function fieldOf(path: Path): string {
  return path.map((key, n) => (typeof key === 'number' ? `[${key}]` : `${n === 0 ? '' : '.'}${String(key)}`)).join('');
}
