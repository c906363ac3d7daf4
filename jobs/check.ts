/** `silkwatch check`: what is written, with every problem of it at once. */
import type { Topic } from '../rules/topic.ts';
import type { Fired } from '../state/labels.ts';
import { type Problem, Refusal, refuseAny } from '../state/refusal.ts';
import type { Source } from '../state/source.ts';
import { lintTemplates } from '../templates/lint.ts';
import { count, oneLine } from '../templates/words.ts';
import { machineProblems } from './check/machine.ts';
import { warningsOf } from './check/warnings.ts';
import type { Config } from './config.ts';
import { type Key, readKeys, weakKeys } from './mail/keys.ts';
import { gatherRulebook, type WrittenRulebook } from './rulebook.ts';
import { readSourcesFile } from './sources.ts';

/** What a check has to say, line by line, and whether anything has to be mended. */
export interface Checked {
  lines: string[];
  failed: boolean;
}

/** What of a set-up is checked. */
export interface Checkable {
  rulebook: WrittenRulebook;
  sources: readonly Source[];
  /** How the rules have done so far. */
  fired: readonly Fired[];
  /** What signs our mail. */
  keys: readonly Key[];
}

/**
 * Reads whatever a configuration names.
 *
 * @throws Refusal naming every problem of documents, topics, sources, templates, keys and what mail needs of this machine at once
 */
export function readAll(config: Config): Pick<Checkable, 'rulebook' | 'sources' | 'keys'> {
  const { rulebook, problems, ids } = gatherRulebook(config);
  const read = attempt(() => readSourcesFile(config.sources, ids ?? []));
  const keys = attempt(() => readKeys(config.dkim));
  // Where nobody can tell which topics there are, none that a source serves is known to be wrong.
  const flaws = read.problems.filter(({ field }) => ids !== null || !/^\[\d+\]\.topics\[\d+\]$/.test(field ?? ''));
  refuseAny([...problems, ...flaws, ...lintTemplates(), ...keys.problems, ...machineProblems(config)]);
  return { rulebook, sources: read.value ?? [], keys: keys.value ?? [] };
}

/** What is read, or what is wrong with it. */
function attempt<T>(read: () => T): { value?: T; problems: readonly Problem[] } {
  try {
    return { value: read(), problems: [] };
  } catch (error) {
    if (error instanceof Refusal) return { problems: error.problems };
    throw error;
  }
}

/** What there is, and what in the topics looks like a slip though it may be meant. With `strict` a slip fails. */
export function check({ rulebook, sources, fired, keys }: Checkable, strict = false): Checked {
  const warnings = [...warningsOf(rulebook.read, fired), ...weakKeys(keys).map((line) => `warning ${line}`)];
  const off = sources.filter((source) => !source.enabled).length;
  const outcome = warnings.length === 0 ? 'no problem' : `no problem, ${count(warnings.length, 'warning')}`;
  const lines = [
    ...rulebook.topics.map(overview),
    ...warnings,
    `${count(sources.length, 'source')}, ${off} of them off; ${count(rulebook.documents.size, 'document')}; ${outcome}`,
  ];
  return { lines, failed: strict && warnings.length > 0 };
}

const overview = ({ id, title, rules, deadlines, trackers, trends }: Topic): string => {
  const others = [
    count(deadlines.length, 'deadline'),
    count(trackers.length, 'tracker'),
    count(trends.length, 'trend'),
  ];
  return `${id}: ${oneLine(title)}; ${[count(rules.length, 'rule'), ...others].join(', ')}`;
};
