import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../jobs/assess.ts';
import { deliver } from '../../jobs/deliver.ts';
import { toldItems } from '../../rules/alert/thread.ts';
import type { FoundItem } from '../../state/item.ts';
import type { Ledger } from '../../state/ledger.ts';
import { INSTALLATION, itemOf, subscriberWith, TOPICS } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

const MINUTE = 60_000;
const installation = { ...INSTALLATION, waits: { wait: 5 * MINUTE, interval: 60 * MINUTE } };
const START = Date.parse('2026-10-05T06:00:00.000Z');
const at = (minutes: number) => new Date(START + minutes * MINUTE).toISOString();

/** Something that an outlet publishes. */
interface Report {
  outlet: string;
  item: FoundItem;
}
const TITLES = [
  'Arax bridge at Julfa collapsed',
  'Arax bridge at Julfa collapsed, says governor',
  'Minister speaks of Arax bridge at Julfa',
  'The railway opens along the river',
  'Railway opens at last, passengers board in Meghri',
  'A tender for the second bridge is called in Goris',
];
const OUTLETS = ['bbc-en', 'bbc-ru', 'agency', 'gazette'];
const report = (outlet: string, title: string): Report => ({
  outlet,
  item: itemOf(title, {
    key: title,
    family: outlet.split('-')[0]!,
    publisher: outlet,
    // Dated, since what is not dated is reported when it comes.
    published: at(-TITLES.indexOf(title) * 7 - OUTLETS.indexOf(outlet)),
  }),
});

/** A world with everybody who can ask: for high severity, for each story, and with quiet hours. */
async function populated(): Promise<TestWorld> {
  const world = await testWorld(at(0));
  const evening = { quiet: { from: '08:00', to: '09:00', letsHigh: false } };
  for (const its of [{}, { id: 'ada', cadence: 'now' as const }, { id: 'bob', cadence: 'weekly' as const, ...evening }])
    await world.ledger.subscribe(subscriberWith(its));
  return world;
}

/** Everything that was told: the alerts by their items, and the mails but for what is random in them. */
async function chronicle(world: TestWorld) {
  const alerts = (await Promise.all(TOPICS.map(({ id }) => world.ledger.alertsOf(id, '', [])))).flat();
  const told = alerts.map((alert) => ({
    items: toldItems(alert).sort(),
    ...{ revision: alert.revision, at: alert.at, changes: alert.changes, severity: alert.told.severity },
  }));
  const mails = world.sent.map(({ to, kind, date, mail, references }) => {
    return { to, kind, date: date.toISOString(), subject: mail.subject, text: mail.text, after: references.length };
  });
  const sorted = <T>(all: T[]) => all.map((one) => JSON.stringify(one)).sort();
  return { told: sorted(told), mails: sorted(mails) };
}

async function run(world: TestWorld, minutes: number): Promise<void> {
  world.at(at(minutes));
  await assess(installation, TOPICS, world);
  await deliver(world);
}

describe('what is told', () => {
  const reports = fc.uniqueArray(
    fc.tuple(fc.constantFrom(...OUTLETS), fc.constantFrom(...TITLES)).map(([outlet, title]) => report(outlet, title)),
    { minLength: 2, maxLength: 7, selector: ({ outlet, item }) => `${outlet} ${item.key}` },
  );
  const shuffled = reports.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }), fc.nat(4)),
  );
  /** The reports come within the wait, one a while, and are assessed as they come, from the `nth` on. */
  async function live(order: readonly Report[], late: readonly Report[], nth: number) {
    const world = await populated();
    for (const [n, { outlet, item }] of order.entries()) {
      const minutes = (4 * n) / order.length;
      await world.come([item], at(n === 0 ? 0 : minutes), outlet);
      if (n >= nth) await run(world, minutes);
    }
    await run(world, 10);
    for (const { outlet, item } of late) await world.come([item], at(90), outlet);
    for (const minutes of [90, 160, 190]) await run(world, minutes);
    return chronicle(world);
  }
  it('is the same in whatever order reports come within the wait', async () => {
    await fc.assert(
      fc.asyncProperty(shuffled, shuffled, async ([first, other, nth], [late, later]) => {
        expect(await live(other, later, nth)).toEqual(await live(first, late, 0));
      }),
      { numRuns: 8 },
    );
  });
});

const WRITES = /^(save|keep|freeze|enqueue|supersede|hold)/;

/** A ledger that breaks off just before the n-th write, once; `count` is how many there were. */
function breaking(ledger: Ledger, nth: number): { ledger: Ledger; count(): number } {
  let writes = 0;
  const broken = Object.entries(ledger).map(([name, method]) => {
    if (!WRITES.test(name)) return [name, method];
    const write = (...given: unknown[]) =>
      ++writes === nth ? Promise.reject(new Error('power cut')) : (method as (...all: unknown[]) => unknown)(...given);
    return [name, write];
  });
  return { ledger: Object.fromEntries(broken), count: () => writes };
}

describe('a run that breaks off', () => {
  /** A day of alerts, follow-ups, a graver turn, quiet hours and a silence; whatever breaks off is done again. */
  async function day(nth: number) {
    const world = await populated();
    await world.ledger.addSilence({
      ...{
        id: 'hush',
        of: 'railway',
        author: 'ada',
        reason: 'known',
        since: at(0),
        until: at(300),
        ended: null,
        warned: null,
      },
    });
    const { ledger, count } = breaking(world.ledger, nth);
    const steps: [number, Report[]][] = [
      [0, [report('bbc-en', TITLES[0]!), report('bbc-en', TITLES[3]!), report('agency', TITLES[5]!)]],
      [10, []],
      [130, [report('agency', TITLES[0]!), report('gazette', TITLES[5]!)]],
      [200, []],
      [320, [report('agency', 'A tender for the second bridge is called in Goris after it collapsed')]],
      [330, []],
    ];
    let broke = 0;
    for (const [minutes, reports] of steps) {
      world.at(at(minutes));
      for (const { outlet, item } of reports) await world.come([item], at(minutes), outlet);
      const once = () => assess(installation, TOPICS, { ...world, ledger });
      await once().catch((error: Error) => {
        expect(error.message).toBe('power cut');
        broke++;
        return once();
      });
      if (minutes !== 10) await deliver(world);
    }
    return { ...(await chronicle(world)), held: await world.ledger.heldBy('hush'), writes: count(), broke };
  }
  it('at any of its writes tells the same in the end', async () => {
    const { writes, broke, ...undisturbed } = await day(0);
    expect([broke, undisturbed.held.length]).toEqual([0, 1]);
    expect(undisturbed.mails.length).toBeGreaterThan(6);
    for (let nth = 1; nth <= writes; nth++) {
      const { writes: _, broke, ...disturbed } = await day(nth);
      expect(disturbed, `broken off before write ${nth}`).toEqual(undisturbed);
      expect(broke).toBe(1);
    }
  });
});
