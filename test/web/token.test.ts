import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../state/item.ts';
import { type Purpose, sign, verified } from '../../web/token.ts';

const [ID, SECRET] = ['0d5f7c3e-5a0f-4a6e-9c0a-0a5e7d0f2b11', 'a secret of the tests, not to be told'];
const NOW = new Date('2026-10-05T06:00:00Z');
const TOKEN = sign('leave', ID, NOW, SECRET);
const past = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);

describe('a token', () => {
  it('says of whom it is, and since when', () => {
    expect(verified(TOKEN, 'leave', SECRET, NOW)).toEqual({ subject: ID, at: NOW });
  });
  it('names nobody, and may stand in an address', () => expect(TOKEN).toMatch(/^[\w-]{52}$/));
  it('is not taken with any bit of any byte turned', () => {
    const bytes = Buffer.from(TOKEN, 'base64url');
    const turned = Array.from({ length: bytes.length * 8 }, (_, bit) => {
      const copy = Buffer.from(bytes);
      copy[bit >> 3]! ^= 1 << (bit & 7);
      return copy.toString('base64url');
    });
    expect(turned).toHaveLength(312);
    expect(turned.filter((token) => verified(token, 'leave', SECRET, NOW))).toEqual([]);
  });
  it.each([
    ['cut', TOKEN.slice(0, -1)],
    ['longer', `${TOKEN}A`],
    ['empty', ''],
    ['of other letters', TOKEN.replace(/.$/, '=')],
    ['with a line’s end', `${TOKEN}\n`],
    ['of full width', TOKEN.replace(/^./, 'Ａ')],
  ])('is not taken %s', (_, token) => expect(verified(token, 'leave', SECRET, NOW)).toBeNull());
  it('is not taken under another secret', () => {
    expect(verified(TOKEN, 'leave', `${SECRET}!`, NOW)).toBeNull();
  });
  it.each(['confirm', 'change', 'read', 'data'] as const)(
    'to leave is none to %s, and the other way round',
    (purpose) => {
      expect(verified(TOKEN, purpose, SECRET, NOW)).toBeNull();
      expect(verified(sign(purpose, ID, NOW, SECRET), 'leave', SECRET, NOW)).toBeNull();
    },
  );
  it.each<[Purpose, number]>([
    ['confirm', 3 * DAY],
    ['change', 366 * DAY],
    ['read', 366 * DAY],
    ['data', HOUR],
  ])('to %s is good for %d ms and no longer', (purpose, lifetime) => {
    const token = sign(purpose, ID, NOW, SECRET);
    expect(verified(token, purpose, SECRET, past(lifetime))).not.toBeNull();
    expect(verified(token, purpose, SECRET, past(lifetime + 1))).toBeNull();
  });
  it('to leave is good for ever, also from a mail that an older version wrote', () => {
    const old = 'AQ1ffD5aD0punAoKXn0PKxEAAGrDPOC-MZhPrUz0-W1imXev3UcX';
    expect(verified(old, 'leave', SECRET, NOW)).toEqual({ subject: ID, at: NOW });
    expect(verified(TOKEN, 'leave', SECRET, past(40 * 366 * DAY))).not.toBeNull();
  });
});
