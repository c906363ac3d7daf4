/** What the commands on sources say to people. Pure. */
import { FAILURES } from '../../watchers/failure.ts';
import { newestOf } from './itemremarks.ts';
import type { Find, Sought, Tried } from './step.ts';
import { counted, type Verdict } from './verdict.ts';

const ORDER = ({ verdict, remarks }: Verdict): number =>
  verdict === 'failed' ? 0 : verdict === 'quiet' ? 1 : remarks.length > 0 ? 2 : 3;

/** Verdicts as a table, those that need attention first, with every mend under its source. */
export function verdictTable(verdicts: readonly Verdict[]): string[] {
  const width = Math.min(Math.max(...verdicts.map(({ id }) => id.length), 0), 28);
  const rows = verdicts.toSorted((a, b) => ORDER(a) - ORDER(b)).flatMap((verdict) => rowsOf(verdict, width));
  const count = (word: Verdict['verdict']) => verdicts.filter(({ verdict }) => verdict === word).length;
  const remarked = verdicts.filter(({ verdict, remarks }) => verdict === 'ok' && remarks.length > 0).length;
  const sum = `${count('ok')} ok, ${remarked} of them with remarks; ${count('quiet')} quiet; ${count('failed')} failed`;
  return [...rows, `${verdicts.length === 1 ? '1 source' : `${verdicts.length} sources`}: ${sum}`];
}

function rowsOf({ verdict, id, words, mend, remarks }: Verdict, width: number): string[] {
  const margin = ' '.repeat(8 + width + 2);
  const mends = mend === null ? [] : [`${margin}${mended(mend)}`];
  const more = remarks.map(({ about, words, mend }) => `${margin}${about}: ${words}; ${mended(mend)}`);
  return [`${verdict.padEnd(8)}${id.padEnd(width)}  ${words}`, ...mends, ...more];
}

const mended = (mend: string): string => (mend.startsWith('nothing') ? mend : `mend: ${mend}`);

const SHOWN = 5;

/** What was found, and how: the feed or page, what else was tried, and some of its items. */
export function foundLines({ finding, how, format, items }: Find, tried: readonly Tried[], now: Date): string[] {
  const newest = newestOf(items, now);
  const facts = [counted(items.length), ...(newest ? [`newest ${newest.slice(0, 10)}`] : []), format].join(', ');
  const some = items
    .slice(0, SHOWN)
    .flatMap(({ title, url, published }) => [
      `  ${(published ?? 'no date').slice(0, 10).padEnd(10)}  ${title}`,
      ...(url === null ? [] : [`              ${url}`]),
    ]);
  const of = items.length > SHOWN ? `${SHOWN} of its items:` : 'its items:';
  const also = finding.agent === 'browser' ? ['It lets in only browsers.'] : [];
  const listed = items.length === 0 ? ['It holds no item now.'] : [of, ...some];
  return [`${finding.url}`, `  ${how}: ${facts}`, ...also, ...triedLines(tried), ...listed];
}

/** Why nothing was found: everything that was tried. */
export const nothingLines = (url: string, { tried, failure }: Sought): string[] => [
  `nothing to watch was found at ${url}`,
  ...triedLines(tried, 'tried:'),
  mended(failure ? FAILURES[failure.reason].mend : ELSEWHERE),
];

const ELSEWHERE =
  'give the address of a feed or of a page that lists articles; else watch the outlet by google-news, with site: and its host';

/** A terminal obeys some of what it is shown: nothing of that is in these lines, whoever wrote their words. */
export const shown = (line: string): string => line.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');

/** What was tried, by how it ended: a host without a feed answers ten times alike. */
function triedLines(tried: readonly Tried[], heading = 'also tried:'): string[] {
  const alike = [...Map.groupBy(tried, ({ words }) => words)];
  const lines = alike.map(([words, all]) => `  ${words}: ${all.map(({ url }) => url).join(' ')}`);
  return lines.length === 0 ? [] : [heading, ...lines];
}
