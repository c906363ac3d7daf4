#!/usr/bin/env node
import { ledgerTrouble } from '../state/database.ts';
import { Refusal } from '../state/refusal.ts';
import { program } from './cli.ts';

// Where nobody reads on, as in `silkwatch deliver | head -1`, the work is done all the same.
process.stdout.on('error', () => undefined);

try {
  await program().parseAsync();
} catch (error) {
  const refused = error instanceof Refusal;
  const words = refused ? error.message : `silkwatch: ${ledgerTrouble(error) ?? (error as Error).message}`;
  process.stderr.write(`${words}\n`);
  process.exitCode = refused ? 2 : 1;
}
