import { describe, expect, it } from 'vitest';
import type { Silence } from '../../state/silence.ts';
import { at, delivery, found, open, SUBSCRIBER, story, visit } from './fixture.ts';

const silence = (id: string, its: Partial<Silence> = {}): Silence => ({
  id,
  of: 'tripp',
  author: 'ana',
  reason: 'a drill',
  since: at(8),
  until: at(20),
  ended: null,
  warned: null,
  ...its,
});

describe('silences', () => {
  it('are in force from when they begin until they end, the first to end first', async () => {
    const { ledger } = await open();
    for (const one of [
      silence('long'),
      silence('short', { until: at(12) }),
      silence('later', { since: at(10) }),
      silence('over', { until: at(9) }),
    ])
      await ledger.addSilence(one);
    expect((await ledger.silences(at(9))).map(({ id }) => id)).toEqual(['short', 'long']);
    expect((await ledger.silences(at(12))).map(({ id }) => id)).toEqual(['later', 'long']);
    expect((await ledger.allSilences()).map(({ id }) => id)).toEqual(['later', 'long', 'over', 'short']);
  });

  it('of a story that was taken in are of the story that took it in', async () => {
    const { ledger, db } = await open();
    await ledger.addSilence(silence('one', { of: 'former' }));
    expect(await ledger.silences(at(9))).toMatchObject([{ id: 'one', of: 'former' }]);
    await db.insertInto('former_stories').values({ id: 'former', story: 'heir' }).execute();
    expect(await ledger.silences(at(9))).toEqual([silence('one', { of: 'heir' })]);
  });

  it('are ended once, and not after their time', async () => {
    const { ledger } = await open();
    await ledger.addSilence(silence('one'));
    await ledger.addSilence(silence('over', { until: at(9) }));
    expect(await ledger.endSilence('one', at(10))).toBe(true);
    expect(await ledger.endSilence('one', at(11))).toBe(false);
    expect(await ledger.endSilence('over', at(10))).toBe(false);
    expect(await ledger.endSilence('none', at(10))).toBe(false);
    expect(await ledger.silences(at(10))).toEqual([]);
    expect(await ledger.allSilences()).toMatchObject([{ ended: at(10) }, { ended: null }]);
  });

  it('keep what they held back, by when it was first', async () => {
    const { ledger } = await open();
    for (const [subject, hour] of [
      ['s2', 11],
      ['s1', 10],
      ['s1', 12],
    ] as const)
      await ledger.hold('one', subject, at(hour));
    await ledger.hold('two', 's1', at(9));
    expect(await ledger.heldBy('one')).toEqual([
      { silence: 'one', subject: 's1', at: at(10) },
      { silence: 'one', subject: 's2', at: at(11) },
    ]);
    expect((await ledger.heldOf(['s1', 's3'])).map((held) => held.silence)).toEqual(['two', 'one']);
  });

  it('are warned of once', async () => {
    const { ledger } = await open();
    await ledger.addSilence(silence('one'));
    expect(await ledger.warnedOf('one', at(9))).toBe(true);
    expect(await ledger.warnedOf('one', at(10))).toBe(false);
    expect(await ledger.allSilences()).toMatchObject([{ warned: at(9) }]);
  });
});

describe('stories by name', () => {
  async function three() {
    const { ledger, db } = await open();
    await ledger.recordVisits([
      visit(
        'civil',
        ['1', '2', '3'].map((key) => ({ item: found(key), matches: [] })),
      ),
    ]);
    await ledger.saveStories('tripp', [story('abcd1', ['i1', 'i2']), story('abcd2', ['i3'], { lastSeen: at(9) })]);
    await db.insertInto('former_stories').values({ id: 'former', story: 'abcd1' }).execute();
    return ledger;
  }

  it('are those whose name or former name begins so, and one where it is the whole name', async () => {
    const ledger = await three();
    expect(await ledger.storiesNamed('abcd')).toEqual([
      { name: 'abcd1', story: 'abcd1' },
      { name: 'abcd2', story: 'abcd2' },
    ]);
    expect(await ledger.storiesNamed('abcd1')).toEqual([{ name: 'abcd1', story: 'abcd1' }]);
    expect(await ledger.storiesNamed('form')).toEqual([{ name: 'former', story: 'abcd1' }]);
    expect(await ledger.storiesNamed('abc_')).toEqual([]);
    expect(await ledger.storiesNamed('%')).toEqual([]);
  });

  it('have their items, and the names that they had before', async () => {
    const ledger = await three();
    expect(await ledger.storiesById(['abcd1', 'none'])).toEqual([story('abcd1', ['i1', 'i2'])]);
    expect(await ledger.formerNames(['abcd1', 'abcd2'])).toEqual([{ name: 'former', story: 'abcd1' }]);
    expect(await ledger.newestStories()).toEqual(['abcd2', 'abcd1']);
  });
});

describe('deliveries of a story', () => {
  it('are those whose message tells one of its names, to everyone or to one, oldest first', async () => {
    const { ledger } = await open();
    await ledger.subscribe(SUBSCRIBER);
    await ledger.enqueue(delivery('b', { stories: ['s1', 's2'], created: at(10), period: 'daily 2' }));
    await ledger.enqueue(delivery('a', { kind: 'alert', subject: 's1', stories: ['s1'], created: at(9) }));
    await ledger.enqueue(delivery('c', { subject: 'e2', stories: ['s10'], created: at(11) }));
    await ledger.enqueue(delivery('d', { subject: 'e3', stories: ['s0'], subscriber: 'dana', created: at(12) }));
    const of = async (stories: string[], since = at(0), subscriber?: string) =>
      (await ledger.deliveriesOf(stories, since, subscriber)).map(({ id }) => id);
    expect(await of(['s1'])).toEqual(['a', 'b']);
    expect(await of(['s1'], at(10))).toEqual(['b']);
    expect(await of(['s0', 's2'])).toEqual(['b', 'd']);
    expect(await of(['s0', 's2'], at(0), 'dana')).toEqual(['d']);
    expect(await of([])).toEqual([]);
    expect(await ledger.deliveriesOf(['s2'], at(0))).toMatchObject([
      { title: 'Today', state: 'queued', kind: 'edition' },
    ]);
  });
});
