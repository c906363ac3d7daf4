/** The `digest` job: freeze → compose, one edition at a time. What it writes, `deliver` sends. */
import { randomUUID } from 'node:crypto';
import { tell, tellDeadline } from '../rules/tell.ts';
import type { Coverage, Edition, ToldStory } from '../state/edition.ts';
import type { Instant } from '../state/item.ts';
import type { Severity } from '../state/severity.ts';
import { atLeast, rank } from '../state/severity.ts';
import type { Source } from '../state/source.ts';
import type { Subscriber } from '../state/subscriber.ts';
import { composeDigest } from '../templates/digest.ts';
import { messageIdOf } from './assess.ts';
import { type Due, lastDue } from './due.ts';
import type { Rulebook } from './rulebook.ts';
import type { World } from './world.ts';

type DigestWorld = Pick<World, 'now' | 'ledger' | 'log'>;

export interface DigestRun {
  editions: number;
  messages: number;
  quiet: number;
}

export interface Installation {
  rulebook: Rulebook;
  sources: readonly Source[];
  from: string;
}

const DAY = 24 * 3600_000;
const PERIOD = { daily: DAY, weekly: 7 * DAY } as const;
/** After a long absence a subscriber is told the last month, not the last year. */
const LONGEST = 31 * DAY;

/** Writes the messages of every edition of a cadence that is due and not yet written; `dryRun` shows them instead. */
export async function digest(
  cadence: Edition['cadence'],
  installation: Installation,
  world: DigestWorld,
  dryRun?: (subscriber: Subscriber, mail: { subject: string; text: string }) => void,
): Promise<DigestRun> {
  const run: DigestRun = { editions: 0, messages: 0, quiet: 0 };
  const due = await dueSubscribers(cadence, world);
  for (const [at, readers] of Map.groupBy(due, ({ due }) => due.at)) {
    const edition = await editionAt(cadence, at, installation, world, dryRun === undefined);
    run.editions++;
    for (const { subscriber, due, since } of readers) {
      const told = select(edition.stories, subscriber, since);
      const message = messageOf(edition, told, subscriber, due, installation.from);
      run[told.length === 0 ? 'quiet' : 'messages']++;
      if (!dryRun) await world.ledger.enqueue(message);
      else if (told.length > 0) dryRun(subscriber, message.mail);
    }
  }
  const words =
    due.length === 0
      ? `no ${cadence} edition is due`
      : `${run.editions} ${cadence} editions: ${run.messages} messages, ${run.quiet} subscribers without news`;
  world.log('digest', { cadence, ...run }, words);
  return run;
}

interface DueSubscriber {
  subscriber: Subscriber;
  due: Due;
  /** What came after this is new to the subscriber. */
  since: Instant;
}

async function dueSubscribers(cadence: Edition['cadence'], { now, ledger }: DigestWorld): Promise<DueSubscriber[]> {
  const all = (await ledger.subscribers()).filter((subscriber) => subscriber.cadence === cadence);
  const due = await Promise.all(
    all.map(async (subscriber) => ({ subscriber, last: await ledger.lastEdition(subscriber.id) })),
  );
  return due.flatMap(({ subscriber, last }) => {
    const due = lastDue(subscriber, now());
    if (due.at < subscriber.since || last?.period === due.period || (last && due.at <= last.due)) return [];
    return [{ subscriber, due, since: last?.due ?? before(due.at, PERIOD[cadence]) }];
  });
}

const before = (at: Instant, milliseconds: number): Instant => new Date(Date.parse(at) - milliseconds).toISOString();

/** The edition of a due instant: frozen the first time that anybody asks, and the same for all who ask after. */
async function editionAt(
  cadence: Edition['cadence'],
  due: Instant,
  installation: Installation,
  { now, ledger }: DigestWorld,
  keep: boolean,
): Promise<Edition> {
  const frozen = await ledger.edition(cadence, due);
  if (frozen) return frozen;
  const { topics, documents } = installation.rulebook;
  const stories = await storiesUntil(due, installation.rulebook, ledger);
  const edition: Edition = {
    id: randomUUID(),
    cadence,
    due,
    frozen: now().toISOString(),
    topics: topics.map(({ id, title }) => ({ id, title })),
    stories,
    deadlines: topics.flatMap((topic) => topic.deadlines.map((deadline) => tellDeadline(deadline, documents))),
    coverage: await coverageOf(before(due, PERIOD[cadence]), due, stories, installation.sources, ledger),
  };
  return keep ? ledger.freeze(edition) : edition;
}

/** Stories as they stood at the due instant: what came after it belongs to the next edition. */
async function storiesUntil(
  due: Instant,
  { documents }: Rulebook,
  ledger: DigestWorld['ledger'],
): Promise<ToldStory[]> {
  const stories = await ledger.storiesBetween(before(due, LONGEST), due);
  const items = await ledger.items(stories.flatMap((story) => story.items));
  return stories.flatMap((story) => {
    const seen = story.items.flatMap((id) => items.get(id) ?? []).filter((item) => item.firstSeen <= due);
    const lastSeen = seen
      .map((item) => item.firstSeen)
      .sort()
      .at(-1);
    return lastSeen === undefined ? [] : [tell({ ...story, lastSeen }, seen, documents)];
  });
}

async function coverageOf(
  from: Instant,
  to: Instant,
  stories: readonly ToldStory[],
  sources: readonly Source[],
  ledger: DigestWorld['ledger'],
): Promise<Coverage> {
  const learnt = await ledger.learnt();
  const watched = sources.filter((source) => source.enabled);
  const failing = watched.flatMap(({ id, title }) => {
    const known = learnt.get(id);
    return known?.outcome === 'failed' ? [{ source: id, title, since: known.since, reason: known.because ?? '' }] : [];
  });
  const unvisited = watched.filter(({ id }) => !learnt.has(id)).length;
  const healthy = watched.length - failing.length - unvisited;
  const told = stories.filter((story) => story.lastSeen > from).length;
  return {
    from,
    to,
    sources: watched.length,
    healthy,
    failing,
    unvisited,
    ...(await ledger.seen(from, to)),
    stories: told,
  };
}

/** A subscriber's part of an edition: their topics, from their severity up, new to them, the gravest and newest first. */
export function select<T extends { topic: string; severity: Severity; lastSeen: Instant }>(
  stories: readonly T[],
  subscriber: Pick<Subscriber, 'topics' | 'least'>,
  since: Instant,
): T[] {
  return stories
    .filter(
      ({ topic, severity, lastSeen }) =>
        subscriber.topics.includes(topic) && atLeast(severity, subscriber.least) && lastSeen > since,
    )
    .sort((a, b) => rank(b.severity) - rank(a.severity) || (a.lastSeen < b.lastSeen ? 1 : -1));
}

function messageOf(edition: Edition, told: ToldStory[], subscriber: Subscriber, { period }: Due, from: string) {
  const id = randomUUID();
  return {
    id,
    kind: 'edition' as const,
    subject: edition.id,
    revision: 0,
    subscriber: subscriber.id,
    period,
    messageId: messageIdOf(id, from),
    mail: composeDigest(edition, told, subscriber, from),
    stories: told.map((story) => story.id),
    created: edition.frozen,
    ...(told.length === 0 && { skipped: 'nothing new' }),
  };
}
