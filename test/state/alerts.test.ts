import { describe, expect, it } from 'vitest';
import type { Alert } from '../../state/alert.ts';
import { alertOf } from '../rules/alert/fixture.ts';
import { at, delivery, open, story } from './fixture.ts';

const alert = (its: Partial<Alert>) => alertOf({ at: at(9), ...its });
const names = (all: readonly Alert[]) => all.map(({ story, revision }) => `${story}.${revision}`);

describe('an alert', () => {
  it('is kept as it was frozen first, and both who froze it get that', async () => {
    const { ledger } = await open();
    const first = alert({ changes: [{ what: 'graver', from: 'low', to: 'high' }] });
    expect(await ledger.freezeAlert(first)).toEqual(first);
    expect(await ledger.freezeAlert(alert({ at: at(10), reported: null }))).toEqual(first);
    expect(await ledger.alertsOf('tripp', at(0), [])).toEqual([first]);
  });
  it('is found by its topic and age, and by its story whatever its age, oldest first', async () => {
    const { ledger } = await open();
    const all = [alert({ story: 's3', at: at(12) }), alert({ at: at(8) }), alert({ revision: 1, at: at(11) })];
    for (const one of [...all, alert({ story: 's2', at: at(7) }), alert({ story: 's4', topic: 'other' })])
      await ledger.freezeAlert(one);
    expect(names(await ledger.alertsOf('tripp', at(10), []))).toEqual(['s1.1', 's3.0']);
    expect(names(await ledger.alertsOf('tripp', at(10), ['s1', 's4', 'none']))).toEqual(['s1.0', 's1.1', 's3.0']);
  });
  it('that was raised at once with a lesser one comes after it, whatever their names', async () => {
    for (const [graver, lesser] of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const { ledger } = await open();
      for (const [story, severity] of [
        [graver, 'high'],
        [lesser, 'medium'],
      ] as const)
        await ledger.freezeAlert(alertOf({ story }, { severity }));
      expect(names(await ledger.alertsOf('tripp', at(0), []))).toEqual([`${lesser}.0`, `${graver}.0`]);
    }
  });
});

describe('the stories that may be told', () => {
  it('are those of the topic that came of late, and those that hold an item', async () => {
    const { ledger, db } = await open();
    for (const [id, topic, hour] of [
      ['s1', 'tripp', 8],
      ['s2', 'tripp', 10],
      ['s3', 'other', 10],
    ] as const) {
      const { items, firstSeen, lastSeen, ...row } = story(id, [`${id}-item`], { topic, lastSeen: at(hour) });
      await db
        .insertInto('stories')
        .values({ ...row, first_seen: firstSeen, last_seen: lastSeen })
        .execute();
      await db.insertInto('story_items').values({ topic, item: items[0]!, story: id }).execute();
    }
    expect(await ledger.liveStories('tripp', at(9))).toEqual(['s2']);
    expect(await ledger.storiesHolding('tripp', ['s1-item', 's3-item', 'none'])).toEqual(['s1']);
  });
});

describe('what was written of a story', () => {
  it('is what told it at once, to everybody, oldest first', async () => {
    const { ledger } = await open();
    for (const [id, kind, hour] of [
      ['d2', 'follow-up', 11],
      ['d1', 'alert', 9],
      ['d3', 'edition', 10],
      ['d4', 'correction', 12],
    ] as const)
      await ledger.enqueue(delivery(id, { kind, subject: 's1', created: at(hour) }));
    await ledger.enqueue(delivery('d5', { kind: 'alert', subject: 's2' }));
    const written = await ledger.writtenOf(['s1', 'none']);
    expect(written.map(({ id }) => id)).toEqual(['d1', 'd2', 'd4']);
    expect(written[0]).toEqual({
      id: 'd1',
      story: 's1',
      ...{ revision: 0, subscriber: 'nino', state: 'queued', messageId: '<d1@silkwatch.example>', created: at(9) },
    });
  });
  it('is taken back while it waits, and only then', async () => {
    const { ledger } = await open();
    for (const id of ['d1', 'd2']) await ledger.enqueue(delivery(id, { kind: 'alert', subject: id }));
    await ledger.settle('d2', 'handed', null, at(9));
    expect(await ledger.supersede([], at(9))).toBe(true);
    expect(await ledger.supersede(['d1'], at(9))).toBe(true);
    expect(await ledger.supersede(['d1', 'd2'], at(9))).toBe(false);
    expect((await ledger.writtenOf(['d1', 'd2'])).map(({ state }) => state)).toEqual(['skipped', 'handed']);
  });
});
