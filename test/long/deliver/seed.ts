/** A ledger as a day of news leaves it: 2,000 subscribers, and all that is written to them waits to be sent. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assess } from '../../../jobs/assess.ts';
import { deliver } from '../../../jobs/deliver.ts';
import { digest } from '../../../jobs/digest.ts';
import type { Installation } from '../../../jobs/edition.ts';
import { openDatabase } from '../../../state/database.ts';
import { DAY, HOUR, MINUTE } from '../../../state/item.ts';
import { ledgerOf } from '../../../state/ledger.ts';
import { memoryOf } from '../../../state/memory.ts';
import type { Subscriber } from '../../../state/subscriber.ts';
import type { Agreed } from '../../../state/subscribers.ts';
import { FROM, POST, subscriberWith } from '../../jobs/fixture.ts';
import { type Outlet, PRESS, pressOf, type Report, TOPICS, visit } from '../../jobs/press.ts';
import { type TestWorld, testWorld } from '../../jobs/world.ts';
import { testSite, WISH } from '../../web/fixture.ts';

export const SUBSCRIBERS = 2000;
const JOINS = 30;
const ZONES = ['Asia/Tbilisi', 'Europe/Berlin', 'America/New_York', 'Asia/Almaty', 'UTC'];
const INSTALLATION: Installation = { ...PRESS, sender: { from: FROM, web: POST.web } };

export interface Seed {
  file: string;
  /** The messages that wait to be sent, by their ids. */
  waiting: string[];
  /** Who does not get what was written to them, since they left. */
  left: Set<string>;
}

/** Everything by the jobs of the program, up to now: their next run is a process with the clock of this machine. */
export async function seeded(): Promise<Seed> {
  const file = join(mkdtempSync(join(tmpdir(), 'silkwatch-matrix-')), 'seed.db');
  const opened = await openDatabase(`sqlite:${file}`);
  const [ledger, validators] = [ledgerOf(opened.db), memoryOf(opened.sqlite, 'validators')];
  const inMemory = await testWorld();
  const world: TestWorld = { ...inMemory, ledger, validators };
  const now = Date.now();
  const people = Array.from({ length: SUBSCRIBERS }, (_, n) => personOf(n, now));
  const consent: Agreed = { at: people[0]!.since, what: 'imported', network: null, wording: 'test' };
  await ledger.subscribeAll(people.map((subscriber) => ({ subscriber, consent })));
  await liveThrough(world, now);
  const left = people.filter((_, n) => n % 200 === 3).map(({ id }) => id);
  for (const id of left) await ledger.depart(id, { at: new Date(now).toISOString(), reason: 'left', wording: 'test' });
  const waiting = opened.sqlite.prepare("select id from deliveries where state = 'queued'").pluck().all() as string[];
  await inMemory.close();
  await opened.close();
  return { file, waiting, left: new Set(left) };
}

/** The day before: what was told at once then was sent. Since then it changed, and something else came. */
async function liveThrough(world: TestWorld, now: number): Promise<void> {
  const { publish } = pressOf(world);
  const site = await testSite({}, world);
  for (const [minutes, reports] of newsUntil(now)) {
    publish(reports);
    world.at(new Date(now - minutes * MINUTE).toISOString());
    await visit([...new Set(reports.map(({ outlet }) => outlet))], world);
    await assess(INSTALLATION, TOPICS, world);
    if (minutes > 24 * 60) await deliver(world);
  }
  await digest('daily', INSTALLATION, world);
  await digest('weekly', INSTALLATION, world);
  for (let n = 0; n < JOINS; n++)
    await site.post('/join', { ...WISH, address: `new-${n}@example.net` }, {}, `198.51.${n}.1`);
}

function newsUntil(now: number): readonly [minutesAgo: number, reports: Report[]][] {
  const said = (outlet: Outlet, key: string, title: string, minutes: number, summary = ''): Report => ({
    ...{ outlet, key, title, summary },
    published: new Date(now - minutes * MINUTE).toISOString(),
  });
  const fall = 'Arax bridge at Julfa collapsed';
  const hurt = '17 people were hurt when it fell into the river, the governor of the province said.';
  const talk = Array.from({ length: 6 }, (_, n) =>
    said(
      'herald',
      `talk ${n}`,
      `Minister of ${['roads', 'trade', 'water'][n % 3]} visits the Arax bridge, day ${n}`,
      1520,
    ),
  );
  return [
    [
      1510,
      [
        said('bbc-en', 'fall', fall, 1530, hurt),
        said('herald', 'tender', 'A tender for the Goris bridge', 1520),
        ...talk,
      ],
    ],
    [1500, []],
    [
      90,
      [
        said('bbc-en', 'fall', fall, 1530, hurt.replace('17', '23')),
        said('gazette', 'tender', 'Goris bridge tender confirmed', 95),
      ],
    ],
    [40, [said('agency', 'railway', 'The railway opens along the river', 45)]],
    [20, []],
  ];
}

function personOf(n: number, now: number): Subscriber {
  const timezone = ZONES[n % ZONES.length]!;
  const here = (at: number) => new Date(at).toLocaleTimeString('en-GB', { timeZone: timezone, timeStyle: 'short' });
  const cadence = n % 10 === 0 ? 'now' : n % 10 === 1 ? 'weekly' : 'daily';
  return subscriberWith({
    ...{ id: randomUUID(), address: `reader-${n}@${['example.org', 'example.com'][n % 2]}`, timezone, cadence },
    ...{
      hour: 7 + (n % 3),
      weekday: new Date(now - 12 * HOUR).getUTCDay() || 7,
      format: n % 4 === 2 ? 'text' : 'html',
    },
    ...{ alerts: n % 5 === 0, since: new Date(now - 30 * DAY).toISOString() },
    // They begin when all is written, and end while the program is under way.
    quiet: n % 100 === 5 ? { from: here(now - 15 * MINUTE), to: here(now + 135 * MINUTE), letsHigh: false } : null,
  });
}
