/** What somebody changed of what they get, in words that are kept with their consent. Pure. */
import type { Wishes } from '../../state/join.ts';
import type { QuietHours, Subscriber } from '../../state/subscriber.ts';

/** `cadence: daily → weekly; hour: 7 → 8`; empty where nothing changed. */
export function changesIn(before: Subscriber, wishes: Partial<Wishes>): string {
  return (Object.keys(wishes) as (keyof Wishes)[])
    .map((name) => [name, wordOf(before[name]), wordOf(wishes[name]!)] as const)
    .filter(([, was, is]) => was !== is)
    .map(([name, was, is]) => `${name}: ${was} → ${is}`)
    .join('; ');
}

function wordOf(value: Wishes[keyof Wishes]): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.toSorted().join(', ');
  return typeof value === 'object' ? spanOf(value) : String(value);
}

const spanOf = ({ from, to, letsHigh }: QuietHours): string => `${from}–${to}${letsHigh ? ' but for high' : ''}`;
