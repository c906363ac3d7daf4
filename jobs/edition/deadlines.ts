/** The deadlines of an edition. */
import { isCurrent, tellDeadline } from '../../rules/tell.ts';
import type { ToldDeadline } from '../../state/deadline.ts';
import type { Instant } from '../../state/item.ts';
import type { Rulebook } from '../rulebook.ts';
import type { World } from '../world.ts';

/** The topics' deadlines as they stood at the due instant, with what became of them since. */
export async function toldDeadlines(
  { topics, documents }: Rulebook,
  _since: Instant,
  due: Instant,
  _world: Pick<World, 'ledger'>,
): Promise<ToldDeadline[]> {
  return topics
    .flatMap((topic) => topic.deadlines)
    .filter((deadline) => isCurrent(deadline, due))
    .map((deadline) => ({ ...tellDeadline(deadline, documents), state: 'ahead' as const, changes: [] }));
}
