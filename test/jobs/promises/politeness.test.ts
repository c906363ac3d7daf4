import { expect } from 'vitest';
import type { Source } from '../../../state/source.ts';
import {
  DAY,
  type Fact,
  FEED,
  HOST,
  HOUR,
  item,
  items,
  MINUTE,
  promises,
  ROBOTS,
  rest,
  rss,
  type Seen,
  START,
  sent,
  urls,
} from './wire.ts';

const ONE = rss(items(1, 20));
const ETAG = { etag: '"1"', 'last-modified': 'Mon, 05 Oct 2026 05:00:00 GMT' };
const SILENCE = Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' });
const START_AT = new Date(START).toISOString();
type Its = Partial<Source> & Pick<Source, 'kind' | 'url'>;
const PAGE: Its = { kind: 'page', url: `${HOST}/news`, select: { item: 'article', link: 'a' } };
const NEWS = `<article><a href="/1">The bridge collapsed</a></article>`;

/** The next visit is so much later, and up to a tenth of the interval more. */
const later = (seen: Seen, milliseconds: number, interval = 2 * HOUR) => {
  expect(rest(seen)).toBeGreaterThanOrEqual(milliseconds);
  expect(rest(seen)).toBeLessThanOrEqual(milliseconds + 0.1 * interval);
};
const nth = (n: number) => ({ id: `s${n}`, url: `${HOST}/feed/${n}` });

const conditional: Fact[] = [
  {
    promise: 'what lets us be answered 304 is sent back as it came, and 304 is a good visit',
    visits: [[200, ONE, ETAG], [304], [304]],
    holds: (seen) => {
      expect(sent(seen, 'if-none-match')).toEqual([undefined, '"1"', '"1"']);
      expect(sent(seen, 'if-modified-since')).toEqual([undefined, ETAG['last-modified'], ETAG['last-modified']]);
      expect(seen.learnt).toMatchObject({ outcome: 'unchanged', failures: 0, found: 20 });
    },
  },
  {
    promise: 'once a day the whole document is asked for, in case the validators lie',
    visits: [
      [200, ONE, ETAG],
      { after: 20 * HOUR, answers: [304] },
      { after: 4 * HOUR, answers: [200, ONE, ETAG] },
      [304],
    ],
    holds: (seen) => expect(sent(seen, 'if-none-match')).toEqual([undefined, '"1"', undefined, '"1"']),
  },
  {
    promise: 'validators that were given with news once are never believed again',
    visits: [
      [200, ONE, ETAG],
      { after: DAY, answers: [200, rss(items(2, 21)), ETAG] },
      [200, rss(items(3, 22)), { etag: '"2"' }],
      [200, rss(items(3, 22)), { etag: '"2"' }],
    ],
    holds: (seen) => {
      expect(sent(seen, 'if-none-match')).toEqual([undefined, undefined, undefined, undefined]);
      expect(seen.items).toHaveLength(22);
    },
  },
  {
    promise: 'a failure is not remembered as the document: validators stay those of the last one that was read',
    visits: [[200, ONE, ETAG], [200, '<html><title>Just a moment</title></html>', { etag: '"page"' }], [304]],
    holds: (seen) => expect(sent(seen, 'if-none-match')).toEqual([undefined, '"1"', '"1"']),
  },
];

