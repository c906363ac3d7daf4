/** Which terms of a topic are used, which by a NEAR, and which in the lead. */
import type { Query } from '../language/query.ts';
import type { ReadTopic, Topic } from '../topic.ts';

/** The terms that the scope, a rule, a deadline, a tracker or a trend names, or that stand in one so named. */
export function usedTerms(
  { scope, rules, deadlines, trackers, trends }: Topic,
  terms: ReadTopic['terms'],
): Set<string> {
  const watched = trends.flatMap(({ term }) => term ?? []);
  const found = new Set<string>(watched);
  const announced = deadlines.map((deadline) => deadline.announced);
  const says = trackers.flatMap(({ moves }) => moves.map((move) => move.says));
  for (const query of [
    scope,
    ...rules.map(({ when }) => when),
    ...announced,
    ...says,
    ...watched.flatMap((term) => terms.get(term) ?? []),
  ])
    if (query) walk(query, NOWHERE, terms, (name) => found.add(name));
  return found;
}

/** The terms that are sought in the lead, wherever they stand: it may end within a phrase. */
export function leadTerms({ scope, rules }: Topic, terms: ReadTopic['terms']): Set<string> {
  const found = new Set<string>();
  const all = [scope, ...rules.map(({ when }) => when), ...[...terms.values()].flat()];
  for (const query of all) if (query) walk(query, NOWHERE, terms, (name, { lead }) => lead && found.add(name));
  return found;
}

/** The terms between whose places and others a NEAR measures, wherever it stands. */
export function nearTerms({ scope, rules }: Topic, terms: ReadTopic['terms']): Set<string> {
  const found = new Set<string>();
  const all = [scope, ...rules.map(({ when }) => when), ...[...terms.values()].flat()];
  for (const query of all) if (query) walk(query, NOWHERE, terms, (name, { near }) => near && found.add(name));
  return found;
}

/** In what a term is named. */
interface Within {
  near: boolean;
  lead: boolean;
}

const NOWHERE: Within = { near: false, lead: false };

/** Tells every term that a query names, by way of others too, and in what it stands; each once a way. */
function walk(
  query: Query,
  within: Within,
  terms: ReadTopic['terms'],
  tell: (name: string, within: Within) => void,
  seen = new Set<string>(),
): void {
  const on = (part: Query, its: Partial<Within> = {}) => walk(part, { ...within, ...its }, terms, tell, seen);
  switch (query.kind) {
    case 'near':
      on(query.left, { near: true });
      on(query.right, { near: true });
      return;
    case 'and':
    case 'or':
    case 'count':
      for (const part of query.of) on(part);
      return;
    case 'not':
      on(query.of);
      return;
    case 'field':
      on(query.of, { lead: query.field === 'lead' });
      return;
    case 'term':
    case 'rule': {
      const key = `${query.kind} ${query.name} ${within.near} ${within.lead}`;
      if (query.kind === 'term') tell(query.name, within);
      if (seen.has(key)) return;
      seen.add(key);
      on(query.of);
      return;
    }
  }
}
