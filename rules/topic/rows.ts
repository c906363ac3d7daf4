/** What is wrong with the rows of a topic file that no row could tell alone: names, citations, and text lost to comments. */
import { didYouMean, type Path } from '../../state/refusal.ts';
import type { Documents } from '../documents.ts';
import type { Sketch } from './form.ts';
import type { Tell } from './queries.ts';
import { checkReferences } from './references.ts';

/**
 * Tells every row that is named as one before it is, of whatever list, since a silence names them all alike; and every
 * citation of what is not there.
 *
 * @param documents null where nobody can tell which there are
 */
export function checkRows(sketch: Sketch, documents: Documents | null, tell: Tell): void {
  checkReferences(sketch, tell);
  const { rules, deadlines, trackers, trends } = sketch;
  const boards = trackers.map(({ id }) => ({ id, cites: [] }));
  const rows = Object.entries({ rules, deadlines, trackers: boards, trends }).flatMap(([list, its]) =>
    its.map((row, n) => ({ list, n, ...row })),
  );
  for (const [k, { list, n, id, cites }] of rows.entries()) {
    const first = rows.findIndex((other) => other.id === id);
    if (id !== undefined && first < k)
      tell([list, n, 'id'], `${rows[first]!.list}[${rows[first]!.n}] is called ${id} too; mend: rename one`);
    if (!documents) continue;
    for (const [c, cite] of cites.entries()) checkCite([list, n, 'cites', c], cite, documents, tell);
  }
  for (const [n, { stages, subjects }] of trackers.entries()) {
    tellTwice(stages, (k) => ['trackers', n, 'stages', k], tell);
    tellTwice(
      subjects.map(({ id }) => id),
      (k) => ['trackers', n, 'subjects', k, 'id'],
      tell,
    );
  }
  if (!documents) return;
  for (const [n, { seeds }] of trackers.entries())
    for (const [k, { cites }] of seeds.entries())
      for (const [c, cite] of cites.entries())
        checkCite(['trackers', n, 'seeds', k, 'cites', c], cite, documents, tell);
}

/** Tells every name that stands in a list before, too: moves and seeds could not say which is meant. */
function tellTwice(names: readonly (string | undefined)[], pathOf: (n: number) => Path, tell: Tell): void {
  for (const [n, name] of names.entries())
    if (name !== undefined && names.indexOf(name) < n)
      tell(pathOf(n), `${name} stands there twice; mend: rename or remove one`);
}

type Cite = Sketch['rules'][number]['cites'][number];

function checkCite(path: Path, { document, paragraph }: Cite, documents: Documents, tell: Tell): void {
  if (document === undefined) return;
  const cited = documents.get(document);
  if (!cited) tell([...path, 'document'], `no document is called ${document}${didYouMean(document, documents.keys())}`);
  else if (paragraph !== undefined && paragraph > cited.paragraphs)
    tell([...path, 'paragraph'], `${document} has no paragraph ${paragraph}; its last is ${cited.paragraphs}`);
}

/** Where the queries of a file stand. */
export function queryPaths({ terms, rules, deadlines, trackers }: Sketch): Path[] {
  const entries = Object.entries(terms).flatMap(([name, of]) => of.map((_, n) => ['terms', name, n]));
  const subjects = trackers.flatMap(({ subjects, moves }, n) => [
    ...subjects.map((_, k) => ['trackers', n, 'subjects', k, 'is']),
    ...moves.map((_, k) => ['trackers', n, 'moves', k, 'when']),
  ]);
  const whens = rules.map((_, n) => ['rules', n, 'when']);
  return [...entries, ['scope'], ...whens, ...deadlines.map((_, n) => ['deadlines', n, 'announced']), ...subjects];
}

/** What is wrong where a comment stands right behind a query: what begins with # is a rule to us, and a comment to YAML. */
export function swallowed(comment: string | undefined): string | undefined {
  const word = /^[\w/-]+/.exec(comment ?? '')?.[0];
  return word && `#${word} is a comment to YAML, and not read; mend: put 'the whole query' in quotation marks`;
}