const pace: Fact[] = [
  {
    promise: 'a source is visited again as its row says, with jitter, and not before',
    visits: [ONE, { after: HOUR - 1, answers: ONE }],
    holds: (seen) => {
      later(seen, HOUR, HOUR);
      expect(seen.runs.map(({ visited }) => visited)).toEqual([1, 0]);
    },
  },
  {
    promise: 'a source of which most is new is visited sooner, down to a quarter of its interval',
    visits: [ONE, rss(items(15, 34)), rss(items(30, 49)), rss(items(45, 64))],
    holds: ({ learnt }) => expect(learnt.interval).toBe(HOUR / 4),
  },
  {
    promise: 'a source without news is visited later, up to two hours',
    visits: [ONE, ONE, ONE, ONE, ONE, ONE, ONE],
    holds: ({ learnt }) => expect(learnt.interval).toBe(2 * HOUR),
  },
  {
    promise: 'a source that is unchanged is visited later, too',
    visits: [[200, ONE, ETAG], [304], [304], [304], [304]],
    holds: ({ learnt }) => expect(learnt.interval).toBe(2 * HOUR),
  },
  {
    promise: 'a feed that asks by ttl to be visited less often is',
    visits: [rss(items(1, 20), '<ttl>180</ttl>')],
    holds: (seen) => later(seen, 3 * HOUR),
  },
  {
    promise: 'a feed that asks by ttl to be visited more often is not',
    visits: [rss(items(1, 20), '<ttl>1</ttl>')],
    holds: (seen) => later(seen, HOUR, HOUR),
  },
  {
    promise: 'a feed that asks by sy:updatePeriod and sy:updateFrequency to be visited less often is',
    visits: [
      `<?xml version="1.0"?><rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>G</title><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>${item(1)}</channel></rss>`,
    ],
    holds: (seen) => later(seen, 6 * HOUR),
  },
  {
    promise: 'a feed that asks to be spared for a year is spared for a day',
    visits: [
      `<?xml version="1.0"?><rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>G</title><sy:updatePeriod>yearly</sy:updatePeriod>${item(1)}</channel></rss>`,
    ],
    holds: (seen) => later(seen, DAY),
  },
  {
    promise: 'the hours that a feed skips are skipped',
    visits: [rss(item(1), '<skipHours><hour>7</hour><hour>8</hour><hour>9</hour></skipHours>')],
    holds: ({ learnt }) => expect(learnt.next).toBe('2026-10-05T10:00:00.000Z'),
  },
  {
    promise: 'the day that a feed skips is skipped',
    visits: [rss(item(1), '<skipDays><day>Monday</day></skipDays>')],
    holds: ({ learnt }) => expect(learnt.next).toBe('2026-10-06T00:00:00.000Z'),
  },
  {
    promise: 'a feed that skips every hour and every day is visited all the same',
    visits: [
      rss(item(1), `<skipHours>${Array.from({ length: 24 }, (_, n) => `<hour>${n}</hour>`).join('')}</skipHours>`),
    ],
    holds: (seen) => later(seen, HOUR, HOUR),
  },
  {
    promise: 'a document that is fresh for longer, by max-age, is not asked for before',
    visits: [[200, ONE, { 'cache-control': 'max-age=10800' }]],
    holds: (seen) => later(seen, 3 * HOUR),
  },
  {
    promise: 'a document that is fresh for longer, by Expires, is not asked for before',
    visits: [[200, ONE, { date: 'Mon, 05 Oct 2026 06:00:00 GMT', expires: 'Mon, 05 Oct 2026 09:00:00 GMT' }]],
    holds: (seen) => later(seen, 3 * HOUR),
  },
  {
    promise: 'a document that says that it is fresh for a year is asked for the next day',
    visits: [[200, ONE, { 'cache-control': 'max-age=31536000' }]],
    holds: (seen) => later(seen, DAY),
  },
  {
    promise: 'what a feed wished for is still wished for where it has not changed',
    visits: [[200, rss(item(1), '<ttl>180</ttl>'), ETAG], [304]],
    holds: (seen) => later(seen, 3 * HOUR),
  },
];

const failures: Fact[] = [
  {
    promise: 'a source that fails is asked ever less often, by as much each time, and never given up',
    visits: Array.from({ length: 40 }, () => [404]),
    holds: (seen) => {
      later(seen, DAY);
      expect(seen.runs.every(({ visited }) => visited === 1)).toBe(true);
      expect(seen.learnt).toMatchObject({ outcome: 'failed', reason: 'missing', failures: 80 });
    },
  },
  {
    promise: 'a source that comes back is visited as before',
    visits: [ONE, [500], [500], [500], ONE],
    holds: (seen) => {
      later(seen, 1.25 * HOUR, 1.25 * HOUR);
      expect(seen.learnt).toMatchObject({ outcome: 'fetched', failures: 0, reason: null, because: null });
    },
  },
  {
    promise: 'a failure that passes by itself weighs half of one that may',
    visits: [[500], [502]],
    holds: (seen) => {
      expect(seen.learnt.failures).toBe(1);
      later(seen, 2 * HOUR);
    },
  },
  {
    promise: 'what is gone for good (410) is told, and tried once a month',
    visits: [ONE, [410], [410]],
    holds: (seen) => {
      later(seen, 30 * DAY);
      expect(seen.health()).toMatchObject({ state: 'gone', why: expect.stringContaining('HTTP 410') });
      expect(seen.world.lines.filter((line) => line.includes('gone for good'))).toHaveLength(2);
    },
  },
  {
    promise: 'what was gone and is back is visited as before',
    visits: [ONE, [410], rss(items(1, 21))],
    holds: (seen) => {
      later(seen, HOUR, HOUR);
      expect(seen.health().state).toBe('healthy');
    },
  },
];

