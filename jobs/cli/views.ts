/** The commands that only look: `check`, `status` and `sources`. */
import type { Command } from 'commander';
import { refuseAny } from '../../state/refusal.ts';
import { lintTemplates } from '../../templates/lint.ts';
import { silent } from '../log.ts';
import { scheduleProblems } from '../serve.ts';
import { sourceStatus } from '../sources.ts';
import { statusOf } from '../status.ts';
import { command, say, setupOf } from './setup.ts';

export function addViews(silkwatch: Command): void {
  command(silkwatch, 'check')
    .description('read configuration, topics, sources and templates, and name every problem')
    .action((_, self: Command) => check(self));
  command(silkwatch, 'status')
    .description('what is watched, known, waiting and due')
    .option('--json', 'as one JSON line')
    .action(async ({ json }, self: Command) => {
      const setup = setupOf(self);
      const { facts, words } = await setup.inWorld((world) => statusOf(setup.sources, setup.config, world), silent);
      say(json ? JSON.stringify(facts) : words);
    });
  command(silkwatch, 'sources')
    .description('the sources, and how each is doing')
    .option('--json', 'as JSON lines')
    .action(async ({ json }, self: Command) => {
      const setup = setupOf(self);
      const learnt = await setup.inWorld((world) => world.ledger.learnt(), silent);
      for (const row of sourceStatus(setup.sources, learnt)) {
        const since = row.since ? `since ${row.since.slice(0, 16)}Z  ` : '';
        say(
          json ? JSON.stringify(row) : `${row.state.padEnd(15)} ${row.id.padEnd(26)} ${since}${row.because ?? row.url}`,
        );
      }
    });
}

function check(self: Command): void {
  const { config, rulebook, sources } = setupOf(self);
  refuseAny([...scheduleProblems(config), ...lintTemplates()]);
  for (const { id, title, rules, deadlines } of rulebook.topics) {
    say(`${id}: ${title}; ${rules.length} rules, ${deadlines.length} deadlines`);
  }
  const off = sources.filter((source) => !source.enabled).length;
  say(`${sources.length} sources, ${off} of them off; ${rulebook.documents.size} documents; no problem`);
}
