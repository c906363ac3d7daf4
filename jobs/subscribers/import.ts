/** `silkwatch subscribers import`: a table of people who agreed elsewhere to get our mail. */
import { sameAddress } from '../../state/address.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import type { Suppression } from '../../state/suppression.ts';
import { readWishes, subscriberWith } from '../../state/wishes.ts';
import type { World } from '../world.ts';
import type { Table, TableRow } from './table.ts';

/** What becomes of a line of a table. */
export type ImportLine = { line: number; address: string } & (
  | { do: 'add' | 'change'; subscriber: Subscriber; consent: string | null }
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
  { wishes: named, consent }: TableRow,
  wishes: Partial<Subscriber>,
  known: Subscriber | undefined,
  suppressed: Suppression | undefined,
  { topics, timezone, now, update }: Defaults,
) {
  if (suppressed)
    return { do: 'suppressed' as const, because: `${suppressed.reason} on ${suppressed.at.slice(0, 10)}` };
  if (known?.left) return { do: 'suppressed' as const, because: `left on ${known.left.slice(0, 10)}` };
  if (known && (!update || Object.keys(named).length === 1))
    return { do: 'keep' as const, because: 'there already, and keeps what they chose' };
  const subscriber = subscriberWith(wishes, topics, timezone, now, known);
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
  const what = { add: 'imported', change: 'changed' } as const;
  if (!options.dryRun && taken.length > 0)
    await ledger.subscribeAll(
      taken.map(({ subscriber, consent, ...one }) => ({
        subscriber,
        consent: {
          ...{ at: at.toISOString(), what: what[one.do], network: null },
          wording: consent ?? `line ${one.line} of ${options.file}`,
        },
      })),
    );
  return lines;
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

const WORDS = { add: 'added', change: 'changed', keep: 'kept', suppressed: 'suppressed', refuse: 'refused' } as const;

/** A line of the report. */
export function importWords(file: string, one: ImportLine): string {
  const because = 'because' in one ? `: ${one.because}` : '';
  return `${file}:${one.line}  ${WORDS[one.do].padEnd(10)} ${one.address}${because}`;
}

/** How many lines came to what. */
export function importSum(lines: readonly ImportLine[], dryRun: boolean): string {
  const sums = Object.entries(WORDS).map(
    ([what, words]) => `${lines.filter((one) => one.do === what).length} ${words}`,
  );
  return `${sums.join(', ')}${dryRun ? '; nothing was written' : ''}`;
}
