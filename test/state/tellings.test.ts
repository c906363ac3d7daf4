/** What each subscriber was told, story by story. */
import { describe, expect, it } from 'vitest';
import { at, delivery, open } from './fixture.ts';

describe('what each subscriber was told of some stories', () => {
  const of = (subscriber: string, kind: string, story: string, now: string, hour: number) => {
    return { subscriber, kind, story, now, at: at(11), written: at(hour) };
  };
  const told = async () => {
    const { ledger, sqlite } = await open();
    await ledger.enqueue(delivery('d1', { kind: 'alert', subject: 's1', stories: ['s1'], created: at(8) }));
    await ledger.enqueue(delivery('d2', { stories: ['s1', 's2'], created: at(9) }));
    await ledger.enqueue(delivery('d3', { subject: 'e3', stories: ['s1', 's2'], created: at(10) }));
    await ledger.enqueue(delivery('d4', { kind: 'alert', subject: 's1', stories: ['s1'], subscriber: 'ada' }));
    await ledger.enqueue(delivery('never', { subject: 'e2', stories: ['s2'], created: at(9) }));
    for (const id of ['d1', 'd2', 'd3', 'd4']) await ledger.settle(id, 'accepted', null, at(11));
    sqlite.prepare(`insert into former_stories values ('s1', 's9')`).run();
    return ledger;
  };
  it('is known by whatever name a story was told under, with the name that it has now', async () => {
    const of9 = await (await told()).tellingsOf({ stories: ['s9'], frozen: [] }, at(8));
    expect(of9.get('nino')).toEqual([of('nino', 'alert', 's1', 's9', 8)]);
    expect(of9.get('ada')).toEqual([of('ada', 'alert', 's1', 's9', 8)]);
  });
  it('is known of the editions that are asked for, the earliest message first, and of what was sent', async () => {
    const all = await (await told()).tellingsOf({ stories: ['s1', 's2'], frozen: [at(9)] }, at(8));
    expect(all.get('nino')).toEqual([
      of('nino', 'alert', 's1', 's9', 8),
      of('nino', 'edition', 's1', 's9', 9),
      of('nino', 'edition', 's2', 's2', 9),
    ]);
  });
  it('is nothing of what was written before the instant', async () => {
    expect(await (await told()).tellingsOf({ stories: ['s1'], frozen: [at(9)] }, at(10))).toEqual(new Map());
  });
});
