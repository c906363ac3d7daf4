/** The boards of an edition. */
import { tellBoard } from '../../rules/tracker/tell.ts';
import type { Edition } from '../../state/edition.ts';
import { before, type Instant } from '../../state/item.ts';
import type { PlaceChange, ToldBoard, ToldPlace } from '../../state/tracker.ts';
import type { Rulebook } from '../rulebook.ts';
import type { World } from '../world.ts';
import { LATEST, newsAfter, newsOf } from './late.ts';

/** So many items show where a subject stands; the stories of the edition and the archive have the others. */
const EVIDENCE = 4;

/**
 * The topics' boards as they stood at the due instant, with what changed on them since, and what changed before and was
 * kept too late for the `earlier` editions.
 */
export async function toldBoards(
  { topics, documents }: Rulebook,
  since: Instant,
  due: Instant,
  { ledger }: Pick<World, 'ledger'>,
  earlier: readonly Edition[] = [],
): Promise<ToldBoard[]> {
  const boards: ToldBoard[] = [];
  for (const { id, trackers } of topics.filter((topic) => topic.trackers.length > 0)) {
    const moves = await ledger.moves(id, due);
    const items = await ledger.items([...new Set(moves.map(({ item }) => item))]);
    for (const tracker of trackers) {
      const board = tellBoard(tracker, { moves, items, documents }, before(since, LATEST), due, EVIDENCE);
      boards.push(withNews(board, since, earlier));
    }
  }
  return boards;
}

function withNews(board: ToldBoard, since: Instant, earlier: readonly Edition[]): ToldBoard {
  const newsAt = newsAfter(earlier, ({ boards }) => namesIn(boards?.find((one) => isSame(one, board))));
  const places = board.places.map((place) => {
    return { ...place, changes: newsOf(place.changes, (change) => nameOf(place, change), newsAt, since) };
  });
  return { ...board, places };
}

const isSame = (a: ToldBoard, b: ToldBoard): boolean => a.topic === b.topic && a.tracker === b.tracker;

const namesIn = (board: ToldBoard | undefined): string[] | undefined =>
  board?.places.flatMap((place) => place.changes.map((change) => nameOf(place, change)));

const nameOf = ({ subject }: ToldPlace, { what, from, to, standing }: PlaceChange): string =>
  [subject, what, from, to, standing].join(' ');
