/** The command line: each command reads what it needs, does one job, and says how it ended by its exit status. */
import { Command, CommanderError } from 'commander';
import { ledgerTrouble } from '../state/database.ts';
import { Refusal } from '../state/refusal.ts';
import { addAnalysts } from './cli/analysts.ts';
import { addBoards } from './cli/board.ts';
import { addBounces } from './cli/bounces.ts';
import { addDeadlines } from './cli/deadlines.ts';
import { addDeliveries } from './cli/deliveries.ts';
import { addDraft } from './cli/draft.ts';
import { addFilters } from './cli/filters.ts';
import { addMail } from './cli/mail.ts';
import { addPreview } from './cli/preview.ts';
import { addRuns } from './cli/runs.ts';
import { withSetup } from './cli/setup.ts';
import { addSilences } from './cli/silence.ts';
import { addSources } from './cli/sources.ts';
import { addStories } from './cli/story.ts';
import { addSubscribers } from './cli/subscribers.ts';
import { addTrends } from './cli/trends.ts';
import { addViews } from './cli/views.ts';
import { addWeb } from './cli/web.ts';
import { VERSION } from './world.ts';

const EPILOGUE = `
Exit status: 0 done; 1 something failed; 2 something you wrote was refused, and nothing was changed.
Settings come from silkwatch.yaml, the environment (SILKWATCH_…, SMTP_URL, DATABASE_URL) and the options above.`;

/** The commands and their options. Errors are thrown, for `run` to tell. */
export function program(): Command {
  const silkwatch = new Command('silkwatch')
    .description('Watches feeds and pages about tracked topics, judges items by cited rules, and mails what changed.')
    .version(VERSION)
    .enablePositionalOptions()
    .exitOverride()
    .addHelpText('after', EPILOGUE);
  withSetup(silkwatch);
  addRuns(silkwatch);
  addWeb(silkwatch);
  addViews(silkwatch);
  addDeliveries(silkwatch);
  addSources(silkwatch);
  addSubscribers(silkwatch);
  addPreview(silkwatch);
  addMail(silkwatch);
  addBounces(silkwatch);
  addSilences(silkwatch);
  addStories(silkwatch);
  addTrends(silkwatch);
  addBoards(silkwatch);
  addDeadlines(silkwatch);
  addAnalysts(silkwatch);
  addFilters(silkwatch);
  addDraft(silkwatch);
  return silkwatch;
}

/** Runs the command line of this process: what goes wrong is told in words, and by the exit status. */
export async function run(): Promise<void> {
  // Where nobody reads on, as in `silkwatch deliver | head -1`, the work is done all the same.
  process.stdout.on('error', () => undefined);
  try {
    await program().parseAsync();
  } catch (error) {
    // Commander has told it already, and ends --help and --version in this way too.
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    const refused = error instanceof Refusal;
    const words = refused ? error.message : `silkwatch: ${ledgerTrouble(error) ?? (error as Error).message}`;
    process.stderr.write(`${words}\n`);
    process.exitCode = refused ? 2 : 1;
  }
}
