import { describe, expect, it } from 'vitest';
import { at, open } from './fixture.ts';

const ADDRESS = 'nino@example.org';

describe('an address that is not written to', () => {
  it('is known by a hash under a salt of its own in each ledger, in whatever case', async () => {
    const hashes = await Promise.all(
      [ADDRESS, ADDRESS, 'NINO@example.org'].map(async (address) => {
        const { ledger, sqlite } = await open();
        await ledger.suppress(address, 'left', at(9));
        expect(await ledger.suppressed(ADDRESS)).toMatchObject({ reason: 'left', at: at(9) });
        const [row] = sqlite.prepare('select * from suppressions').all() as { hash: string }[];
        expect(JSON.stringify(row).toLowerCase()).not.toContain('nino');
        return row!.hash;
      }),
    );
    expect(new Set(hashes).size).toBe(3);
  });
  it.each([
    ['left', 'complained', 'complained'],
    ['bounced', 'blocked', 'blocked'],
    ['blocked', 'left', 'blocked'],
  ] as const)('once it %s, and then %s, stays %s', async (first, second, reason) => {
    const { ledger } = await open();
    await ledger.suppress(ADDRESS, first, at(9));
    await ledger.suppress(ADDRESS, second, at(10));
    expect(await ledger.suppressed(ADDRESS)).toMatchObject({ reason });
    expect(await ledger.suppressedAmong(['ada@example.org', ADDRESS])).toEqual(new Map([[ADDRESS, reason]]));
  });
  it.each([
    ['left', false, true],
    ['blocked', false, false],
    ['blocked', true, true],
  ] as const)('that is %s is written to again, blocks included (%s): %s', async (reason, blocked, lifted) => {
    const { ledger } = await open();
    await ledger.suppress(ADDRESS, reason, at(9));
    expect(await ledger.liftSuppression(ADDRESS, blocked)).toBe(lifted);
    expect((await ledger.suppressed(ADDRESS)) === undefined).toBe(lifted);
  });
});
