/** Whether somebody gets our mail is not to be learnt from the page to join: neither from what it says nor from how long it takes. */
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../state/ledger.ts';
import { testWorld } from '../jobs/world.ts';
import { type TestSite, testSite, WISH } from './fixture.ts';
import { addressOf, fill, KINDS, kindOf, likelihoods, NAMES } from './kinds.ts';

async function filled(rounds: number): Promise<TestSite> {
  const made = await testSite();
  await fill(made.world.ledger, rounds);
  return made;
}

/** Each from a network of its own, so that nobody is told to wait. */
const ask = ({ post }: TestSite, n: number): Promise<Response> =>
  post('/join', { ...WISH, address: addressOf(n) }, {}, `2001:db8:${n.toString(16)}::1`);

describe('a wish to join, whatever we know of the address', () => {
  it('is answered with the same page, letter for letter', async () => {
    const made = await filled(1);
    const answers = new Map<string, string[]>();
    for (const [n, kind] of NAMES.entries()) {
      const answer = await ask(made, n);
      const all = JSON.stringify([answer.status, [...answer.headers], await answer.text()]);
      answers.set(all, [...(answers.get(all) ?? []), kind]);
    }
    expect([...answers.values()]).toEqual([NAMES]);
  });
  it('has the same done, step for step, but for who is written to', async () => {
    const world = await testWorld();
    const steps: string[] = [];
    const ledger = new Proxy(world.ledger, {
      get: (of, name) => {
        steps.push(String(name));
        return of[name as keyof Ledger];
      },
    });
    const made = await testSite({}, { ...world, ledger });
    const done = new Map<string, string[]>();
    for (const [n, kind] of NAMES.entries()) {
      await KINDS[kind]!(world.ledger, addressOf(n), n);
      steps.length = 0;
      await ask(made, n);
      done.set(steps.join(' '), [...(done.get(steps.join(' ')) ?? []), kind]);
    }
    await world.close();
    expect([...done]).toEqual([['subscriberAt suppressed asksOf addJoin enqueue', NAMES]]);
  });
  // Nothing is held back here, as it is on a real clock: the work itself is compared.
  it('takes the same time: who measures it guesses', async () => {
    const made = await filled(100);
    const times = Map.groupBy(await timed(made, 100 * NAMES.length), ({ n }) => kindOf(n));
    const told = likelihoods((kind) => times.get(kind)!.map(({ took }) => took));
    expect(told.filter(([, likely]) => Math.abs(likely - 0.5) > 0.25)).toEqual([]);
  });
  it('is answered after a time that begins before the work', async () => {
    const made = await filled(1);
    for (const n of NAMES.keys()) await ask(made, n);
    expect(made.world.pauses).toEqual(NAMES.map(() => 100));
  });
  it('is not answered before that time is over, however soon the work is done', async () => {
    const world = await testWorld();
    const { promise, resolve } = Promise.withResolvers<void>();
    let answered = false;
    const answer = ask(await testSite({}, { ...world, pause: () => promise }), 0).then(() => {
      answered = true;
    });
    while ((await world.deliveries()).length === 0) await setImmediate();
    for (let n = 0; n < 9; n++) await setImmediate();
    expect(answered).toBe(false);
    resolve();
    await answer;
    await world.close();
  });
});

async function timed(made: TestSite, many: number): Promise<{ n: number; took: number }[]> {
  const times: { n: number; took: number }[] = [];
  for (let n = 0; n < many; n++) {
    const begun = performance.now();
    await ask(made, n);
    times.push({ n, took: performance.now() - begun });
  }
  return times;
}
