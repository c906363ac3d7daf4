import { describe, expect, it } from 'vitest';
import { decideAlert } from '../../jobs/assess/raise.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { subscriberWith } from './fixture.ts';

describe('whether a story is told at once', () => {
  const NOW = new Date('2026-10-05T12:00Z');
  const story = { topic: 'bridge', severity: 'high', lastSeen: '2026-10-05T11:00:00.000Z' } as const;
  const hours = (n: number) => NOW.getTime() - n * 3600_000;
  it.each([
    ['a high one is, to who asked for alerts', {}, {}, 1, true],
    ['a high one is not, to who did not', {}, { alerts: false }, 1, 'can wait for the digest'],
    ['a medium one is not', { severity: 'medium' }, {}, 1, 'can wait for the digest'],
    ['a medium one is, to who wants each story now', { severity: 'medium' }, { cadence: 'now' }, 1, true],
    ['a medium one is, from `least` up', { severity: 'medium' }, { cadence: 'now', least: 'medium' }, 1, true],
    [
      'a low one is not below `least`',
      { severity: 'low' },
      { cadence: 'now', least: 'medium' },
      1,
      'can wait for the digest',
    ],
    ['a high one is to who wants each story now, alerts or not', {}, { cadence: 'now', alerts: false }, 1, true],
    ['one of another topic is not', { topic: 'railway' }, { topics: ['bridge'] }, 1, 'follows other topics'],
    [
      'one from before the subscription is not',
      {},
      { since: '2026-10-05T11:30:00.000Z' },
      1,
      'came before the subscription',
    ],
    ['one that came with the subscription is', {}, { since: story.lastSeen }, 1, true],
    ['one that was reported two days ago is', {}, {}, 48, true],
    ['one that was reported earlier is not', {}, {}, 48.1, 'was reported too long ago'],
  ] as const)('%s', (_, its, wish, age, expected) => {
    const decision = decideAlert({ ...story, ...its }, hours(age), subscriberWith(wish as Partial<Subscriber>), NOW);
    expect(decision).toEqual(expected === true ? { tell: true } : { tell: false, because: expected });
  });
});
