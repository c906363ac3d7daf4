/**
 * Deadlines as an iCalendar file (RFC 5545) for subscribers' calendars: all-day events without alarms, for reminders come
 * by mail. Pure. It is written here because it is forty lines; the packages that would write it have more to them than that.
 */
import type { ToldDeadline } from '../state/deadline.ts';
import type { Instant } from '../state/item.ts';
import { wholeDate } from './dates.ts';
import { viewDeadline } from './deadline.ts';
import { cut, oneLine } from './words.ts';

/** A deadline with what a calendar needs to know of its past. */
export interface Scheduled {
  deadline: ToldDeadline;
  topicTitle: string;
  /** How often its date was set or moved since the file first had it: a calendar takes the higher one. */
  sequence: number;
  /** When that last happened; null where it never did. */
  changed: Instant | null;
}

const SUMMARY_CHARACTERS = 120;

/** The calendar of the deadlines that have a date. A date in a month or a year is a span, and its summary says so. */
export function calendarOf(deadlines: readonly Scheduled[], now: Instant): string {
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Silkwatch//Deadlines//EN', 'CALSCALE:GREGORIAN'],
    // No METHOD: with one it would be a message of RFC 5546, and want an ORGANIZER in each event.
    'X-WR-CALNAME:Silkwatch deadlines',
    ...deadlines.flatMap((one) => (one.deadline.date === null ? [] : eventOf(one, one.deadline.date, now))),
    'END:VCALENDAR',
  ];
  return lines
    .flatMap(folded)
    .map((line) => `${line}\r\n`)
    .join('');
}

function eventOf({ deadline, topicTitle, sequence, changed }: Scheduled, date: string, now: Instant): string[] {
  const { topic, id, precision } = deadline;
  const { title, note, cites } = viewDeadline(deadline, now.slice(0, 10));
  const span = precision === 'day' ? '' : ` (some time in ${wholeDate(date)}, a ${precision})`;
  const description = [topicTitle, note, ...cites.map((cite) => `After ${cite}`)].filter((line) => line !== null);
  const [first, end] = spanOf(date);
  return [
    'BEGIN:VEVENT',
    `UID:${topic}.${id}@deadlines.silkwatch`,
    `DTSTAMP:${stamp(now)}`,
    `LAST-MODIFIED:${stamp(changed ?? now)}`,
    `SEQUENCE:${sequence}`,
    `DTSTART;VALUE=DATE:${first}`,
    `DTEND;VALUE=DATE:${end}`,
    `SUMMARY:${escaped(cut(title, SUMMARY_CHARACTERS) + span)}`,
    `DESCRIPTION:${description.map((line) => escaped(oneLine(line))).join('\\n')}`,
    `CATEGORIES:${escaped(oneLine(topicTitle))}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** The first day, and the day after the last: RFC 5545, 3.6.1 has the end exclusive. */
function spanOf(date: string): [first: string, end: string] {
  const [year, month, day] = date.split('-').map(Number) as [number, number?, number?];
  const basic = (at: number) => new Date(at).toISOString().slice(0, 10).replaceAll('-', '');
  const end =
    month === undefined
      ? Date.UTC(year + 1, 0)
      : day === undefined
        ? Date.UTC(year, month)
        : Date.UTC(year, month - 1, day + 1);
  return [basic(Date.UTC(year, (month ?? 1) - 1, day ?? 1)), basic(end)];
}

/** `20261123T081500Z`. */
const stamp = (at: Instant): string => at.replace(/[-:]|\.\d+/g, '');

/** RFC 5545, 3.3.11. */
const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

const OCTETS = 75;

/** RFC 5545, 3.1: no line is longer than 75 octets, and what goes on begins with a space. No character is cut in half. */
function folded(line: string): string[] {
  const lines: string[] = [];
  let open = '';
  for (const character of line) {
    if (Buffer.byteLength(open + character) > OCTETS) {
      lines.push(open);
      open = ' ';
    }
    open += character;
  }
  return [...lines, open];
}
