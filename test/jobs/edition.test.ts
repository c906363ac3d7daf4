import { beforeEach, describe, expect, it } from 'vitest';
import { assess } from '../../jobs/assess.ts';
import { digest } from '../../jobs/digest.ts';
import { draftEdition } from '../../jobs/edition.ts';
import { select } from '../../jobs/selection.ts';
import type { Severity } from '../../state/severity.ts';
import type { Learnt } from '../../state/source.ts';
import { learntOf, visitOf } from '../learnt.ts';
import { INSTALLATION, itemOf, sourceOf, subscriberWith, TOPICS } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
const sources = ['gazette', 'herald', 'courier', 'off'].map((id) => sourceOf({ id, title: id, enabled: id !== 'off' }));
const installation = { ...INSTALLATION, sources };
const DUE = '2026-10-05T07:00:00.000Z';

beforeEach(async () => {
  world = await testWorld(DUE);
});

async function report(...titles: string[]) {
  await world.come(
    titles.map((title) => itemOf(title)),
    '2026-10-05T05:00:00.000Z',
  );
  await assess(installation, TOPICS, world);
}

describe('what a subscriber is told of an edition', () => {
  const story = (topic: string, severity: Severity, lastSeen: string) => ({ topic, severity, lastSeen });
  const stories = [
    story('bridge', 'low', '05'),
    story('bridge', 'high', '02'),
    story('bridge', 'high', '04'),
    story('railway', 'medium', '03'),
    story('bridge', 'medium', '03'),
    story('bridge', 'high', '01'),
  ];
  it.each([
    ['the gravest first, then the newest', ['bridge', 'railway'], 'low', '', ['04', '02', '01', '03', '03', '05']],
    ['only what is new to them', ['bridge', 'railway'], 'low', '02', ['04', '03', '03', '05']],
    ['only their topics', ['railway'], 'low', '', ['03']],
    ['only from medium up', ['bridge', 'railway'], 'medium', '', ['04', '02', '01', '03', '03']],
    ['only high', ['bridge', 'railway'], 'high', '', ['04', '02', '01']],
    ['nothing, where they follow nothing', [], 'low', '', []],
  ] as const)('is %s', (_, topics, least, since, told) => {
    expect(select(stories, { topics: [...topics], least }, since).map(({ lastSeen }) => lastSeen)).toEqual(told);
  });
  it('is in the mail, and what is not theirs is not', async () => {
    await report('The bridge collapsed', 'The railway opens', 'Sunny: minister opens school beside bridge');
    await world.ledger.subscribe(subscriberWith({ alerts: false, topics: ['bridge'], least: 'medium' }));
    await digest('daily', installation, world);
    const [{ mail, stories } = { mail: { text: '' }, stories: [] }] = await world.waiting();
    expect(stories).toHaveLength(1);
    expect(mail.text).toContain('The bridge collapsed');
    expect(mail.text).not.toMatch(/railway opens|Sunny/);
  });
});

describe('stories that are equally grave and came at once', () => {
  it.each([
    ['04:00', '03:00', ['The bridge collapsed', 'Agarak bridge: wall collapsed']],
    ['03:00', '04:00', ['Agarak bridge: wall collapsed', 'The bridge collapsed']],
  ])('are told in the order in which they were reported, the last one first: %s, %s', async (one, other, told) => {
    const items = [
      itemOf('The bridge collapsed', { published: `2026-10-05T${one}:00.000Z` }),
      itemOf('Agarak bridge: wall collapsed', { published: `2026-10-05T${other}:00.000Z` }),
    ];
    await world.come(items, '2026-10-05T05:00:00.000Z');
    await assess(installation, TOPICS, world);
    const span = { since: '2026-10-04T07:00:00.000Z', from: '2026-10-04T07:00:00.000Z' };
    const { stories } = await draftEdition({ cadence: 'daily', due: DUE, ...span }, installation, world);
    expect(stories.map(({ lead }) => lead.title)).toEqual(told);
  });
});

describe('where there is nothing new', () => {
  it('no mail is waiting, and a row says why', async () => {
    await world.ledger.subscribe(subscriberWith());
    const { enqueueAll } = world.ledger;
    const why: unknown[] = [];
    world.ledger.enqueueAll = (messages) => {
      why.push(...messages.map(({ skipped }) => skipped));
      return enqueueAll(messages);
    };
    expect(await digest('daily', installation, world)).toEqual({ editions: 1, messages: 0, quiet: 1 });
    expect(why).toEqual(['nothing new']);
    expect(await world.waiting()).toEqual([]);
    expect(await world.ledger.countDeliveries()).toEqual([{ state: 'skipped', n: 1 }]);
  });
  it('a second run writes nothing', async () => {
    await world.ledger.subscribe(subscriberWith());
    await digest('daily', installation, world);
    expect(await digest('daily', installation, world)).toEqual({ editions: 0, messages: 0, quiet: 0 });
    expect(world.lines.at(-1)).toBe('no daily edition is due');
  });
});

