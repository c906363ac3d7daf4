/** What the rate limits let through in one turn. It is read from the ledger when it is first asked, and written once. */
import type { Delivery } from '../../state/delivery.ts';
import type { Ledger } from '../../state/ledger.ts';
import { allowedFrom, type Limits, type Rate, rateOfAll, rateOfDomain, spentAfter } from './limits.ts';

export interface Budget {
  /** From when any message at all may go out, in milliseconds. */
  anyFrom(): number;
  /** From when one of a kind to an address may, as far as its domain goes; what may not has a place of its own in the queue. */
  from(address: string, kind: Delivery['kind']): number;
  /** Draws on the limits for a message to an address. */
  draw(address: string): void;
  /** Writes what was drawn. */
  keep(): Promise<void>;
}

type BudgetLedger = Pick<Ledger, 'spent' | 'spend'>;

/**
 * @param addresses to which messages may go out in this turn
 * @param booked until when each domain's places are given away in this run: one after the other, as they are asked for
 */
export async function budgetOf(
  addresses: readonly string[],
  limits: Limits,
  booked: Map<string, number>,
  now: number,
  ledger: BudgetLedger,
): Promise<Budget> {
  const all = rateOfAll(limits);
  const to = (address: string): Rate | null => rateOfDomain(address, limits);
  const spent = await spentOf([all, ...addresses.map(to)], ledger);
  const drawn = new Map<string, number>();
  const spentOn = ({ name }: Rate): number => drawn.get(name) ?? spent.get(name) ?? 0;
  const freeFrom = (rate: Rate | null): number => (rate ? allowedFrom(spentOn(rate), rate, now) : now);
  return {
    anyFrom: () => freeFrom(all),
    from: (address, kind) => placeIn(to(address), kind === 'edition', freeFrom, booked, now),
    draw: (address) => {
      for (const rate of [all, to(address)]) if (rate) drawn.set(rate.name, spentAfter(spentOn(rate), rate, now));
    },
    keep: async () => {
      const instants = [...drawn].map(([name, at]) => [name, new Date(Math.ceil(at)).toISOString()] as const);
      if (instants.length > 0) await ledger.spend(new Map(instants));
    },
  };
}

/** Until when each of these limits is spent, in milliseconds. */
async function spentOf(rates: readonly (Rate | null)[], ledger: BudgetLedger): Promise<Map<string, number>> {
  const names = new Set(rates.flatMap((rate) => rate?.name ?? []));
  const known = names.size === 0 ? [] : await ledger.spent([...names]);
  return new Map([...known].map(([name, at]) => [name, Date.parse(at)]));
}

/**
 * A message that is put off takes the place after the one that was put off last, so that they do not all come back at once.
 * What is told at once has a queue of its own, and would else stand behind editions.
 */
function placeIn(
  rate: Rate | null,
  edition: boolean,
  freeFrom: (rate: Rate | null) => number,
  booked: Map<string, number>,
  now: number,
): number {
  const free = freeFrom(rate);
  if (!rate || free <= now) return now;
  const queue = `${edition} ${rate.name}`;
  const place = Math.max(free, booked.get(queue) ?? 0);
  booked.set(queue, place + rate.spacing);
  return place;
}
