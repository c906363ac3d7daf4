import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { recorderOf } from '../../jobs/watch/recorder.ts';
import { DAY } from '../../state/item.ts';
import { visitOf } from '../learnt.ts';
import { itemOf } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
/** What was written, in order: the sources of each transaction, then the keys of what lets a visit be answered 304. */
let written: string[];
let underWay: number;

beforeEach(async () => {
  world = await testWorld();
  written = [];
  underWay = 1;
  const { ledger, validators } = world;
  const { recordVisits } = ledger;
  const { setMany } = validators;
  ledger.recordVisits = async (visits) => {
    const fresh = await recordVisits(visits);
    written.push(`ledger ${visits.map(({ source }) => source).join(' ')}`);
    return fresh;
  };
  validators.setMany = async (entries, ttl) => {
    await setMany(entries, ttl);
    written.push(`validators ${entries.map(({ key }) => key).join(' ')} for ${ttl! / DAY} days`);
  };
});

const visit = (source: string, ...titles: string[]) =>
  visitOf(
    source,
    titles.map((title) => ({ item: itemOf(title), matches: [] })),
  );
const remembered = (key: string) => ({ key, value: { etag: key } });

describe('visits that end at once', () => {
  it('are written in one transaction, and each is told how many of its items are new', async () => {
    underWay = 3;
    const record = recorderOf(world, () => underWay);
    const counts = await Promise.all([
      record(visit('a', 'one', 'two'), remembered('a')),
      record(visit('b'), undefined),
      record(visit('c', 'one'), remembered('c')),
    ]);
    expect(counts).toEqual([2, 0, 1]);
    expect(written).toEqual(['ledger a b c', 'validators a c for 40 days']);
  });
  it('wait for one another no longer than a moment', async () => {
    underWay = 2;
    expect(await recorderOf(world, () => underWay)(visit('a', 'one'))).toBe(1);
  });
  it('are written before what lets the next ones be answered 304', async () => {
    world.ledger.recordVisits = () => Promise.reject(new Error('power cut'));
    await expect(recorderOf(world, () => underWay)(visit('a', 'one'), remembered('a'))).rejects.toThrow('power cut');
    expect(await world.validators.get('a')).toBeUndefined();
    expect(written).toEqual([]);
  });
  it('all fail where their transaction fails, and nothing of any is written', async () => {
    underWay = 2;
    const record = recorderOf(world, () => underWay);
    const broken = { ...visit('b', 'two'), outcome: null as never };
    const ends = await Promise.allSettled([record(visit('a', 'one'), remembered('a')), record(broken)]);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect([await world.ledger.countItems(), (await world.ledger.learnt()).size]).toEqual([0, 0]);
    expect(await world.validators.get('a')).toBeUndefined();
  });
});

describe('a visit that ends while others are being written', () => {
  it('is written in the next transaction', async () => {
    const record = recorderOf(world, () => underWay);
    const { recordVisits } = world.ledger;
    const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    world.ledger.recordVisits = async (visits) => {
      begun.resolve();
      await go.promise;
      return recordVisits(visits);
    };
    const first = record(visit('a'));
    await begun.promise;
    underWay = 2;
    const later = [record(visit('b')), record(visit('c'))];
    go.resolve();
    await Promise.all([first, ...later]);
    expect(written.filter((line) => line.startsWith('ledger'))).toEqual(['ledger a', 'ledger b c']);
  });
  it('is written though the ones before it could not be', async () => {
    const record = recorderOf(world, () => underWay);
    const { recordVisits } = world.ledger;
    world.ledger.recordVisits = async (visits) => {
      if (visits[0]!.source === 'a') throw new Error('power cut');
      return recordVisits(visits);
    };
    const first = expect(record(visit('a'))).rejects.toThrow('power cut');
    await setImmediate();
    await Promise.all([first, record(visit('b'))]);
    expect([...(await world.ledger.learnt()).keys()]).toEqual(['b']);
  });
});
