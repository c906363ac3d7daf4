import { describe, expect, test } from 'vitest';
import { FLOWING, PLAIN, PREFORMATTED } from '../../../watchers/reading/kinds.ts';
import { Letters } from '../../../watchers/reading/letters.ts';

function taken(most: number, gather: (letters: Letters) => void): string {
  const letters = new Letters(most);
  gather(letters);
  return letters.taken();
}

describe('letters', () => {
  test('of two texts under way at once stay apart', () => {
    const [one, other] = [new Letters(100), new Letters(100)];
    one.take('a ', PLAIN);
    other.take('x', PLAIN);
    one.divide('\n');
    other.take('y', PLAIN);
    one.take('b', PLAIN);
    expect([one.taken(), other.taken()]).toEqual(['a\nb', 'xy']);
  });

  test.each([
    ['stop at a mark', 'ab<c', FLOWING, 2],
    ['stop at a mark behind a space', 'a &b', FLOWING, 2],
    ['stop at no mark where there is no markup', 'ab<c', PLAIN, 4],
    ['stop where there is no room', 'abcdefgh', FLOWING, 5],
    ['need no room for what is left out', '  a\u202e\n\n b  cd', FLOWING, 11],
  ])('%s', (_, written, kinds, at) => expect(new Letters(5).take(written, kinds)).toBe(at));

  test('are taken from a part of what is written', () => {
    expect(taken(100, (letters) => letters.take('a b c d', PLAIN, 2, 5))).toBe('b c');
  });

  test('know how many more there is room for, a gap being one of them', () => {
    const letters = new Letters(5);
    const rooms = ['ab', ' ', ' ', 'c', '<', 'd'].map((written) => {
      letters.take(written, PLAIN);
      return letters.room;
    });
    expect(rooms).toEqual([3, 2, 2, 1, 0, 0]);
  });
});

describe('between words there is one gap', () => {
  test.each([
    ['a line rather than a space', ' \n ', PLAIN, 'a\nb'],
    ['a space where lines are not those of the source', ' \n ', FLOWING, 'a b'],
    ['a line where they are', ' \n ', PREFORMATTED, 'a\nb'],
    ['a space, of whatever kind', '\u00a0\u2003\u3000', PLAIN, 'a b'],
    ['none, where there is nothing', '\u202e\u2066', PLAIN, 'ab'],
  ])('%s', (_, gap, kinds, text) => expect(taken(9, (letters) => letters.take(`a${gap}b`, kinds))).toBe(text));

  test('and none at its ends', () => {
    const divided = taken(9, (letters) => {
      letters.divide('\n');
      letters.take(' a ', PLAIN);
      letters.divide('\n');
    });
    expect(divided).toBe('a');
  });
});
