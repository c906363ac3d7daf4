/** The commands that only look: `check` and `status`. */
import type { Command } from 'commander';
import { refuseAny } from '../../state/refusal.ts';
import { lintTemplates } from '../../templates/lint.ts';
import { silent } from '../log.ts';
import { scheduleProblems } from '../serve.ts';
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