describe('a dry run', () => {
  it('shows what would be written, and writes nothing', async () => {
    await report('The bridge collapsed');
    for (const id of ['nino', 'ada']) await world.ledger.subscribe(subscriberWith({ id, alerts: false }));
    await world.ledger.subscribe(subscriberWith({ id: 'quiet', topics: ['railway'] }));
    const shown: string[] = [];
    await digest('daily', installation, world, ({ address }, { mail: { subject } }) =>
      shown.push(`${address} ${subject.split(' · ')[0]}`),
    );
    expect(shown).toEqual(['ada@example.org', 'nino@example.org'].map((to) => `${to} The bridge collapsed`));
    expect(await world.ledger.edition('daily', DUE)).toBeUndefined();
    expect(await world.ledger.countDeliveries()).toEqual([]);
  });
});

describe('the coverage line', () => {
  const settle = (source: string, outcome: 'fetched' | 'failed') =>
    world.ledger.recordVisits([
      visitOf(source, [], { at: DUE, outcome, learnt: learntOf(source, { lastVisit: DUE, outcome, found: 1 }) }),
    ]);
  it.each([
    ['not visited at all', [], 0, [], 3],
    ['healthy', ['gazette', 'herald', 'courier'], 3, [], 0],
    ['failing', ['!gazette', '!herald', '!courier'], 0, ['gazette', 'herald', 'courier'], 0],
    ['of every kind, one of them off', ['gazette', '!herald', '!off'], 1, ['herald'], 1],
  ] as const)('adds up where the sources are %s', async (_, visits, healthy, failing, unvisited) => {
    for (const visit of visits) await settle(visit.replace('!', ''), visit.startsWith('!') ? 'failed' : 'fetched');
    await world.ledger.subscribe(subscriberWith());
    await digest('daily', installation, world);
    const { coverage } = (await world.ledger.edition('daily', DUE))!;
    expect(coverage).toMatchObject({ sources: 3, healthy, unvisited, from: '2026-10-04T07:00:00.000Z', to: DUE });
    expect(coverage.failing.map(({ source }) => source)).toEqual(failing);
    for (const { reason } of coverage.failing) expect(reason).toBe('HTTP 500');
  });
  const knows = (source: string, its: Partial<Learnt>) => {
    const learnt = learntOf(source, {
      lastVisit: DUE,
      firstVisit: '2026-01-01T00:00:00.000Z',
      found: 1,
      lastNews: DUE,
      ...its,
    });
    return world.ledger.recordVisits([visitOf(source, [], { at: DUE, outcome: learnt.outcome, learnt })]);
  };
  const coverage = async () => {
    await world.ledger.subscribe(subscriberWith());
    await digest('daily', installation, world);
    return (await world.ledger.edition('daily', DUE))!.coverage;
  };
  const longAgo = '2026-10-01T07:00:00.000Z';
  it.each<[string, Partial<Learnt>, object]>([
    ['quiet, which is not failing', { found: 0 }, { healthy: 0, quiet: 1, failing: [], unvisited: 2 }],
    [
      'blind, since we last saw it',
      { outcome: 'failed', because: 'HTTP 500', since: longAgo, lastGood: longAgo },
      { healthy: 0, quiet: 0, failing: [{ source: 'gazette', state: 'blind', since: longAgo, reason: 'HTTP 500' }] },
    ],
    [
      'gone',
      { outcome: 'failed', reason: 'gone', because: 'HTTP 410', since: longAgo },
      { healthy: 0, quiet: 0, failing: [{ source: 'gazette', title: 'gazette', state: 'gone', since: longAgo }] },
    ],
    [
      'late',
      { next: '2026-10-05T04:59:59.000Z' },
      { healthy: 0, failing: [{ source: 'gazette', state: 'late', since: '2026-10-05T04:59:59.000Z' }] },
    ],
    [
      'moved, which is as good as healthy',
      { moved: { from: sourceOf().url, to: 'https://new.example/', visits: 3, since: longAgo } },
      { healthy: 1, quiet: 0, failing: [] },
    ],
  ])('says that a source is %s', async (_, its, expected) => {
    await knows('gazette', its);
    expect(await coverage()).toMatchObject({ sources: 3, unvisited: 2, ...expected });
  });
  it('names the sources of which items may be lost, where that was in its own time', async () => {
    await knows('gazette', { gap: '2026-10-04T07:00:00.000Z' });
    await knows('herald', { gap: '2026-10-04T07:00:00.001Z' });
    await knows('courier', { gap: DUE });
    await knows('off', { gap: DUE });
    expect(await coverage()).toMatchObject({
      healthy: 3,
      gaps: [
        { source: 'herald', title: 'herald', at: '2026-10-04T07:00:00.001Z' },
        { source: 'courier', title: 'courier', at: DUE },
      ],
    });
  });
  it('counts the stories of its own time, though an edition tells older ones to who missed the last', async () => {
    await world.ledger.subscribe(subscriberWith({ alerts: false }));
    await digest('daily', installation, world);
    await world.come([itemOf('The railway opens')], '2026-10-06T05:00:00.000Z');
    await world.come([itemOf('The bridge collapsed')], '2026-10-08T05:00:00.000Z');
    world.at('2026-10-08T07:00:00.000Z');
    await assess(installation, TOPICS, world);
    await digest('daily', installation, world);
    const { coverage, stories } = (await world.ledger.edition('daily', '2026-10-08T07:00:00.000Z'))!;
    expect([coverage.stories, stories.length]).toEqual([1, 2]);
  });
  it('counts the items, matches and stories of its own time', async () => {
    await world.come([itemOf('Yesterday’s tender for the bridge')], '2026-10-04T07:00:00.000Z');
    await report('The bridge collapsed', 'A fair summer');
    await world.come([itemOf('The railway opens')], '2026-10-05T07:00:00.001Z');
    await world.ledger.subscribe(subscriberWith());
    await digest('daily', installation, world);
    expect((await world.ledger.edition('daily', DUE))!.coverage).toMatchObject({ items: 2, matched: 1, stories: 1 });
  });
});

