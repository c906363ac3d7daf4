/** Silences in words, for a terminal. Pure. */
import { endOf } from '../../rules/silence.ts';
import type { Instant } from '../../state/item.ts';
import type { Silence } from '../../state/silence.ts';
import { count, cut, isolated, oneLine } from '../../templates/words.ts';
import type { HeldBack, Silenced } from '../silence.ts';
import type { Outlook } from './outlook.ts';

const LONGEST = 100;
/** Of what a silence held back so much is listed; `--json` has it all. */
const SHOWN = 10;

/** `2026-11-23 08:15`, in UTC, which is what a list of instants is read by. */
export const minute = (at: Instant): string => at.slice(0, 16).replace('T', ' ');

/** A silence, with what it held back under it. */
export function silenceLines({ silence, held, state, endsWithinDay }: Silenced): string[] {
  const { id, of, author, since, reason } = silence;
  const until = state === 'in force' ? `until ${minute(silence.until)}` : `${state} ${minute(endOf(silence))}`;
  const soon = endsWithinDay ? ', ends within a day' : '';
  return [
    `${id}  ${of}  ${until} UTC${soon}`,
    `  by ${oneLine(author)} since ${minute(since)}: ${oneLine(reason)}`,
    `  held back ${held.length === 0 ? 'nothing so far' : `${held.length}:`}`,
    ...heldLines(held, '    '),
  ];
}

/** A silence that was ended, with what it held back and what becomes of it now. */
export function endedLines({ silence, held }: Silenced, outlooks: ReadonlyMap<string, Outlook>): string[] {
  const { id, of } = silence;
  if (held.length === 0) return [`ended ${id}: ${of} is told at once again; it held back nothing`];
  return [
    `ended ${id}: ${of} is told at once again; it held back ${held.length}:`,
    ...held.flatMap((one) => {
      const outlook = one.story === null ? undefined : outlooks.get(one.story);
      return [...heldLines([one], '  '), ...(outlook ? [`    ${outlookWords(outlook)}`] : [])];
    }),
  ];
}

function outlookWords({ told, waiting }: Outlook): string {
  if (told === 0 && waiting === 0) return 'nobody is told of it at once any more';
  const now = told === 0 ? [] : [`told to ${count(told, 'subscriber')} when \`assess\` runs next`];
  const later = waiting === 0 ? [] : [`still held back from ${count(waiting, 'subscriber')}`];
  return [...now, ...later].join(', ');
}

/** What was held back, a line each. */
function heldLines(held: readonly HeldBack[], indent: string): string[] {
  const lines = held.slice(0, SHOWN).map((one) => `${indent}${minute(one.at)}  ${heldWords(one)}`);
  const more = held.length - lines.length;
  return more > 0 ? [...lines, `${indent}and ${count(more, 'more', 'more')}`] : lines;
}

const heldWords = ({ subject, headline }: HeldBack): string =>
  headline === null ? oneLine(subject) : `${subject}  ${isolated(cut(oneLine(headline), LONGEST))}`;

/** The silences in force, as `status` tells them: nothing where there is none. */
export function silenceStatus(silences: readonly Silenced[]): string[] {
  if (silences.length === 0) return [];
  return [
    `silences     ${silences.length} in force: what they name is not told at once`,
    ...silences.map(({ silence, held, endsWithinDay }) => {
      const soon = endsWithinDay ? '; it ends within a day' : '';
      return `  ${silenceLine(silence)}; it held back ${held.length}${soon}`;
    }),
  ];
}

/** A silence in a line. */
export const silenceLine = ({ id, of, author, reason, until }: Silence): string =>
  `${id}  ${of} is silenced until ${minute(until)} UTC by ${oneLine(author)}: ${oneLine(reason)}`;
