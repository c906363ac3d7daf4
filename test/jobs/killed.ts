/** A program that is killed at any step of its delivering, a mail server that drops connections, and what both leave behind. */
import { deliver, type Letter, type Sent } from '../../jobs/deliver.ts';
import type { Ledger } from '../../state/ledger.ts';
import { subscriberWith } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

/**
 * The steps of a run at which it may be killed, in the order in which they come, and the calls that they are at: `lapse`
 * ends leases that are over, `turn` settles, leases and hands in one transaction (`together`), `send` hands a letter over.
 */
export const STEPS = [
  ...(['before lapse', 'after lapse', 'before turn', 'after turn'] as const),
  ...(['before send', 'message gone', 'after answer'] as const),
] as const;

export type Step = (typeof STEPS)[number];

/** What the server does with the n-th letter that it is given; it takes those that it is not told of. */
export type Drop = 'before data' | 'after data' | 'greylisted';

export interface Plan {
  connections: number;
  /** Of each life of the program how many steps it lives, and after these lives it lives on. */
  lives: readonly number[];
  drops: ReadonlyMap<number, Drop>;
}

const NOON = Date.parse('2026-10-05T12:00:00.000Z');
const KINDS = ['alert', 'edition', 'correction', 'edition'] as const;
export const MESSAGES = 9;

export interface Aftermath {
  world: TestWorld;
  /** How often each Message-ID arrived. */
  arrived: Map<string, number>;
  /** The steps of all lives, the last of each the one at which it was killed. */
  steps: Step[][];
  /** How many messages were under way when it was killed, and how many the ledger marked as perhaps arrived. */
  handed: number[];
  unknown: Set<string>;
}

/** Writes messages to subscribers, of whom one leaves, and delivers them through all lives of the program. */
export async function livesOf(plan: Plan): Promise<Aftermath> {
  const world = await testWorld(new Date(NOON).toISOString());
  await populate(world);
  const server = serverOf(plan.drops);
  const after: Aftermath = { world, arrived: server.arrived, steps: [], handed: [], unknown: new Set() };
  for (const [n, steps] of [...plan.lives, Number.POSITIVE_INFINITY].entries()) {
    world.at(new Date(NOON + n * 3600_000).toISOString());
    await live(steps, plan.connections, server.send, after);
  }
  // What was put off is due again; each time the server drops one at most once more.
  for (let n = 0; n <= plan.drops.size && (await world.waiting()).length > 0; n++) {
    world.at(new Date(NOON + (plan.lives.length + 1 + n) * 24 * 3600_000).toISOString());
    await live(Number.POSITIVE_INFINITY, plan.connections, server.send, after);
  }
  return after;
}

async function populate(world: TestWorld): Promise<void> {
  for (let n = 0; n < MESSAGES; n++) {
    const id = `m${n}`;
    await world.ledger.subscribe(subscriberWith({ id, address: `${id}@example.org` }));
    const mail = { subject: `Message ${n % 2}`, text: 'text', html: '<p>html</p>' };
    const same = { id, kind: KINDS[n % KINDS.length]!, subject: id, revision: 0, subscriber: id, period: null, mail };
    const created = world.now().toISOString();
    await world.ledger.enqueue({ ...same, messageId: `<${id}@x>`, references: [], stories: [], created });
  }
  await world.ledger.depart('m4', { at: world.now().toISOString(), reason: 'left', wording: 'test' });
}

function serverOf(drops: Plan['drops']) {
  const arrived = new Map<string, number>();
  let letters = 0;
  const answer = (outcome: Sent['outcome'], because: string): Sent => ({ outcome, because, status: null });
  const send = async ({ messageId }: Letter, gone: () => Promise<void>): Promise<Sent> => {
    const drop = drops.get(letters++);
    if (drop === 'before data') return answer('later', 'the connection ended');
    if (drop === 'greylisted') return { ...answer('later', '450 4.7.1 Greylisted'), stage: 'recipient' };
    arrived.set(messageId, (arrived.get(messageId) ?? 0) + 1);
    await gone();
    return drop === 'after data' ? answer('lost', 'the connection ended') : answer('accepted', '250 2.0.0 ok');
  };
  return { arrived, send };
}

const never = (): Promise<never> => new Promise(() => undefined);

/** One life: every call but those before its last step. What is dead neither calls nor gets an answer any more. */
async function live(
  most: number,
  connections: number,
  send: ReturnType<typeof serverOf>['send'],
  { world, steps, handed, unknown }: Aftermath,
): Promise<void> {
  const passed: Step[] = [];
  steps.push(passed);
  const killed = Promise.withResolvers<'killed'>();
  const step = async (name: Step): Promise<void> => {
    if (passed.length >= most) return never();
    passed.push(name);
    if (passed.length < most) return;
    killed.resolve('killed');
    await never();
  };
  const around = async <T>(before: Step, call: () => Promise<T>, after: Step): Promise<T> => {
    await step(before);
    const answer = await call();
    await step(after);
    return answer;
  };
  const ledger: Ledger = {
    ...world.ledger,
    lapse: (now) => around('before lapse', () => world.ledger.lapse(now), 'after lapse'),
    together: (work) => around('before turn', () => world.ledger.together(work), 'after turn'),
  };
  const mortal = (letter: Letter) =>
    around('before send', () => send(letter, () => step('message gone')), 'after answer');
  await Promise.race([killed.promise, deliver({ ...world, ledger, send: mortal }, { connections })]);
  const all = await world.deliveries();
  handed.push(all.filter(({ state }) => state === 'handed').length);
  for (const { id, lost } of all) if (lost !== null) unknown.add(id);
}
