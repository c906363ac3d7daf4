/** To whom an edition is owed, and how far back it tells. */
import { type Due, isSettled, lastDue, nextDue } from '../../state/due.ts';
import type { Edition } from '../../state/edition.ts';
import { before, DAY, type Instant, later } from '../../state/item.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import type { World } from '../world.ts';

/** Somebody to whom an edition is due. */
export interface Reader {
  subscriber: Subscriber;
  due: Due;
  /** What came after this is new to the subscriber. */
  since: Instant;
  /** When they were last sent an edition, where that was too long ago to tell all that came since; else null. */
  absent: Instant | null;
}

type Needs = Pick<World, 'now' | 'ledger'>;

export const PERIOD = { daily: DAY, weekly: 7 * DAY } as const;
/** After a long absence a subscriber is told the last month, not the last year. */
export const LONGEST = 31 * DAY;
/** From one time zone to another a local day may last so much longer, and a week too. */
const STRETCH = 3 * DAY;

/** The subscribers to whom an edition is due. With `settling`, what they were not sent yet is given up: this one tells it too. */
export async function dueReaders(cadence: Edition['cadence'], world: Needs, settling: boolean): Promise<Reader[]> {
  const { now, ledger } = world;
  const theirs = (await ledger.subscribers()).filter((one) => one.cadence === cadence);
  const last = await ledger.lastEditions(before(now().toISOString(), 2 * PERIOD[cadence] + STRETCH));
  const owed = theirs
    .map((subscriber) => ({ subscriber, due: lastDue(subscriber, now()) }))
    .filter(({ subscriber, due }) => !isSettled(due, subscriber, last.get(subscriber.id)));
  if (settling)
    for (const [due, some] of Map.groupBy(owed, (one) => one.due.at))
      await ledger.supersedeEditions(
        some.map(({ subscriber }) => subscriber.id),
        due,
        now().toISOString(),
      );
  return withReach(cadence, owed, world);
}

/** Most were sent the edition before; only of the others all that they ever got is read. */
async function withReach(
  cadence: Edition['cadence'],
  owed: readonly Pick<Reader, 'subscriber' | 'due'>[],
  { now, ledger }: Needs,
): Promise<Reader[]> {
  if (owed.length === 0) return [];
  const lately = await ledger.lastSentEditions(before(now().toISOString(), 2 * PERIOD[cadence] + STRETCH));
  const others = owed.filter(({ subscriber: { id, since } }) => !((lately.get(id) ?? '') >= since));
  const ever = await ledger.editionsOf(others.map(({ subscriber }) => subscriber.id));
  return owed.map(({ subscriber, due }) => {
    const known = ever.get(subscriber.id) ?? { sent: lately.get(subscriber.id) };
    return { subscriber, due, ...reachFor(subscriber, { cadence, due: due.at }, known) };
  });
}

/** How far back an edition tells to a subscriber, who has these messages of others. */
export function reachFor(
  subscriber: Subscriber,
  { cadence, due }: Pick<Edition, 'cadence' | 'due'>,
  { sent, first }: { sent?: Instant | undefined; first?: Instant | undefined } = {},
): Pick<Reader, 'since' | 'absent'> {
  const { since: joined, paused } = subscriber;
  // Who paused before their first edition is owed it as well.
  const begun = first ?? (paused === null ? undefined : nextDue({ ...subscriber, cadence }, new Date(joined)).at);
  return reachOf({ sent, first: begun, due, cadence, joined });
}

/**
 * How far back an edition tells: to the last one that the subscriber was in fact sent, or to where the first one began
 * that they should have been sent; and after a long absence to its longest. Who left and is back is as good as new.
 */
export function reachOf({
  sent,
  first,
  due,
  cadence,
  joined,
}: {
  sent: Instant | undefined;
  first: Instant | undefined;
  due: Instant;
  cadence: Edition['cadence'];
  joined: Instant;
}): Pick<Reader, 'since' | 'absent'> {
  const longest = before(due, LONGEST);
  const [last, begun] = [sent, first ?? due].map((at) => (at !== undefined && at >= joined ? at : undefined));
  const since = later(last ?? before(begun ?? due, PERIOD[cadence]), longest);
  return { since, absent: last !== undefined && last < longest ? last : null };
}

/** An edition that was frozen before a subscriber became due at it may not reach back to their last: then the next one does. */
export const reaches = ({ since }: Edition, reader: Pick<Reader, 'since'>): boolean =>
  since === undefined || since <= reader.since;
