/** A topic's YAML file: its terms, rules and deadlines, refused whole with every problem where something is wrong. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Deadline } from '../state/deadline.ts';
import type { Citation } from '../state/match.ts';
import { didYouMean, type Path, type Problem, readYaml } from '../state/refusal.ts';
import { SEVERITIES, type Severity } from '../state/severity.ts';
import { decide } from './decide.ts';
import { type Documents, date, id } from './documents.ts';
import { parseQuery, printQuery, type Query, type Terms } from './query.ts';

export interface Rule {
  id: string;
  topic: string;
  title: string;
  severity: Severity;
  /** The rule's own condition; an item must fit the topic's scope besides. */
  when: Query;
  /** Digest of scope and condition with their terms written out, the severity and the matcher's generation. */
  version: string;
  cites: Citation[];
}

export interface Topic {
  id: string;
  title: string;
  summary: string;
  /** What an item must fit for any rule of the topic; null where every item may. */
  scope: Query | null;
  rules: Rule[];
  deadlines: Deadline[];
}

/** Raised whenever the matcher would decide otherwise on the same query and item: it is part of every rule's version. */
const MATCHER = 1;

const sentence = z.string().trim().min(1, 'must not be empty');
const LENGTHS = { day: 10, month: 7, year: 4 };
const cites = z
  .array(z.strictObject({ document: z.string(), paragraph: z.int().min(1), claim: sentence }))
  .min(1, 'a rule needs at least one citation; mend: name the document and paragraph that say to watch for this');

const schema = z.strictObject({
  topic: id,
  title: sentence,
  summary: sentence,
  terms: z
    .record(z.string().regex(/^[\w-]+$/, 'a term is named by letters, digits, - and _'), z.array(sentence).min(1))
    .default({}),
  scope: sentence.optional(),
  rules: z
    .array(
      z.strictObject({
        id,
        title: sentence,
        when: sentence,
        severity: z.enum(SEVERITIES, `severity is one of ${SEVERITIES.join(', ')}`),
        cites,
        examples: z
          .strictObject({ match: z.array(sentence).default([]), miss: z.array(sentence).default([]) })
          .optional(),
      }),
    )
    .min(1, 'a topic needs at least one rule'),
  deadlines: z
    .array(
      z
        .strictObject({
          id,
          title: sentence,
          date,
          precision: z.enum(['day', 'month', 'year']).default('day'),
          cites,
        })
        .refine(({ date, precision }) => date.length >= LENGTHS[precision], {
          error: 'the date is less exact than its precision; mend: write precision: month or year',
          path: ['date'],
        }),
    )
    .default([]),
});

type File = z.infer<typeof schema>;

/** Reads one topic file. There is a topic exactly where there is no problem. */
export function readTopic(file: string, text: string, documents: Documents): { topic?: Topic; problems: Problem[] } {
  const { value, problems, problemAt } = readYaml(file, text, schema);
  if (!value) return { problems };
  const reader = new TopicReader(value, documents, (path, what, at) => problems.push(problemAt(path, what, at)));
  const topic = reader.topic();
  return problems.length === 0 ? { topic, problems } : { problems };
}

class TopicReader implements Terms {
  readonly #file: File;
  readonly #documents: Documents;
  readonly #problem: (path: Path, what: string, offset?: number) => void;
  readonly #terms = new Map<string, Query | 'being read' | undefined>();
  #flawed = false;