const hosts: Fact[] = [
  ...([429, 503] as const).map((status) => ({
    promise: `a host that asks us with ${status} to come later is left alone for as long as it asks, and that is no failure`,
    visits: [
      ONE,
      [status, '', { 'retry-after': '7200' }],
      { after: 2 * HOUR - 1, answers: ONE },
    ] satisfies Fact['visits'],
    holds: (seen: Seen) => {
      expect(seen.learnt).toMatchObject({ outcome: 'failed', reason: 'busy', failures: 0 });
      expect(seen.runs.at(-1)!.visited).toBe(0);
      later(seen, 2 * HOUR);
    },
  })),
  {
    promise: 'Retry-After is heard as a date, too',
    visits: [[429, '', { 'retry-after': 'Mon, 05 Oct 2026 09:00:00 GMT' }]],
    holds: (seen) => later(seen, 3 * HOUR, HOUR),
  },
  {
    promise: 'Retry-After of a year is a day',
    visits: [[429, '', { 'retry-after': '31536000' }]],
    holds: (seen) => later(seen, DAY, HOUR),
  },
  {
    promise:
      'a host that asks one source to come later is not asked for its others, in this run and the next, until then',
    sources: [nth(1), nth(2), { id: 'elsewhere', url: 'https://other.example.com/feed' }],
    visits: [
      { answers: { [`${HOST}/feed/1`]: [429, '', { 'retry-after': '7200' }], 'https://other.example.com/feed': ONE } },
      { after: 2 * HOUR - 1, answers: ONE },
      { after: 1, answers: ONE },
    ],
    holds: (seen) => {
      expect(urls(seen)[0]!.toSorted()).toEqual([`${HOST}/feed/1`, 'https://other.example.com/feed']);
      expect(urls(seen)[1]).toEqual(['https://other.example.com/feed']);
      expect(urls(seen)[2]).toEqual([`${HOST}/feed/2`]);
    },
  },
  {
    promise: 'a host that has asked us to come later is asked at twice the pause for a day, and then as before',
    sources: [nth(1), nth(2)],
    visits: [
      { answers: { [`${HOST}/feed/1`]: [429, '', { 'retry-after': '60' }] } },
      { after: 3 * HOUR, answers: ONE },
      { after: DAY, answers: ONE },
    ],
    holds: ({ world }) => expect(world.pauses).toEqual([1000, 500]),
  },
  {
    promise: 'sources of one registrable domain are visited one after the other, with a pause',
    sources: [
      nth(1),
      { id: 's2', url: 'https://www.gazette.example.org/2' },
      { id: 's3', url: 'https://example.org/3' },
    ],
    visits: [ONE],
    holds: ({ world, asked }) => {
      expect(asked[0]!.map(({ url }) => url)).toEqual([
        `${HOST}/feed/1`,
        'https://www.gazette.example.org/2',
        'https://example.org/3',
      ]);
      expect(world.pauses).toEqual([500, 500]);
    },
  },
  {
    promise: 'a host that takes long to answer gets twice the time in a minute, and that is no failure',
    visits: [ONE, SILENCE],
    holds: (seen) => {
      expect(seen.learnt).toMatchObject({ reason: 'slow', failures: 0, patience: 7000, lastGood: START_AT });
      later(seen, MINUTE, MINUTE);
    },
  },
  {
    promise: 'a host that takes longer than a visit may take fails',
    visits: [ONE, SILENCE, SILENCE],
    holds: ({ learnt }) => expect(learnt).toMatchObject({ reason: 'timeout', failures: 0.5 }),
  },
];

