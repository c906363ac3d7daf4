/** `npm run bench -- <name>… [--json]`: benches by name, each with its baseline beside it; ends with 1 where a limit is missed. */
import { deliver } from './deliver.ts';
import { match } from './match.ts';
import { parse } from './parse.ts';
import { type Row, table } from './rows.ts';
import { stories } from './stories.ts';
import { watch } from './watch.ts';

/** A bench prints what it is doing to standard error, and answers its rows. */
const BENCHES: Record<string, (say: (words: string) => void) => Promise<Row[]>> = {
  ...{ deliver, match, parse, stories, watch },
};

const named = process.argv.slice(2).filter((word) => word !== '--json');
const json = process.argv.includes('--json');
const unknown = named.filter((name) => !Object.hasOwn(BENCHES, name));

if (named.length === 0 || unknown.length > 0) {
  process.stderr.write(`usage: npm run bench -- <${Object.keys(BENCHES).join('|')}>… [--json]\n`);
  process.exitCode = 2;
} else {
  for (const name of named) {
    const rows = await BENCHES[name]!((words) => process.stderr.write(`${words}\n`));
    process.stdout.write(json ? rows.map((row) => `${JSON.stringify(row)}\n`).join('') : `${table(rows)}\n`);
    if (rows.some(({ ok }) => !ok)) process.exitCode = 1;
  }
}
