#!/usr/bin/env node
import { ledgerTrouble } from '../state/database.ts';
import { Refusal } from '../state/refusal.ts';
import { program } from './cli.ts';

try {
  await program().parseAsync();
} catch (error) {
  const refused = error instanceof Refusal;
  const words = refused ? error.message : `silkwatch: ${ledgerTrouble(error) ?? (error as Error).message}`;
  process.stderr.write(`${words}\n`);
  process.exitCode = refused ? 2 : 1;
}
