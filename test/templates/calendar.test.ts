import { describe, expect, it } from 'vitest';
import type { ToldDeadline } from '../../state/deadline.ts';
import { calendarOf, type Scheduled } from '../../templates/calendar.ts';

const NOW = '2026-11-23T08:15:00.000Z';

function scheduled(its: Partial<ToldDeadline> = {}, sequence = 0): Scheduled {
  const cites = [{ document: 'A report; of "bridges", all', paragraph: 7, claim: 'They stand.' }];
  const deadline: ToldDeadline = {
    ...{ topic: 'georgia-visa', id: 'answer', title: 'The answer is due', date: '2026-12-01', precision: 'day' },
    ...{ cites, state: 'ahead', changes: [] },
    ...its,
  };
  const changed = sequence > 0 ? '2026-11-01T00:00:00.000Z' : null;
  return { deadline, topicTitle: 'Georgia, visas', sequence, changed };
}

/** Reads a calendar back as RFC 5545 has it: unfolds the lines, and undoes what was escaped. */
function read(text: string): Record<string, string>[] {
  const lines = text.replace(/\r\n /g, '').split('\r\n');
  const events: Record<string, string>[] = [];
  for (const line of lines) {
    const [, name, value] = /^([A-Z-]+(?:;[^:]*)?):(.*)$/.exec(line) ?? [];
    if (line === 'BEGIN:VEVENT') events.push({});
    else if (name && events.length > 0 && !/^END/.test(line))
      events.at(-1)![name] = value!.replace(/\\([\\;,nN])/g, (_, it) => (it.toLowerCase() === 'n' ? '\n' : it));
  }
  return events;
}

describe('a calendar', () => {
  it('has each deadline that has a date as a day, named for ever', () => {
    const events = read(calendarOf([scheduled(), scheduled({ id: 'open', date: null })], NOW));
    expect(events).toEqual([
      {
        ...{ UID: 'georgia-visa.answer@deadlines.silkwatch', DTSTAMP: '20261123T081500Z', SEQUENCE: '0' },
        ...{ 'LAST-MODIFIED': '20261123T081500Z', SUMMARY: 'The answer is due', CATEGORIES: 'Georgia, visas' },
        ...{ 'DTSTART;VALUE=DATE': '20261201', 'DTEND;VALUE=DATE': '20261202', TRANSP: 'TRANSPARENT' },
        DESCRIPTION: 'Georgia, visas\nAfter A report; of "bridges", all ¶7',
      },
    ]);
  });

  it.each([
    ['2026-12', 'month', '20261201', '20270101', '(some time in December 2026, a month)'],
    ['2027', 'year', '20270101', '20280101', '(some time in 2027, a year)'],
    ['2028-02-29', 'day', '20280229', '20280301', 'The answer is due'],
  ] as const)('has %s as a span, and says so', (date, precision, start, end, words) => {
    const [event] = read(calendarOf([scheduled({ date, precision })], NOW));
    expect(event).toMatchObject({ 'DTSTART;VALUE=DATE': start, 'DTEND;VALUE=DATE': end });
    expect(event!.SUMMARY).toContain(words);
  });

  it('is no message of RFC 5546, which would want an organizer', () =>
    expect(calendarOf([scheduled()], NOW)).not.toContain('METHOD'));

  it('keeps the name and raises the sequence where a date has moved', () => {
    const [before] = read(calendarOf([scheduled()], NOW));
    const [after] = read(calendarOf([scheduled({ date: '2027-01-15', was: '2026-12-01' }, 2)], NOW));
    expect(after).toMatchObject({ UID: before!.UID, SEQUENCE: '2', 'LAST-MODIFIED': '20261101T000000Z' });
    expect(after!.DESCRIPTION).toContain('moved from 1 December 2026');
  });

  it('ends each line with CRLF, has none longer than 75 octets, and cuts no character in half', () => {
    const title = 'ევროკავშირის გადაწყვეტილება სრულიად საქართველოს მოქალაქეებზე, 中国走廊 😀'.repeat(2);
    const text = calendarOf([scheduled({ title })], NOW);
    const lines = text.split('\r\n');
    expect(lines.at(-1)).toBe('');
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n\ufffd]/);
    expect(title.startsWith(read(text)[0]!.SUMMARY!.slice(0, 60))).toBe(true);
  });

  it('lets no text of others end a line or begin a field', () => {
    const [event] = read(calendarOf([scheduled({ title: 'Due\r\nATTENDEE:mailto:all@example.org\u202e' })], NOW));
    expect(Object.keys(event!)).not.toContain('ATTENDEE');
    expect(event!.SUMMARY).toBe('Due ATTENDEE:mailto:all@example.org');
  });
});
