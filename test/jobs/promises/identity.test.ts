import { expect } from 'vitest';
import { assess } from '../../../jobs/assess.ts';
import { deliver } from '../../../jobs/deliver.ts';
import { digest } from '../../../jobs/digest.ts';
import { INSTALLATION, sourceOf, subscriberWith, TOPICS } from '../fixture.ts';
import { type Answer, again, DAY, type Fact, HOST, HOUR, item, items, promises, rss, type Seen } from './wire.ts';

const ARTICLE =
  'The assembly voted by sixty to forty on Monday night to spend two billion on the line along the river.';
const HEADLINE = 'Parliament adopts the railway budget';
const article = (its: Parameters<typeof item>[1] = {}) => rss(item(1, { title: HEADLINE, text: ARTICLE, ...its }));

/** Documents of which all show one and the same item, as it is first recorded. */
const same = (promise: string, ...visits: Answer[]): Fact => ({
  promise,
  visits,
  holds: (seen) => {
    expect(seen.items.map(({ revision }) => revision)).toEqual([0]);
    expect(seen.runs.map(({ fresh }) => fresh)).toEqual(visits.map((_, n) => Number(n === 0)));
  },
});
/** Documents of which each shows one item more. */
const others = (promise: string, ...visits: Answer[]): Fact => ({
  promise,
  visits,
  holds: (seen) => {
    expect(seen.items.map(({ revision }) => revision)).toEqual(visits.map(() => 0));
    expect(seen.runs.map(({ fresh }) => fresh)).toEqual(visits.map(() => 1));
  },
});
/** Two documents of which the second shows the item of the first with another text. */
const revised = (promise: string, first: Answer, second: Answer, now: object): Fact => ({
  promise,
  visits: [first, second, second],
  holds: (seen) => {
    expect(seen.items).toMatchObject([{ revision: 1, first_seen: '2026-10-05T06:00:00.000Z', ...now }]);
    expect(seen.runs.map(({ fresh, revised }) => [fresh, revised])).toEqual([
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
  },
});

const one: Fact[] = [
  same('an item that is there again is the same', article(), article()),
  same('an item at another address is the same, by its guid', article(), article({ link: `${HOST}/news/1` })),
  same('an item under a new guid is the same, by its address and title', article(), article({ guid: 'new' })),
  same('an item that loses its guid is the same, by its address and title', article(), article({ guid: '' })),
  same(
    'an item without a guid is the same at an address that trackers have changed',
    article({ guid: '' }),
    article({ guid: '', link: `${HOST}/1?utm_source=rss&amp;fbclid=x` }),
  ),
  same(
    'an item under a new guid is the same at an address that trackers have changed',
    article(),
    article({ guid: 'new', link: `${HOST}/1?utm_source=rss` }),
  ),
  same(
    'an item without a guid is the same at its AMP address',
    article({ guid: '' }),
    article({ guid: '', link: `${HOST}/1/amp/` }),
  ),
  same(
    'an item without a guid is the same at its mobile address',
    article({ guid: '', link: 'https://www.example.org/1' }),
    article({ guid: '', link: 'https://m.example.org/1' }),
  ),
  same(
    'an item without guid or address is the same, by its title and text',
    article({ guid: '', link: '' }),
    article({ guid: '', link: '' }),
  ),
  same('an item that a document lists twice is one', rss(item(1) + item(1)), rss(item(1) + item(1))),
];

const several: Fact[] = [
  others('another guid at another address is another item', rss(item(1)), rss(item(2))),
  others(
    'another title at an address that many share is another item',
    rss(item(1, { link: HOST })),
    rss(item(2, { link: HOST, title: HEADLINE })),
  ),
  {
    promise: 'a guid that all items of a document share identifies none',
    visits: [
      rss([1, 2, 3].map((n) => item(n, { guid: 'x' })).join('')),
      rss([2, 3, 4].map((n) => item(n, { guid: 'x' })).join('')),
    ],
    holds: (seen) => {
      expect(seen.items.map(({ title }) => title)).toEqual([1, 2, 3, 4].map((n) => `Headline ${n}`));
      expect(seen.items.every(({ revision }) => revision === 0)).toBe(true);
    },
  },
  {
    promise: 'a guid that was given to another article is another item, once',
    visits: [
      article(),
      rss(item(2, { guid: 'id-1', title: 'Rain floods the capital' })),
      rss(item(2, { guid: 'id-1', title: 'Rain floods the capital' })),
    ],
    holds: (seen) => {
      expect(seen.items).toMatchObject([
        { title: HEADLINE, revision: 0 },
        { title: 'Rain floods the capital', revision: 0 },
      ]);
      expect(seen.runs.map(({ fresh }) => fresh)).toEqual([1, 1, 0]);
    },
  },
  {
    promise: 'the same guid at two sources is two items',
    sources: [{}, { id: 'herald', url: `${HOST}/herald` }],
    visits: [{ [sourceOf().url]: article(), [`${HOST}/herald`]: article() }],
    holds: (seen) => expect(seen.items.map(({ source }) => source)).toEqual(['gazette', 'herald']),
  },
];

const google = (n: number) =>
  rss(
    `<item><guid isPermaLink="false">CBMi${n}</guid><link>https://news.google.com/rss/articles/CBMi${n}</link><title>The bridge collapsed - Civil Georgia</title><source url="https://civil.ge">Civil Georgia</source></item>`,
  );
const aggregators: Fact[] = [
  {
    promise: 'an item of Google News is its publisher’s, by name and family',
    sources: [{ kind: 'google-news', family: 'google-news' }],
    visits: [google(1)],
    holds: ({ items: [found] }) =>
      expect(found).toMatchObject({ title: 'The bridge collapsed', publisher: 'Civil Georgia', family: 'civil.ge' }),
  },
  {
    promise: 'an item of Bing News is its publisher’s, by its own address',
    sources: [{ kind: 'bing-news', family: 'bing-news' }],
    visits: [
      rss(
        item(1, {
          title: 'The bridge collapsed',
          link: 'https://www.bing.com/news/apiclick.aspx?url=https%3a%2f%2fcivil.ge%2f1&amp;c=2',
        }),
      ),
    ],
    holds: ({ items: [found] }) => expect(found).toMatchObject({ url: 'https://civil.ge/1', family: 'civil.ge' }),
  },
];

const changes: Fact[] = [
  revised('another title is a revision', article(), article({ title: 'Parliament rejects the railway budget' }), {
    title: 'Parliament rejects the railway budget',
  }),
  revised(
    'a text that says more is a revision',
    article(),
    article({ text: `${ARTICLE} The opposition left before the vote.` }),
    {
      summary: `${ARTICLE} The opposition left before the vote.`,
    },
  ),
  revised(
    'a revision under a new guid stays the item that it was',
    article(),
    article({ guid: 'new', text: `${ARTICLE} The opposition left before the vote.` }),
    {
      key: 'guid id-1',
    },
  ),
  same('another sign or capital is none', article(), article({ title: `“${HEADLINE.toUpperCase()}!”` })),
  same('a counter of comments is none', article(), article({ text: `${ARTICLE} 17 comments` })),
  same('a text that is shown in part is none', article(), article({ text: ARTICLE.slice(0, 40) })),
  same('a text that is shown no more is none', article(), article({ text: '' })),
  {
    promise: 'every text that an item had is kept, with until when',
    visits: ['One', 'Two', 'Three'].map((title) => article({ title })),
    holds: async (seen) => {
      const history = await seen.world.ledger.revisions(seen.items[0]!.id);
      expect(history.map(({ revision, title }) => [revision, title])).toEqual([
        [0, 'One'],
        [1, 'Two'],
      ]);
      expect(history[1]!.until).toBe(seen.learnt.lastVisit);
      expect(seen.items[0]).toMatchObject({ title: 'Three', revision: 2 });
    },
  },
  {
    promise: 'what changes all the time is revised fifty times, and no more',
    visits: Array.from({ length: 55 }, (_, n) => article({ title: `Currency rates: ${n}` })),
    holds: async (seen) => {
      expect(seen.items).toMatchObject([{ title: 'Currency rates: 50', revision: 50 }]);
      expect(await seen.world.ledger.revisions(seen.items[0]!.id)).toHaveLength(50);
    },
  },
  {
    promise: 'items that are missing are withdrawn by nobody',
    visits: [rss(items(1, 9)), rss(items(9, 12))],
    holds: (seen) => expect(seen.items).toHaveLength(12),
  },
];

/** Assesses what is known, sends the digest that is due at seven of the given day of October, and answers all that was sent so far. */
async function tell({ world }: Seen, day: number) {
  await assess(INSTALLATION, TOPICS, world);
  world.at(`2026-10-${String(day).padStart(2, '0')}T07:00:00.000Z`);
  await digest('daily', INSTALLATION, world);
  await deliver(world);
  return world.sent.map(({ mail }) => mail.subject.split(' · ')[0]);
}
const follow = (seen: Seen) => seen.world.ledger.subscribe(subscriberWith({ alerts: false }));
const bridge = (title: string) => rss(item(1, { title, text: ARTICLE }));

const decisions: Fact[] = [
  {
    promise: 'the rules judge a revision anew, and a match that is no more is gone',
    visits: [bridge('The bridge collapsed'), bridge('The bridge stands')],
    holds: async ({ world, items: [found] }) => {
      expect(found!.title).toBe('The bridge stands');
      expect(await world.ledger.matchedItems('bridge', '')).toEqual([]);
    },
  },
  {
    promise: 'an item fits a topic since it first did, however often it is revised',
    visits: ['The bridge collapsed', 'The old bridge collapsed', 'The old bridge has collapsed'].map((title) => ({
      after: 3 * HOUR,
      answers: bridge(title),
    })),
    holds: async ({ world }) => {
      const fits = (await world.ledger.matchedItems('bridge', '')).map((found) => found.fits);
      expect(fits).toEqual([{ bridge: '2026-10-05T06:00:00.000Z' }]);
    },
  },
  {
    promise: 'a revision that begins to match is told as new in the next digest, though the item is known for days',
    visits: [bridge('The bridge stands'), { after: 2 * DAY, answers: bridge('The bridge collapsed') }],
    holds: async (seen) => {
      await follow(seen);
      expect(await tell(seen, 7)).toEqual(['The bridge collapsed']);
      expect((await seen.world.ledger.edition('daily', '2026-10-07T07:00:00.000Z'))!.stories).toMatchObject([
        { firstSeen: '2026-10-07T06:00:00.000Z', lastSeen: '2026-10-07T06:00:00.000Z' },
      ]);
    },
  },
  {
    promise: 'a revision that still matches is not told again',
    visits: [bridge('The bridge collapsed')],
    holds: async (seen) => {
      await follow(seen);
      expect(await tell(seen, 5)).toEqual(['The bridge collapsed']);
      await revise(seen, 'The old bridge collapsed');
      expect(await tell(seen, 6)).toEqual(['The bridge collapsed']);
    },
  },
  {
    promise: 'a revision that no longer matches leaves its story: what was not told yet is not told',
    visits: [bridge('The bridge collapsed')],
    holds: async (seen) => {
      await follow(seen);
      await assess(INSTALLATION, TOPICS, seen.world);
      await revise(seen, 'The bridge stands');
      expect(await tell(seen, 6)).toEqual([]);
      expect((await seen.world.ledger.edition('daily', '2026-10-06T07:00:00.000Z'))!.stories).toEqual([]);
    },
  },
];

/** Has the gazette's one item come to us with another headline, at eight. */
async function revise({ world, items: [found] }: Seen, title: string): Promise<void> {
  world.at('2026-10-05T09:00:00.000Z');
  await again(world, bridge(title));
  expect((await world.items())[0]).toMatchObject({ id: found!.id, title, revision: 1 });
}

promises('an item is known', one);
promises('items are told apart', several);
promises('aggregators', aggregators);
promises('a change is a revision of the same item', changes);
promises('decisions on what was revised', decisions);
