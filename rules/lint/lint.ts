/**
 * What in a topic looks like a slip though nothing in it is wrong. A sound topic decides the same when all of it is mended,
 * unless a part was counted twice.
 */
import type { Path } from '../../state/refusal.ts';
import { printQuery } from '../language/print.ts';
import type { Query } from '../language/query.ts';
import type { ReadTopic, Rule, Topic } from '../topic.ts';
import { isAnchored } from './anchor.ts';
import { clashBetween, clashOf } from './clash.ts';
import { type Asked, type Clause, chainRemarks, clauseRemarks, clausesOf, type Remark, shown } from './clauses.ts';
import { flat, joined } from './flat.ts';
import { isNever } from './logic.ts';
import { leadTerms, nearTerms, usedTerms } from './terms.ts';

/** Every remark on a topic, by its fields. */
export function lint(topic: Topic, terms: ReadTopic['terms']): Remark[] {
  return [
    ...termRemarks(topic, terms),
    ...scopeRemarks(topic),
    ...topic.rules.flatMap((_, n) => ruleRemarks(topic, n)),
  ];
}

function termRemarks(topic: Topic, terms: ReadTopic['terms']): Remark[] {
  const used = usedTerms(topic, terms);
  const near = nearTerms(topic, terms);
  const lead = leadTerms(topic, terms);
  const first = new Map<string, string>();
  return [...terms].flatMap(([name, entries]) => {
    const path = ['terms', name];
    const asked = { field: lead.has(name) ? 'somewhere' : 'whole', near: near.has(name) } as const;
    const clauses = entries.flatMap((entry, n) => alternativesOf(entry, [...path, n], asked));
    const all = [...new Set(clauses.map(({ query }) => printQuery(query)))].sort().join('\n');
    const twin = first.get(all);
    if (twin === undefined) first.set(all, name);
    return [
      ...(used.has(name) ? [] : [{ path, what: `no rule needs $${name}; mend: use or remove it` }]),
      ...(twin === undefined ? [] : [{ path, what: `$${name} says the same as $${twin}; mend: keep one` }]),
      ...chainRemarks('or', clauses, asked),
    ];
  });
}

/** An entry of a term is itself an alternative, or several. */
const alternativesOf = (entry: Query, path: Path, asked: Asked): Clause[] =>
  entry.kind === 'or' ? clausesOf(entry, path, asked) : [{ path, query: entry, flat: flat(entry, asked.field) }];

const IN_TEXT = { field: 'text', near: false } as const;

function scopeRemarks({ scope }: Topic): Remark[] {
  if (!scope) return [];
  const path = ['scope'];
  if (isNever(flat(scope, 'text'))) return [{ path, what: `no item fits the scope: ${clashOf(scope, 'text')}` }];
  return clauseRemarks(scope, path, IN_TEXT);
}

function ruleRemarks({ rules, scope }: Topic, n: number): Remark[] {
  const { when } = rules[n]!;
  const why = impossible(when, scope);
  const own = [why, twinOf(rules, n), why ? undefined : unanchored(when, scope)].filter((what) => what !== undefined);
  const path = ['rules', n, 'when'];
  return [...own.map((what) => ({ path, what })), ...(why ? [] : clauseRemarks(when, path, IN_TEXT))];
}

function twinOf(rules: readonly Rule[], n: number): string | undefined {
  const { when, severity } = rules[n]!;
  const first = rules.findIndex((other) => printQuery(other.when) === printQuery(when));
  if (first === n) return undefined;
  const twin = rules[first]!;
  const unlike = twin.severity === severity ? '' : `, and says ${severity} where that one says ${twin.severity}`;
  return `looks for what rules[${first}] (${twin.id}) looks for${unlike}; mend: keep one`;
}

function unanchored(when: Query, scope: Query | null): string | undefined {
  if (isAnchored(when) || (scope && isAnchored(scope))) return undefined;
  return `needs no word of an item, so every item is asked, which is slow; mend: AND a word to ${shown({ query: when })}`;
}

function impossible(when: Query, scope: Query | null): string | undefined {
  const own = flat(when, 'text');
  if (isNever(own)) return `no item fits this rule: ${clashOf(when, 'text')}`;
  if (!scope) return undefined;
  const around = flat(scope, 'text');
  const excluded = !isNever(around) && isNever(joined('and', [around, own]));
  return excluded ? `no item fits this rule: of the scope ${clashBetween(scope, when, 'text')}` : undefined;
}
