/** Rules over time: a table for each kind, and what must hold of all of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trend } from '../../rules/topic.ts';
import type { Watched } from '../../rules/trend/seen.ts';
import { signalOf } from '../../rules/trend/tell.ts';
import { type Facts, type First, judge, untold } from '../../rules/trend.ts';
import type { Signal, StoryReport } from '../../state/signal.ts';

const HOUR = 3600_000;
const DAY = 24 * HOUR;
/** The clocks of Tbilisi's neighbours change on 29 March 2026: it must make no difference. */
const NOW = Date.parse('2026-03-30T12:00:00.000Z');

const trendOf = (its: Partial<Trend>): Trend => ({
  ...{ topic: 'bridge', id: 'more', title: 'More of it', type: 'frequency', severity: 'high', of: [], term: null },
  ...{ within: DAY, baseline: 8 * DAY, least: 3, times: 3, cites: [] },
  ...its,
});

const sourceOf = (its: Partial<Watched> = {}): Watched => ({
  ...{ id: 'gazette', title: 'The Gazette', state: 'healthy', seen: true, first: NOW - 365 * DAY, last: NOW },
  ...its,
});
const unseen = (its: Partial<Watched> = {}) => sourceOf({ state: 'blind', seen: false, last: NOW - 2 * DAY, ...its });

/** A report of a story of its own for each time, in hours before now. */
const hoursAgo = (...hours: number[]): StoryReport[] => hours.map((hour) => report(`s${hour}`, hour));
const report = (story: string, hour: number, its: Partial<StoryReport> = {}): StoryReport => {
  return { story, rule: 'falls', source: 'gazette', at: new Date(NOW - hour * HOUR).toISOString(), ...its };
};
/** So many stories on each day, the last day first, at its hours 1, 2, 3 … before its end. */
const daily = (...counts: number[]): StoryReport[] =>
  counts.flatMap((n, day) => hoursAgo(...Array.from({ length: n }, (_, k) => 24 * day + k + 1)));

const factsOf = (reports: StoryReport[], its: Partial<Facts> = {}): Facts => {
  return { reports, from: NOW - 60 * DAY, idle: [], sources: [sourceOf()], firsts: [], ...its };
};
const judged = (trend: Partial<Trend>, reports: StoryReport[], its: Partial<Facts> = {}, now = NOW) =>
  judge(trendOf(trend), factsOf(reports, its), now);
/** What is kept of the trend after judging it at each of the instants, with all reports that came until then. */
function keptAfter(trend: Trend, reports: readonly StoryReport[], instants: readonly number[]): Signal[] {
  const kept: Signal[] = [];
  for (const now of instants) {
    const known = reports.filter(({ at }) => Date.parse(at) <= now);
    const found = untold(judge(trend, factsOf([...known]), now), kept);
    kept.push(...found.map((one) => signalOf(trend, one, new Date(now).toISOString(), [])));
  }
  return kept;
}
const every = (hours: number, from: number, to: number): number[] =>
  Array.from({ length: Math.floor((from - to) / hours) + 1 }, (_, n) => NOW - (from - n * hours) * HOUR);

describe('frequency', () => {
  it.each<[string, StoryReport[], object]>([
    ['fires at as many as are asked for', hoursAgo(1, 2, 23), { is: 'firing', since: NOW - HOUR }],
    ['is calm below', hoursAgo(1, 2), { is: 'calm' }],
    ['does not count what is as old as the time', hoursAgo(0, 1, 24), { is: 'calm' }],
    ['counts what is a moment younger', hoursAgo(0, 1, 23.999), { is: 'firing', since: NOW }],
    [
      'still fires while what made it fire is in the time',
      hoursAgo(20, 21, 22),
      { is: 'firing', since: NOW - 20 * HOUR },
    ],
    ['needs no history', hoursAgo(1, 2, 3), { is: 'firing', since: NOW - HOUR }],
  ])('%s', (_, reports, state) => expect(judged({}, reports).state).toEqual(state));

  it('counts stories and not their copies', () => {
    const copies = Array.from({ length: 20 }, (_, n) => report('s', 1 + n / 10, { source: `paper${n}` }));
    expect(judged({}, copies)).toMatchObject({ state: { is: 'calm' }, count: 1 });
  });
  it('counts a story that goes on when it began', () => {
    const old = [report('old', 50), report('old', 1, { rule: 'tender' })];
    expect(judged({}, [...old, ...hoursAgo(2, 3)]).count).toBe(2);
  });
  it('counts the stories of its rules only, when a rule first fitted', () => {
    const mixed = [
      report('a', 40),
      report('a', 1, { rule: 'tender' }),
      report('b', 2),
      report('c', 3, { rule: 'tender' }),
    ];
    expect(judged({ of: ['tender'] }, mixed).count).toBe(2);
  });
  it('tells what began and ended while nobody looked, if that is not three days ago', () => {
    expect(judged({}, hoursAgo(50, 51, 52)).found).toHaveLength(1);
    expect(judged({}, hoursAgo(73, 74, 75)).found).toHaveLength(0);
  });
});

