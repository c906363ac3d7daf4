import { beforeEach, describe, expect, it } from 'vitest';
import type { Arrived } from '../../jobs/bounces/arrived.ts';
import { tellOps } from '../../jobs/bounces/tell.ts';
import { foreseeBounces, nameOf, takeBounces } from '../../jobs/bounces.ts';
import { linksOf } from '../../jobs/mail/links.ts';
import { written } from '../../jobs/message.ts';
import { complaint, dsn, letter, prose, verp } from './bouncemail.ts';
import { FROM, POST, subscriberWith } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

const NOW = '2026-10-05T06:00:00.000Z';
const NINO = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const JOIN = '16fd2706-8baf-433b-82eb-8c7fada847da';
const ADDRESS = 'nino@example.org';

let world: TestWorld;
/** The mails that were kept for a person, by name, and those that were marked as read. */
let kept: Map<string, Uint8Array>;
let done: string[];

beforeEach(async () => {
  world = await testWorld(NOW);
  [kept, done] = [new Map(), []];
  await world.ledger.subscribe(subscriberWith({ id: NINO, address: ADDRESS }));
});

async function* arriving(...mails: readonly Uint8Array[]): AsyncGenerator<Arrived> {
  for (const [n, bytes] of mails.entries())
    yield { name: `mail ${n}`, bytes, done: async () => void done.push(`mail ${n}`) };
}

const hands = () => ({
  keep: async (id: string, bytes: Uint8Array) => void kept.set(id, bytes),
  tell: (told: { n: number; because: string | null }) =>
    tellOps(told, 'ops@silkwatch.example', { from: FROM, web: null }, world),
});

const take = (...mails: readonly Uint8Array[]) => takeBounces(arriving(...mails), { ...world, ...hands() });

/** A message to a subscriber, or to a wish to join, that was accepted; answers its row. */
async function accepted(subscriber = NINO, created = NOW) {
  const mail = { subject: 'The bridge', text: 'It fell.', html: '<p>It fell.</p>' };
  const row = written(
    { kind: 'alert', subject: `story ${created}`, subscriber, period: null, mail, stories: [], created },
    FROM,
  );
  await world.ledger.enqueue(row);
  await world.ledger.settle(row.id, 'accepted', 'ok', created);
  return row;
}

const subscriber = async () => (await world.ledger.subscriber(NINO))!;
const stays = async () => (await subscriber()).left === null;
const reason = async () => (await world.ledger.suppressed(ADDRESS))?.reason;
const full = (to: string, n: number) => dsn({ to, status: '5.2.2', answer: `smtp; 552 5.2.2 mailbox full, ${n}` });

