/** The table of steps against outcomes. */

import type { Verdict } from './judge.ts';
import type { Office } from './office.ts';

const HEAD = [
  'step',
  'connections',
  'kills',
  'accepted before each kill',
  'in doubt',
  'unknown',
  'sent twice',
  'missing',
];

export function rowOf(step: string, { connections, kills }: Office, { unknown, twice, missing }: Verdict): string[] {
  const before = kills.map(({ arrived }) => arrived).join(', ');
  const doubts = kills.map(({ inDoubt }) => inDoubt).join(', ');
  return [step, connections, kills.length, before || '-', doubts || '-', unknown, twice, missing.length].map(String);
}

/** Rows under their heads, in columns as wide as what stands in them. */
export function tableOf(rows: readonly string[][]): string {
  const widths = HEAD.map((head, n) => Math.max(...[head, ...rows.map((row) => row[n]!)].map(({ length }) => length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, n) => cell.padEnd(widths[n]!))
      .join('  ')
      .trimEnd();
  return [line(HEAD), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
