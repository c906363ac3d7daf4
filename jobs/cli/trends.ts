/** `silkwatch trends`: how the rules over time do. */
import type { Command } from 'commander';
import { shown } from '../sources/told.ts';
import { trendLines, trendRows } from '../trends/words.ts';
import { judgeTrends } from '../trends.ts';
import { refuseUnknown } from './runs.ts';
import { command, inLedger, say, setupOf } from './setup.ts';

export function addTrends(silkwatch: Command): void {
  command(silkwatch, 'trends')
    .description('the rules over time, of all topics or one: present count, what is usual, how each does, what it told')
    .argument('[topic]')
    .option('--json', 'as JSON lines')
    .action((topic: string | undefined, { json = false }, self: Command) => list(topic, json, self));
}

async function list(named: string | undefined, json: boolean, self: Command): Promise<void> {
  const setup = setupOf(self);
  const { rulebook, sources, topicIds } = setup;
  if (named !== undefined) refuseUnknown('topic', [named], topicIds);
  const topics = rulebook.topics.filter(({ id, trends }) => trends.length > 0 && (named === undefined || id === named));
  await inLedger(setup, async (world) => {
    for (const topic of topics)
      for (const row of trendRows(await judgeTrends(topic, sources, world)))
        for (const line of json ? [JSON.stringify(row)] : trendLines(row)) say(json ? line : shown(line));
  });
  if (topics.length === 0) say(named === undefined ? 'no topic has a trend' : `${named} has no trends`);
}
