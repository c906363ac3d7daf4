/** `silkwatch web`: the pages for subscribers alone, where the rest runs from a crontab. */
import type { Command } from 'commander';
import { dueIn } from '../deliver/ahead.ts';
import { limitsOf } from '../deliver/limits.ts';
import { deliver } from '../deliver.ts';
import { roundsOf, serve } from '../serve.ts';
import { ending } from './runs.ts';
import { command, type Setup, setupOf } from './setup.ts';

export function addWeb(silkwatch: Command): void {
  command(silkwatch, 'web')
    .description(
      'serve the pages on which people join, change what they get, read and leave; and send what they ask for',
    )
    .action((_, self: Command) => serveWeb(setupOf(self)));
}

async function serveWeb(setup: Setup): Promise<void> {
  const { addressOf, forgetting, pagesBeside } = await import('../web.ts');
  const { config } = setup;
  addressOf(config);
  const { rulebook } = setup;
  await setup.inWorld((world) => {
    const rounds = roundsOf(config, { deliver: () => deliver(world, limitsOf(config)) }, () => dueIn(world));
    return serve([...rounds, forgetting(world)], world.log, ending(world), pagesBeside(config, rulebook, world));
  });
}
