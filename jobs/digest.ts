/** The `digest` job: freeze → compose, one edition at a time. What it writes, `deliver` sends. */
import type { NewDelivery } from '../state/deliveries.ts';
import type { Mail } from '../state/delivery.ts';
import type { Edition } from '../state/edition.ts';
import { NOTHING_NEW, type Told } from '../state/editions.ts';
import { before, DAY, earlier, type Instant, later } from '../state/item.ts';
import type { Subscriber } from '../state/subscriber.ts';
import { composeDigest } from '../templates/digest.ts';
import { composePage, pageName } from '../templates/page.ts';
import { hasNews } from '../templates/selection.ts';
import { type Due, lastDue } from './due.ts';
import { draftEdition, frozenEdition, type Installation } from './edition.ts';
import { written } from './message.ts';
import { selectionOf } from './selection.ts';
import type { World } from './world.ts';

/** The page of an edition: all of it, for everyone. */
export interface Page extends Pick<Mail, 'html' | 'images'> {
  name: string;
}

/** Puts a page where it can be read; the same page again changes nothing. */
export type Publish = (page: Page) => Promise<void>;

type DigestWorld = Pick<World, 'now' | 'ledger' | 'log' | 'publish'>;

export interface DigestRun {
  editions: number;
  messages: number;
  quiet: number;
}

const PERIOD = { daily: DAY, weekly: 7 * DAY } as const;
/** After a long absence a subscriber is told the last month, not the last year. */
const LONGEST = 31 * DAY;

/** Writes the messages of every edition of a cadence that is due and not yet written; with `show` it shows them instead. */
export async function digest(
  cadence: Edition['cadence'],
  installation: Installation,
  world: DigestWorld,
  show?: (subscriber: Subscriber, message: NewDelivery) => void,
): Promise<DigestRun> {
  const run: DigestRun = { editions: 0, messages: 0, quiet: 0 };
  const due = await dueReaders(cadence, world, show === undefined);
  const silenced = due.length === 0 ? new Set<string>() : await silencedNow(world);
  for (const [at, readers] of Map.groupBy(due, (reader) => reader.due.at)) {
    const from = before(at, PERIOD[cadence]);
    const since = readers.map((reader) => reader.since).reduce(earlier, from);
    const edition = await (show ? draftEdition : frozenEdition)({ cadence, due: at, since, from }, installation, world);
    const reached = readers.filter((reader) => reaches(edition, reader));
    if (reached.length === 0) continue;
    run.editions++;
    // The page is there before the first mail names it.
    if (!show) await world.publish({ name: pageName(edition), ...composePage(edition) });
    for (const reader of reached) {
      const message = messageTo(reader, edition, silenced, installation.from);
      run[message.skipped ? 'quiet' : 'messages']++;
      if (!show) await world.ledger.enqueue(message);
      else if (!message.skipped) show(reader.subscriber, message);
    }
  }
  const { editions, messages, quiet } = run;
  const verb = show ? 'would write' : 'wrote';
  const words = `${verb} ${cadence} editions: ${editions}, with messages: ${messages}; subscribers without news: ${quiet}`;
  world.log('digest', { cadence, ...run }, editions === 0 ? `no ${cadence} edition is due` : words);
  return run;
}

interface Reader {
  subscriber: Subscriber;
  due: Due;
  /** What came after this is new to the subscriber. */
  since: Instant;
  /** When they were last sent an edition, where that was too long ago to tell all that came since; else null. */
  absent: Instant | null;
  /** What they were told within the time that an edition can be about. */
  told: Told[];
}

/** The subscribers to whom an edition is due. With `settling`, what they were not sent yet is given up: this one tells it too. */
async function dueReaders(cadence: Edition['cadence'], world: DigestWorld, settling: boolean): Promise<Reader[]> {
  const { now, ledger } = world;
  const readers: Reader[] = [];
  for (const subscriber of await ledger.subscribers()) {
    if (subscriber.cadence !== cadence) continue;
    const last = await ledger.lastEdition(subscriber.id);
    const due = lastDue(subscriber, now());
    if (isSettled(due, subscriber, last)) continue;
    if (settling) await ledger.supersedeEditions(subscriber.id, due.at, now().toISOString());
    const sent = await ledger.lastSentEdition(subscriber.id);
    const first = await ledger.firstEdition(subscriber.id);
    const told = await ledger.tellingsTo(subscriber.id, before(due.at, 2 * LONGEST));
    readers.push({
      subscriber,
      due,
      told,
      ...reachOf({ sent, first, due: due.at, cadence, joined: subscriber.since }),
    });
  }
  return readers;
}

/** The ids of the stories that a silence keeps from being told at once. */
async function silencedNow({ now, ledger }: Pick<World, 'now' | 'ledger'>): Promise<Set<string>> {
  const silences = await ledger.silences(now().toISOString());
  const held = await Promise.all(silences.map(({ id }) => ledger.heldBy(id)));
  return new Set(held.flat().map(({ subject }) => subject));
}

/** Whether an edition is not, or no more, to be written to a subscriber, whose last one this was. */
export const isSettled = (
  due: Due,
  { since }: Subscriber,
  last: { due: Instant; period: string | null } | undefined,
): boolean => due.at < since || last?.period === due.period || (last !== undefined && due.at <= last.due);

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
const reaches = ({ since }: Edition, reader: Reader): boolean => since === undefined || since <= reader.since;

/** A message without news is written too, as skipped: its period is settled then. */
function messageTo(
  { subscriber, due, since, absent, told }: Reader,
  edition: Edition,
  silenced: ReadonlySet<string>,
  from: string,
): NewDelivery {
  const selection = selectionOf(edition, subscriber, since, told, absent, silenced);
  const message = {
    kind: 'edition' as const,
    subject: edition.id,
    subscriber: subscriber.id,
    period: due.period,
    mail: composeDigest(edition, selection, subscriber, from),
    stories: [
      ...new Set([...selection.stories.map(({ id }) => id), ...selection.corrections.map(({ story }) => story)]),
    ],
    created: edition.frozen,
  };
  return written(hasNews(selection) || subscriber.allQuiet ? message : { ...message, skipped: NOTHING_NEW }, from);
}
