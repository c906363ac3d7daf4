/** The `watch` job: visit → parse → match → record, one source at a time, many at once. */
import { decide } from '../rules/decide.ts';
import type { Topic } from '../rules/topic.ts';
import type { FoundItem } from '../state/item.ts';
import type { Match } from '../state/match.ts';
import type { Learnt, Source } from '../state/source.ts';
import { FAILURES } from '../watchers/failure.ts';
import { dueSources, type Ending, lanes, learn } from '../watchers/pace.ts';
import { type Validators, type Visit, visit } from '../watchers/visit.ts';
import type { Config } from './config.ts';
import type { World } from './world.ts';

type WatchWorld = Pick<
  World,
  'now' | 'pause' | 'fetch' | 'guard' | 'read' | 'ledger' | 'validators' | 'log' | 'userAgent' | 'ending'
>;

export interface WatchRun {
  visited: number;
  failed: number;
  items: number;
  fresh: number;
}

/**
 * Visits every source that is due, or the named ones whether due or not.
 *
 * @throws Error where the ledger cannot be written: then the run stops, and what was committed is there.
 */
export async function watch(
  sources: readonly Source[],
  topics: readonly Topic[],
  config: Pick<Config, 'timeout' | 'maxBytes' | 'concurrency'>,
  world: WatchWorld,
  named: readonly string[] = [],
): Promise<WatchRun> {
  const learnt = await world.ledger.learnt();
  const due =
    named.length > 0 ? sources.filter(({ id }) => named.includes(id)) : dueSources(sources, learnt, world.now());
  const run: WatchRun = { visited: 0, failed: 0, items: 0, fresh: 0 };
  await eachAtOnce(lanes(due), config.concurrency, async (lane) => {
    for (const [n, source] of lane.sources.entries()) {
      if (world.ending.aborted) return;
      if (n > 0 && lane.spacing > 0) await world.pause(lane.spacing);
      await watchSource(source, topics, learnt.get(source.id), config, world, run);
      world.log.progress(run.visited, due.length, source.title);
    }
  });
  world.log(
    'watch',
    { due: due.length, ...run },
    `sources visited ${run.visited}, failed ${run.failed}; items ${run.items}, new ${run.fresh}`,
  );
  return run;
}

async function watchSource(
  source: Source,
  topics: readonly Topic[],
  before: Learnt | undefined,
  config: Pick<Config, 'timeout' | 'maxBytes'>,
  world: WatchWorld,
  run: WatchRun,
): Promise<void> {
  const started = performance.now();
  const { ending, found, validators } = await look(source, config, world);
  // What was given up says nothing about the source.
  if (world.ending.aborted && ending.outcome === 'failed') return;
  const decided = found.map((item) => ({ item, matches: decideFor(source, item, topics) }));
  const at = world.now().toISOString();
  const fresh = await world.ledger.recordVisit({
    source: source.id,
    at,
    outcome: ending.outcome,
    ...wordsFor(ending),
    took: Math.round(performance.now() - started),
    learnt: learn(source, ending, before, world.now()),
    items: decided,
  });
  // Written last: a crash before this line costs one full answer, and can never hide an item behind a 304.
  if (validators) await world.validators.set(keyOf(source), validators);
  run.visited++;
  run.failed += Number(ending.outcome === 'failed');
  run.items += found.length;
  run.fresh += fresh;
  tell(source, ending, found.length, fresh, world.log);
}

/** Validators are of one address: what an old one said of its document is nothing to a new one. */
const keyOf = ({ id, url }: Source): string => `${id} ${url}`;

interface Look {
  ending: Ending;
  found: FoundItem[];
  validators?: Validators;
}

/** A visit and the reading of what it brought. */
async function look(source: Source, config: Pick<Config, 'timeout' | 'maxBytes'>, world: WatchWorld): Promise<Look> {
  const validators = (await world.validators.get<Validators>(keyOf(source))) ?? {};
  const limits = { timeout: config.timeout * 1000, maxBytes: config.maxBytes };
  const answer: Visit = await visit(source, validators, limits, world);
  if (answer.outcome !== 'fetched') return { ending: answer, found: [] };
  const read = await world.read(answer.body, { url: answer.url, contentType: answer.contentType, source });
  if (read.outcome === 'failed') return { ending: read, found: [] };
  return { ending: { outcome: 'fetched' }, found: read.items, validators: answer.validators };
}

function decideFor(source: Source, item: FoundItem, topics: readonly Topic[]): Match[] {
  const serves = topics.filter((topic) => source.topics.includes(topic.id));
  return decide({ ...item, source: source.id }, serves);
}

function wordsFor(ending: Ending): { reason: string | null; because: string | null } {
  return ending.outcome === 'failed'
    ? { reason: ending.reason, because: ending.detail }
    : { reason: null, because: null };
}

function tell({ id, title }: Source, ending: Ending, items: number, fresh: number, log: World['log']): void {
  if (ending.outcome === 'failed') {
    const { reason, detail } = ending;
    log(
      'visit',
      { source: id, outcome: 'failed', reason, detail },
      `✗ ${title}: ${FAILURES[reason]} (${detail})`,
      'warn',
    );
  } else {
    const words = ending.outcome === 'unchanged' ? 'unchanged' : `${items} items, ${fresh} new`;
    log('visit', { source: id, outcome: ending.outcome, items, fresh }, `✓ ${title}: ${words}`);
  }
}

/** Works on up to `most` at once. After a failure nothing new is begun, what is under way ends, and then it is thrown. */
async function eachAtOnce<T>(all: readonly T[], most: number, work: (one: T) => Promise<void>): Promise<void> {
  const waiting = all.values();
  const failures: unknown[] = [];
  const worker = async () => {
    for (const one of waiting) {
      if (failures.length > 0) return;
      await work(one).catch((error) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, all.length) }, worker));
  if (failures.length > 0) throw failures[0];
}
