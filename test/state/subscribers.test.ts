import { describe, expect, it } from 'vitest';
import { at, delivery, open, SUBSCRIBER } from './fixture.ts';

const goodbye = (at: string) => ({ at, reason: 'left' as const, wording: 'mail' });

describe('subscribers', () => {
  it('come back as they were written, by address', async () => {
    const { ledger } = await open();
    const giorgi = { ...SUBSCRIBER, id: 'giorgi', address: 'giorgi@example.org', alerts: false, topics: [] };
    await ledger.subscribe(SUBSCRIBER);
    await ledger.subscribe(giorgi);
    expect(await ledger.subscribers()).toEqual([giorgi, SUBSCRIBER]);
    expect(await ledger.subscriber('nino')).toEqual(SUBSCRIBER);
    expect(await ledger.subscriber('nobody')).toBeUndefined();
  });

  it.each(['IST', 'Mars/Olympus'])(
    'in a time zone that is not known here, as %s, are told in UTC',
    async (timezone) => {
      const { ledger } = await open();
      await ledger.subscribe(SUBSCRIBER);
      expect(await ledger.strayZones()).toEqual([]);
      await ledger.subscribe({ ...SUBSCRIBER, id: 'ada', address: 'ada@example.org', timezone });
      expect(await ledger.subscriber('ada')).toMatchObject({ timezone: 'UTC' });
      expect(await ledger.strayZones()).toEqual([timezone]);
      await ledger.depart('ada', goodbye(at(9)));
      expect(await ledger.strayZones()).toEqual([]);
    },
  );

  it('that subscribe again get new settings, and keep their id', async () => {
    const { ledger } = await open();
    await ledger.subscribe(SUBSCRIBER);
    await ledger.subscribe({
      ...SUBSCRIBER,
      id: 'other',
      since: at(9),
      cadence: 'daily',
      topics: ['tripp'],
      alerts: false,
    });
    expect(await ledger.subscribers()).toEqual([
      { ...SUBSCRIBER, since: at(9), cadence: 'daily', topics: ['tripp'], alerts: false },
    ]);
  });

  it('that leave are written to no more, and are kept', async () => {
    const { ledger } = await open();
    await ledger.subscribe(SUBSCRIBER);
    expect(await ledger.depart('nobody', goodbye(at(9)))).toBe(false);
    expect(await ledger.depart('nino', goodbye(at(9)))).toBe(true);
    expect(await ledger.subscribers()).toEqual([]);
    expect(await ledger.subscriber('nino')).toEqual({ ...SUBSCRIBER, left: at(9) });
  });

  it('are found by their address, also when they have left', async () => {
    const { ledger } = await open();
    await ledger.subscribe(SUBSCRIBER);
    await ledger.depart('nino', goodbye(at(9)));
    expect(await ledger.subscriberAt(SUBSCRIBER.address)).toEqual({ ...SUBSCRIBER, left: at(9) });
    expect(await ledger.subscriberAt('nobody@example.org')).toBeUndefined();
  });

  it('that leave twice left the first time', async () => {
    const { ledger } = await open();
    await ledger.subscribe(SUBSCRIBER);
    await ledger.depart('nino', goodbye(at(9)));
    expect(await ledger.depart('nino', goodbye(at(10)))).toBe(false);
    expect((await ledger.subscriber('nino'))!.left).toBe(at(9));
  });

  it('that left may come back', async () => {
    const { ledger } = await open();
    await ledger.subscribe(SUBSCRIBER);
    await ledger.depart('nino', goodbye(at(9)));
    await ledger.subscribe({ ...SUBSCRIBER, id: 'other', hour: 9 });
    expect(await ledger.subscribers()).toEqual([{ ...SUBSCRIBER, hour: 9 }]);
  });
});

describe('the last edition of a subscriber', () => {
  it('is the one due last, with its period, and no alert nor other people’s', async () => {
    const { ledger } = await open();
    expect(await ledger.lastEdition('nino')).toBeUndefined();
    const edition = {
      cadence: 'daily',
      frozen: at(1),
      topics: [],
      stories: [],
      deadlines: [],
      coverage: {} as never,
    } as const;
    for (const hour of [7, 9, 8, 10])
      await ledger.freeze({ ...edition, topics: [], stories: [], deadlines: [], id: `e${hour}`, due: at(hour) });
    for (const hour of [7, 9, 8])
      await ledger.enqueue(delivery(`d${hour}`, { subject: `e${hour}`, period: `day ${hour}` }));
    await ledger.enqueue(delivery('alert', { kind: 'alert', subject: 'e10' }));
    await ledger.enqueue(delivery('other', { subscriber: 'giorgi', subject: 'e10', period: 'day 10' }));
    expect(await ledger.lastEdition('nino')).toEqual({ due: at(9), period: 'day 9' });
  });
});
