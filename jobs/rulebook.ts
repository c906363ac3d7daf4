/** The topics and documents of an installation, read from their folder; every problem of every file at once. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Documents, readDocuments } from '../rules/documents.ts';
import { type ReadTopic, readTopic, type Topic } from '../rules/topic.ts';
import { type Problem, refuseAny } from '../state/refusal.ts';

export interface Rulebook {
  topics: Topic[];
  documents: Documents;
}

/** @throws Refusal where any file has a problem: rules are taken whole or not at all. */
export function readRulebook(paths: Paths): Rulebook {
  const { rulebook, problems } = gatherRulebook(paths);
  refuseAny(problems);
  // The files' syntax trees are ten times as large as the rules, and a run of weeks has no use for them.
  const { topics, documents } = rulebook;
  return { topics, documents };
}

/** A rulebook with each topic's file as it was read, in the order of the topics. */
export interface WrittenRulebook extends Rulebook {
  read: readonly ReadTopic[];
}

interface Paths {
  topics: string;
  documents: string;
}

/** What was read of a rulebook, and all that is wrong with it. */
interface Gathered {
  /** Of the files that have no problem. */
  rulebook: WrittenRulebook;
  problems: Problem[];
  /** The names of all topics, of flawed ones too; null where one cannot be told. */
  ids: string[] | null;
}

/** Reads every file as far as it can be read. */
export function gatherRulebook(paths: Paths): Gathered {
  const problems: Problem[] = [];
  const written = textOf(paths.documents, problems);
  const { documents, unread, problems: flaws } = readDocuments(paths.documents, written ?? '[]');
  const known = written === undefined || unread ? null : documents;
  const files = topicFiles(paths.topics, problems);
  const read = files.flatMap((file) => {
    const text = textOf(file, problems);
    return text === undefined ? [] : readTopic(file, text, known);
  });
  problems.push(...flaws, ...read.flatMap((one) => one.problems), ...second(read));
  if (files.length === 0) problems.push({ file: paths.topics, what: 'there is no topic file (*.yaml) in this folder' });
  const ids = read.flatMap(({ id }) => id ?? []);
  const topics = read.flatMap(({ topic }) => topic ?? []);
  const told = files.length > 0 && ids.length === files.length;
  return { rulebook: { topics, documents, read }, problems, ids: told ? ids : null };
}

function second(read: readonly ReadTopic[]): Problem[] {
  return read.flatMap(({ id, problemAt }, n) =>
    id !== undefined && read.findIndex((other) => other.id === id) < n
      ? problemAt(['topic'], `a second file defines the topic ${id}`)
      : [],
  );
}

/** The text of a file, or a problem where it cannot be read. */
export function textOf(file: string, problems: Problem[]): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    problems.push({ file, what: `cannot be read: ${(cause as Error).message}` });
    return undefined;
  }
}

/** The topic files of a folder, by name. */
function topicFiles(folder: string, problems: Problem[]): string[] {
  try {
    const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
    return names.sort().map((name) => join(folder, name));
  } catch (cause) {
    problems.push({ file: folder, what: `cannot be read: ${(cause as Error).message}` });
    return [];
  }
}
