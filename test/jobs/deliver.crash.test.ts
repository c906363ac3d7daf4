/** The promise of the ledger of deliveries: a program that is killed anywhere skips nobody, and may double no more than it had under way. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isLong, runs } from '../runs.ts';
import { type Drop, livesOf, MESSAGES, type Plan, STEPS } from './killed.ts';

/** @throws where somebody is missing, or got more than they may have. */
async function keepsItsPromise(plan: Plan): Promise<void> {
  const { world, arrived, handed, unknown } = await livesOf(plan);
  try {
    const ends = new Map((await world.deliveries()).map(({ id, state }) => [id, state]));
    const wanted = Array.from({ length: MESSAGES }, (_, n) => `m${n}`).filter((id) => id !== 'm4');
    for (const id of wanted) {
      expect(ends.get(id), id).toBe('accepted');
      expect(arrived.get(`<${id}@x>`), id).toBeGreaterThanOrEqual(1);
      // Whoever got it twice is marked as one who may have.
      if (arrived.get(`<${id}@x>`)! > 1) expect(unknown).toContain(id);
    }
    expect([ends.get('m4'), arrived.get('<m4@x>')]).toEqual(['skipped', undefined]);
    expect(Math.max(...handed)).toBeLessThanOrEqual(plan.connections);
    const twice = [...arrived.values()].reduce((sum, times) => sum + times - 1, 0);
    const lost = [...plan.drops.values()].filter((drop) => drop === 'after data').length;
    expect(twice).toBeLessThanOrEqual(plan.lives.length * plan.connections + lost);
    if (plan.lives.length === 0 && lost === 0) expect(unknown.size).toBe(0);
  } finally {
    await world.close();
  }
}

const CALM = { lives: [], drops: new Map<number, Drop>() };

it.each([1, 3])('killed at any step, with %i connections, it reaches everybody', async (connections) => {
  const { steps, world } = await livesOf({ ...CALM, connections });
  await world.close();
  expect(new Set(steps.flat())).toEqual(new Set(STEPS));
  for (let step = 1; step <= steps[0]!.length; step++) await keepsItsPromise({ ...CALM, connections, lives: [step] });
});

it('killed time and again, by a server that drops connections before and after DATA, it reaches everybody', async () => {
  const drops = fc.array(
    fc.tuple(fc.nat(3 * MESSAGES), fc.constantFrom<Drop>('before data', 'after data', 'greylisted')),
    { maxLength: 5 },
  );
  const plans = fc.record({
    connections: fc.integer({ min: 1, max: 5 }),
    lives: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 4 }),
    drops: drops.map((all) => new Map(all)),
  });
  await fc.assert(fc.asyncProperty(plans, keepsItsPromise), { ...runs(25), ...(isLong ? {} : { seed: 6 }) });
});