describe('a mail that came back', () => {
  it('to the address that names its delivery ends the subscription of who is gone', async () => {
    const { id } = await accepted();
    expect(await take(dsn({ to: verp(id) }))).toEqual({ read: 1, fresh: 1, left: 1, counted: 0, kept: 0 });
    expect(await subscriber()).toMatchObject({ left: NOW });
    expect(await reason()).toBe('bounced');
    expect(await world.ledger.consentsOf(NINO)).toEqual([
      { subscriber: NINO, at: NOW, what: 'left', network: null, wording: 'bounce' },
    ]);
    expect(await world.ledger.bouncesIn(nameOf(dsn({ to: verp(id) })))).toMatchObject([
      { recipient: ADDRESS, kind: 'bounce', hard: true, status: '5.1.1', delivery: id, subscriber: NINO },
    ]);
    expect(done).toEqual(['mail 0']);
  });

  it.each(['', 'NINO@Example.org'])('with our Message-ID does so too, where it names %j', async (recipient) => {
    const { messageId } = await accepted();
    await take(dsn({ messageId, recipient }));
    expect([await stays(), await reason()]).toEqual([false, 'bounced']);
  });

  it('for an address to which mail is passed on ends nothing: others there may read us', async () => {
    const { id } = await accepted();
    expect(await take(dsn({ to: verp(id), recipient: 'forwarded@elsewhere.example' }))).toMatchObject({
      left: 0,
      counted: 1,
    });
    expect([await stays(), await reason()]).toEqual([true, undefined]);
  });

  it('about who has left, or about ops, ends nothing more, and is not said to', async () => {
    const [{ id }, { id: toOps }] = [await accepted(), await accepted('to:ops@silkwatch.example')];
    await world.ledger.depart(NINO, { at: NOW, reason: 'left', wording: 'mail' });
    const recipient = 'ops@silkwatch.example';
    expect(await take(dsn({ to: verp(id) }), dsn({ to: verp(toOps), recipient }))).toMatchObject({ fresh: 2, left: 0 });
    expect(await reason()).toBe('left');
  });

  it.each<[string, (id: string) => Uint8Array]>([
    ['by the address alone', () => dsn()],
    [
      'by an address that is signed with another key',
      (id) => dsn({ to: verp(id, { ...POST, secret: 'another'.repeat(9) }) }),
    ],
    [
      'by one whose delivery was changed',
      (id) => dsn({ to: verp(id).replace(/\+(.)/, (_, first) => `+${first === '0' ? 1 : 0}`) }),
    ],
    ['by a Message-ID of ours at another domain', (id) => dsn({ messageId: `<${id}@elsewhere.example>` })],
    ['by a Message-ID that nobody sent', () => dsn({ messageId: `<${JOIN}@silkwatch.example>` })],
    [
      'by a Message-ID in the words of a letter',
      (id) => letter('A question', { text: `Message-ID: <${id}@silkwatch.example>` }),
    ],
    ['by a complaint that names an address', () => complaint()],
  ])('forged %s unsubscribes nobody, and is kept for a person', async (_, forged) => {
    const { id } = await accepted();
    const bytes = forged(id);
    expect(await take(bytes)).toMatchObject({ left: 0, kept: 1 });
    expect([await stays(), await reason()]).toEqual([true, undefined]);
    expect([...kept]).toEqual([[nameOf(bytes), bytes]]);
  });

  it('counts once however often it is read, and by whichever line ends', async () => {
    const { id } = await accepted();
    const bytes = dsn({ to: verp(id) });
    await take(bytes);
    await world.ledger.subscribe(subscriberWith({ id: NINO, address: ADDRESS }));
    expect(await take(bytes, Buffer.from(Buffer.from(bytes).toString().replaceAll('\r\n', '\n')))).toMatchObject({
      read: 2,
      fresh: 0,
      left: 0,
    });
    expect([await stays(), done.length]).toEqual([true, 3]);
  });

  it('is not kept again when a person has dealt with it', async () => {
    await take(dsn());
    kept.clear();
    expect(await take(dsn())).toMatchObject({ fresh: 0, kept: 0 });
    expect(kept.size).toBe(0);
  });

  it('counts once where it is large, and a mailbox gives only the first of it', () => {
    const large = Buffer.concat([dsn(), Buffer.from('x\r\n'.repeat(400_000))]);
    expect(nameOf(large.subarray(0, 1_000_000))).toBe(nameOf(Buffer.from(large.toString().replaceAll('\r\n', '\n'))));
  });

  it('that could not be recorded whole is not recorded at all, and not marked as read', async () => {
    const broken = { ...world, ...hands(), keep: async () => Promise.reject(new Error('the disk is full')) };
    const more = 'X-A: b\n\nFinal-Recipient: rfc822; ada@example.org\nAction: failed\nStatus: 5.1.1\n';
    await expect(takeBounces(arriving(dsn({ more })), broken)).rejects.toThrow('the disk is full');
    expect([await world.ledger.bouncesIn(nameOf(dsn({ more }))), done]).toEqual([[], []]);
    expect(await take(dsn({ more }))).toMatchObject({ fresh: 1, kept: 1 });
  });

  it('ends nothing where only one of those it was passed on to is gone', async () => {
    const { id } = await accepted();
    const more = 'X-A: b\n\nFinal-Recipient: rfc822; ada@example.org\nAction: failed\nStatus: 5.2.2\n';
    expect(await take(dsn({ to: verp(id), more }))).toMatchObject({ left: 0, counted: 1 });
    expect(await stays()).toBe(true);
  });

  it('to a wish to join keeps the address from being written to', async () => {
    const wishes = { topics: [], cadence: 'daily' } as never;
    await world.ledger.addJoin({
      id: JOIN,
      address: 'ada@example.org',
      wishes,
      asked: NOW,
      network: '',
      wording: '',
      confirmed: null,
    });
    const { id } = await accepted(JOIN);
    await take(dsn({ to: verp(id), recipient: 'ada@example.org' }));
    expect(await world.ledger.suppressed('ada@example.org')).toMatchObject({ reason: 'bounced' });
  });

  it('of somebody who was erased is recorded without an address', async () => {
    const { id } = await accepted();
    await world.ledger.erase(await subscriber(), NOW);
    expect(await take(dsn({ to: verp(id) }))).toMatchObject({ fresh: 1, kept: 0 });
    expect(await world.ledger.bouncesIn(nameOf(dsn({ to: verp(id) })))).toMatchObject([
      { recipient: '', because: '', subscriber: null },
    ]);
  });
});