const NEW = 'https://new.example.com/feed';
const moved = (status: number, to = NEW) => ({ [FEED]: [status, '', { location: to }] as const, [to]: ONE });

const addresses: Fact[] = [
  ...([301, 308] as const).map((status) => ({
    promise: `an address to which a ${status} leads is adopted after three visits that agree, and told`,
    visits: [moved(status), moved(status), moved(status), moved(status)],
    holds: (seen: Seen) => {
      expect(urls(seen)).toEqual([[FEED, NEW], [FEED, NEW], [FEED, NEW], [NEW]]);
      expect(seen.world.lines.filter((line) => line.includes(`${NEW} is asked from now on`))).toHaveLength(1);
      expect(seen.health()).toMatchObject({ state: 'moved', why: expect.stringContaining(`mend: url: ${NEW}`) });
    },
  })),
  ...([302, 303, 307] as const).map((status) => ({
    promise: `an address to which a ${status} leads is followed, and never adopted`,
    visits: [moved(status), moved(status), moved(status), moved(status)],
    holds: (seen: Seen) => {
      expect(urls(seen)[3]).toEqual([FEED, NEW]);
      expect(seen.learnt).toMatchObject({ outcome: 'fetched', moved: null });
    },
  })),
  {
    promise: 'an address to which a captive portal leads for an hour is not adopted',
    visits: [ONE, moved(301), moved(301), ONE, moved(301), ONE],
    holds: (seen) => expect([seen.learnt.moved, urls(seen)[5]]).toEqual([null, [FEED]]),
  },
  {
    promise: 'an address without encryption is not adopted in place of one with it',
    visits: Array.from({ length: 4 }, () => moved(301, 'http://gazette.example.org/feed')),
    holds: (seen) => expect(urls(seen)[3]).toEqual([FEED, 'http://gazette.example.org/feed']),
  },
  {
    promise: 'an adopted address that fails gives way to the configured one, and that is told',
    visits: [moved(301), moved(301), moved(301), [404], [404], { [FEED]: ONE }],
    holds: (seen) => {
      expect(urls(seen).slice(3)).toEqual([[NEW], [NEW], [FEED]]);
      expect(seen.world.lines.filter((line) => line.includes(`is asked at ${FEED} again`))).toHaveLength(1);
      expect(seen.health().state).toBe('healthy');
    },
  },
  {
    promise: 'an adopted address is first asked for everything: validators are of one address',
    visits: [
      ...Array.from({ length: 3 }, () => ({ ...moved(301), [NEW]: [200, ONE, ETAG] as const })),
      { [NEW]: [200, ONE, ETAG] },
      { [NEW]: [304] },
    ],
    holds: (seen) => expect(sent(seen, 'if-none-match').slice(3)).toEqual([undefined, '"1"']),
  },
];

const names: Fact[] = [
  {
    promise: 'we say who we are, and where we can be reached',
    visits: [ONE],
    holds: (seen) => expect(sent(seen, 'user-agent')).toEqual(['Silkwatch/0.1.0 (+https://silkwatch.example)']),
  },
  {
    promise: 'a source may want to hear another name',
    sources: [{ agent: 'FeedReader/2.0' }],
    visits: [ONE],
    holds: (seen) => expect(sent(seen, 'user-agent')).toEqual(['FeedReader/2.0']),
  },
  {
    promise: 'a source that lets browsers in only is asked as one',
    sources: [{ agent: 'browser' }],
    visits: [ONE],
    holds: (seen) => expect(sent(seen, 'user-agent')[0]).toMatch(/^Mozilla\/5\.0 /),
  },
];

const REGION: Its = { kind: 'region', url: `${HOST}/news`, region: { watch: 'article', ignore: [] } };
const JSON_LIST: Its = { kind: 'json', url: `${HOST}/news`, paths: { items: '$.*', title: '$.title' } };

