/** What a bench prints: a line per case, ours beside a baseline of the same run, and whether the limit is met. */

export interface Row {
  bench: string;
  case: string;
  /** Medians, in the unit that the case names; less is better. */
  ours: number;
  against: number;
  ratio: number;
  /** The ratio may not be above this; null where the figure only informs. */
  limit: number | null;
  ok: boolean;
}

export function row(bench: string, name: string, ours: number, against: number, limit: number | null): Row {
  const ratio = ours / against;
  return {
    bench,
    case: name,
    ours: round(ours),
    against: round(against),
    ratio: round(ratio),
    limit,
    ok: limit === null || ratio <= limit,
  };
}

/** The middle one: a pause of the machine makes one run slow, and no run is too fast. */
export function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1]!;
}

/** Milliseconds that some work takes. */
export async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

export function table(rows: readonly Row[]): string {
  const cells = rows.map(({ case: name, ours, against, ratio, limit, ok }) => {
    const bound = limit === null ? '' : `${ok ? 'within' : 'ABOVE'} ${limit}`;
    return [name, String(ours), String(against), ratio.toFixed(2), bound];
  });
  const all = [['case', 'ours', 'against', 'ratio', 'limit'], ...cells];
  const widths = all[0]!.map((_, n) => Math.max(...all.map((line) => line[n]!.length)));
  return all
    .map((line) => line.map((cell, n) => (n === 0 ? cell.padEnd(widths[n]!) : cell.padStart(widths[n]!))).join('  '))
    .join('\n');
}

const round = (value: number): number => Number(value.toPrecision(4));
