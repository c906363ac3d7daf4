/** The version of a rule: what a decision depends on, in a few letters. */
import { createHash } from 'node:crypto';
import type { Severity } from '../../state/severity.ts';
import { printQuery } from '../language/print.ts';
import type { Query } from '../language/query.ts';

/** Raised whenever the matcher would decide otherwise on the same query and item. */
const MATCHER = 2;

/** The same for the same clauses and severity, whatever the spelling, the spaces and the names of terms and rules. */
export function versionOf(scope: Query | null, when: Query, severity: Severity): string {
  return digest([MATCHER, severity, scope ? digestOf(scope) : '', digestOf(when)].join('\n'));
}

const digests = new WeakMap<Query, string>();

/** A scope stands in all rules of a topic, and a term in many; each is long, and is printed once. */
function digestOf(query: Query): string {
  const known = digests.get(query) ?? digest(printQuery(query, digestOf));
  digests.set(query, known);
  return known;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);
