/** `silkwatch board`: where the subjects of a topic's trackers stand, and what says so. */

import { toldItem } from '../rules/tell.ts';
import type { Topic } from '../rules/topic.ts';
import { byReport } from '../rules/tracker/board.ts';
import { tellBoard } from '../rules/tracker/tell.ts';
import type { ToldItem } from '../state/edition.ts';
import type { Move, ToldBoard } from '../state/tracker.ts';
import type { Rulebook } from './rulebook.ts';
import { refuse, subjectOf } from './subject.ts';
import type { World } from './world.ts';

/** A board as it stands, with every move that there ever was, by subject. */
export interface BoardNow extends ToldBoard {
  /** The earliest reported first. */
  history: (Move & { title: string | null; publisher: string | null })[];
}

/** The topic of a name, or all that have a board. @throws Refusal where there is none such */
export function topicsWithBoards(named: string | undefined, topics: readonly Topic[]): Topic[] {
  if (named === undefined) return topics.filter(({ trackers }) => trackers.length > 0);
  const { topic } = subjectOf(named, topics);
  return topic.trackers.length > 0
    ? [topic]
    : refuse(named, `${topic.id} has no board; mend: write trackers: in its file`);
}

/** The boards of topics as they stand now. */
export async function boardsNow(
  topics: readonly Topic[],
  { documents }: Pick<Rulebook, 'documents'>,
  { now, ledger }: Pick<World, 'now' | 'ledger'>,
): Promise<BoardNow[]> {
  const at = now().toISOString();
  const boards: BoardNow[] = [];
  for (const { id, trackers } of topics) {
    const moves = await ledger.moves(id, at);
    const items = await ledger.items([...new Set(moves.map(({ item }) => item))]);
    const named = new Map([...items].map(([item, its]) => [item, toldItem(its)]));
    for (const tracker of trackers) {
      const board = tellBoard(tracker, { moves, items, documents }, BEGINNING, at, Number.POSITIVE_INFINITY);
      const own = moves.filter((move) => move.tracker === tracker.id).sort(byReport);
      boards.push({ ...board, history: own.map((move) => withWords(move, named.get(move.item))) });
    }
  }
  return boards;
}

/** Earlier than anything that we know. */
const BEGINNING = '';

const withWords = (move: Move, item: ToldItem | undefined): BoardNow['history'][number] => {
  return { ...move, title: item?.title ?? null, publisher: item?.publisher ?? null };
};