describe('spike', () => {
  const spike = { type: 'spike', times: 3, least: 3 } as const;
  it.each<[string, StoryReport[], { is: string }, number | null]>([
    ['fires at so many times the usual', daily(6, 2, 2, 2, 2, 2, 2, 2, 2), { is: 'firing' }, 2],
    ['is calm below', daily(5, 2, 2, 2, 2, 2, 2, 2, 2), { is: 'calm' }, 2],
    ['is calm where a few are many times nothing', daily(2, 0, 0, 0, 0, 0, 0, 0, 0), { is: 'calm' }, 0],
    ['fires at enough where none is usual', daily(3, 0, 0, 0, 0, 0, 0, 0, 0), { is: 'firing' }, 0],
    ['is not hidden by an earlier one', daily(6, 2, 2, 2, 20, 20, 2, 2, 2), { is: 'firing' }, 2],
    ['takes the middle of two windows', daily(6, 1, 1, 1, 1, 3, 3, 3, 3), { is: 'firing' }, 2],
    ['counts no window of before the baseline', daily(6, 2, 2, 2, 2, 2, 2, 2, 2, 20, 20), { is: 'firing' }, 2],
  ])('%s', (_, reports, state, usual) => {
    expect(judged(spike, reports)).toMatchObject({ state, usual });
  });
  it.each([
    [5, 'firing'],
    [4.9, 'young'],
    [0, 'young'],
  ])('%d days of watching before the last story is %s', (days, is) => {
    const sources = [sourceOf({ first: NOW - HOUR - days * DAY })];
    const judgement = judged(spike, daily(9, 2, 2, 2, 2), { sources });
    expect(judgement.state.is).toBe(is);
    expect(judgement.found).toHaveLength(is === 'firing' ? 1 : 0);
  });
  it('leaves out the days on which nobody looked, and is silent where that were too many', () => {
    const midnight = NOW - 12 * HOUR;
    const idle = (days: number[]) => days.map((day) => midnight - day * DAY);
    const few = daily(6, 2, 2, 0, 0, 0, 2, 2, 2);
    expect(judged(spike, few)).toMatchObject({ usual: 2 });
    const gone = daily(6, 2, 0, 0, 0, 0, 2, 2, 2);
    expect(judged(spike, gone)).toMatchObject({ usual: 1, threshold: 3 });
    expect(judged(spike, gone, { idle: idle([3, 4, 5]) })).toMatchObject({ usual: 2, threshold: 6 });
    expect(judged(spike, gone, { idle: idle([2, 3, 4, 5]) })).toMatchObject({ usual: null, state: { is: 'young' } });
  });
  it('counts as watched what the source that came first has seen, and nothing of before', () => {
    const sources = [sourceOf({ id: 'new', first: NOW - DAY }), sourceOf({ first: NOW - 5 * DAY })];
    expect(judged(spike, daily(9, 2, 2, 2, 2, 50, 50), { sources })).toMatchObject({ usual: 2, threshold: 6 });
  });
  it('is told once while it lasts for three days, also where they sleep at night', () => {
    const days = daily(9, 9, 9, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    expect(keptAfter(trendOf(spike), days, every(1, 72, -48))).toHaveLength(1);
  });
  it('is told again when it comes again', () => {
    const days = daily(9, 1, 1, 1, 9, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    expect(keptAfter(trendOf(spike), days, every(1, 120, 0))).toHaveLength(2);
  });
});

describe('flatline', () => {
  const flat = { type: 'flatline', least: 2 } as const;
  const usual = daily(0, 3, 3, 3, 3, 3, 3, 3, 3, 3);
  it('fires where none come, the source is seen, and some are usual', () => {
    expect(judged(flat, usual)).toMatchObject({ state: { is: 'firing', since: NOW - 25 * HOUR }, count: 0, usual: 3 });
  });
  it.each<[string, StoryReport[], Partial<Trend>]>([
    ['one came', [...usual, ...hoursAgo(23)], {}],
    ['fewer are usual', usual, { least: 4 }],
    ['none ever came', [], {}],
    [
      'one came elsewhere in the rules that count',
      [...usual, report('x', 2, { rule: 'talk' })],
      { of: ['falls', 'talk'] },
    ],
  ])('is calm where %s', (_, reports, its) => expect(judged({ ...flat, ...its }, reports).state.is).toBe('calm'));
  it('is too young where little was watched', () => {
    expect(judged(flat, usual, { sources: [sourceOf({ first: NOW - 4 * DAY })] })).toMatchObject({
      state: { is: 'young' },
      found: [],
    });
  });

  describe('is told apart from blindness', () => {
    const both = (...sources: Watched[]) => judged(flat, twice, { sources });
    /** What one gazette reports on every day, and the herald too. */
    const twice = [...usual, ...usual.map((one) => ({ ...one, source: 'herald' }))];
    const herald = { id: 'herald', title: 'The Herald' };
    it('where the only source is not seen', () => {
      const { state, found } = judged(flat, usual, { sources: [unseen()] });
      expect(state).toMatchObject({ is: 'blind', unseen: [{ title: 'The Gazette', state: 'blind', stories: 27 }] });
      expect(found).toMatchObject([{ blind: [{ title: 'The Gazette' }] }]);
    });
    it.each(['failing', 'blind', 'late', 'gap', 'gone', 'not visited yet'])('where it is %s', (state) => {
      expect(judged(flat, usual, { sources: [unseen({ state }), sourceOf({ id: 'other' })] }).state).toMatchObject({
        is: 'blind',
        unseen: [{ state }],
      });
    });
    it('where one that never answered is all there is, from a day after it was first asked', () => {
      const never = (first: number) => judged(flat, [], { sources: [unseen({ first, last: null })] });
      expect(never(NOW - 2 * DAY)).toMatchObject({ state: { is: 'blind' }, found: [{ since: NOW - 2 * DAY }] });
      expect(never(NOW - HOUR)).toMatchObject({ state: { is: 'blind' }, found: [] });
    });
    it('where none was asked yet, which is not told', () => {
      const sources = [unseen({ state: 'not visited yet', first: null, last: null })];
      expect(judged(flat, [], { sources })).toMatchObject({ state: { is: 'blind', since: null }, found: [] });
    });
    it('but it is a flatline where those that are seen report enough by themselves', () => {
      expect(both(sourceOf(), unseen(herald)).state.is).toBe('firing');
      expect(both(unseen(), unseen(herald)).state.is).toBe('blind');
    });
    it('nor does a source count that never reported anything', () => {
      expect(judged(flat, usual, { sources: [sourceOf(), unseen({ id: 'new', last: null })] }).state.is).toBe('firing');
    });
  });
  it('is told once for a silence, and again for the next', () => {
    const days = daily(0, 0, 3, 0, 0, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3);
    const kept = keptAfter(trendOf(flat), days, every(1, 120, 0));
    expect(kept.map(({ period }) => period)).toEqual(['2026-03-25T11:00:00.000Z', '2026-03-28T11:00:00.000Z']);
  });
  it('is still told once it can be, where it was blind before', () => {
    const trend = trendOf(flat);
    const blind = untold(judge(trend, factsOf(usual, { sources: [unseen()] }), NOW), []);
    const kept = blind.map((one) => signalOf(trend, one, new Date(NOW).toISOString(), []));
    expect(kept).toMatchObject([{ blind: true }]);
    expect(untold(judge(trend, factsOf(usual, { sources: [unseen()] }), NOW + HOUR), kept)).toEqual([]);
    expect(untold(judge(trend, factsOf(usual), NOW + HOUR), kept)).toMatchObject([{ blind: null }]);
  });
});

describe('new_term', () => {
  const term = { type: 'new_term', term: 'country' } as const;
  const first = (its: Partial<First> = {}): First => {
    return { term: '$kazakhstan', words: 'Казахстан', item: 'i', at: NOW - HOUR, ...its };
  };
  it('fires for each entry that is new, and tells each once for the whole baseline', () => {
    const trend = trendOf(term);
    const firsts = [first(), first({ term: '$armenia' })];
    const found = untold(judge(trend, factsOf([], { firsts }), NOW), []);
    const kept = found.map((one) => signalOf(trend, one, new Date(NOW).toISOString(), []));
    expect(kept.map(({ period }) => period)).toEqual([
      '2026-03-30T11:00:00.000Z $kazakhstan',
      '2026-03-30T11:00:00.000Z $armenia',
    ]);
    const again = (at: number) => untold(judge(trend, factsOf([], { firsts: [first({ at })] }), at), kept).length;
    expect([again(NOW + 7 * DAY), again(NOW + 9 * DAY)]).toEqual([0, 1]);
  });
  it.each([
    [5, 'firing'],
    [4.99, 'young'],
  ])('after %d days of watching is %s', (days, is) => {
    const sources = [sourceOf({ first: NOW - days * DAY })];
    const idle = Array.from({ length: 4 }, (_, n) => NOW - 12 * HOUR - (n + 2) * DAY);
    expect(judged(term, [], { firsts: [first()], idle }).state.is).toBe('firing');
    expect(judged(term, [], { firsts: [first()], idle: [...idle, NOW - 156 * HOUR] }).state.is).toBe('young');
    expect(judged(term, [], { sources, firsts: [first()] }).state.is).toBe(is);
  });
});

describe('every kind', () => {
  const types = ['frequency', 'spike', 'flatline'] as const;
  const reports = fc.array(
    fc.record({ story: fc.constantFrom(...'abcdefghijklmnop'), hour: fc.integer({ min: 0, max: 300 }) }),
    { maxLength: 60 },
  );
  it.each(types)('judges the same in whatever order the reports come: %s', (type) => {
    fc.assert(
      fc.property(reports, fc.infiniteStream(fc.nat()), (some, keys) => {
        const all = some.map(({ story, hour }) => report(story, hour));
        const order = all.map((one) => ({ one, key: keys.next().value })).sort((a, b) => a.key - b.key);
        const other = order.map(({ one }) => one);
        expect(judged({ type }, other)).toEqual(judged({ type }, all));
      }),
      { numRuns: 100 },
    );
  });
  it.each(types)('tells nothing twice, however often it is judged: %s', (type) => {
    fc.assert(
      fc.property(reports, fc.integer({ min: 0, max: 48 }), (some, later) => {
        const trend = trendOf({ type, least: 2 });
        const facts = factsOf(some.map(({ story, hour }) => report(story, hour)));
        const found = untold(judge(trend, facts, NOW), []);
        const kept = found.map((one) => signalOf(trend, one, new Date(NOW).toISOString(), []));
        expect(new Set(kept.map(({ period }) => period)).size).toBe(kept.length);
        const again = untold(judge(trend, facts, NOW), kept);
        expect(again).toEqual([]);
        // A silence may only begin in the meantime.
        if (type !== 'flatline') expect(untold(judge(trend, facts, NOW + later * HOUR), kept)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
  it.each(['frequency', 'spike'] as const)(
    'tells the same, whether it is judged every hour or once in two days: %s',
    (type) => {
      fc.assert(
        fc.property(reports, fc.integer({ min: 2, max: 48 }), (some, step) => {
          const trend = trendOf({ type, least: 2 });
          const all = some.map(({ story, hour }) => report(story, hour));
          const periods = (hours: number) =>
            keptAfter(trend, all, [...every(hours, 310, 0), NOW]).map((one) => one.period);
          expect(periods(step).sort()).toEqual(periods(1).sort());
        }),
        { numRuns: 20 },
      );
    },
  );
  it('tells a frequency once, though what comes late moves its beginning', () => {
    const trend = trendOf({});
    const before = factsOf(hoursAgo(1, 2, 3));
    const kept = untold(judge(trend, before, NOW), []).map((one) => {
      return signalOf(trend, one, new Date(NOW).toISOString(), []);
    });
    const late = factsOf(hoursAgo(1, 2, 3, 10, 11, 12));
    expect(judge(trend, late, NOW).found).toMatchObject([{ since: NOW - 10 * HOUR }]);
    expect(untold(judge(trend, late, NOW), kept)).toEqual([]);
  });
  it.each(['frequency', 'spike'] as const)('is blind where no source is seen: %s', (type) => {
    expect(judged({ type }, daily(1, 1, 1, 1, 1, 1, 1, 1), { sources: [unseen()] }).state.is).toBe('blind');
  });
});
