/** Keeps the rules over time that fire. */
import type { Topic } from '../../rules/topic.ts';
import type { Source } from '../../state/source.ts';
import type { World } from '../world.ts';

export async function keepSignals(
  _topic: Topic,
  _sources: readonly Source[],
  _world: Pick<World, 'now' | 'ledger'>,
): Promise<void> {}