describe('what became of the items', () => {
  it('sums to the items seen, in the mail of each subscriber', async () => {
    await world.come(
      [itemOf('The bridge collapsed'), itemOf('Minister beside the bridge')],
      '2026-10-05T04:00:00.000Z',
    );
    await report('A fair summer', 'The railway opens', 'A tender for the bridge', 'No bridge but a minister');
    for (const its of [
      { topics: ['bridge'], least: 'medium' as const },
      { id: 'ada', topics: ['railway'] },
    ])
      await world.ledger.subscribe(subscriberWith({ alerts: false, ...its }));
    await digest('daily', installation, world);
    const words = (await world.waiting()).map(
      ({ mail }) => /Of the .*? here\./.exec(mail.text.replace(/\s+/g, ' '))![0],
    );
    expect(words.toSorted()).toEqual([
      'Of the 6 items seen, 1 matched no rule, 1 matched topics that you do not follow, 2 matched below medium severity and 2 are told here.',
      'Of the 6 items seen, 1 matched no rule, 4 matched topics that you do not follow and 1 is told here.',
    ]);
  });
  it('is frozen with how grave each item is to each topic, as its rules had it at the due instant', async () => {
    await report(
      'The bridge collapsed beside a railway that opens',
      'A fair summer',
      'A tender: minister on the bridge',
    );
    const span = { since: '2026-10-04T07:00:00.000Z', from: '2026-10-04T07:00:00.000Z' };
    const { coverage } = await draftEdition({ cadence: 'daily', due: DUE, ...span }, installation, world);
    expect([coverage.items, coverage.matched]).toEqual([3, 2]);
    expect(coverage.fits!.map(({ fits }) => fits).sort((a) => ('railway' in a ? -1 : 1))).toEqual([
      { bridge: 'high', railway: 'high' },
      { bridge: 'medium' },
    ]);
  });
});

describe('the chart of a topic', () => {
  const at = (day: string) => `2026-10-${day}:00:00.000Z`;
  it('counts the items of each of 28 days that end when the edition is due, and the sources that were seen', async () => {
    await world.come([itemOf('The bridge collapsed'), itemOf('A tender for the bridge')], at('05T07'));
    await world.come([itemOf('Minister beside the bridge')], at('04T07'), 'herald');
    await world.come([itemOf('The railway opens')], at('03T08'), 'courier');
    const failed = learntOf('courier', { lastVisit: at('05T06'), outcome: 'failed' });
    await world.ledger.recordVisits([visitOf('courier', [], { at: at('05T06'), outcome: 'failed', learnt: failed })]);
    await world.ledger.subscribe(subscriberWith());
    await digest('daily', installation, world);
    const { charts } = (await world.ledger.edition('daily', DUE))!;
    expect(charts!.map(({ topic, sources, days }) => [topic, sources, days.length])).toEqual([
      ['bridge', 3, 28],
      ['railway', 3, 28],
    ]);
    expect(charts![0]!.days.slice(-3)).toEqual([
      { matched: 0, seen: 0 },
      { matched: 1, seen: 2 },
      { matched: 2, seen: 1 },
    ]);
    expect(charts![1]!.days.slice(-3).map(({ matched }) => matched)).toEqual([0, 1, 0]);
  });
});
