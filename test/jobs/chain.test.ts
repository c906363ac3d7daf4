/** The promises of the whole chain, from the visit to the mail server; test/long/chain.long.ts asks them of far more cases. */
import { describe, expect, it } from 'vitest';
import { daysWith, survives } from './crash.ts';
import { anyOrderOfAMoment, anyOrderWithinTheWait } from './orders.ts';

/** The same few cases each time; others are sought at length. */
const SEED = 5;
/** Of a busy machine. */
const timeout = 60_000;

describe('what is known and told', { timeout }, () => {
  it('is the same in whatever order reports come within the wait', () => anyOrderWithinTheWait(2, SEED));
  it('is the same, to the letter, in whatever order and in how many looks one moment is read', () =>
    anyOrderOfAMoment(3, SEED));
});

describe('a program that dies and is started again', { timeout }, () => {
  it('tells the same to the same, nobody twice, whichever kind of write it died at', async () => {
    const calm = await daysWith();
    expect(new Set(calm.end.messages.map(({ kind }) => kind))).toEqual(
      new Set(['alert', 'follow-up', 'edition', 'reminder', 'signal']),
    );
    expect(new Set(calm.end.taken).size).toBe(calm.end.taken.length);
    // The last of each kind, since nothing that comes later would mend what is lost there.
    for (const nth of new Map(calm.names.map((name, n) => [name, n + 1])).values()) await survives(nth, calm);
  });
});
