/** `silkwatch explain`: why rules fit items, or do not. */
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Subject } from '../rules/backtest.ts';
import { type Clause, Explainer, type Explanation } from '../rules/explain/explain.ts';
import { isWhole } from '../rules/explain/why.ts';
import { explained, headline, type Paint, verdictLine } from './explain/words.ts';
import { type GivenItem, readItems, textIn } from './given.ts';
import { refuse } from './subject.ts';
import type { World } from './world.ts';

/** Whether a command line names a file of items, or standard input as `-`. */
export const isGiven = (named: string): boolean => named === '-' || existsSync(named);

/** The items of a file of JSON lines or of standard input, or one of them. @throws Refusal where there is none, or a line is malformed */
export async function givenItems(named: string, only?: string): Promise<GivenItem[]> {
  const items = readItems(named, named === '-' ? await text(process.stdin) : textIn(named));
  if (items.length === 0) refuse(named, 'holds no item');
  const chosen = items.filter(({ id }) => only === undefined || id === only);
  return chosen.length > 0 ? chosen : refuse(only ?? named, `there is no such item in ${named}`);
}

/** The item of the ledger that has an id. @throws Refusal where there is none */
export async function keptItems(id: string, { ledger }: Pick<World, 'ledger'>): Promise<GivenItem[]> {
  const items = [...(await ledger.items([id])).values()];
  return items.length > 0 ? items : refuse(id, 'is no file, and no item of the ledger has this id');
}

/** Explains each item, by one rule in full or by all of a topic in a line each. */
export function* explainItems(
  items: readonly GivenItem[],
  { topic, rules }: Subject,
  paint: Paint,
): Generator<string, void, undefined> {
  const explainer = new Explainer(topic, rules);
  for (const item of items) {
    const all = explainer.explain(item);
    if (all.length === 1) yield* explained(item, all[0]!, paint);
    else yield* [paint('bold', headline(item)), ...all.map((one) => verdictLine(one, paint))];
  }
}

/**
 * The same as data: every clause of scope and condition, with its answer, its words and its nearest miss; a term that is a
 * list of words is one clause.
 */
export function* explainedAsJson(items: readonly GivenItem[], { topic, rules }: Subject): Generator<object> {
  const explainer = new Explainer(topic, rules);
  for (const { id, ...item } of items) for (const one of explainer.explain(item)) yield { item: id, ...asJson(one) };
}

const asJson = ({ scope, when, ...its }: Explanation) => ({
  ...its,
  scope: scope && clauseAsJson(scope),
  when: clauseAsJson(when),
});

function clauseAsJson({ query, clause, fits, evidence, miss, of }: Clause): unknown {
  return { kind: query.kind, clause, fits, evidence, miss, of: isWhole(query) ? [] : of.map(clauseAsJson) };
}
