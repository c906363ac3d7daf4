/**
 * Promise 8 with whole processes: mail to 2,000 subscribers, a mail server that counts, and a program that is killed at every
 * step and at random moments, or whose server drops connections. Nobody is missing, and who got a copy is marked as one who may have.
 */
import type { Socket } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openDatabase } from '../../state/database.ts';
import { ledgerOf } from '../../state/ledger.ts';
import { judged, type Verdict } from './deliver/judge.ts';
import { LEDGER_STEPS } from './deliver/life.ts';
import {
  aheadIn,
  asked,
  type Death,
  dueIn,
  ended,
  handed,
  killed,
  killedLife,
  type Office,
  openOffice,
  recover,
  startProgram,
} from './deliver/office.ts';
import { type Seed, seeded } from './deliver/seed.ts';
import { MET, type Met, type Plan } from './deliver/sink.ts';
import { rowOf, tableOf } from './deliver/table.ts';

// What is killed waits for the disk most of the time.
vi.setConfig({ maxConcurrency: 2 });

let seed: Seed;
const table: string[][] = [];
/** Milliseconds that an undisturbed run takes. */
let calm: number;

beforeAll(async () => {
  seed = await seeded();
  expect(seed.waiting.length).toBeGreaterThan(2500);
}, 60_000);

afterAll(() => console.log(`\n${tableOf(table.toSorted())}\n`));

/** Nobody is missing, and nobody got what is not known to have come twice, or is another's. */
function accept(step: string, office: Office, verdict: Verdict): void {
  table.push(rowOf(step, office, verdict));
  const { missing, unmarked, differing, misled, stuck } = verdict;
  const none = { missing: [], unmarked: [], differing: [], misled: [], stuck: [] };
  expect({ missing, unmarked, differing, misled, stuck }, step).toEqual(none);
  for (const { inDoubt } of office.kills) expect(inDoubt, step).toBeLessThanOrEqual(office.connections);
  const inDoubt = office.kills.reduce((sum, kill) => sum + kill.inDoubt, 0);
  if (office.kills.length > 0) expect(verdict.unknown, step).toBeLessThanOrEqual(inDoubt);
}

async function inOffice<T>(connections: number, work: (office: Office) => Promise<T>): Promise<T> {
  const office = await openOffice(seed, connections);
  try {
    return await work(office);
  } finally {
    await office.close();
  }
}

/** Three lives that are killed: at the first message, in the middle, and at the last one. */
async function thrice(step: string, deathAt: (share: number, due: number) => Death, connections: number) {
  await inOffice(connections, async (office) => {
    for (const share of [0, 0.5, 1]) await killedLife(deathAt(share, dueIn(office, aheadIn(office))), office);
    await recover(office);
    const verdict = judged(office);
    accept(step, office, verdict);
    expect(office.sink.most()).toBeLessThanOrEqual(connections);
  });
}

/** Lets the server go on after what is done at a step. */
const once = (at: Met, act: () => void, nth = 1): Plan => ({
  ...{ at, nth },
  act: () => {
    act();
    return 'go on';
  },
});

const nthOf = (share: number, all: number): number => Math.max(1, Math.ceil(share * all));

it('undisturbed: each message once, what is told at once before the editions', async () => {
  await inOffice(5, async (office) => {
    let began = 0;
    office.sink.plan(
      once('connected', () => {
        began = Date.now();
      }),
    );
    const { by, said } = await ended(startProgram(office), office);
    calm = Date.now() - began;
    expect([by, said]).toEqual([0, '']);
    const rows = asked<{ id: string; kind: string }>(office, 'select message_id as id, kind from deliveries');
    const kinds = new Map(rows.map(({ id, kind }) => [id, kind]));
    const order = office.sink.taken.map(({ messageId }) => kinds.get(messageId) === 'edition');
    const first = order.indexOf(true);
    expect(order.slice(first + office.connections).every(Boolean)).toBe(true);
    await recover(office);
    accept('undisturbed', office, judged(office));
    expect(judged(office)).toMatchObject({ unknown: 0, twice: 0 });
  });
});

const STEPS = [5, 20].flatMap((connections) => [
  ...LEDGER_STEPS.map((step) => ({ step, connections, deathAt: (nth: number): Death => ({ step, nth }) })),
  ...MET.map((met) => ({ step: `server: ${met}`, connections, deathAt: (nth: number): Death => ({ met, nth }) })),
]);

it.concurrent.each(STEPS)('killed, $step, $connections connections', async ({ step, connections, deathAt }) => {
  // A connection is for a hundred letters.
  const each = step === 'server: connected' ? 100 : 1;
  await thrice(step, (share, due) => deathAt(nthOf(share, due / each)), connections);
});

it.concurrent('killed before and after it takes up what a process that was killed had', () =>
  inOffice(5, async (office) => {
    const half = Math.ceil(dueIn(office, 0) / 2);
    await killedLife({ met: 'dot', nth: half }, office);
    await killedLife({ step: 'not lapsed', nth: 1 }, office);
    await killedLife({ step: 'lapsed', nth: 1 }, office);
    await recover(office);
    accept('taking up what was left', office, judged(office));
  }));

const KILLS = 4;

