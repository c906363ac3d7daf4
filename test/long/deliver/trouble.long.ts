/** Promise 8 with whole processes: a mail server that drops connections, and all else that comes between while mail goes out. */
import type { Socket } from 'node:net';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openDatabase } from '../../../state/database.ts';
import { ledgerOf } from '../../../state/ledger.ts';
import { asked, dueIn, ended, handed, killed, type Office, recover, startProgram } from './office.ts';
import { offices } from './offices.ts';
import { goingOn } from './sink.ts';

const { inOffice, accept } = offices();

const halfOf = (office: Office): number => Math.ceil(dueIn(office, 'clock of this machine') / 2);

const DROPS = [
  { name: 'RCPT not answered', at: 'RCPT', how: 'dropped' },
  { name: 'before DATA', at: 'DATA', how: 'dropped' },
  { name: 'during DATA', at: 'inside', how: 'dropped' },
  { name: 'after the final dot', at: 'dot', how: 'dropped' },
  { name: '421 to MAIL', at: 'MAIL', how: '421' },
  { name: '421 to the message', at: 'dot', how: '421' },
] as const;

const END = {
  dropped: (socket: Socket) => void socket.destroy(),
  421: (socket: Socket) => void socket.removeAllListeners('data').resume().end('421 4.3.2 going down\r\n'),
};

it.concurrent.each(
  DROPS.flatMap((drop) => [
    { ...drop, whose: 'one connection', connections: 5 },
    { ...drop, whose: 'all connections', connections: 20 },
  ]),
)('the server drops $whose: $name', ({ whose, connections, name, at, how }) =>
  inOffice(connections, async (office) => {
    const { sink } = office;
    const act = (socket: Socket) => {
      for (const each of whose === 'one connection' ? [socket] : sink.open) END[how](each);
      // The answer was no: the server does not have it.
      if (how === '421' && at === 'dot') sink.taken.pop();
      return 'over' as const;
    };
    sink.plan({ at, nth: halfOf(office), act });
    const { by, said } = await ended(startProgram(office), office);
    expect([0, 1]).toContain(by);
    expect([said, handed(office)]).toEqual(['', []]);
    await recover(office);
    const { unknown } = accept(`server drops ${whose}: ${name}`, office);
    expect(unknown).toBeLessThanOrEqual(whose === 'one connection' ? 1 : connections);
  }),
);

it.concurrent('the server is gone: it pauses, and goes on when the server is back', () =>
  inOffice(5, async (office) => {
    office.sink.plan(goingOn('MAIL', halfOf(office), office.sink.leave));
    expect(await ended(startProgram(office), office)).toEqual({ by: 1, said: '' });
    expect(asked(office, 'select because from pauses')).toEqual([{ because: expect.stringMatching('ECONNREFUSED') }]);
    await office.sink.comeBack();
    await recover(office);
    expect(accept('server gone', office).unknown).toBeLessThanOrEqual(5);
  }));

it.concurrent('two processes at once, one of them killed', () =>
  inOffice(5, async (office) => {
    const [dying, living] = [startProgram(office), startProgram(office)];
    const { sink, kills } = office;
    let arrived = 0;
    const kill = () => {
      arrived = sink.taken.length;
      dying.kill('SIGKILL');
    };
    sink.plan(goingOn('dot', 1000, kill));
    const [, end] = await Promise.all([killed(dying, new Set(), office), ended(living, office)]);
    expect(end).toEqual({ by: 0, said: '' });
    await recover(office);
    kills[0]!.arrived = arrived;
    accept('two processes, one killed', office);
    expect(sink.most()).toBeLessThanOrEqual(10);
  }));

it.concurrent('who leaves while it is under way gets nothing any more', () =>
  inOffice(5, async (office) => {
    const { db, close } = await openDatabase(`sqlite:${office.database}`);
    const subscriber = lastInLine(office);
    const at = new Date().toISOString();
    let left: Promise<boolean> | undefined;
    const leave = () => {
      left = ledgerOf(db).depart(subscriber, { at, reason: 'left', wording: 'test' });
    };
    office.sink.plan(goingOn('MAIL', 1000, leave));
    expect((await ended(startProgram(office), office)).by).toBe(0);
    expect(await left).toBe(true);
    await close();
    await recover(office);
    expect(accept('a subscriber leaves', office, [subscriber])).toMatchObject({ unknown: 0, twice: 0 });
    const rows = asked(office, 'select state, because from deliveries where subscriber = ?', subscriber);
    expect(rows).toEqual([{ state: 'skipped', because: `left on ${at}` }]);
  }));

/** Who gets the last edition, and nothing else. */
function lastInLine(office: Office): string {
  const alone = 'select subscriber from deliveries group by subscriber having count(*) = 1';
  const last = `select subscriber, max(id) from deliveries where state = 'queued' and kind = 'edition'`;
  return asked<{ subscriber: string }>(office, `${last} and subscriber in (${alone})`)[0]!.subscriber;
}

it.concurrent('told to end, it finishes what it holds within seconds', () =>
  inOffice(5, async (office) => {
    const child = startProgram(office);
    let [told, taken] = [0, 0];
    const end = () => {
      [told, taken] = [Date.now(), office.sink.taken.length];
      child.kill('SIGTERM');
    };
    office.sink.plan(goingOn('dot', 1000, end));
    expect(await ended(child, office)).toEqual({ by: 0, said: '' });
    expect(Date.now() - told).toBeLessThan(10_000);
    expect(office.sink.taken.length - taken).toBeLessThan(1000);
    expect(asked(office, "select id from deliveries where state in ('leased', 'handed', 'unknown')")).toEqual([]);
    await recover(office);
    expect(accept('SIGTERM', office)).toMatchObject({ unknown: 0, twice: 0 });
  }));

it.concurrent('a full disk stops it in clear words, and it goes on where it was', () =>
  inOffice(5, async (office) => {
    // As long as somebody reads the ledger as it was, what is written since is kept beside it.
    const reader = new Sqlite(office.database);
    reader.exec('begin; select count(*) from deliveries');
    // No file may grow beyond this many blocks of 512 bytes: to SQLite that is a disk that cannot be written.
    const { by, said } = await ended(startProgram(office, 'ulimit -f 20000; '), office);
    reader.close();
    expect(by).toBe(1);
    expect(said).toMatch(/^silkwatch: the ledger cannot be written \(.*\n$/);
    office.kills.push({ inDoubt: handed(office).length, arrived: office.sink.taken.length });
    expect(office.sink.taken.length).toBeGreaterThan(100);
    await recover(office);
    accept('full disk', office);
  }));