describe('a mailbox that is full', () => {
  const day = (n: number) => new Date(Date.parse(NOW) + n * 86_400_000).toISOString();
  /** Writes a message a day, and has those of some days come back. */
  async function over(days: readonly number[], back: (n: number) => boolean): Promise<void> {
    for (const n of days) {
      world.at(day(n));
      const { id } = await accepted(NINO, day(n));
      if (back(n)) await take(full(verp(id), n));
    }
  }
  it('is borne four times', async () => {
    await over([0, 4, 8, 12], () => true);
    expect(await stays()).toBe(true);
  });
  it('is borne five times within nine days', async () => {
    await over([0, 2, 4, 6, 9], () => true);
    expect(await stays()).toBe(true);
  });
  it('is given up at the fifth time in ten days', async () => {
    await over([0, 3, 6, 9, 10], () => true);
    expect([await stays(), await reason()]).toEqual([false, 'bounced']);
  });
  it('is given up like an address to which mail is passed on and which is gone for so long', async () => {
    for (const n of [0, 3, 6, 9, 10]) {
      world.at(day(n));
      const { id } = await accepted(NINO, day(n));
      expect(await stays()).toBe(true);
      await take(dsn({ to: verp(id), recipient: 'forwarded@elsewhere.example', answer: `smtp; 550 5.1.1 gone, ${n}` }));
    }
    expect([await stays(), await reason()]).toEqual([false, 'bounced']);
  });
  it('begins anew once a message was accepted and did not come back', async () => {
    await over([0, 3, 6, 8, 9, 10, 11], (n) => n !== 8);
    expect(await stays()).toBe(true);
  });
  it('is not given up for what our mail is refused for', async () => {
    for (const n of [0, 3, 6, 9, 12, 15]) {
      world.at(day(n));
      const { id } = await accepted(NINO, day(n));
      await take(dsn({ to: verp(id), status: '5.7.1', answer: `smtp; 550 5.7.1 refused by policy, ${n}` }));
    }
    expect(await stays()).toBe(true);
  });
});

describe('a complaint', () => {
  it('ends the subscription at once', async () => {
    const { messageId } = await accepted();
    await take(complaint({ messageId, recipient: 'redacted' }));
    expect([await stays(), await reason()]).toEqual([false, 'complained']);
    expect(await world.ledger.consentsOf(NINO)).toMatchObject([{ what: 'left', wording: 'complaint' }]);
  });
  it('of a server about who uses our name ends nothing', async () => {
    const { messageId } = await accepted();
    await take(complaint({ messageId, type: 'auth-failure' }));
    expect(await stays()).toBe(true);
  });
});