it.concurrent.each([1, 2, 3, 4, 5])(`killed at ${KILLS} random moments, time %i`, (n) =>
  inOffice(n % 2 === 0 ? 20 : 5, async (office) => {
    for (let kill = 0; kill < KILLS; kill++) {
      const before = new Set(handed(office));
      const child = startProgram(office);
      office.sink.plan(
        once('connected', () => setTimeout(() => child.kill('SIGKILL'), (Math.random() * calm) / KILLS)),
      );
      await killed(child, before, office);
    }
    await recover(office);
    accept(`random moments, ${n}`, office, judged(office));
  }),
);

const AT = {
  RCPT: 'before DATA, RCPT not answered',
  DATA: 'before DATA',
  inside: 'during DATA',
  dot: 'after the final dot',
} as const;
const DROPS = (['one', 'all'] as const).flatMap((whose) => [
  ...(Object.keys(AT) as (keyof typeof AT)[]).map((at) => ({ whose, at, how: 'dropped', name: AT[at] })),
  ...(['MAIL', 'dot'] as const).map((at) => ({ whose, at, how: '421', name: `421 at ${at}` })),
]);

it.concurrent.each(DROPS)('the server drops $whose: $name', ({ whose, at, how, name }) =>
  inOffice(whose === 'one' ? 5 : 20, async (office) => {
    const { sink } = office;
    const end = (socket: Socket) =>
      how === '421' ? socket.removeAllListeners('data').resume().end('421 4.3.2 going down\r\n') : socket.destroy();
    const act = (socket: Socket) => {
      for (const each of whose === 'one' ? [socket] : sink.open) end(each);
      // The answer was no: it is not one that the server has.
      if (how === '421' && at === 'dot') sink.taken.pop();
      return 'over' as const;
    };
    sink.plan({ at, nth: Math.ceil(dueIn(office, 0) / 2), act });
    const { by, said } = await ended(startProgram(office), office);
    expect([0, 1]).toContain(by);
    expect([said, handed(office)]).toEqual(['', []]);
    await recover(office);
    const verdict = judged(office);
    accept(`server drops ${whose}: ${name}`, office, verdict);
    expect(verdict.unknown).toBeLessThanOrEqual(whose === 'one' ? 1 : office.connections);
  }),
);

it.concurrent('two processes at once, one of them killed', () =>
  inOffice(5, async (office) => {
    const [dying, living] = [startProgram(office), startProgram(office)];
    office.sink.plan(once('dot', () => dying.kill('SIGKILL'), 1000));
    const [, { by, said }] = await Promise.all([killed(dying, new Set(), office), ended(living, office)]);
    expect([by, said]).toEqual([0, '']);
    await recover(office);
    accept('two processes, one killed', office, judged(office));
    expect(office.sink.most()).toBeLessThanOrEqual(10);
  }));

it.concurrent('who leaves while it is under way gets nothing any more', () =>
  inOffice(5, async (office) => {
    const [{ subscriber }] = asked<{ subscriber: string }>(
      office,
      `select subscriber, max(id) from deliveries where state = 'queued' and subscriber in
        (select subscriber from deliveries where state = 'queued' group by subscriber having max(kind) = 'edition' and count(*) = 1)`,
    ) as [{ subscriber: string }];
    const { db, close } = await openDatabase(`sqlite:${office.database}`);
    let left: Promise<boolean> | undefined;
    const at = new Date().toISOString();
    const leave = () => {
      left = ledgerOf(db).depart(subscriber, { at, reason: 'left', wording: 'test' });
    };
    office.sink.plan(once('MAIL', leave, 1000));
    const { by } = await ended(startProgram(office), office);
    expect([by, await left]).toEqual([0, true]);
    await close();
    await recover(office);
    const verdict = judged(office, new Set([...seed.left, subscriber]));
    accept('a subscriber leaves', office, verdict);
    expect(verdict.unknown).toBe(0);
    const rows = asked(
      office,
      "select state, because from deliveries where kind = 'edition' and subscriber = ?",
      subscriber,
    );
    expect(rows).toEqual([{ state: 'skipped', because: `left on ${at}` }]);
  }));

it.concurrent('told to end, it finishes what it holds within seconds', () =>
  inOffice(5, async (office) => {
    const child = startProgram(office);
    let [told, taken] = [0, 0];
    const end = () => {
      [told, taken] = [Date.now(), office.sink.taken.length];
      child.kill('SIGTERM');
    };
    office.sink.plan(once('dot', end, 1000));
    const { by, said } = await ended(child, office);
    expect([by, said]).toEqual([0, '']);
    expect(Date.now() - told).toBeLessThan(5000);
    expect(office.sink.taken.length - taken).toBeLessThan(1000);
    expect(asked(office, "select id from deliveries where state in ('leased', 'handed', 'unknown')")).toEqual([]);
    await recover(office);
    accept('SIGTERM', office, judged(office));
    expect(judged(office)).toMatchObject({ unknown: 0, twice: 0 });
  }));

it.concurrent('a full disk stops it in clear words, and it goes on where it was', () =>
  inOffice(5, async (office) => {
    // No file may grow beyond this many blocks of 512 bytes: to SQLite that is a disk that cannot be written.
    const { by, said } = await ended(startProgram(office, 'ulimit -f 3000; '), office);
    expect(by).toBe(1);
    expect(said).toMatch(/^silkwatch: the ledger cannot be written \(.*\n$/);
    office.kills.push({ inDoubt: handed(office).length, arrived: office.sink.taken.length });
    expect(office.sink.taken.length).toBeGreaterThan(100);
    await recover(office);
    accept('full disk', office, judged(office));
  }));
