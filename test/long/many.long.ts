/** An edition for five thousand subscribers in six zones: composed once for each distinct mail, and written in seconds. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assess } from '../../jobs/assess.ts';
import { digest } from '../../jobs/digest.ts';
import { decide } from '../../rules/decide.ts';
import { type Opened, openDatabase } from '../../state/database.ts';
import { type Ledger, ledgerOf } from '../../state/ledger.ts';
import { INSTALLATION, itemOf, subscriberWith, TOPICS } from '../jobs/fixture.ts';
import { learntOf, visitOf } from '../learnt.ts';

const SUBSCRIBERS = 5000;
const ZONES = {
  'Asia/Tbilisi': 11,
  'Asia/Yerevan': 11,
  'Asia/Baku': 11,
  'Asia/Almaty': 12,
  'Asia/Tashkent': 12,
  UTC: 7,
};
const HEADLINES = [
  'The bridge collapsed',
  'The railway opens',
  'A tender for the bridge',
  'Minister visits the bridge',
];
/** In milliseconds; it takes one or two seconds, and took seventy when each mail was composed by itself. */
const MOST = 15_000;

let opened: Opened;
let ledger: Ledger;
let clock = '2026-10-05T05:00:00.000Z';
const world = {
  now: () => new Date(clock),
  publish: async () => undefined,
  log: Object.assign(() => undefined, { progress: () => undefined }),
};

beforeAll(async () => {
  opened = await openDatabase(join(mkdtempSync(join(tmpdir(), 'silkwatch-')), 'silkwatch.db'));
  ledger = ledgerOf(opened.db);
  await ledger.together(async (ledger) => {
    for (let n = 0; n < SUBSCRIBERS; n++) await ledger.subscribe(person(n));
  });
}, 120_000);
afterAll(() => opened.close());

function person(n: number) {
  const [timezone, hour] = Object.entries(ZONES)[n % 6]!;
  const topics = n % 3 === 0 ? ['bridge'] : ['bridge', 'railway'];
  return subscriberWith({ id: `s${n}`, timezone, hour, topics, least: n % 4 === 3 ? 'medium' : 'low', alerts: false });
}

/** Sixty items come, and the digest runs two hours later. */
async function day(date: string) {
  const at = `${date}T05:00:00.000Z`;
  const items = Array.from({ length: 60 }, (_, n) => itemOf(`${HEADLINES[n % 4]} ${date} ${n} ${(n * 7919) % 1009}`));
  const learnt = learntOf('gazette', { firstVisit: '2026-01-01T00:00:00.000Z', lastVisit: at, lastNews: at });
  const fresh = items.map((item) => ({ item, matches: decide({ ...item, source: 'gazette' }, TOPICS) }));
  await ledger.recordVisits([visitOf('gazette', fresh, { at, learnt })]);
  clock = at;
  await assess(INSTALLATION, TOPICS, { ...world, ledger });
  clock = `${date}T07:01:00.000Z`;
  const begun = performance.now();
  const run = await digest('daily', INSTALLATION, { ...world, ledger });
  return { run, took: performance.now() - begun };
}

/** How many wish something else: a zone, one topic or two, one severity or another. */
const WISHES = new Set(
  Array.from({ length: SUBSCRIBERS }, (_, n) => person(n)).map(({ timezone, topics, least }) =>
    JSON.stringify([timezone, topics, least]),
  ),
).size;

const bodies = () => opened.sqlite.prepare('select count(*) from bodies').pluck().get() as number;

describe(`an edition for ${SUBSCRIBERS} subscribers`, () => {
  it.each(['2026-10-05', '2026-10-06', '2026-10-07'])(
    'of %s is written in seconds, a mail for each distinct wish',
    async (date) => {
      const before = bodies();
      const { run, took } = await day(date);
      expect(run).toEqual({ editions: 1, messages: SUBSCRIBERS, quiet: 0 });
      expect(bodies() - before).toBe(WISHES);
      console.info(`  ${date}: ${SUBSCRIBERS} messages, ${WISHES} mails, ${Math.round(took)} ms`);
      expect(took).toBeLessThan(MOST);
      opened.sqlite.exec(`update deliveries set state = 'accepted', settled = created where state = 'queued'`);
    },
  );
  it('is looked for every minute at little cost', async () => {
    const begun = performance.now();
    expect((await digest('daily', INSTALLATION, { ...world, ledger })).editions).toBe(0);
    expect(performance.now() - begun).toBeLessThan(MOST / 5);
  });
});
