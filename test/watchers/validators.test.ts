import { describe, expect, test } from 'vitest';
import { conditional, type Remembered, remember } from '../../watchers/validators.ts';
import type { Validators } from '../../watchers/visit.ts';

const NOW = new Date('2026-11-22T12:00:00.000Z');
const DAY = 24 * 3600_000;
const ago = (milliseconds: number) => new Date(NOW.getTime() - milliseconds).toISOString();
const BOTH = { etag: '"1"', lastModified: 'yesterday' };
const known = (its: Partial<Remembered> = {}): Remembered => ({ ...BOTH, full: ago(3600_000), lies: false, ...its });

describe('we ask', () => {
  test.each<[string, Remembered | undefined, Validators]>([
    ['without a condition at the first visit', undefined, {}],
    ['with the validators that we got, as they are', known(), BOTH],
    ['with those, up to a day after the last whole document', known({ full: ago(DAY - 1) }), BOTH],
    ['for the whole document once a day, in case they lie', known({ full: ago(DAY) }), {}],
    ['without a condition where they have lied', known({ lies: true }), {}],
  ])('%s', (_, remembered, sent) => expect(conditional(remembered, NOW)).toEqual(sent));
});

describe('a host lies that gives', () => {
  const got = { etag: '"2"', lastModified: 'today' };
  test.each<[string, Remembered | undefined, Validators, number, boolean]>([
    ['the same etag with news', known(), BOTH, 1, true],
    ['the same etag with news, whatever its Last-Modified', known(), { ...got, etag: BOTH.etag }, 1, true],
    ['the same Last-Modified with news, and no etag', known(), { lastModified: BOTH.lastModified }, 1, true],
    ['not: the same etag without news', known(), BOTH, 0, false],
    ['not: another etag with news', known(), { ...BOTH, etag: '"2"' }, 1, false],
    ['not: another Last-Modified with news', known({ etag: undefined }), { lastModified: 'today' }, 1, false],
    ['not: no validators at all', known({ etag: undefined, lastModified: undefined }), {}, 1, false],
    ['not: anything at the first visit', undefined, BOTH, 20, false],
    ['and is never believed again', known({ lies: true }), got, 0, true],
  ])('%s', (_, before, validators, fresh, lies) => {
    expect(remember(before, validators, fresh, NOW)).toEqual({ ...validators, full: NOW.toISOString(), lies });
  });
});
