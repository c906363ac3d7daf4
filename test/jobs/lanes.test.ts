import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { watch } from '../../jobs/watch.ts';
import type { Kind } from '../../state/source.ts';
import { feed, sourceOf, TOPICS } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
/** The most requests that were under way at once: of each registrable domain, and of all. */
let most: Record<string, number>;

beforeEach(async () => {
  world = await testWorld();
  most = { all: 0 };
});

const sourcesAt = (...hosts: string[]) =>
  hosts.map((host, n) => sourceOf({ id: `source-${n}`, url: `https://${host}/feed/${n}` }));

async function watchAll(sources: ReturnType<typeof sourcesAt>, concurrency = 8) {
  const underWay: Record<string, number> = {};
  for (const { url } of sources) {
    const names = ['all', new URL(url).hostname.split('.').slice(-2).join('.')];
    world.answers.set(url, async () => {
      for (const name of names) {
        underWay[name] = (underWay[name] ?? 0) + 1;
        most[name] = Math.max(most[name] ?? 0, underWay[name]);
      }
      for (let turn = 0; turn < 5; turn++) await setImmediate();
      for (const name of names) underWay[name]!--;
      return new Response(feed('The bridge collapsed'));
    });
  }
  return watch(sources, TOPICS, { timeout: 5, maxBytes: 100_000, concurrency }, world);
}

describe('visits', () => {
  it('to one host are never under way at once, whatever its subdomain; to others they are', async () => {
    await watchAll(sourcesAt('a.example.org', 'b.example.org', 'example.org', 'a.example.com', 'example.net'));
    expect(most).toEqual({ all: 3, 'example.org': 1, 'example.com': 1, 'example.net': 1 });
  });
  it.each([1, 2, 4])('are never more at once than the configuration allows: %i', async (concurrency) => {
    const { visited } = await watchAll(sourcesAt('a.org', 'b.org', 'c.org', 'd.org', 'e.org', 'f.org'), concurrency);
    expect(visited).toBe(6);
    expect(most.all).toBe(concurrency);
  });
  it.each([
    ['gdelt', [5000, 5000]],
    ['google-news', [1500, 1500]],
    ['bing-news', [1500, 1500]],
    ['feed', [500, 500]],
  ] as [Kind, number[]][])('to one %s host have the pause between them that it asks for', async (kind, pauses) => {
    const three = sourcesAt('example.org', 'example.org', 'example.org').map((source) => ({ ...source, kind }));
    await watchAll([...three, ...sourcesAt('example.com').map((one) => ({ ...one, id: 'alone' }))]);
    expect(world.pauses).toEqual(pauses);
    expect(world.asked).toHaveLength(4);
  });
});
