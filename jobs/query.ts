/** `silkwatch query`: a query read and written back. */
import { type Names, parseQuery } from '../rules/language/parse.ts';
import { formatQuery } from '../rules/language/print.ts';
import type { Query } from '../rules/language/query.ts';
import { Refusal } from '../state/refusal.ts';
import type { WrittenRulebook } from './rulebook.ts';
import { subjectOf } from './subject.ts';

/** What the queries of a topic may name. */
export interface Vocabulary {
  terms: Names;
  rules: Names;
}

/** The names of a topic of the set-up. @throws Refusal where there is none such */
export function vocabularyOf(id: string, { topics, read }: WrittenRulebook): Vocabulary {
  const { topic } = subjectOf(id, topics);
  const terms = read.find((one) => one.topic?.id === topic.id)?.terms ?? new Map<string, readonly Query[]>();
  return {
    terms: new Map([...terms].map(([name, of]) => [name, of.length === 1 ? of[0]! : { kind: 'or', of: [...of] }])),
    rules: new Map(topic.rules.map(({ id, when }) => [id, when])),
  };
}

/** The query as the formatter writes it. @throws Refusal with every mistake, each marked by a caret */
export function readQuery(text: string, vocabulary?: Vocabulary): string {
  const { query, problems } = parseQuery(text, vocabulary?.terms, vocabulary?.rules);
  if (query) return formatQuery(query);
  throw new Refusal(problems.map(({ at, what }) => ({ file: 'the query', line: 1, column: at + 1, what })));
}
