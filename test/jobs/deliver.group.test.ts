import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { grouped } from '../../jobs/deliver/group.ts';

it('what is asked in one turn is answered by one piece of work, each by its own answer', async () => {
  const groups: (readonly number[])[] = [];
  const ask = grouped(async (asks: readonly number[]) => {
    groups.push(asks);
    return asks.map((one) => one * 10);
  });
  expect(await Promise.all([1, 2, 3].map(ask))).toEqual([10, 20, 30]);
  expect(await ask(4)).toBe(40);
  expect(groups).toEqual([[1, 2, 3], [4]]);
});

it('who comes while it works is answered by the next', async () => {
  const groups: (readonly number[])[] = [];
  let [working, most] = [0, 0];
  const ask = grouped(async (asks: readonly number[]) => {
    groups.push(asks);
    most = Math.max(most, ++working);
    await setImmediate();
    working--;
    return asks;
  });
  const again = async (n: number) => ask((await ask(n)) + 10);
  await Promise.all([again(1), again(2)]);
  expect([groups, most]).toEqual([
    [
      [1, 2],
      [11, 12],
    ],
    1,
  ]);
});

it('an error is told to all of those who asked, and to no others', async () => {
  const ask = grouped(async (asks: readonly number[]) => {
    if (asks.includes(2)) throw new Error('the disk is full');
    return asks;
  });
  const ends = await Promise.allSettled([1, 2].map(ask));
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await ask(3)).toBe(3);
});
