import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Bounce } from '../../state/bounce.ts';
import { at, delivery, open, SUBSCRIBER } from './fixture.ts';

const { id: _, address: __, paused: ___, since: ____, left: _____, ...wishes } = SUBSCRIBER;
const bounce = (id: string, its: Partial<Bounce>): Bounce => ({
  ...{ id, recipient: '', at: at(9), kind: 'bounce', status: '4.2.2', hard: false, reason: 'mailboxfull' },
  ...{ because: 'full', delivery: null, subscriber: null, ...its },
});

/** Two people of whom everything is known, one of whom is to be forgotten. */
async function known() {
  const { db, ledger } = await open();
  for (const id of ['nino', 'dana']) {
    const address = `${id}@example.org`;
    await ledger.subscribe(
      { ...SUBSCRIBER, id, address },
      { at: at(1), what: 'confirmed', network: '192.0.2.1', wording: 'web 1' },
    );
    const join = { wishes, asked: at(0), network: '192.0.2.1', wording: 'web 1', confirmed: at(1) };
    // Asked for in another case than it is known by.
    await ledger.addJoin({ id: `join-${id}`, address: address.replace('n', 'N'), ...join });
    await ledger.enqueue(
      delivery(`edition-${id}`, { subscriber: id, mail: { subject: 'Shared', html: '', text: 'both' } }),
    );
    await ledger.enqueue(
      delivery(`own-${id}`, { subscriber: id, subject: 'own', mail: { subject: id, html: '', text: id } }),
    );
    await ledger.enqueue(delivery(`join-mail-${id}`, { kind: 'confirmation', subscriber: `join-${id}`, subject: 'j' }));
    await ledger.enqueue(delivery(`test-${id}`, { kind: 'ops', subscriber: `to:${address}`, subject: 't' }));
    const { hard, ...row } = bounce(`b-${id}`, { subscriber: id });
    const other = bounce(`c-${id}`, { recipient: address.toUpperCase() });
    await db
      .insertInto('bounces')
      .values([
        { ...row, hard: 0 },
        { ...other, hard: 1 },
      ])
      .execute();
  }
  return { db, ledger, nino: (await ledger.subscriber('nino'))! };
}

type Known = Awaited<ReturnType<typeof known>>;

/** Every row of every table in which one of these words stands. */
async function rowsWith(db: Known['db'], words: RegExp): Promise<string[]> {
  const tables = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(db);
  const found: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(db);
    found.push(...rows.filter((row) => words.test(JSON.stringify(row))).map(() => name));
  }
  return found;
}

describe('all that is known of a person', () => {
  it('is theirs alone', async () => {
    const { ledger, nino } = await known();
    const all = await ledger.everythingOf(nino);
    expect(all.subscriber).toEqual(nino);
    expect(all.consents.map(({ what }) => what)).toEqual(['confirmed']);
    expect(all.joins.map(({ id, wishes: { topics } }) => [id, topics])).toEqual([['join-nino', SUBSCRIBER.topics]]);
    expect(all.mails.map(({ id }) => id)).toEqual(['edition-nino', 'join-mail-nino', 'own-nino', 'test-nino']);
    expect(all.mails[0]).toMatchObject({ title: 'Shared', state: 'queued', because: null });
    expect(all.bounces.map(({ id, hard }) => [id, hard])).toEqual([
      ['b-nino', false],
      ['c-nino', true],
    ]);
    expect(JSON.stringify(all)).not.toMatch(/dana/i);
  });

  it('erased, is in no row of any table, and everything of others is as it was', async () => {
    const { db, ledger, nino } = await known();
    const before = await rowsWith(db, /dana/i);
    await ledger.erase(nino, at(9));
    expect(await rowsWith(db, /nino/i)).toEqual([]);
    expect(await rowsWith(db, /dana/i)).toEqual(before);
    expect(await rowsWith(db, /"text\\":\\"both/)).toEqual(['bodies']);
    expect(await ledger.suppressed('Nino@example.org')).toMatchObject({ reason: 'left', at: at(9) });
  });

  it('erased, is gone from an older ledger, too, that has their address in two cases', async () => {
    const { db, ledger, nino } = await known();
    const { rows } = await sql<{ id: string }>`update subscribers set id = 'twin', address = 'NINO@example.org'
      where id = 'dana' returning id`.execute(db);
    expect(rows).toHaveLength(1);
    await sql`update deliveries set subscriber = 'twin' where subscriber = 'dana'`.execute(db);
    await sql`update consents set subscriber = 'twin' where subscriber = 'dana'`.execute(db);
    expect((await ledger.everythingOf(nino)).mails.map(({ id }) => id)).toContain('own-dana');
    await ledger.erase(nino, at(9));
    expect(await rowsWith(db, /nino|twin/i)).toEqual([]);
  });

  it('is forgotten whole or not at all', async () => {
    const { db, ledger, nino } = await known();
    await sql`create trigger trouble before delete on consents begin select raise(abort, 'trouble'); end`.execute(db);
    const before = await rowsWith(db, /nino/i);
    await expect(ledger.erase(nino, at(9))).rejects.toThrow('trouble');
    expect(await rowsWith(db, /nino/i)).toEqual(before);
  });
});

it('what they wish is changed, and nothing else of them that has changed since', async () => {
  const { ledger } = await known();
  const consent = { at: at(5), what: 'changed', network: null, wording: null } as const;
  await ledger.pauseSubscriber('nino', at(20), { ...consent, what: 'paused' });
  expect(await ledger.changeWishes('nino', { hour: 9 }, consent)).toBe(true);
  expect(await ledger.changeWishes('nino', { cadence: 'daily' }, consent)).toBe(true);
  expect(await ledger.subscriber('nino')).toMatchObject({ hour: 9, cadence: 'daily', paused: at(20) });
  expect(await ledger.changeWishes('nobody', { hour: 9 }, consent)).toBe(false);
});

it('a message is shown as its subscriber got it, but for what only their mailbox may know', async () => {
  const { ledger } = await known();
  expect(await ledger.messageOf('own-nino')).toEqual({ mail: { subject: 'nino', html: '', text: 'nino' }, html: true });
  for (const id of ['join-mail-nino', 'test-nino', 'nobody']) expect(await ledger.messageOf(id), id).toBeUndefined();
});
