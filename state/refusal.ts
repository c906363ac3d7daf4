/**
 * What is refused at the door, and where YAML is read: every problem of a file at once, each with file, line, column,
 * field and mend, in the author's words.
 */
import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument, type Scalar, visit } from 'yaml';
import type { z } from 'zod';

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

function listing(problems: readonly Problem[]): string {
  const byFile = Map.groupBy(problems, (p) => p.file);
  const lines = [...byFile].flatMap(([file, its]) => [file, ...its.map(row)]);
  const count = problems.length === 1 ? '1 problem.' : `${problems.length} problems.`;
  return [...lines, `${count} Nothing was changed.`].join('\n');
}

function row({ line, column, field, what }: Problem): string {
  const place = line === undefined ? '' : `${line}:${column ?? 1}`;
  const indented = what.replaceAll('\n', `\n${' '.repeat(10)}`);
  return `  ${place.padEnd(8)}${field ? `${field}  ` : ''}${indented}`;
}

export type Path = readonly PropertyKey[];

export interface Written<T> {
  /** Absent where there are problems. */
  value?: T;
  problems: Problem[];
  /** Makes a problem of a field that only a later check can see, at the field's place in the file. */
  problemAt(path: Path, what: string, offset?: number): Problem;
}

/**
 * Reads one YAML file against a schema. Aliases are bounded (a file cannot grow when it is read) and duplicate keys are
 * refused. Never throws for what is in the text.
 */
export function readYaml<S extends z.ZodType>(file: string, text: string, schema: S): Written<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true, logLevel: 'error' });
  const problemAt = (path: Path, what: string, offset = 0): Problem => ({
    file,
    ...place(document, lines, text, path, offset),
    ...(path.length > 0 && { field: written(path) }),
    what,
  });
  const broken = [...document.errors, ...document.warnings].map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    return { file, line, column: col, what: error.message.split(' at line')[0] ?? error.message };
  });
  if (broken.length > 0) return { problems: broken, problemAt };
  let plain: unknown;
  try {
    plain = document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    const loose = looseAliases(document, lines).map((problem) => ({ file, ...problem }));
    return { problems: loose.length > 0 ? loose : [{ file, what: (cause as Error).message }], problemAt };
  }
  const read = schema.safeParse(plain);
  if (read.success) return { value: read.data, problems: [], problemAt };
  const keyAt = (path: Path, key: string) => keyPlace(document, lines, path, key);
  return { problems: read.error.issues.flatMap((issue) => ofIssue(issue, problemAt, keyAt, plain)), problemAt };
}

/** A word that begins with an asterisk is an alias to YAML. */
function looseAliases(document: Document, lines: LineCounter): Omit<Problem, 'file'>[] {
  const loose: Omit<Problem, 'file'>[] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) || !alias.range) return;
      const { line, col } = lines.linePos(alias.range[0]);
      loose.push({ line, column: col, what: `*${alias.source} is no known anchor; mend: put it in quotation marks` });
    },
  });
  return loose;
}

/** One zod issue as problems in the author's words: an unknown key is named at the key itself. */
function ofIssue(
  issue: z.core.$ZodIssue,
  problemAt: Written<unknown>['problemAt'],
  keyAt: (path: Path, key: string) => Place,
  plain: unknown,
): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      ...problemAt([...issue.path, key], `unknown key ${key}; mend: correct or remove it`),
      ...keyAt(issue.path, key),
    }));
  }
  if (issue.code === 'invalid_type' && valueAt(plain, issue.path) === undefined) {
    return [problemAt(issue.path, `missing; it must be ${article(issue.expected)}`)];
  }
  if (issue.code === 'invalid_union') {
    const shallowest = issue.errors.flat().sort((a, b) => b.path.length - a.path.length)[0];
    if (shallowest && shallowest.path.length > 0) {
      return ofIssue({ ...shallowest, path: [...issue.path, ...shallowest.path] }, problemAt, keyAt, plain);
    }
  }
  return [problemAt(issue.path, issue.message)];
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
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

function written(path: Path): string {
  return path.map((key, n) => (typeof key === 'number' ? `[${key}]` : `${n === 0 ? '' : '.'}${String(key)}`)).join('');
}

/** The known name that an unknown one most resembles, as `; did you mean x?`, or nothing where none is near. */
export function didYouMean(unknown: string, known: Iterable<string>): string {
  const near = [...known].map((name) => ({ name, far: distance(unknown, name) })).sort((a, b) => a.far - b.far)[0];
  return near && near.far <= Math.max(1, unknown.length / 3) ? `; did you mean ${near.name}?` : '';
}

/** Levenshtein's edit distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
