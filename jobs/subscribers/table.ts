/** Subscribers as a table (RFC 4180): what other programs export, and what we do. */
import { parse } from 'csv-parse/sync';
import { bareAddress } from '../../state/address.ts';
import type { Consent } from '../../state/consent.ts';
import { didYouMean, type Problem, refuseAny } from '../../state/refusal.ts';
import type { QuietHours, Subscriber } from '../../state/subscriber.ts';
import { SUPPRESSIONS, type Suppression } from '../../state/suppression.ts';
import { WEEKDAYS } from '../../state/wishes.ts';

/** The columns of what may be wished, by their names in a table and in the program. */
const COLUMNS = {
  ...{ address: 'address', topics: 'topics', cadence: 'cadence', hour: 'hour', weekday: 'weekday' },
  ...{ timezone: 'timezone', least: 'least', alerts: 'alerts', quiet: 'quiet', 'all-quiet': 'allQuiet' },
  ...{ format: 'format', language: 'language' },
} as const;

/** What a table may say besides wishes: how they agreed, and whether and why they are out. */
const FACTS = new Set(['consent', 'left', 'suppressed']);

/** How other programs call the column of addresses. */
const ADDRESS = new Set(['address', 'email', 'e-mail', 'mail', 'email address', 'e-mail address']);

export interface TableRow {
  /** Of the table's text, from 1. */
  line: number;
  /** What is wished, by the names that `readWishes` knows; an empty cell wishes nothing. */
  wishes: Record<string, string>;
  /** How and when they agreed, in the words of whoever keeps the table; null where it does not say. */
  consent: string | null;
  /** Why they are out, where the table says that they are. */
  out: Suppression['reason'] | null;
  /** How many cells there are beyond the columns. */
  beyond: number;
}

export interface Table {
  rows: TableRow[];
  /** Columns that say nothing to us. */
  ignored: string[];
}

/**
 * Reads a table with a line of column names; commas, semicolons and tabs divide its cells.
 *
 * @throws Refusal where it is no such table, has no addresses, or has a column that is nearly one of ours
 */
export function readTable(file: string, text: string): Table {
  const records = recordsOf(file, text);
  const names = (records[0]?.record ?? []).map((name) => name.trim());
  const columns = names.map(columnOf);
  refuseAny(wrongColumns(file, names, columns));
  const rows = records.slice(1).map((one) => rowOf(columns, one));
  return { rows, ignored: names.filter((name, n) => name !== '' && columns[n] === null) };
}

interface Record_ {
  record: string[];
  info: { lines: number };
}

function recordsOf(file: string, text: string): Record_[] {
  try {
    const empty = { skip_empty_lines: true, skip_records_with_empty_values: true } as const;
    const options = { ...empty, bom: true, info: true, relax_column_count: true, trim: true } as const;
    // Within a cell csv-parse counts the line end of Windows as two.
    return parse(text.replaceAll('\r\n', '\n'), { ...options, delimiter: dividerOf(text) }) as unknown as Record_[];
  } catch (error) {
    const { message, lines } = error as Error & { lines?: number };
    return refuseAny([{ file, ...(lines !== undefined && { line: lines }), what: `is no table: ${message}` }]) ?? [];
  }
}

/** What divides the cells of the first line, which has the columns' names. */
function dividerOf(text: string): string {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  return [',', ';', '\t'].toSorted((a, b) => first.split(b).length - first.split(a).length)[0]!;
}

function columnOf(name: string): string | null {
  const plain = name.toLowerCase().replaceAll('_', '-');
  if (ADDRESS.has(plain)) return 'address';
  if (FACTS.has(plain)) return plain;
  return COLUMNS[plain as keyof typeof COLUMNS] ?? null;
}

function wrongColumns(file: string, names: readonly string[], columns: readonly (string | null)[]): Problem[] {
  const known = [...Object.keys(COLUMNS), ...FACTS];
  const near = names.flatMap((name, n) => {
    const meant = columns[n] === null && name !== '' ? didYouMean(name.toLowerCase(), known) : '';
    return meant === '' ? [] : [{ file, line: 1, field: name, what: `is no column that we know${meant}` }];
  });
  const twice = columns.filter((column, n) => column !== null && columns.indexOf(column) < n);
  return [
    ...(columns.includes('address')
      ? []
      : [
          {
            file,
            line: 1,
            what: `the first line names the columns; one is address, others ${known.slice(1).join(', ')}`,
          },
        ]),
    ...near,
    ...twice.map((column) => ({ file, line: 1, field: column!, what: 'is there twice' })),
  ];
}

function rowOf(columns: readonly (string | null)[], { record, info }: Record_): TableRow {
  const cells = columns.flatMap((column, n) => (column !== null && record[n] ? [[column, record[n]] as const] : []));
  const { consent = null, left, suppressed, ...wishes } = Object.fromEntries(cells) as Record<string, string>;
  if (wishes.address !== undefined) wishes.address = bare(wishes.address);
  const lines = record.reduce((sum, one) => sum + one.split('\n').length - 1, 0);
  return {
    line: info.lines - lines,
    wishes,
    consent,
    out: SUPPRESSIONS.find((reason) => reason === suppressed) ?? (left || suppressed ? 'left' : null),
    beyond: record.slice(columns.length).filter(Boolean).length,
  };
}

/** `mailto:ana@example.org` and `Ana <ana@example.org>`, as spreadsheets and address books write it. */
const bare = (address: string): string => bareAddress(address.replace(/^mailto:/i, ''));

/** A subscriber with what else a table says of them. */
export interface Person {
  subscriber: Subscriber;
  consents: readonly Consent[];
  suppressed: Suppression['reason'] | null;
}

/** The table of people that `readTable` reads, wherever it is brought; besides since when they are there. */
export function writeTable(people: readonly Person[]): string {
  const names = [...Object.keys(COLUMNS), 'consent', 'since', 'left', 'suppressed'];
  return [names, ...people.map(cellsOf)].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

function cellsOf({ subscriber, consents, suppressed }: Person): string[] {
  const { address, topics, cadence, hour, weekday, timezone, least, alerts, quiet, allQuiet } = subscriber;
  const onOrOff = (value: boolean) => (value ? 'on' : 'off');
  return [
    ...[address, topics.join(' '), cadence, String(hour), WEEKDAYS[weekday - 1]!, timezone, least],
    ...[onOrOff(alerts), quietText(quiet), onOrOff(allQuiet), subscriber.format, subscriber.language],
    ...[consentText(consents), subscriber.since, subscriber.left ?? '', suppressed ?? ''],
  ];
}

const GIVEN: ReadonlySet<Consent['what']> = new Set(['confirmed', 'added', 'imported']);

/** How they agreed last; of who was imported with a word on it that word, which so stays the same from table to table. */
function consentText(consents: readonly Consent[]): string {
  const given = consents.findLast(({ what }) => GIVEN.has(what));
  if (!given) return '';
  const { what, at, network, wording } = given;
  return what === 'imported' ? (wording ?? '') : [what, at, network, wording].filter(Boolean).join(', ');
}

/** Quiet hours as they are written on a command line. */
const quietText = (quiet: QuietHours | null): string =>
  quiet ? `${quiet.from}-${quiet.to}${quiet.letsHigh ? ',high' : ''}` : 'off';

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
