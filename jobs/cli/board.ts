/** The command of boards: `board`. */
import type { Command } from 'commander';
import { boardLines } from '../board/words.ts';
import { boardsNow, topicsWithBoards } from '../board.ts';
import { command, inLedger, say, setupOf } from './setup.ts';

export function addBoards(silkwatch: Command): void {
  command(silkwatch, 'board')
    .description('where the subjects of a topic stand: stages, how well they are confirmed, and what says so')
    .argument('[topic]', 'whose boards; left out, those of all topics')
    .option('--history', 'every move that there ever was, also what was withdrawn')
    .option('--json', 'one JSON line for each board')
    .action(async (topic: string | undefined, { history = false, json }, self: Command) => {
      const setup = setupOf(self);
      const topics = topicsWithBoards(topic, setup.rulebook.topics);
      const boards = await inLedger(setup, (world) => boardsNow(topics, setup.rulebook, world));
      if (json) for (const board of boards) say(JSON.stringify(history ? board : { ...board, history: undefined }));
      else say(boards.map((board) => boardLines(board, history).join('\n')).join('\n\n'));
    });
}
