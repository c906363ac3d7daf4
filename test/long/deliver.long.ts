/**
 * Promise 8 with whole processes: mail to 2,000 subscribers, a mail server that counts, and a program that is killed at every
 * step of a message and at random moments. Nobody is missing, and who got a copy is marked as one who may have.
 */
import { expect, it } from 'vitest';
import { MATRIX } from './deliver/life.ts';
import {
  asked,
  type Death,
  dueIn,
  ended,
  handed,
  killed,
  killedLife,
  type Office,
  recover,
  startProgram,
} from './deliver/office.ts';
import { offices } from './deliver/offices.ts';
import { goingOn } from './deliver/sink.ts';
import { MET } from './deliver/talk.ts';

const { inOffice, accept } = offices();

it('undisturbed: each message once, what is told at once before the editions', () =>
  inOffice(5, async (office) => {
    expect(await ended(startProgram(office), office)).toEqual({ by: 0, said: '' });
    const rows = asked<{ id: string; kind: string }>(office, 'select message_id as id, kind from deliveries');
    const kinds = new Map(rows.map(({ id, kind }) => [id, kind]));
    const order = office.sink.taken.map(({ messageId }) => kinds.get(messageId)!);
    expect(new Set(order)).toEqual(new Set(['alert', 'correction', 'follow-up', 'confirmation', 'edition']));
    // One turn may hand over the last of the former and the first of the latter.
    const first = order.indexOf('edition');
    expect(new Set(order.slice(first + office.connections))).toEqual(new Set(['edition']));
    await recover(office);
    expect(accept('undisturbed', office)).toMatchObject({ unknown: 0, twice: 0 });
  }));

const CONNECTIONS = [5, 20];
const OWN = CONNECTIONS.flatMap((connections) => MATRIX.map((step) => ({ step, connections })));
const SEEN = CONNECTIONS.flatMap((connections) => MET.map((met) => ({ met, connections })));

it.concurrent.each(OWN)('killed: $step, $connections connections', async ({ step, connections }) => {
  await thrice(step, (share, office) => ({ step, nth: nthOf(share, dueIn(office, 'own clock')) }), connections);
});

it.concurrent.each(SEEN)(
  'killed as the server sees it: $met, $connections connections',
  async ({ met, connections }) => {
    // A connection is for a hundred letters.
    const each = met === 'connected' ? 100 : 1;
    const nth = (share: number, office: Office) => nthOf(share, dueIn(office, 'clock of this machine') / each);
    await thrice(`server: ${met}`, (share, office) => ({ met, nth: nth(share, office) }), connections);
  },
);

/** Three lives that are killed: at the first message, in the middle, and at the last one. */
const thrice = (step: string, deathAt: (share: number, office: Office) => Death, connections: number) =>
  inOffice(connections, async (office) => {
    for (const share of [0, 0.5, 1]) await killedLife(deathAt(share, office), office);
    await recover(office);
    accept(step, office);
    expect(office.sink.most()).toBeLessThanOrEqual(connections);
  });

const nthOf = (share: number, all: number): number => Math.max(1, Math.ceil(share * all));

it.concurrent('killed before and after it takes up what a process that was killed had', () =>
  inOffice(5, async (office) => {
    const half = nthOf(0.5, dueIn(office, 'clock of this machine'));
    await killedLife({ met: 'dot', nth: half }, office);
    await killedLife({ step: 'not lapsed', nth: 1 }, office);
    await killedLife({ step: 'lapsed', nth: 1 }, office);
    await recover(office);
    accept('taking up what was left', office);
  }));

const KILLS = 4;
/** Milliseconds in which some messages are sent. */
const MOMENT = 20;

it.concurrent.each([1, 2, 3, 4, 5])(`killed at ${KILLS} random moments, time %i`, (n) =>
  inOffice(n % 2 === 0 ? 20 : 5, async (office) => {
    for (let kill = 0; kill < KILLS; kill++) {
      const before = new Set(handed(office));
      const nth = nthOf(Math.random() / 2, dueIn(office, 'clock of this machine'));
      const child = startProgram(office);
      const soon = () => setTimeout(() => child.kill('SIGKILL'), Math.random() * MOMENT);
      office.sink.plan(goingOn('MAIL', nth, soon));
      await killed(child, before, office);
    }
    await recover(office);
    accept(`random moments, ${n}`, office);
  }),
);
