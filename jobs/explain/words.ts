/** An explanation in words, for a terminal. Pure. */

import type { Readable } from '../../rules/engine/columns.ts';
import type { Clause, Explanation } from '../../rules/explain/explain.ts';
import type { Evidence } from '../../state/match.ts';
import { cut, oneLine } from '../../templates/words.ts';

/** Colours some words, or hands them back as they are. */
export type Paint = (colour: 'green' | 'red' | 'dim' | 'bold', words: string) => string;

/** One rule on one item: the verdict, and under it the clauses that decided, each with its words or its nearest miss. */
export function explained(item: Pick<Readable, 'title'>, its: Explanation, paint: Paint): string[] {
  const { topic, rule, title, severity, fits, scope, when } = its;
  const verdict = fits ? paint('green', 'fits') : paint('red', 'does not fit');
  return [
    `${paint('bold', `${topic}/${rule}`)} ${verdict}: ${oneLine(title)} (${severity})`,
    `  ${paint('dim', headline(item))}`,
    ...(scope ? ['scope', ...clauseLines(scope, 1, paint)] : []),
    'when',
    ...clauseLines(when, 1, paint),
  ];
}

/** A headline of somebody else's, on a line of its own. */
export const headline = ({ title }: Pick<Readable, 'title'>): string => shortened(title);

/** One rule on one item in a line. */
export function verdictLine({ topic, rule, fits, scope, when }: Explanation, paint: Paint): string {
  const missed = scope && !scope.fits ? scope : when;
  const words = fits ? quoted(when.evidence) : (missed.miss?.words ?? '');
  const place = missed === scope ? 'scope: ' : '';
  return `${sign(fits, paint)} ${topic}/${rule}  ${paint('dim', fits ? words : place + shortened(words))}`;
}

function clauseLines(clause: Clause, depth: number, paint: Paint): string[] {
  const below = deciding(clause);
  const reason = clause.fits ? quoted(clause.evidence) : oneLine(clause.miss?.words ?? '');
  const words = below.length > 0 ? '' : `  ${paint('dim', reason)}`;
  const line = `${'  '.repeat(depth)}${sign(clause.fits, paint)} ${shortened(clause.clause)}${words}`;
  return [line.trimEnd(), ...below.flatMap((part) => clauseLines(part, depth + 1, paint))];
}

/** Of alternatives that all failed, so many are shown. */
const NEAREST = 3;

/** The parts of a clause that say more of it than it does itself: a list of words says enough by the words that were found. */
function deciding({ query: { kind }, fits, of }: Clause): readonly Clause[] {
  if (kind === 'and' || kind === 'count') return of;
  if (kind === 'near') return fits || of.every((side) => side.fits) ? [] : of;
  if (kind === 'rule' || kind === 'term' || kind === 'field') return deciding(of[0]!);
  if (kind !== 'or' || of.every(isSimple)) return [];
  return fits ? of.filter((part) => part.fits) : of.toSorted((a, b) => far(a) - far(b)).slice(0, NEAREST);
}

/** Whether a clause only names words, so that those which were found say all. */
const isSimple = ({ query: { kind }, of }: Clause): boolean => WORDED.has(kind) && of.every(isSimple);

const WORDED = new Set(['words', 'regexp', 'near', 'or', 'term', 'date']);

const far = ({ miss }: Clause): number => miss?.far ?? 0;

const sign = (fits: boolean, paint: Paint): string => (fits ? paint('green', '✓') : paint('red', '✗'));

const QUOTED = 4;

function quoted(evidence: readonly Evidence[]): string {
  const words = evidence
    .slice(0, QUOTED)
    .map(({ text, field, start, end }) => `"${oneLine(text)}" ${field} ${start}–${end}`);
  const more = evidence.length - words.length;
  return words.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

const LONGEST = 100;

/** Words of other people, and of rules: on one line, without a sign that a terminal would obey. */
const shortened = (words: string): string => cut(oneLine(words), LONGEST);
