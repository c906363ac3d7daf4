/** What is known where it is decided whether somebody is told of a story at once. */
import { isFresh } from '../../rules/alert/changes.ts';
import { asksFor } from '../../rules/alert/decide.ts';
import { type Thread, threadsOf, toldIn, voicesIn } from '../../rules/alert/thread.ts';
import { severityOf } from '../../rules/story.ts';
import type { Topic } from '../../rules/topic.ts';
import type { Alert, Cause, Written } from '../../state/alert.ts';
import { before, DAY, type Instant } from '../../state/item.ts';
import type { Silence } from '../../state/silence.ts';
import { type MatchedItem, reportedAt, type Story } from '../../state/story.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import type { World } from '../world.ts';
import { deadlineChanges } from './announcements.ts';
import { corrections } from './corrections.ts';
import { boardChanges } from './moves.ts';

export interface AlertFacts {
  threads: Thread[];
  /** Everyone who has not left. */
  subscribers: Subscriber[];
  /** What was written of the threads' tellings to a subscriber, oldest first. */
  writtenTo(subscriber: string, tellings: readonly Alert[]): Written[];
  /** Those in force. */
  silences: Silence[];
}

type Needs = Pick<World, 'now' | 'ledger'>;

/** What was told longer ago is closed: what happens to it is for the digest. */
const OPEN = 14 * DAY;
/** What is raised on its last fresh day may be held back for as long again. */
const LIVE = 4 * DAY;

/**
 * The facts of the given stories of a topic; where none are given, of those that there may be something to tell of now:
 * what came in the last days, and what something happened to that was told. What has nothing new is not read.
 */
export async function alertFacts(topic: Topic, world: Needs, given?: readonly Story[]): Promise<AlertFacts> {
  const { ledger } = world;
  const now = world.now().toISOString();
  const subscribers = await ledger.subscribers();
  const live = given?.map(({ id }) => id) ?? (await ledger.liveStories(topic.id, before(now, LIVE)));
  const alerts = await ledger.alertsOf(topic.id, before(now, OPEN), live);
  const causes = alerts.length === 0 ? [] : await causesSince(topic, before(now, OPEN), world);
  const stories = given ?? (await storiesIn(topic, live, causes, world));
  const all = threadsOf(stories, alerts, causes);
  const threads = given ? all : all.filter((thread) => isOpen(thread, topic, subscribers, now));
  const told = threads.flatMap(({ tellings }) => tellings.map(({ story }) => story));
  return {
    threads: await withItems(threads, topic, world),
    subscribers,
    writtenTo: lookUp(await ledger.writtenOf([...new Set(told)])),
    silences: await ledger.silences(now),
  };
}

/** So many rows are looked up for each subscriber and thread that to search them all would take longer than to read them. */
function lookUp(written: readonly Written[]): AlertFacts['writtenTo'] {
  const rows = Map.groupBy(written, ({ subscriber, story }) => `${subscriber} ${story}`);
  return (subscriber, tellings) => {
    const names = new Set(tellings.map(({ story }) => story));
    const own = [...names].flatMap((story) => rows.get(`${subscriber} ${story}`) ?? []);
    return names.size > 1 ? own.sort((a, b) => (a.created < b.created ? -1 : 1)) : own;
  };
}

/** The live stories, and those to whose items something happened. */
async function storiesIn(topic: Topic, live: readonly string[], causes: readonly Cause[], { ledger }: Needs) {
  const struck = causes.flatMap(({ items }) => items);
  return ledger.storiesById([...new Set([...live, ...(await ledger.storiesHolding(topic.id, struck))])]);
}

async function causesSince(topic: Topic, since: Instant, world: Needs): Promise<Cause[]> {
  return [
    ...(await boardChanges(topic, since, world)),
    ...(await deadlineChanges(topic, since, world)),
    ...(await corrections(topic, since, world)),
  ];
}

type Outline = Omit<Thread, 'items' | 'reported'>;

/** Whether there may be something to tell of a thread: to somebody for the first time, again, or what was held back. */
function isOpen(thread: Outline, topic: Topic, subscribers: readonly Subscriber[], now: Instant): boolean {
  const last = thread.tellings.at(-1);
  if (last) return isFresh(last.at, now) || mayTellMore(thread, now);
  const { story } = thread;
  const asked = subscribers.some((one) => one.topics.includes(topic.id) && story && asksFor(one, story.severity));
  return asked && isFresh(story!.lastSeen, now);
}

/** Whether a story that was told may have become another: that its items must be read to know. */
function mayTellMore({ story, tellings, causes }: Outline, now: Instant): boolean {
  if (causes.length > 0) return true;
  if (story === null || !isFresh(story.lastSeen, now)) return false;
  const told = toldIn({ tellings });
  const alone = voicesIn(tellings, []).size === 1;
  return (
    tellings.every((alert) => alert.told.severity !== story.severity) ||
    (alone && story.items.some((item) => !told.has(item)))
  );
}

async function withItems(outlines: readonly Outline[], topic: Topic, { ledger }: Needs): Promise<Thread[]> {
  const read = await ledger.items(outlines.flatMap(({ story }) => story?.items ?? []));
  const firstVisits = read.size === 0 ? new Map<string, Instant>() : await ledger.firstVisits();
  return outlines.map((outline) => {
    const { story } = outline;
    // A revision may have taken an item out of the topic, and its source may have taken it back.
    const held = (story?.items ?? []).flatMap((id) => read.get(id) ?? []);
    const items = held.filter(({ fits, withdrawn }) => topic.id in fits && !withdrawn);
    const severity = severityOf(items, topic.id);
    return {
      ...outline,
      story: severity && story && { ...story, severity },
      items,
      reported: newest(items, firstVisits),
    };
  });
}

/** When the newest of some items was reported, or null where none is news. */
function newest(items: readonly MatchedItem[], firstVisits: ReadonlyMap<string, Instant>): Instant | null {
  const news = items.filter((item) => isNews(item, firstVisits)).map(reportedAt);
  return news.length === 0 ? null : new Date(Math.max(...news)).toISOString();
}

/** An item without a usable date is news when we see it, but for those that a source had when we first came: they may be years old. */
function isNews(item: MatchedItem, firstVisits: ReadonlyMap<string, Instant>): boolean {
  const undated = reportedAt(item) === Date.parse(item.firstSeen);
  return !undated || item.firstSeen !== firstVisits.get(item.source);
}
