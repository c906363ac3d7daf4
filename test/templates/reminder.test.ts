import { describe, expect, it } from 'vitest';
import type { ToldDeadline } from '../../state/deadline.ts';
import { viewDeadline } from '../../templates/deadline.ts';
import { composeReminder, type Reminded } from '../../templates/reminder.ts';
import { item, SENDER, subscriber } from './fixture.ts';

const DEADLINE: ToldDeadline & { date: string } = {
  ...{ topic: 'georgia-visa', id: 'answer', title: 'The answer is due', date: '2025-11-28', precision: 'day' as const },
  cites: [{ document: 'The report', paragraph: 7, claim: 'They must answer.' }],
  ...{ state: 'ahead' as const, changes: [] },
};
const NOW = '2025-11-21T04:00:00.000Z';
const compose = (its: Partial<ToldDeadline> = {}, more: Partial<Reminded> = {}, now = NOW) => {
  const deadline = { ...DEADLINE, ...its } as Reminded['deadline'];
  const reminded = { deadline, topicTitle: "Georgia's visas", items: [], late: 0, because: null, ...more };
  return composeReminder(reminded, subscriber, now, SENDER);
};
const flat = (text: string) => text.replace(/\s+/g, ' ');

describe('a reminder', () => {
  it('says what is due, when, and who says so', () => {
    const { subject, html, text } = compose({}, { items: [item({ title: 'It is due on 28 November' })] });
    expect(subject).toBe('The answer is due · In 7 days, 28 November 2025');
    for (const words of ['In 7 days, 28 November 2025.', 'They must answer.', 'It is due on 28 November'])
      for (const part of [html, text]) expect(flat(part)).toContain(words);
    expect(flat(text)).toContain("You get this because you follow Georgia's visas, of whose deadlines we remind you");
  });
  it.each([
    ['tomorrow', '2025-11-27T04:00:00.000Z', 'Tomorrow, 28 November 2025'],
    ['today, by the clock of the subscriber', '2025-11-27T21:00:00.000Z', 'Today, 28 November 2025'],
    ['that it has passed', '2025-11-30T04:00:00.000Z', 'Passed, 28 November 2025'],
  ])('says %s', (_, now, words) => expect(compose({}, {}, now).subject).toContain(words));
  it('says of a month that it is one, and when it begins', () => {
    expect(compose({ date: '2025-12', precision: 'month' }).subject).toBe(
      'The answer is due · Some time in December 2025, which begins in 10 days',
    );
  });
  it('says how late it comes, and why where we know', () => {
    expect(compose().text).not.toContain('late');
    expect(compose({}, { late: 3, because: 'down' }).text).toContain('This comes 3 days late: we were not running.');
    expect(compose({}, { late: 1 }).text).toContain('This comes 1 day late.');
  });
  it('escapes what others wrote, and puts a link on no other address than http', () => {
    const { html, subject } = compose(
      { title: 'Due <b>\r\nBcc: all@example.org' },
      { items: [item({ title: '<script>alert(1)</script>', url: 'javascript:alert(1)' })] },
    );
    expect(html).not.toMatch(/<script>|javascript:/);
    expect(subject).not.toMatch(/[\r\n]/);
  });
});

describe('the note of a deadline', () => {
  const note = (its: Partial<ToldDeadline>, today = '2025-11-21') => viewDeadline({ ...DEADLINE, ...its }, today).note;
  const proposals = [{ id: 'x', date: '2026-01-15', precision: 'day' as const, families: ['civil'], items: [] }];
  it.each<[Partial<ToldDeadline>, string, string | null]>([
    [{}, '2025-11-21', null],
    [{ was: '2025-08-31' }, '2025-11-21', 'moved from 31 August 2025'],
    [{ proposals }, '2025-11-21', 'proposed: 15 January 2026, by 1 source'],
    [{ was: '2025-08', proposals }, '2025-11-21', 'moved from August 2025; proposed: 15 January 2026, by 1 source'],
    [{ state: 'passed', watched: true }, '2025-11-29', 'passed, and nothing we saw says that it came about'],
    [{ state: 'passed' }, '2025-11-29', null],
    [{ state: 'met', met: '2025-11-27' }, '2025-11-29', 'met on 27 November 2025'],
  ])('%j on %s: %s', (its, today, words) => expect(note(its, today)).toBe(words));
  it('stands beside a deadline without a date too', () => {
    expect(viewDeadline({ ...DEADLINE, date: null, state: 'open', proposals }, '2025-11-21')).toMatchObject({
      ...{ distance: 'No date yet', date: '', when: 'No date yet' },
      note: 'proposed: 15 January 2026, by 1 source',
    });
  });
});