  constructor(file: File, documents: Documents, problem: (path: Path, what: string, offset?: number) => void) {
    this.#file = file;
    this.#documents = documents;
    this.#problem = (...its) => {
      this.#flawed = true;
      problem(...its);
    };
  }

  topic(): Topic {
    const { topic: id, title, summary } = this.#file;
    for (const name of this.keys()) this.get(name);
    const scope = this.#file.scope === undefined ? null : (this.#query(['scope'], this.#file.scope) ?? null);
    // Where a term or the scope is flawed, what the examples do is no news.
    const tried = !this.#flawed;
    this.#unique('rules', this.#file.rules);
    this.#unique('deadlines', this.#file.deadlines);
    const rules = this.#file.rules.flatMap((_, n) => this.#rule(n, scope));
    for (const [n, deadline] of this.#file.deadlines.entries()) this.#cites(['deadlines', n, 'cites'], deadline.cites);
    const deadlines = this.#file.deadlines.map((deadline) => ({ topic: id, ...deadline }));
    const topic = { id, title, summary, scope, rules, deadlines };
    if (tried) this.#examples(topic);
    return topic;
  }

  keys(): Iterable<string> {
    return Object.keys(this.#file.terms);
  }

  /** A term's query: its fragments joined by OR. A term that stands in itself is a problem, and then no query. */
  get(name: string): Query | undefined {
    if (!Object.hasOwn(this.#file.terms, name)) return undefined;
    const known = this.#terms.get(name);
    if (known === 'being read') {
      this.#problem(['terms', name], `$${name} stands in its own definition; mend: break the circle`);
      return undefined;
    }
    if (known || this.#terms.has(name)) return known;
    this.#terms.set(name, 'being read');
    const of = this.#file.terms[name]!.flatMap((text, n) => this.#query(['terms', name, n], text) ?? []);
    const query: Query | undefined = of.length > 1 ? { kind: 'or', of } : of[0];
    this.#terms.set(name, query);
    return query;
  }

  #query(path: Path, text: string): Query | undefined {
    const { query, problems } = parseQuery(text, this);
    for (const { at, what } of problems) this.#problem(path, what, at);
    return query;
  }

  #rule(n: number, scope: Query | null): Rule[] {
    const { id, title, severity, when: written, cites } = this.#file.rules[n]!;
    this.#cites(['rules', n, 'cites'], cites);
    const when = this.#query(['rules', n, 'when'], written);
    return when
      ? [{ id, topic: this.#file.topic, title, severity, when, version: versionOf(scope, when, severity), cites }]
      : [];
  }

  /** Every example must do what it was given for, as the title of an item. */
  #examples(topic: Topic): void {
    const asked = [topic];
    for (const [n, { id, examples }] of this.#file.rules.entries()) {
      if (!topic.rules.some((rule) => rule.id === id)) continue;
      for (const expected of ['match', 'miss'] as const) {
        for (const [k, text] of (examples?.[expected] ?? []).entries()) {
          const fits = decide({ ...NOTHING, title: text }, asked).some(({ rule }) => rule === id);
          if (fits === (expected === 'match')) continue;
          const wrong = fits ? 'matches the rule, and should not' : 'does not match the rule';
          this.#problem(
            ['rules', n, 'examples', expected, k],
            `this example ${wrong}: ${JSON.stringify(text.slice(0, 80))}`,
          );
        }
      }
    }
  }

  #cites(path: Path, cites: readonly Citation[]): void {
    for (const [n, { document, paragraph }] of cites.entries()) {
      const cited = this.#documents.get(document);
      if (!cited) {
        this.#problem(
          [...path, n, 'document'],
          `no document is called ${document}${didYouMean(document, this.#documents.keys())}`,
        );
      } else if (paragraph > cited.paragraphs) {
        this.#problem(
          [...path, n, 'paragraph'],
          `${document} has no paragraph ${paragraph}; its last is ${cited.paragraphs}`,
        );
      }
    }
  }

  #unique(list: 'rules' | 'deadlines', rows: readonly { id: string }[]): void {
    for (const [n, row] of rows.entries()) {
      const first = rows.findIndex((other) => other.id === row.id);
      if (first < n) this.#problem([list, n, 'id'], `${list}[${first}] is called ${row.id} too; mend: rename one`);
    }
  }
}

const NOTHING = { title: '', summary: '', content: '', source: '', family: '', language: null, url: null };

function versionOf(scope: Query | null, when: Query, severity: Severity): string {
  const decisive = [MATCHER, severity, scope ? printQuery(scope) : '', printQuery(when)];
  return createHash('sha256').update(decisive.join('\n')).digest('hex').slice(0, 12);
}