describe('a wish to leave', () => {
  const token = () => decodeURIComponent(linksOf(NINO, 'd', new Date(NOW), POST).byMail.split('=')[1]!);
  it('that was signed is followed, whoever sends it', async () => {
    await take(letter(token(), { from: 'somebody@else.example' }));
    expect([await stays(), await reason()]).toEqual([false, 'left']);
    expect(await world.ledger.consentsOf(NINO)).toMatchObject([{ what: 'left', wording: 'mail' }]);
  });
  it('from a subscriber’s address is followed', async () => {
    await take(letter('Unsubscribe', { from: 'Nino <NINO@example.org>' }));
    expect([await stays(), await reason()]).toEqual([false, 'left']);
  });
  it('whose signature our server found good is followed, though it was forwarded', async () => {
    const headers = 'Authentication-Results: mx.silkwatch.example; spf=fail; dkim=pass';
    await take(letter('Unsubscribe', { from: 'Nino <nino@example.org>', headers }));
    expect(await stays()).toBe(false);
  });
  it.each([
    ['whose token is not ours', `unsubscribe ${'A'.repeat(52)}`, { from: 'somebody@else.example' }],
    ['from a stranger', 'unsubscribe', { from: 'somebody@else.example' }],
    [
      'whose sender our server found forged',
      'unsubscribe',
      { headers: 'Authentication-Results: mx.silkwatch.example; dmarc=fail' },
    ],
  ])('%s is kept for a person', async (_, subject, its) => {
    expect(await take(letter(subject, its))).toMatchObject({ left: 0, kept: 1 });
    expect(await stays()).toBe(true);
  });
});

describe('nothing follows', () => {
  it('from a reply that a program wrote', async () => {
    const { id } = await accepted();
    const bytes = letter('Automatic reply: I no longer work here, no such user', { to: verp(id) });
    expect(await take(bytes)).toEqual({ read: 1, fresh: 1, left: 0, counted: 0, kept: 0 });
  });
  it('from a dry run, which says what would', async () => {
    const { id } = await accepted();
    const verdicts: string[] = [];
    await foreseeBounces(
      arriving(dsn({ to: verp(id) })),
      world,
      (_, all) => void verdicts.push(...all.map(({ verdict }) => verdict.do)),
    );
    expect([verdicts, await stays(), done]).toEqual([['leave'], true, []]);
    expect(await world.ledger.bouncesIn(nameOf(dsn({ to: verp(id) })))).toEqual([]);
  });
});

describe('whoever runs the program', () => {
  const refusals = async (first: number, n: number) =>
    Promise.all(
      Array.from({ length: n }, async (_, i) => {
        const at = new Date(Date.parse(NOW) - (first + i) * 1000).toISOString();
        return prose(
          `It failed.\n\n<${ADDRESS}>:\nRemote host said: 554 5.7.1 192.0.2.1 is on a blacklist`,
          undefined,
          verp((await accepted(NINO, at)).id),
        );
      }),
    );
  const told = async () => (await world.deliveries()).filter(({ kind }) => kind === 'ops');
  it('is not told of nine messages that were refused for what we are', async () => {
    await take(...(await refusals(0, 9)));
    expect(await told()).toEqual([]);
  });
  it('is told of ten within a day, once a day, and nobody is unsubscribed', async () => {
    await take(...(await refusals(0, 10)));
    expect(await told()).toHaveLength(1);
    await take(...(await refusals(20, 10)));
    expect(await told()).toMatchObject([{ subscriber: 'to:ops@silkwatch.example', state: 'queued' }]);
    expect((await told())[0]!.mail.text).toContain('554 5.7.1 192.0.2.1 is on a blacklist');
    expect(await stays()).toBe(true);
    world.at('2026-10-06T06:00:00.000Z');
    await take(...(await refusals(40, 10)));
    expect(await told()).toHaveLength(2);
  });
});