const robots: Fact[] = [
  ...[PAGE, REGION, JSON_LIST].map((source) => ({
    promise: `robots.txt is asked before a ${source.kind} is, and what it forbids is not asked for`,
    sources: [source],
    visits: [{ [ROBOTS]: 'User-agent: *\nDisallow: /news', [source.url]: NEWS }],
    holds: (seen: Seen) => {
      expect(urls(seen)).toEqual([[ROBOTS]]);
      expect(seen.learnt).toMatchObject({ outcome: 'failed', reason: 'robots', failures: 2 });
      expect(seen.learnt.because).toContain(`${ROBOTS} forbids /news`);
    },
  })),
  ...(['feed', 'google-news', 'bing-news', 'gdelt'] as const).map((kind) => ({
    promise: `robots.txt is not asked before a feed is: ${kind}`,
    sources: [{ kind }],
    visits: [{ [ROBOTS]: 'User-agent: *\nDisallow: /', [FEED]: ONE }],
    holds: (seen: Seen) => expect([urls(seen), seen.learnt.outcome]).toEqual([[[FEED]], 'fetched']),
  })),
  {
    promise: 'robots.txt is asked once a day for all the pages of a host',
    sources: [PAGE, { ...PAGE, id: 'other', url: `${HOST}/other` }],
    visits: [0, 1].map(() => ({
      [ROBOTS]: 'User-agent: *\nDisallow: /private',
      [PAGE.url]: NEWS,
      [`${HOST}/other`]: NEWS,
    })),
    holds: (seen) => expect(urls(seen)[0]).toEqual([ROBOTS, PAGE.url, `${HOST}/other`]),
  },
  {
    promise: 'a page of a host without robots.txt is read, and that there is none is remembered',
    sources: [PAGE],
    visits: [{ [PAGE.url]: NEWS }, { [PAGE.url]: NEWS }],
    holds: (seen) => expect(urls(seen)).toEqual([[ROBOTS, PAGE.url], [PAGE.url]]),
  },
  {
    promise: 'a page of a host whose robots.txt is broken is not read, until it is mended',
    sources: [PAGE],
    visits: [
      { [ROBOTS]: [500], [PAGE.url]: NEWS },
      { [ROBOTS]: 'User-agent: *\nDisallow:', [PAGE.url]: NEWS },
    ],
    holds: (seen) => {
      expect(urls(seen)).toEqual([[ROBOTS], [ROBOTS, PAGE.url]]);
      expect(seen.learnt).toMatchObject({ outcome: 'fetched', found: 1 });
    },
  },
  {
    promise: 'a host that asks us to come later for its robots.txt is left alone',
    sources: [PAGE, { ...PAGE, id: 'other', url: `${HOST}/other` }],
    visits: [{ [ROBOTS]: [429, '', { 'retry-after': '7200' }] }],
    holds: (seen) => {
      expect(urls(seen)).toEqual([[ROBOTS]]);
      expect(seen.learnt).toMatchObject({ reason: 'busy', failures: 0 });
    },
  },
  {
    promise: 'the pause that a robots.txt asks for is made before each page, up to half a minute',
    sources: [PAGE, { ...PAGE, id: 'other', url: `${HOST}/other` }],
    visits: [{ [ROBOTS]: 'User-agent: *\nCrawl-delay: 3600', [PAGE.url]: NEWS, [`${HOST}/other`]: NEWS }],
    holds: ({ world }) => expect(world.pauses).toEqual([30_000, 1000, 30_000]),
  },
  {
    promise: 'robots.txt is asked by our own name, whatever name the source hears',
    sources: [{ ...PAGE, agent: 'browser' }],
    visits: [{ [PAGE.url]: NEWS }],
    holds: ({ asked: [visit] }) => {
      expect(visit!.map(({ headers }) => headers['user-agent']!.split('/')[0])).toEqual(['Silkwatch', 'Mozilla']);
    },
  },
];

promises('we ask only for what is new', conditional);
promises('we come as often as there is news, and not more often than we are asked to', pace);
promises('failures', failures);
promises('hosts', hosts);
promises('addresses', addresses);
promises('names', names);
promises('robots.txt', robots);
