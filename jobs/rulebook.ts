/** The topics and documents of an installation, read from their folder; every problem of every file at once. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Documents, readDocuments } from '../rules/documents.ts';
import { readTopic, type Topic } from '../rules/topic.ts';
import { type Problem, refuseAny } from '../state/refusal.ts';

export interface Rulebook {
  topics: Topic[];
  documents: Documents;
}

/** @throws Refusal where any file has a problem: rules are taken whole or not at all. */
export function readRulebook(paths: { topics: string; documents: string }): Rulebook {
  const problems: Problem[] = [];
  const text = (file: string) => textOf(file, problems) ?? '';
  const known = readDocuments(paths.documents, text(paths.documents));
  problems.push(...known.problems);
  const topics: Topic[] = [];
  const files = topicFiles(paths.topics, problems);
  for (const file of files) {
    const read = readTopic(file, text(file), known.documents);
    problems.push(...read.problems);
    if (!read.topic) continue;
    const { id } = read.topic;
    if (topics.some((topic) => topic.id === id))
      problems.push({ file, field: 'topic', what: `a second file defines the topic ${id}` });
    topics.push(read.topic);
  }
  if (files.length === 0) problems.push({ file: paths.topics, what: 'there is no topic file (*.yaml) in this folder' });
  refuseAny(problems);
  return { topics, documents: known.documents };
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

function topicFiles(folder: string, problems: Problem[]): string[] {
  try {
    const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
    return names.sort().map((name) => join(folder, name));
  } catch (cause) {
    problems.push({ file: folder, what: `cannot be read: ${(cause as Error).message}` });
    return [];
  }
}
