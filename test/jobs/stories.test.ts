import { afterEach, beforeEach, expect, it } from 'vitest';
import { assess } from '../../jobs/assess.ts';
import { recentStories, storyLine } from '../../jobs/stories.ts';
import { INSTALLATION, itemOf, TOPICS } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;

beforeEach(async () => {
  world = await testWorld('2026-10-05T06:00:00.000Z');
  await world.come([itemOf('The minister visits the bridge')]);
  world.at('2026-10-07T06:00:00.000Z');
  await world.come([itemOf('The bridge collapsed \u001b[31mat once')]);
  await world.come([itemOf('The railway opens')]);
  await assess(INSTALLATION, TOPICS, world);
});

afterEach(() => world.close());

const listed = async (topics: string[], days: number) =>
  (await recentStories(topics, days, world)).map(({ severity, headline }) => `${severity} ${headline.slice(0, 10)}`);

it('lists the stories of some topics, the gravest first', async () => {
  expect(await listed(['bridge'], 7)).toEqual(['high The bridge', 'low The minist']);
});

it('lists those that grew within the days that are asked for', async () => {
  expect(await listed(['bridge'], 1)).toEqual(['high The bridge']);
  expect(await listed(['bridge', 'railway'], 1)).toHaveLength(2);
});

it('prints their ids, and nothing that a terminal would obey', async () => {
  const [story] = await recentStories(['bridge'], 7, world);
  const line = storyLine(story!);
  expect(line).toContain(`${story!.id}  high   bridge  `);
  expect(line).toContain('1 item, 1 source, new');
  expect(line).not.toContain('\u001b');
});
