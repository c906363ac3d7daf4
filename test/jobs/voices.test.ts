/** Whose words an item prints is found in the story that holds the original, and forgotten in no other. */
import { expect, it } from 'vitest';
import { assess } from '../../jobs/assess.ts';
import { INSTALLATION, itemOf, TOPICS } from './fixture.ts';
import { testWorld } from './world.ts';

const SUMMARY =
  'The old bridge over the Arax near Meghri fell into the river on Monday morning, the governor said, and twelve people who were on it at that hour were brought to the hospital of Kapan.';

it.each([
  ['in the order of the topics', TOPICS],
  ['in another order', TOPICS.toReversed()],
])('a reprint that fits a second topic, of which the original tells nothing, stays one %s', async (_, topics) => {
  const world = await testWorld();
  const its = { summary: SUMMARY, published: '2026-10-05T05:00:00.000Z' };
  await world.come([itemOf('The bridge collapsed at Meghri', { ...its, family: 'agency' })]);
  const reprint = { ...its, family: 'herald', published: '2026-10-05T05:30:00.000Z' };
  await world.come([itemOf('The bridge collapsed at Meghri, railway opens', reprint)], undefined, 'herald');
  await assess(INSTALLATION, topics, world);
  await assess(INSTALLATION, topics, world);
  expect((await world.items()).map(({ family, voice }) => [family, voice])).toEqual([
    ['agency', null],
    ['herald', 'agency'],
  ]);
});
