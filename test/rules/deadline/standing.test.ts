import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposalId } from '../../../rules/deadline/candidates.ts';
import { precisionOf } from '../../../rules/deadline/dates.ts';
import { turns } from '../../../rules/deadline/turns.ts';
import { type DeadlineFacts, type Met, standing } from '../../../rules/deadline.ts';
import type { Announcement, Verdict } from '../../../state/deadline.ts';

const FILED = { topic: 'georgia', id: 'answer', date: '2026-08-31', precision: 'day' } as const;
const OPEN = { ...FILED, date: null };

/** `A 2026-10-15 @3`: family A announced that on the third of June; the ledger has it from the same day. */
function said(text: string, its: Partial<Announcement> = {}): Announcement {
  const [family, date, day] = text.split(/ @?/) as [string, string, string];
  const at = `2026-06-${day.padStart(2, '0')}T08:00:00.000Z`;
  const precision = precisionOf(date);
  const same = { topic: 'georgia', deadline: 'answer', words: 'It is then.', withdrawn: null };
  return { ...same, item: `${family}${day}`, family, date, precision, reported: at, at, ...its };
}

/** `Nino + 2026-10-15 @3`: confirmed; with a minus rejected. */
function verdict(text: string): Verdict {
  const [author, sign, date, day] = text.split(/ @?/) as [string, string, string, string];
  const at = `2026-06-${day.padStart(2, '0')}T09:00:00.000Z`;
  const same = { topic: 'georgia', deadline: 'answer', precision: precisionOf(date) };
  return { ...same, date, confirmed: sign === '+', author, at };
}

const facts = (announced: string[], decided: string[] = [], met: Met[] = []): DeadlineFacts => ({
  announcements: announced.map((text) => said(text)),
  verdicts: decided.map(verdict),
  met,
});
const NOON = '2026-06-30T12:00:00.000Z';
const reportOn = (day: string, item = 'm'): Met => ({ item, day, at: `${day}T10:00:00.000Z` });

describe('the date of a deadline', () => {
  it.each<[string, string[], string[], string, string[]]>([
    ['is the file’s while nobody says another', [], [], '2026-08-31', []],
    ['stays where one family says another', ['A 2026-10-15 @1'], [], '2026-08-31', ['2026-10-15']],
    [
      'stays where three editions of one family do',
      ['A 2026-10-15 @1', 'A 2026-10-15 @2', 'A 2026-10-15 @3'],
      [],
      '2026-08-31',
      ['2026-10-15'],
    ],
    ['slips where two families do', ['A 2026-10-15 @1', 'B 2026-10-15 @2'], [], '2026-10-15', []],
    ['stays where two say two', ['A 2026-10-15 @1', 'B 2026-10-16 @2'], [], '2026-08-31', ['2026-10-15', '2026-10-16']],
    ['slips where an analyst says so', ['A 2026-10-15 @1'], ['Nino + 2026-10-15 @2'], '2026-10-15', []],
    [
      'is proposed no more where an analyst rejects it',
      ['A 2026-10-15 @1'],
      ['Nino - 2026-10-15 @2'],
      '2026-08-31',
      [],
    ],
    [
      'does not slip to what was rejected, whoever repeats it',
      ['A 2026-10-15 @1', 'B 2026-10-15 @5'],
      ['Nino - 2026-10-15 @2'],
      '2026-08-31',
      [],
    ],
    [
      'slips where a verdict is changed',
      ['A 2026-10-15 @1'],
      ['Nino - 2026-10-15 @2', 'Ada + 2026-10-15 @3'],
      '2026-10-15',
      [],
    ],
    ['is the more exact where both say the same', ['A 2026-10 @1', 'B 2026-10-15 @2'], [], '2026-10-15', []],
    ['is the month where two say no more', ['A 2026-10 @1', 'B 2026-10 @2'], [], '2026-10', []],
    [
      'is the one that two families said last',
      ['A 2026-10-15 @1', 'B 2026-10-15 @2', 'A 2026-11-01 @3', 'C 2026-11-01 @4'],
      [],
      '2026-11-01',
      [],
    ],
    [
      'is the analyst’s until two families say another after it',
      ['A 2026-10-15 @1', 'A 2026-11-01 @5', 'B 2026-11-01 @6'],
      ['Nino + 2026-10-15 @2'],
      '2026-11-01',
      [],
    ],
    [
      'goes back where two families say the old one again',
      ['A 2026-10-15 @1', 'B 2026-10-15 @2', 'A 2026-08-31 @3', 'C 2026-08-31 @4'],
      [],
      '2026-08-31',
      [],
    ],
    [
      'is not proposed by what was said before it was set',
      ['C 2026-09-20 @1', 'A 2026-10-15 @2', 'B 2026-10-15 @3'],
      [],
      '2026-10-15',
      [],
    ],
    ['is not proposed where it has passed', ['A 2026-06-20 @1'], [], '2026-08-31', []],
    ['is not proposed by what is only less exact', ['A 2026-08 @1'], [], '2026-08-31', []],
    [
      'is not set by one family beside who names the year alone',
      ['A 2027-10-15 @1', 'B 2027 @2'],
      [],
      '2027',
      ['2027-10-15'],
    ],
  ])('%s', (_, announced, decided, date, proposed) => {
    const found = standing(FILED, facts(announced, decided), NOON);
    expect(found.date).toBe(date);
    expect(found.proposals.map((one) => one.date)).toEqual(proposed);
  });

  it('that nobody sets is open, until two families do', () => {
    expect(standing(OPEN, facts(['A 2026-10-15 @1']), NOON)).toMatchObject({ state: 'open', date: null });
    const set = standing(OPEN, facts(['A 2026-10-15 @1', 'B 2026-10 @2']), NOON);
    expect(set).toMatchObject({ state: 'ahead', date: '2026-10-15', was: null, by: '2 independent sources' });
  });

  it('tells what it was before, who set it, and by which id a proposal is decided', () => {
    const found = standing(FILED, facts(['A 2026-10-15 @1', 'C 2026-12-01 @8'], ['Nino + 2026-10-15 @2']), NOON);
    expect(found).toMatchObject({ was: '2026-08-31', by: 'Nino', items: ['A1'] });
    const id = proposalId('georgia', 'answer', '2026-12-01');
    expect(found.proposals).toEqual([{ id, date: '2026-12-01', precision: 'day', families: ['C'], items: ['C8'] }]);
  });

  it('falls back where an item that set it is taken back', () => {
    const back = said('B 2026-10-15 @2', { withdrawn: '2026-06-20T08:00:00.000Z' });
    const known = { announcements: [said('A 2026-10-15 @1'), back], verdicts: [], met: [] };
    expect(standing(FILED, known, '2026-06-19T12:00:00.000Z').date).toBe('2026-10-15');
    expect(standing(FILED, known, NOON)).toMatchObject({ date: '2026-08-31', proposals: [{ date: '2026-10-15' }] });
  });
});

