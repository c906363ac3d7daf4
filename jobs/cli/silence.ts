/** The commands of silences: `silence add`, `list` and `end`. */
import type { Command } from 'commander';
import { userName } from '../author.ts';
import { outlookOf } from '../silence/outlook.ts';
import { endedLines, silenceLine, silenceLines } from '../silence/words.ts';
import { addSilence, endSilence, silencesNow } from '../silence.ts';
import { command, inLedger, say, setupOf } from './setup.ts';

export function addSilences(silkwatch: Command): void {
  const silence = command(silkwatch, 'silence').description('what is not told at once for a while: add, list, end');
  command(silence, 'add')
    .description('tell nothing of something at once for a while; digests tell it all the same')
    .argument('<what>', 'a topic, topic/id of a rule, deadline, tracker or trend, or the id of a story')
    .option('--reason <words>', 'why')
    .option('--until <day|instant>', 'when it ends: with a day, or at an instant such as 2026-12-01T18:00:00Z')
    .option('--for <span>', 'after which time it ends: 12h, 3d; at most 90 days')
    .option('--author <name>', 'who says so (default: your name on this system)')
    .action(async (what: string, wish, self: Command) => {
      const { rulebook, config } = setupOf(self);
      const { topics } = rulebook;
      const by = { topics, timezone: config.timezone, user: userName() };
      await inLedger(setupOf(self), async (world) => say(silenceLine(await addSilence(what, wish, by, world))));
    });
  command(silence, 'list')
    .description('the silences in force, who said so and why, until when, and what each held back so far')
    .option('--all', 'those that are over, too')
    .option('--json', 'as JSON lines')
    .action((options, self: Command) => list(options, self));
  command(silence, 'end')
    .description('end a silence before its time, and say what it held back and what is told now')
    .argument('<id>', 'its id, or the beginning of it')
    .action(async (id: string, _, self: Command) => {
      const setup = setupOf(self);
      await inLedger(setup, async (world) => {
        const ended = await endSilence(id, world);
        const outlooks = await outlookOf(ended.held, setup.installation, world);
        for (const line of endedLines(ended, outlooks)) say(line);
      });
    });
}

async function list({ all = false, json }: { all?: boolean; json?: boolean }, self: Command): Promise<void> {
  const silences = await inLedger(setupOf(self), (world) => silencesNow(all, world));
  if (json) for (const { silence, ...its } of silences) say(JSON.stringify({ ...silence, ...its }));
  else if (silences.length === 0) say(all ? 'there never was a silence' : 'no silence is in force');
  else for (const line of silences.flatMap(silenceLines)) say(line);
}
