/** Whom somebody may ask about on the page to join, and whether the time that its answer takes tells them apart. */
import type { Ledger } from '../../state/ledger.ts';
import { subscriberWith } from '../jobs/fixture.ts';

const AT = '2026-09-01T00:00:00.000Z';
const idOf = (n: number): string => `0d5f7c3e-5a0f-4a6e-9c0a-${String(n).padStart(12, '0')}`;

/** Whom somebody may ask about, and how they come to be so. */
export const KINDS: Record<string, (ledger: Ledger, address: string, n: number) => Promise<unknown>> = {
  nobody: async () => undefined,
  there: (ledger, address, n) => ledger.subscribe(subscriberWith({ id: idOf(n), address })),
  paused: (ledger, address, n) =>
    ledger.subscribe(subscriberWith({ id: idOf(n), address, paused: '2027-01-01T00:00:00.000Z' })),
  left: async (ledger, address, n) => {
    await ledger.subscribe(subscriberWith({ id: idOf(n), address }));
    await ledger.depart(idOf(n), { at: AT, reason: 'left', wording: 'web' });
  },
  bounced: async (ledger, address, n) => {
    await ledger.subscribe(subscriberWith({ id: idOf(n), address }));
    await ledger.depart(idOf(n), { at: AT, reason: 'bounced', wording: 'bounce' });
  },
  suppressed: (ledger, address) => ledger.suppress(address, 'complained', AT),
  blocked: (ledger, address) => ledger.suppress(address, 'blocked', AT),
};
export const NAMES = Object.keys(KINDS);

/** Addresses of one length each, in no order that follows from their kind. */
export const addressOf = (n: number): string => `n${String((n * 7919) % 100_000).padStart(5, '0')}@example.org`;

export const kindOf = (n: number): string => NAMES[n % NAMES.length]!;

/** So many of each kind, one after the other. */
export async function fill(ledger: Ledger, rounds: number): Promise<void> {
  for (let n = 0; n < rounds * NAMES.length; n++) await KINDS[kindOf(n)]!(ledger, addressOf(n), n);
}

/** How likely of two answers the slower one is that about each kind, beside one about nobody: a half where the time tells nothing. */
export const likelihoods = (timesOf: (kind: string) => readonly number[]): [kind: string, likely: number][] =>
  NAMES.map((kind) => [kind, slower(timesOf(kind), timesOf('nobody'))]);

/** How often a value of one list is above one of another. */
function slower(these: readonly number[], those: readonly number[]): number {
  const above = these.reduce((sum, one) => sum + those.filter((other) => one > other).length, 0);
  return above / (these.length * those.length);
}
