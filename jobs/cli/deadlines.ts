/** The commands of deadlines: the list, and `deadlines confirm` and `reject`. */
import type { Command } from 'commander';
import { calendarOf } from '../../templates/calendar.ts';
import { userName } from '../author.ts';
import { deadlineLines } from '../deadlines/words.ts';
import { deadlinesNow, decideDate, writeCalendar } from '../deadlines.ts';
import { silent } from '../log.ts';
import { refuseUnknown } from './runs.ts';
import { command, inLedger, say, setupOf } from './setup.ts';

export function addDeadlines(silkwatch: Command): void {
  const deadlines = command(silkwatch, 'deadlines')
    .description('where the deadlines stand, of all topics or one: dates, what they were, proposals and who says so')
    .argument('[topic]')
    .option('--json', 'as JSON lines')
    .option('--ics <file>', 'write those with a date as a calendar (iCalendar) to a file, or print it for -')
    .action((topic: string | undefined, options, self: Command) => list(topic, options, self));
  for (const [verb, confirmed] of [
    ['confirm', true],
    ['reject', false],
  ] as const)
    command(deadlines, verb)
      .description(confirmed ? 'say that an announced date is the one' : 'say that an announced date is not the one')
      .argument('<id>', 'the id of the date in the list, or the beginning of it')
      .option('--author <name>', 'who says so (default: your name on this system)')
      .action(async (id: string, { author }, self: Command) => {
        const setup = setupOf(self);
        const { topics } = setup.rulebook;
        await inLedger(setup, async (world) =>
          say(await decideDate(id, confirmed, author ?? userName(), topics, world)),
        );
      });
}

async function list(
  topic: string | undefined,
  { json, ics }: { json?: boolean; ics?: string },
  self: Command,
): Promise<void> {
  const setup = setupOf(self);
  const { rulebook, topicIds } = setup;
  if (topic !== undefined) refuseUnknown('topic', [topic], topicIds);
  const topics = rulebook.topics.filter(({ id }) => topic === undefined || id === topic);
  await setup.inWorld(async (world) => {
    const all = await deadlinesNow(topics, rulebook, world);
    const now = world.now().toISOString();
    if (ics === '-') process.stdout.write(calendarOf(all, now));
    else if (ics !== undefined) say(writeCalendar(ics, all, world));
    else if (json) for (const { deadline } of all) say(JSON.stringify(deadline));
    else if (all.length === 0) say('no topic has a deadline');
    else for (const line of all.flatMap((one) => deadlineLines(one, now))) say(line);
  }, silent);
}
