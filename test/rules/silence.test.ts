import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOf, endsSoon, isInForce, type Silenceable, silencedBy } from '../../rules/silence.ts';
import type { Silence } from '../../state/silence.ts';

const silence = (of: string, its: Partial<Silence> = {}): Silence => ({
  id: of,
  of,
  author: 'ana',
  reason: 'a drill',
  since: '2026-10-01T00:00:00.000Z',
  until: '2026-10-11T00:00:00.000Z',
  ended: null,
  warned: null,
  ...its,
});

const NOW = '2026-10-05T06:00:00.000Z';
const LATER = '2026-10-20T00:00:00.000Z';
const story: Silenceable = { topic: 'tripp', stories: ['s2', 's1'], rules: ['signed', 'opens'] };
const moved: Silenceable = { ...story, trackers: ['route'], deadlines: ['opening'] };

describe('what could be told at once is silenced by', () => {
  it.each<[string, string | undefined, readonly Silence[], Silenceable]>([
    ['nothing where there is no silence', undefined, [], story],
    ['a silence of its topic', 'tripp', [silence('tripp')], story],
    ['no silence of another topic', undefined, [silence('georgia-visa')], story],
    ['no silence of a topic whose name begins alike', undefined, [silence('trip')], story],
    ['a silence of its story', 's2', [silence('s2')], story],
    ['a silence of a story that it took in', 's1', [silence('s1')], story],
    ['no silence of one of two rules', undefined, [silence('tripp/signed')], story],
    [
      'silences of all its rules, by the one after which it may be told',
      'tripp/signed',
      [silence('tripp/signed'), silence('tripp/opens', { until: LATER })],
      story,
    ],
    [
      'no silence of another topic’s rule of that name',
      undefined,
      [silence('csto/signed')],
      { ...story, rules: ['signed'] },
    ],
    ['a silence of its only rule', 'tripp/signed', [silence('tripp/signed')], { ...story, rules: ['signed'] }],
    [
      'a silence of the tracker that moved',
      'tripp/route',
      [silence('tripp/route')],
      { topic: 'tripp', trackers: ['route'] },
    ],
    [
      'a silence of the deadline',
      'tripp/opening',
      [silence('tripp/opening')],
      { topic: 'tripp', deadlines: ['opening'] },
    ],
    ['a silence of the trend', 'tripp/burst', [silence('tripp/burst')], { topic: 'tripp', trends: ['burst'] }],
    ['no silence of a tracker, where a deadline moved too', undefined, [silence('tripp/route')], moved],
    [
      'silences of everything that moved',
      'tripp/opening',
      [silence('tripp/route', { until: LATER }), silence('tripp/opening')],
      moved,
    ],
    ['the one that ends last of several', 's2', [silence('s2', { until: LATER }), silence('tripp')], story],
    ['no silence that is over', undefined, [silence('tripp', { until: NOW })], story],
    ['no silence that was ended', undefined, [silence('tripp', { ended: NOW })], story],
    ['no silence that has not begun', undefined, [silence('tripp', { since: LATER, until: LATER })], story],
  ])('%s', (_, by, silences, what) => {
    expect(silencedBy(silences, what, NOW)?.id).toBe(by);
    expect(silencedBy(silences.toReversed(), what, NOW)?.id).toBe(by);
  });

  it('a silence more never tells more, and what is silenced is so until the silence that is named ends', () => {
    const names = ['tripp', 's1', 's2', 'tripp/signed', 'tripp/opens', 'tripp/route', 'tripp/opening', 'other'];
    const any = fc.record({
      of: fc.constantFrom(...names),
      until: fc.integer({ min: 6, max: 12 }).map((day) => `2026-10-${String(day).padStart(2, '0')}T00:00:00.000Z`),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 6 }), any, fc.constantFrom(story, moved), (some, more, what) => {
        const silences = some.map((its, n) => silence(its.of, { ...its, id: `${n}` }));
        const by = silencedBy(silences, what, NOW);
        const with1 = silencedBy([...silences, silence(more.of, { ...more, id: 'more' })], what, NOW);
        if (!by) return;
        expect(with1 && endOf(with1) >= endOf(by)).toBe(true);
        // Just before its end the same silence, or another, keeps it; at its end nothing that ends with it or before does.
        const just = new Date(Date.parse(endOf(by)) - 1).toISOString();
        expect(silencedBy(silences, what, just)).toBeDefined();
        expect(silencedBy(silences, what, endOf(by))).toBeUndefined();
      }),
    );
  });
});

describe('a silence', () => {
  it.each([
    ['is in force from the instant it begins', '2026-10-01T00:00:00.000Z', null, true],
    ['is in force until just before its end', '2026-10-10T23:59:59.999Z', null, true],
    ['is over at its end', '2026-10-11T00:00:00.000Z', null, false],
    ['is over when it was ended', NOW, NOW, false],
    ['that was ended after its end is not longer for it', '2026-10-11T00:00:00.000Z', LATER, false],
  ])('%s', (_, at, ended, is) => expect(isInForce(silence('tripp', { ended }), at)).toBe(is));

  it.each([
    ['a day before the end of ten', '2026-10-10T00:00:00.000Z', '2026-10-11T00:00:00.000Z', true],
    ['more than a day before the end of ten', '2026-10-09T23:59:59.999Z', '2026-10-11T00:00:00.000Z', false],
    ['a day before the end of a month', '2026-10-31T00:00:00.000Z', '2026-11-01T00:00:00.000Z', true],
    [
      'a tenth of its length before the end of a short one',
      '2026-10-01T09:00:00.000Z',
      '2026-10-01T10:00:00.000Z',
      true,
    ],
    ['earlier than that', '2026-10-01T08:59:00.000Z', '2026-10-01T10:00:00.000Z', false],
    ['when it is over', '2026-10-11T00:00:00.000Z', '2026-10-11T00:00:00.000Z', false],
  ])('is about to end %s: %s of %s', (_, at, until, soon) => {
    expect(endsSoon(silence('tripp', { until }), at)).toBe(soon);
  });
});
