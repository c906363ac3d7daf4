/** `silkwatch subscribers import`: a table of people who agreed elsewhere to get our mail. */
import { isDeepStrictEqual } from 'node:util';
import { sameAddress } from '../../state/address.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import type { Suppression } from '../../state/suppression.ts';
import { readWishes, subscriberWith } from '../../state/wishes.ts';
import type { World } from '../world.ts';
import type { Table, TableRow } from './table.ts';

/** What becomes of a line of a table. */
export type ImportLine = { line: number; address: string } & (
  | { do: 'add' | 'change'; subscriber: Subscriber; consent: string | null }
  | { do: 'out'; reason: Suppression['reason']; because: string }
  | { do: 'keep' | 'suppressed' | 'refuse'; because: string }
);

/** What is known of the addresses of a table, by their folded form. */
export interface Known {
  subscribers: ReadonlyMap<string, Subscriber>;
  suppressed: ReadonlyMap<string, Suppression>;
}

interface Defaults {
  topics: readonly string[];
  timezone: string;
  now: Date;
  /** Whether what a row names changes a subscriber who is there already: what they chose themselves since is lost then. */
  update: boolean;
}

/**
 * Decides what becomes of each line. Pure. Who left, complained, bounced or was blocked is not written to because a table
 * still has them; who is there keeps what they chose.
 */
export function planImport(rows: readonly TableRow[], known: Known, defaults: Defaults): ImportLine[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const { wishes, wrong } = readWishes({ address: '', ...row.wishes }, defaults.topics);
    const address = wishes.address ?? row.wishes.address ?? '';
    const at = { line: row.line, address };
    if (row.beyond > 0) wrong.push({ field: 'the line', what: 'has more cells than there are columns' });
    if (wrong.length > 0)
      return { ...at, do: 'refuse', because: wrong.map(({ field, what }) => `${field}: ${what}`).join('; ') };
    const folded = address.toLowerCase();
    const before = seen.get(folded);
    if (before !== undefined) return { ...at, do: 'refuse', because: `the address is in line ${before} already` };
    seen.set(folded, row.line);
    return { ...at, ...fate(row, wishes, known.subscribers.get(folded), known.suppressed.get(folded), defaults) };
  });
}

function fate(
  { consent, out }: TableRow,
  wishes: Partial<Subscriber>,
  known: Subscriber | undefined,
  suppressed: Suppression | undefined,
  { topics, timezone, now, update }: Defaults,
) {
  if (suppressed)
    return { do: 'suppressed' as const, because: `${suppressed.reason} on ${suppressed.at.slice(0, 10)}` };
  if (known?.left) return { do: 'suppressed' as const, because: `left on ${known.left.slice(0, 10)}` };
  if (out) return { do: 'out' as const, reason: out, because: `the table says that they are out (${out})` };
  if (known && !update) return { do: 'keep' as const, because: 'there already, and keeps what they chose' };
  const subscriber = subscriberWith(wishes, topics, timezone, now, known);
  if (known && isDeepStrictEqual(subscriber, { ...known, address: subscriber.address }))
    return { do: 'keep' as const, because: 'there already, and as the table says' };
  return { do: known ? ('change' as const) : ('add' as const), subscriber, consent };
}

/** Imports a table, all that is good of it in one transaction; with `dryRun` it only says what would become of each line. */
export async function importTable(
  { rows }: Table,
  options: Omit<Defaults, 'now'> & { file: string; dryRun: boolean },
  { ledger, now }: Pick<World, 'ledger' | 'now'>,
): Promise<ImportLine[]> {
  const at = now();
  const known = await knownOf(rows, ledger);
  const lines = planImport(rows, known, { ...options, now: at });
  const taken = lines.flatMap((one) => (one.do === 'add' || one.do === 'change' ? [one] : []));
  if (options.dryRun) return lines;
  await ledger.subscribeAll(taken.map((one) => agreed(one, options.file, at.toISOString())));
  // Who is out elsewhere is out here, too, or the next table would bring them in.
  for (const one of lines) if (one.do === 'out') await ledger.suppress(one.address, one.reason, at.toISOString());
  return lines;
}

const AGREED = { add: 'imported', change: 'changed' } as const;

function agreed(one: ImportLine & { do: 'add' | 'change' }, file: string, at: string) {
  const wording = one.consent ?? `line ${one.line} of ${file}`;
  return { subscriber: one.subscriber, consent: { at, what: AGREED[one.do], network: null, wording } };
}

async function knownOf(rows: readonly TableRow[], ledger: World['ledger']): Promise<Known> {
  const [subscribers, suppressed] = [new Map<string, Subscriber>(), new Map<string, Suppression>()];
  for (const { wishes } of rows) {
    const address = sameAddress(wishes.address ?? '').toLowerCase();
    const subscriber = await ledger.subscriberAt(address);
    const suppression = await ledger.suppressed(address);
    if (subscriber) subscribers.set(address, subscriber);
    if (suppression) suppressed.set(address, suppression);
  }
  return { subscribers, suppressed };
}

const WORDS = {
  ...({ add: 'added', change: 'changed', keep: 'kept' } as const),
  ...({ suppressed: 'suppressed', out: 'suppressed', refuse: 'refused' } as const),
};

/** A line of the report: what they get, or why not. */
export function importWords(file: string, one: ImportLine, topics: readonly string[]): string {
  const why = 'because' in one ? one.because : getsWords(one.subscriber, topics);
  return `${file}:${one.line}  ${WORDS[one.do].padEnd(10)} ${one.address}: ${why}`;
}

function getsWords({ topics, cadence, alerts }: Subscriber, all: readonly string[]): string {
  const which = topics.length === all.length ? 'all topics' : topics.join(', ');
  return `${which}; ${cadence}${alerts ? ', alerts' : ''}`;
}

/** How many lines came to what, and how many of those who are added are so without a word on how they agreed. */
export function importSum(lines: readonly ImportLine[], dryRun: boolean): string {
  const words = [...new Set(Object.values(WORDS))];
  const sums = words.map((word) => `${lines.filter((one) => WORDS[one.do] === word).length} ${word}`);
  const silent = lines.filter((one) => one.do === 'add' && one.consent === null).length;
  const agreed = silent > 0 ? `; ${silent} without a word on how they agreed: a column consent can say it` : '';
  return `${sums.join(', ')}${agreed}${dryRun ? '; nothing was written' : ''}`;
}
