/** The names in a topic file that other rows must have: rules, stages, subjects and terms. */
import { didYouMean, type Path } from '../../state/refusal.ts';
import type { Sketch } from './form.ts';
import type { Tell } from './queries.ts';

/** Tells every name of a rule, a stage, a subject or a term that the file has not. */
export function checkReferences({ rules, deadlines, trackers, trends, terms }: Sketch, tell: Tell): void {
  const check = (noun: string, known: readonly (string | undefined)[]) => (path: Path, name: string | undefined) => {
    if (name === undefined || known.includes(name)) return;
    tell(
      path,
      `no ${noun} is called ${name}${didYouMean(
        name,
        known.filter((one) => one !== undefined),
      )}`,
    );
  };
  const rule = check(
    'rule',
    rules.map(({ id }) => id),
  );
  for (const [n, { met }] of deadlines.entries())
    for (const [k, name] of met.entries()) rule(['deadlines', n, 'met', k], name);
  for (const [n, { of, term }] of trends.entries()) {
    for (const [k, name] of of.entries()) rule(['trends', n, 'of', k], name);
    check('term', Object.keys(terms))(['trends', n, 'term'], term);
  }
  for (const [n, { stages, subjects, moves, seeds }] of trackers.entries()) {
    const stage = check('stage', stages);
    const subject = check(
      'subject',
      subjects.map(({ id }) => id),
    );
    for (const [k, move] of moves.entries()) {
      const path = ['trackers', n, 'moves', k];
      for (const [r, name] of move.rules.entries()) rule([...path, 'rules', r], name);
      stage([...path, 'stage'], move.stage);
      stage([...path, 'denies'], move.denies);
      for (const [s, name] of (move.subjects ?? []).entries()) subject([...path, 'subjects', s], name);
    }
    for (const [k, seed] of seeds.entries()) {
      stage(['trackers', n, 'seeds', k, 'stage'], seed.stage);
      subject(['trackers', n, 'seeds', k, 'subject'], seed.subject);
    }
  }
}
