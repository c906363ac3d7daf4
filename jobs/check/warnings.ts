/** What a check warns of: a line for each remark on a topic file, at its place. */
import { lint } from '../../rules/lint/lint.ts';
import { noiseOf } from '../../rules/lint/noise.ts';
import type { ReadTopic } from '../../rules/topic.ts';
import { isThere, openDatabase } from '../../state/database.ts';
import { type Fired, labels } from '../../state/labels.ts';
import { byPlace, type Problem } from '../../state/refusal.ts';
import { oneLine } from '../../templates/words.ts';
import type { Config } from '../config.ts';

/** The warnings of every topic file, in the order of files and lines. */
export function warningsOf(read: readonly ReadTopic[], fired: readonly Fired[]): string[] {
  const noise = noiseOf(fired);
  return read.flatMap(({ topic, terms, problemAt }) => {
    if (!topic) return [];
    const ofRule = (id: string) => topic.rules.findIndex((rule) => rule.id === id);
    const noisy = noise.filter((its) => its.topic === topic.id && ofRule(its.rule) >= 0);
    const remarks = [
      ...lint(topic, terms).map(({ path, what }) => problemAt(path, what)),
      ...noisy.map(({ rule, what }) => problemAt(['rules', ofRule(rule)], `${rule} ${what}`)),
    ];
    return remarks.sort(byPlace).map(lineOf);
  });
}

const lineOf = ({ file, line, column, field, what }: Problem): string =>
  `warning ${file}:${line}:${column} ${oneLine(field ?? '')}  ${oneLine(what)}`;

/** How the rules did, where there is a ledger already: a check leaves none behind. */
export async function firedIn({ databaseUrl }: Config): Promise<Fired[]> {
  if (!isThere(databaseUrl)) return [];
  const opened = await openDatabase(databaseUrl);
  try {
    return await labels(opened.db).fired();
  } finally {
    await opened.close();
  }
}
