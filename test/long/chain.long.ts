/** The whole chain at length: many orders of arrival, and a death at every write there is. */
import { expect, it } from 'vitest';
import { daysWith, survives } from '../jobs/crash.ts';
import { anyOrderOfAMoment, anyOrderWithinTheWait } from '../jobs/orders.ts';

it('what is known and told is the same in whatever order reports come within the wait', () =>
  anyOrderWithinTheWait(60));
it('what one moment brings is known and told the same, to the letter, in whatever order it is read', () =>
  anyOrderOfAMoment(60));

it('a program that dies before any of its writes, or after it, tells the same in the end', async () => {
  const calm = await daysWith();
  expect(calm.names.length).toBeGreaterThan(200);
  for (let nth = 1; nth <= calm.names.length; nth++) await survives(nth, calm);
});