describe('the state of a deadline', () => {
  it.each([
    ['ahead on the day before', '2026-08-30', [], 'ahead'],
    ['due on its day', '2026-08-31', [], 'due'],
    ['passed on the day after, where nothing says that it took place', '2026-09-01', [], 'passed'],
    ['met by a report of the day itself', '2026-09-01', [reportOn('2026-08-31')], 'met'],
    ['met by a report two weeks before', '2026-09-01', [reportOn('2026-08-17')], 'met'],
    ['not met by what was earlier', '2026-09-01', [reportOn('2026-08-16')], 'passed'],
    ['met by a report thirty days after', '2026-09-30', [reportOn('2026-09-30')], 'met'],
    ['not met by what is later', '2026-10-01', [reportOn('2026-10-01')], 'passed'],
  ] as const)('is %s', (_, day, met, state) => {
    expect(standing(FILED, facts([], [], [...met]), `${day}T12:00:00.000Z`).state).toBe(state);
  });

  it('of a month is due while it lasts', () => {
    const month = { ...FILED, date: '2026-10', precision: 'month' } as const;
    const states = ['2026-09-30', '2026-10-01', '2026-10-31', '2026-11-01'].map(
      (day) => standing(month, facts([]), `${day}T12:00:00.000Z`).state,
    );
    expect(states).toEqual(['ahead', 'due', 'due', 'passed']);
  });

  it('is not met by what was reported before its date was first announced', () => {
    const known = facts(['A 2026-06-12 @6', 'B 2026-06-12 @7'], [], [reportOn('2026-06-05')]);
    expect(standing(OPEN, known, NOON).state).toBe('passed');
    expect(standing(OPEN, { ...known, met: [reportOn('2026-06-12')] }, NOON).state).toBe('met');
  });
});

