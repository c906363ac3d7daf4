#!/usr/bin/env node
import { Refusal } from '../state/refusal.ts';
import { program } from './cli.ts';

try {
  await program().parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Refusal ? error.message : `silkwatch: ${(error as Error).message}`}\n`);
  process.exitCode = error instanceof Refusal ? 2 : 1;
}
