import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../state/item.ts';
import { Buckets } from '../../../web/security/limits.ts';

const at = (milliseconds: number): Date => new Date(Date.UTC(2026, 9, 5) + milliseconds);
const taken = (buckets: Buckets, n: number, when: Date): number[] =>
  Array.from({ length: n }, () => buckets.take('a', when));

describe('a bucket', () => {
  it('gives what it holds, and then says how long to wait', () => {
    expect(taken(new Buckets({ burst: 2, hourly: 60 }), 3, at(0))).toEqual([0, 0, MINUTE]);
  });
  it('fills with time, and not beyond its size', () => {
    const buckets = new Buckets({ burst: 2, hourly: 60 });
    taken(buckets, 2, at(0));
    expect(taken(buckets, 2, at(MINUTE))).toEqual([0, MINUTE]);
    expect(taken(buckets, 3, at(HOUR))).toEqual([0, 0, MINUTE]);
  });
  it('is no later for who asks again and again before its time', () => {
    const buckets = new Buckets({ burst: 1, hourly: 60 });
    taken(buckets, 1, at(0));
    expect(taken(buckets, 50, at(MINUTE / 2)).at(-1)).toBe(MINUTE / 2);
    expect(buckets.take('a', at(MINUTE))).toBe(0);
  });
  it('of one takes nothing of another', () => {
    const buckets = new Buckets({ burst: 1, hourly: 1 });
    expect([buckets.take('a', at(0)), buckets.take('b', at(0))]).toEqual([0, 0]);
  });
  it('gives nothing for a clock that is set back', () => {
    const buckets = new Buckets({ burst: 1, hourly: 60 });
    taken(buckets, 1, at(HOUR));
    expect(buckets.take('a', at(0))).toBe(MINUTE);
  });
  it('is one of so many: who was away for the longest is forgotten', () => {
    const buckets = new Buckets({ burst: 1, hourly: 1 });
    buckets.take('first', at(0));
    for (let n = 0; n < 19_999; n++) buckets.take(`${n}`, at(0));
    expect(buckets.take('first', at(1))).toBeGreaterThan(0);
    for (let n = 0; n < 30_000; n++) buckets.take(`again ${n}`, at(2));
    expect(buckets.size).toBe(20_000);
    expect(buckets.take('first', at(3))).toBe(0);
  });
});