describe('what became of a deadline', () => {
  const told = (
    known: DeadlineFacts,
    until = '2026-12-31T00:00:00.000Z',
    filed = FILED as Parameters<typeof turns>[0],
  ) => turns(filed, known, until).map(({ at, what, date, was, by }) => [at.slice(5, 10), what, date, was, by]);

  it('is told when it happened: proposed, slipped, passed', () => {
    expect(told(facts(['A 2026-10-15 @1', 'B 2026-10-15 @2']))).toEqual([
      ['06-01', 'proposed', '2026-10-15', '2026-08-31', null],
      ['06-02', 'slipped', '2026-10-15', '2026-08-31', '2 independent sources'],
      ['10-16', 'passed', '2026-10-15', null, null],
    ]);
  });
  it('an analyst’s word is told with the name', () => {
    expect(told(facts(['A 2026-10-15 @1'], ['Nino + 2026-10-15 @2']), NOON)[1]).toEqual([
      ...['06-02', 'slipped', '2026-10-15', '2026-08-31'],
      'Nino',
    ]);
  });
  it('a date that the file writes more exactly than it is known passes when all of its time has', () => {
    const year = { ...FILED, date: '2026-03-01', precision: 'year' } as const;
    expect(told(facts([]), '2027-06-01T00:00:00.000Z', year)).toEqual([['01-01', 'passed', '2026', null, null]]);
  });
  it('a deadline passes with the event or without it', () => {
    expect(told(facts([]))).toEqual([['09-01', 'passed', '2026-08-31', null, null]]);
    expect(told(facts([], [], [reportOn('2026-08-31')]))).toEqual([['08-31', 'met', '2026-08-31', '2026-08-31', null]]);
  });
  it('a date that is only more exact, and the next after the event, are set', () => {
    const year = { ...FILED, date: '2026', precision: 'year' } as const;
    expect(told(facts(['A 2026-10-15 @1', 'B 2026-10 @2']), NOON, year).map(([, what]) => what)).toContain('set');
    expect(told(facts(['A 2026-10-15 @1', 'B 2026-10 @2']), NOON, year).map(([, what]) => what)).not.toContain(
      'slipped',
    );
    const past = { ...FILED, date: '2026-06-01' };
    const next = facts(['A 2027-06-01 @10', 'B 2027-06-01 @11'], [], [reportOn('2026-06-01')]);
    expect(told(next, NOON, past).map(([, what]) => what)).toEqual(['met', 'proposed', 'set']);
  });
  it('nothing is told twice, and nothing of what came later', () => {
    const known = facts(['A 2026-10-15 @1', 'B 2026-10-15 @2', 'C 2026-10-15 @3', 'A 2026-10-15 @4']);
    expect(told(known, '2026-06-01T23:00:00.000Z')).toHaveLength(1);
    expect(told(known, NOON)).toHaveLength(2);
  });
});

describe('of years of announcements', () => {
  const days = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString();
  const years = Array.from({ length: 2000 }, (_, n) => {
    const [at, date] = [days(n / 4), days(n / 4 + 10 + (n % 7) * 9).slice(0, n % 3 === 0 ? 7 : 10)];
    return said(`F${n % 25} ${date} @1`, { at, reported: at, item: `i${n}` });
  });
  const known = { announcements: years, verdicts: [], met: [] };

  it('what became of it lately is what the whole of it ends with, and is told without going through all of it', () => {
    const [since, until] = [days(498), days(500)];
    const some = { ...known, announcements: years.slice(0, 80) };
    for (const from of [days(0), days(9), days(20), days(60)])
      expect(turns(FILED, some, until, from)).toEqual(turns(FILED, some, until).filter(({ at }) => at > from));
    const begun = performance.now();
    expect(turns(FILED, known, until, since).length).toBeGreaterThan(0);
    // All of it would take ten seconds and more, and reminders ask each minute.
    expect(performance.now() - begun).toBeLessThan(1500);
  });
});

describe('in whatever order announcements come', () => {
  const word = fc.tuple(
    fc.constantFrom('A', 'B', 'C'),
    fc.constantFrom('2026-10', '2026-10-15', '2026-10-20', '2026-11-01', '2026-08-31', '2027'),
    fc.integer({ min: 1, max: 12 }),
  );
  const ruling = fc.tuple(
    fc.constantFrom('+', '-'),
    fc.constantFrom('2026-10-15', '2026-11-01'),
    fc.integer({ min: 1, max: 9 }),
  );
  const words = fc.uniqueArray(word, { maxLength: 7, selector: (one) => one.join() });
  const rulings = fc.uniqueArray(ruling, { maxLength: 2, selector: ([, date, day]) => `${date}${day}` });

  it('a deadline stands the same in the end', () => {
    fc.assert(
      fc.property(words, rulings, fc.infiniteStream(fc.nat()), (all, decided, shuffle) => {
        const announcements = all.map(([family, date, day]) => said(`${family} ${date} @${day}`));
        const verdicts = decided.map(([sign, date, day]) => verdict(`Nino ${sign} ${date} @${day}`));
        const keys = new Map(announcements.map((one) => [one, shuffle.next().value ?? 0]));
        // They reach us in another order, at other times, and lie in the ledger in another order still.
        const others = announcements
          .toSorted((a, b) => keys.get(a)! - keys.get(b)!)
          .map((one, n) => ({ ...one, at: `2026-06-13T00:00:00.${String(n).padStart(3, '0')}Z` }));
        const one = standing(FILED, { announcements, verdicts, met: [] }, NOON);
        const other = standing(FILED, { announcements: others, verdicts: verdicts.toReversed(), met: [] }, NOON);
        expect(other).toEqual(one);
      }),
      { numRuns: 300 },
    );
  });
});
