/** The `digest` job: freeze → compose, one edition at a time. What it writes, `deliver` sends. */
import type { NewDelivery } from '../state/deliveries.ts';
import type { Edition, ToldStory } from '../state/edition.ts';
import { before, DAY, earlier, type Instant, later } from '../state/item.ts';
import { atLeast, rank, type Severity } from '../state/severity.ts';
import type { Subscriber } from '../state/subscriber.ts';
import { composeDigest } from '../templates/digest.ts';
import { type Due, lastDue } from './due.ts';
import { draftEdition, frozenEdition, type Installation } from './edition.ts';
import { written } from './message.ts';
import type { World } from './world.ts';

type DigestWorld = Pick<World, 'now' | 'ledger' | 'log'>;

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
  const due = await dueSubscribers(cadence, world);
  for (const [at, readers] of Map.groupBy(due, (reader) => reader.due.at)) {
    const since = readers.map((reader) => reader.since).reduce(earlier);
    const wanted = { cadence, due: at, since, from: before(at, PERIOD[cadence]) };
    const edition = await (show ? draftEdition : frozenEdition)(wanted, installation, world);
    run.editions++;
    for (const reader of readers) {
      const message = messageTo(reader, edition, installation.from);
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
}

async function dueSubscribers(cadence: Edition['cadence'], { now, ledger }: DigestWorld): Promise<Reader[]> {
  const readers: Reader[] = [];
  for (const subscriber of await ledger.subscribers()) {
    if (subscriber.cadence !== cadence) continue;
    const last = await ledger.lastEdition(subscriber.id);
    const due = lastDue(subscriber, now());
    if (due.at < subscriber.since || last?.period === due.period || (last && due.at <= last.due)) continue;
    const since = last ? later(last.due, before(due.at, LONGEST)) : before(due.at, PERIOD[cadence]);
    readers.push({ subscriber, due, since });
  }
  return readers;
}

/** A subscriber's part of an edition: their topics, from their severity up, new to them, the gravest and newest first. */
export function select<T extends { topic: string; severity: Severity; lastSeen: Instant }>(
  stories: readonly T[],
  { topics, least }: Pick<Subscriber, 'topics' | 'least'>,
  since: Instant,
): T[] {
  return stories
    .filter((story) => topics.includes(story.topic) && atLeast(story.severity, least) && story.lastSeen > since)
    .sort((a, b) => rank(b.severity) - rank(a.severity) || (a.lastSeen < b.lastSeen ? 1 : -1));
}

/** A message without news is written too, as skipped: its period is settled then. */
function messageTo({ subscriber, due, since }: Reader, edition: Edition, from: string): NewDelivery {
  const told: ToldStory[] = select(edition.stories, subscriber, since);
  const message = {
    kind: 'edition' as const,
    subject: edition.id,
    subscriber: subscriber.id,
    period: due.period,
    mail: composeDigest(edition, told, subscriber, from),
    stories: told.map((story) => story.id),
    created: edition.frozen,
  };
  return written(told.length === 0 ? { ...message, skipped: 'nothing new' } : message, from);
}
