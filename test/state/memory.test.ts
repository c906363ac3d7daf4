import { join } from 'node:path';
import { Keyv } from 'keyv';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../state/database.ts';
import { memoryOf, SqliteStore } from '../../state/memory.ts';
import { folder, open } from './fixture.ts';

describe('a memory', () => {
  it.each([
    ['a text', 'Да, "so" — 🙂'],
    ['a number', 7],
    ['a truth', false],
    ['an object', { etag: '"a"', modified: null, list: [1, { b: 2 }] }],
  ])('gives back %s', async (_, value) => {
    const memory = memoryOf((await open()).sqlite, 'validators');
    await memory.set('civil', value);
    expect(await memory.get('civil')).toEqual(value);
  });

  it('gives nothing for a key that was never set, and the last value for one set twice', async () => {
    const memory = memoryOf((await open()).sqlite, 'validators');
    await memory.set('civil', 1);
    await memory.set('civil', 2);
    expect([await memory.get('oc'), await memory.get('civil')]).toEqual([undefined, 2]);
  });

  it('forgets what is deleted, and nothing else', async () => {
    const memory = memoryOf((await open()).sqlite, 'validators');
    await memory.set('civil', 1);
    await memory.set('oc', 2);
    await memory.delete('civil');
    await memory.delete('never set');
    expect([await memory.get('civil'), await memory.get('oc')]).toEqual([undefined, 2]);
  });

  it('keeps namespaces apart', async () => {
    const { sqlite } = await open();
    const [validators, cooldowns] = [memoryOf(sqlite, 'validators'), memoryOf(sqlite, 'cooldowns')];
    await validators.set('civil', 1);
    await cooldowns.set('civil', 2);
    await cooldowns.delete('oc');
    expect([await validators.get('civil'), await cooldowns.get('civil')]).toEqual([1, 2]);
    await cooldowns.delete('civil');
    expect([await validators.get('civil'), await cooldowns.get('civil')]).toEqual([1, undefined]);
  });

  it('survives the end of the process', async () => {
    const file = join(folder(), 'silkwatch.db');
    const first = await openDatabase(file);
    await memoryOf(first.sqlite, 'validators').set('civil', { etag: 'a' });
    await first.close();
    expect(await memoryOf((await open(file)).sqlite, 'validators').get('civil')).toEqual({ etag: 'a' });
  });

  it.each(['get', 'set', 'delete'] as const)(
    'that is broken throws at %s, rather than answer that there is nothing',
    async (verb) => {
      const { sqlite } = await open();
      const memory = memoryOf(sqlite, 'validators');
      await memory.set('civil', 1);
      sqlite.exec('drop table memory');
      await expect(memory[verb]('civil', 1)).rejects.toThrow('no such table: memory');
    },
  );
});

describe('what is kept for a while', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2025, 10, 20) }));
  afterEach(() => void vi.useRealTimers());
  const later = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);

  it('is there until its time, and then is not', async () => {
    const memory = memoryOf((await open()).sqlite, 'cooldowns');
    await memory.set('civil', 1, 1000);
    await memory.set('oc', 2);
    later(999);
    expect(await memory.get('civil')).toBe(1);
    later(2);
    expect([await memory.get('civil'), await memory.get('oc')]).toEqual([undefined, 2]);
  });

  it('takes no room for ever: what has expired is gone when the memory is opened again', async () => {
    const { sqlite } = await open();
    const memory = memoryOf(sqlite, 'cooldowns');
    await memory.set('civil', 1, 1000);
    await memory.set('oc', 2, 5000);
    await memory.set('ifact', 3);
    later(1001);
    memoryOf(sqlite, 'validators');
    const keys = sqlite.prepare<[], { key: string }>('select key from memory order by key').all();
    expect(keys.map(({ key }) => key)).toEqual(['cooldowns:ifact', 'cooldowns:oc']);
  });

  it('is passed over by the iterator, and dropped', async () => {
    const { sqlite } = await open();
    const keyv = new Keyv({ store: new SqliteStore(sqlite), namespace: 'cooldowns', throwOnErrors: true });
    await keyv.set('civil', 1, 1000);
    await keyv.set('oc', 2);
    later(1001);
    expect(await Array.fromAsync(keyv.iterator!({}))).toEqual([['oc', 2]]);
    expect(sqlite.prepare('select key from memory').all()).toEqual([{ key: 'cooldowns:oc' }]);
  });
});

describe("under Keyv's own interface", () => {
  const names = ['a', 'A', 'a_', 'ab', 'a%', 'a*', 'a[b]'];
  const filled = async () => {
    const { sqlite } = await open();
    const all = names.map((namespace) => new Keyv({ store: new SqliteStore(sqlite), namespace, throwOnErrors: true }));
    for (const [n, keyv] of all.entries()) await keyv.set(`key${n}`, n);
    return all;
  };

  it.each(names.map((name, n) => [name, n] as const))(
    'the iterator of the namespace %s yields its own only',
    async (_, n) => {
      const all = await filled();
      expect(await Array.fromAsync(all[n]!.iterator!({}))).toEqual([[`key${n}`, n]]);
    },
  );

  it.each(names.map((name, n) => [name, n] as const))('the namespace %s is cleared alone', async (_, n) => {
    const all = await filled();
    await all[n]!.clear();
    const left = await Promise.all(all.map((keyv, m) => keyv.get(`key${m}`)));
    expect(left).toEqual(names.map((_, m) => (m === n ? undefined : m)));
  });

  it('the ledger can be written while the iterator is under way', async () => {
    const [keyv] = await filled();
    for await (const [key] of keyv!.iterator!({})) await keyv!.set('other', key);
    expect(await keyv!.get('other')).toBe('key0');
  });
});
