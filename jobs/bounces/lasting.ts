/** When what is not for good has lasted for too long. Pure. */
import { DAY, type Instant } from '../../state/item.ts';

/**
 * A mailbox that is full may be somebody's on holiday, so a few are borne; one that stays so belongs to nobody any more, and
 * to go on writing to it costs us our name with its provider, which reaches all other subscribers there.
 */
const [TIMES, FOR] = [5, 10 * DAY];

/** Whether an address has to be given up: it failed so often over so long, with nothing accepted in between. */
export function hasLasted(failures: readonly Instant[]): boolean {
  const times = failures.map((at) => Date.parse(at)).toSorted((a, b) => a - b);
  return times.length >= TIMES && times.at(-1)! - times[0]! >= FOR;
}
