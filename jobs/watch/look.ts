/** One look at a source: a polite visit, and the reading of what it brought. */
import type { Learnt, Source } from '../../state/source.ts';
import type { Failure } from '../../watchers/failure.ts';
import type { Readout } from '../../watchers/reading/read.ts';
import { mayRead } from '../../watchers/robots.ts';
import { conditional, type Remembered } from '../../watchers/validators.ts';
import { type Fetched, type VisitLimits, type VisitWorld, visit } from '../../watchers/visit.ts';
import type { Config } from '../config.ts';
import type { World } from '../world.ts';

export type LookWorld = VisitWorld & Pick<World, 'read' | 'validators' | 'robots' | 'pause'>;

/** What a look saw: a document, that there is nothing new, or why it saw nothing. */
export type Look =
  | (Answer & { outcome: 'read'; answer: Fetched; readout: Readout })
  | (Answer & { outcome: 'unchanged' })
  | Failure;

interface Answer {
  moved: string | null;
  freshFor: number | null;
  took: number;
}

export const limitsOf = ({ timeout, maxBytes }: Pick<Config, 'timeout' | 'maxBytes'>): VisitLimits => ({
  timeout: timeout * 1000,
  maxBytes,
});

/** Feeds are made to be fetched by programs; robots.txt is asked about everything else. */
const ASKS_ROBOTS: ReadonlySet<Source['kind']> = new Set(['page', 'region', 'json']);

/** Visits a source at its `url` and reads its document. */
export async function look(
  source: Source,
  learnt: Learnt | undefined,
  known: Remembered | undefined,
  limits: VisitLimits,
  world: LookWorld,
): Promise<Look> {
  const { url } = source;
  if (ASKS_ROBOTS.has(source.kind)) {
    const permission = await mayRead(url, world.robots, limits, world);
    if (permission.outcome === 'failed') return permission;
    if (permission.delay > 0) await world.pause(permission.delay);
  }
  const answer = await visit(source, conditional(known, world.now()), limits, world);
  if (answer.outcome !== 'fetched') return answer;
  const { contentType } = answer;
  const taught = { reader: learnt?.reader ?? null, region: learnt?.region ?? null };
  const readout = await world.read(answer.body, { url: answer.url, contentType, source, ...taught });
  if (readout.outcome === 'failed') return readout;
  const { moved, freshFor, took } = answer;
  return { outcome: 'read', answer, readout, moved, freshFor, took };
}
