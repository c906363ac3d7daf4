/** A topic's YAML file: its terms, rules, deadlines, trackers and trends, refused whole with every problem where something is wrong. */
import type { Deadline } from '../state/deadline.ts';
import type { Published } from '../state/item.ts';
import type { Citation } from '../state/match.ts';
import { byPlace, type Path, type Problem, readYaml, type Written } from '../state/refusal.ts';
import type { Severity } from '../state/severity.ts';
import type { TrendType } from '../state/signal.ts';
import type { Documents } from './documents.ts';
import type { Query } from './language/query.ts';
import { failedExamples } from './topic/examples.ts';
import { type Sketch, sketchOf, type TopicFile, topicSchema } from './topic/form.ts';
import { TopicQueries } from './topic/queries.ts';
import { checkRows, queryPaths, swallowed } from './topic/rows.ts';
import { trackersOf } from './topic/tracked.ts';
import { versionOf } from './topic/version.ts';

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
  deadlines: TopicDeadline[];
  trackers: Tracker[];
  trends: Trend[];
  /** What each term stands for, entry by entry. */
  terms: ReadonlyMap<string, readonly Query[]>;
}

/** A deadline, and what items have to do with it. */
export interface TopicDeadline extends Deadline {
  /** What an item says that names this date or another one; null where none does. */
  announced: Query | null;
  /** Ids of the rules whose fit means that what was due took place. */
  met: string[];
}

/** A board of subjects and the stage that each has reached. */
export interface Tracker {
  topic: string;
  id: string;
  title: string;
  /** In their order. */
  stages: string[];
  subjects: { id: string; title: string }[];
  moves: TrackerMove[];
  /** Where the subjects stood when the documents were written. */
  seeds: { subject: string; stage: string; date: Published | null; cites: Citation[] }[];
}

/** What moves one subject to a stage, or denies that it is there. */
export interface TrackerMove {
  subject: string;
  stage: string;
  denied: boolean;
  /** Ids of the rules of which an item must fit one. */
  rules: string[];
  /** What it must say besides; null where every item is about the subject. */
  says: Query | null;
}

/** A rule over time. Spans are in milliseconds. */
export interface Trend {
  topic: string;
  id: string;
  title: string;
  type: TrendType;
  severity: Severity;
  /** Ids of the rules whose stories are counted; all of the topic where it is empty. */
  of: string[];
  /** Of `new_term`: the term's name. */
  term: string | null;
  within: number;
  baseline: number;
  least: number;
  times: number;
  cites: Citation[];
}

/** A topic file, read. */
export interface ReadTopic {
  /** How it is named, as far as that can be told. */
  id?: string | undefined;
  /** There is one exactly where there is no problem. */
  topic?: Topic;
  /** Everything that is wrong, in the order of the lines. */
  problems: Problem[];
  /** What each term stands for, entry by entry: of a topic that was read whole, all of them. */
  terms: ReadonlyMap<string, readonly Query[]>;
  /** Makes a remark of a field, at the field's place in the file. */
  problemAt: Written<unknown>['problemAt'];
}

/**
 * Reads one topic file. What can be told of it is told at once: a flaw in its form hides none in its queries.
 *
 * @param documents what it may cite; null where that cannot be told, and then no citation is judged
 */
export function readTopic(file: string, text: string, documents: Documents | null): ReadTopic {
  const written = readYaml(file, text, topicSchema);
  const { value, plain, problemAt } = written;
  if (plain === undefined) return { problems: written.problems, terms: new Map(), problemAt };
  const sketch = sketchOf(plain);
  const found: Problem[] = [];
  const tell = (path: Path, what: string, at?: number) => void found.push(problemAt(path, what, at));
  checkRows(sketch, documents, tell);
  const queries = new TopicQueries(sketch, hasScope(plain), tell);
  const { terms, scope, whens } = queries;
  if (scope !== undefined) for (const { path, what } of failedExamples(sketch, scope, whens)) tell(path, what);
  const problems = withSwallowed([...written.problems, ...found], sketch, written).sort(byPlace);
  const alternatives = new Map([...terms.keys()].map((name) => [name, terms.alternatives(name)]));
  const read = { id: sketch.topic, problems, terms: alternatives, problemAt };
  return value && scope !== undefined && problems.length === 0
    ? { ...read, topic: topicOf(value, scope, queries, alternatives) }
    : read;
}

const hasScope = (plain: unknown): boolean => (plain as { scope?: unknown } | null)?.scope !== undefined;

/** Where YAML has cut a query short, nothing else that is wrong with it is news. */
function withSwallowed(problems: readonly Problem[], sketch: Sketch, { problemAt, commentAt }: Written<unknown>) {
  const cut = queryPaths(sketch).flatMap((path) => {
    const what = swallowed(commentAt(path));
    return what ? [problemAt(path, what)] : [];
  });
  return [...cut, ...problems.filter(({ field }) => !cut.some((one) => one.field === field))];
}

/** A topic of a file that has no problem: all its queries are there. */
function topicOf(
  file: TopicFile,
  scope: Query | null,
  { whens, announced, says }: TopicQueries,
  terms: Topic['terms'],
): Topic {
  const { topic: id, title, summary } = file;
  const rules = file.rules.map(({ id: rule, title, severity, cites }, n) => {
    const when = whens[n]!;
    return { id: rule, topic: id, title, severity, when, version: versionOf(scope, when, severity), cites };
  });
  const deadlines = file.deadlines.map(({ date = null, ...deadline }, n) => {
    return { topic: id, ...deadline, date, announced: announced[n] ?? null };
  });
  const trackers = trackersOf(file, says);
  const trends = file.trends.map(({ term = null, ...trend }) => ({ topic: id, ...trend, term }));
  return { id, title, summary, scope, rules, deadlines, trackers, trends, terms };
}
