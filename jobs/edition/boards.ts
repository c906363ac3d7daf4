/** The boards of an edition. */
import { tellBoard } from '../../rules/tracker/tell.ts';
import type { Instant } from '../../state/item.ts';
import type { ToldBoard } from '../../state/tracker.ts';
import type { Rulebook } from '../rulebook.ts';
import type { World } from '../world.ts';

/** So many items show where a subject stands; the stories of the edition and the archive have the others. */
const EVIDENCE = 4;

/** The topics' boards as they stood at the due instant, with what changed on them since. */
export async function toldBoards(
  { topics, documents }: Rulebook,
  since: Instant,
  due: Instant,
  { ledger }: Pick<World, 'ledger'>,
): Promise<ToldBoard[]> {
  const boards: ToldBoard[] = [];
  for (const { id, trackers } of topics.filter((topic) => topic.trackers.length > 0)) {
    const moves = await ledger.moves(id, due);
    const items = await ledger.items([...new Set(moves.map(({ item }) => item))]);
    for (const tracker of trackers) boards.push(tellBoard(tracker, { moves, items, documents }, since, due, EVIDENCE));
  }
  return boards;
}
