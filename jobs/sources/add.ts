/** `silkwatch sources add`: from an address to a row of the sources file. */

import { z } from 'zod';
import { type Problem, readYaml, refuseAny } from '../../state/refusal.ts';
import { canonical } from '../../watchers/reading/canonical.ts';
import { row as form } from '../../watchers/row.ts';
import type { Config } from '../config.ts';
import { limitsOf } from '../watch/look.ts';
import { type Draft, draftOf, type Wishes } from './draft.ts';
import { seek } from './seek.ts';
import type { SeekWorld, Sought } from './step.ts';
import { addRows, openSourcesFile, type SourcesFile } from './write.ts';

/** What came of it: the search, and the row that was written, or would have been. */
export interface Added {
  sought: Sought;
  row: Draft | null;
}

type Limits = Pick<Config, 'timeout' | 'maxBytes' | 'sources'>;

/**
 * Seeks what can be watched behind an address, and adds it to the sources file.
 *
 * @throws Refusal where a wish is none that can be had, where the source is there already, or where the file with the
 * new row would be refused; then nothing is written.
 */
export async function addSource(
  address: string,
  wishes: Wishes,
  topics: readonly string[],
  config: Limits,
  world: SeekWorld,
  dryRun = false,
): Promise<Added> {
  const there = await openSourcesFile(config.sources, topics);
  refuseAny(wrongWishes(address, wishes, topics, there));
  const url = addressOf(address)!;
  refuseKnown(url, there);
  const sought = await seek(url, limitsOf(config), world);
  if (!sought.find) return { sought, row: null };
  const { finding } = sought.find;
  refuseKnown(finding.url, there);
  const row = draftOf(finding, wishes, idsOf(there), topics);
  if (!dryRun) await addRows(there, [row], topics);
  return { sought, row };
}

export const idsOf = ({ sources }: SourcesFile): Set<string> => new Set(sources.map(({ id }) => id));

/** An address as people type it. */
export function addressOf(written: string): string | null {
  const url = URL.parse(/^[a-z][\w+.-]*:\/\//i.test(written) ? written : `https://${written}`);
  return url && /^https?:$/.test(url.protocol) && !url.username && !url.password ? url.href : null;
}

function wrongWishes(address: string, wishes: Wishes, topics: readonly string[], there: SourcesFile): Problem[] {
  const taken = wishes.id !== undefined && idsOf(there).has(wishes.id);
  const wrong: [boolean, string, string][] = [
    [addressOf(address) === null, address, 'must be an http or https address without a password'],
    [taken, '--id', `${there.file} has a source called ${wishes.id}`],
    [!/^[a-z]{2,3}(-\w+)*$/i.test(wishes.language ?? 'mul'), '--language', 'is a BCP 47 tag such as ka, or mul'],
    [wishes.family === '', '--family', 'name who is one editorial voice'],
  ];
  const own = wrong.flatMap(([is, field, what]) => (is ? [{ file: COMMAND, field, what }] : []));
  const asInFile = (['id', 'every'] as const).flatMap((key) => {
    const read = form.shape[key].safeParse(wishes[key]);
    const trouble = wishes[key] === undefined ? undefined : read.error?.issues[0]?.message;
    return trouble ? [{ file: COMMAND, field: `--${key}`, what: trouble }] : [];
  });
  return [...own, ...asInFile, ...wrongTopics(wishes.topics, topics)];
}

const COMMAND = 'the command line';

/** Topics that do not exist, or none at all. */
export function wrongTopics(wished: readonly string[] | undefined, topics: readonly string[]): Problem[] {
  if (wished?.length === 0) return [{ file: COMMAND, field: '--topics', what: 'name at least one topic' }];
  const unknown = (wished ?? []).filter((topic) => !topics.includes(topic));
  const some = `there are ${topics.join(', ')}`;
  return unknown.map((topic) => ({ file: COMMAND, field: '--topics', what: `no topic is called ${topic}; ${some}` }));
}

/** A source at the same address, however it is spelled, is the same source. */
function refuseKnown(url: string, { file, text, sources }: SourcesFile): void {
  const n = sources.findIndex((source) => canonical(source.url) === canonical(url));
  if (n < 0) return;
  const { problemAt } = readYaml(file, text, z.unknown());
  refuseAny([problemAt([n, 'url'], `is watched already, as ${sources[n]!.id}: ${url}`)]);
}
