/** The commands that look at what was told: `stories`, `story` and `why`. */
import type { Command } from 'commander';
import { recentStories, storyLine } from '../stories.ts';
import { storyId } from '../story/named.ts';
import { storyLines } from '../story/words.ts';
import { storyFacts } from '../story.ts';
import { whyLines } from '../why/words.ts';
import { whyFacts } from '../why.ts';
import { refuseUnknown } from './runs.ts';
import { command, inLedger, say, setupOf, whole } from './setup.ts';

const STORY = 'its id, a former one, or the beginning of it';

export function addStories(silkwatch: Command): void {
  command(silkwatch, 'stories')
    .description('the stories of the last days by their ids, the gravest first')
    .argument('[topic]', 'whose; left out, those of all topics')
    .option('--days <n>', 'how far back', whole, 7)
    .option('--json', 'one JSON line for each')
    .action(async (topic: string | undefined, { days, json }, self: Command) => {
      const setup = setupOf(self);
      const topics = topic === undefined ? setup.topicIds : [topic];
      refuseUnknown('topic', topics, setup.topicIds);
      const rows = await inLedger(setup, (world) => recentStories(topics, days, world));
      for (const row of rows) say(json ? JSON.stringify(row) : storyLine(row));
    });
  command(silkwatch, 'story')
    .description('one story: its time line, rules with citations, families, what was told of it, to whom and when')
    .argument('<id>', STORY)
    .option('--json', 'as one JSON line')
    .action(async (named: string, { json }, self: Command) => {
      const setup = setupOf(self);
      const { documents } = setup.rulebook;
      const story = await inLedger(setup, async (world) => storyFacts(await storyId(named, world), documents, world));
      if (json) say(JSON.stringify(story));
      else for (const line of storyLines(story)) say(line);
    });
  command(silkwatch, 'why')
    .description('why a subscriber was told of a story, or was not, and when; or will be')
    .argument('<address>', 'of a subscriber')
    .argument('<story>', STORY)
    .option('--json', 'as one JSON line')
    .action(async (address: string, story: string, { json }, self: Command) => {
      const setup = setupOf(self);
      const why = await inLedger(setup, (world) => whyFacts(address, story, setup.installation, world));
      if (json) say(JSON.stringify(why));
      else for (const line of whyLines(why)) say(line);
    });
}
