/** The `assess` job: gather stories → raise alerts, one topic at a time. */
import { gather, stories } from '../rules/story.ts';
import { tell } from '../rules/tell.ts';
import type { Topic } from '../rules/topic.ts';
import type { NewDelivery } from '../state/deliveries.ts';
import type { ToldStory } from '../state/edition.ts';
import { before, DAY, type Instant } from '../state/item.ts';
import { atLeast } from '../state/severity.ts';
import { type MatchedItem, reportedAt, type Story } from '../state/story.ts';
import type { Subscriber } from '../state/subscriber.ts';
import { composeAlert } from '../templates/alert.ts';
import { written } from './message.ts';
import type { Rulebook } from './rulebook.ts';
import type { World } from './world.ts';

export interface AssessRun {
  stories: number;
  alerts: number;
}

type AssessWorld = Pick<World, 'now' | 'ledger' | 'log'>;

/** Stories older than this are settled: a new item on them is a new story. */
const WINDOW = 14 * DAY;
/** What was reported longer ago is no news that cannot wait for the digest; a first watch must not wake anybody with last month's. */
const FRESH = 2 * DAY;

/** Gathers the stories of the given topics, and writes an alert for whoever asked to be told at once. */
export async function assess(
  rulebook: Rulebook,
  topics: readonly Topic[],
  from: string,
  world: AssessWorld,
): Promise<AssessRun> {
  const run: AssessRun = { stories: 0, alerts: 0 };
  for (const topic of topics) {
    const { changed, items } = await changedStories(topic, world);
    run.stories += changed.length;
    run.alerts += await raiseAlerts(topic, changed, items, rulebook, from, world);
    // Written last: a crash before this line raises the same alerts again, and the ledger takes each once.
    await world.ledger.saveStories(topic.id, changed);
  }
  const words = `assessed ${topics.length} topics: ${run.stories} stories new or grown, ${run.alerts} alerts`;
  world.log('assess', { ...run }, words);
  return run;
}

/** The topic's stories that are new or have new items, with the items of its time. */
async function changedStories(topic: Topic, { now, ledger }: AssessWorld) {
  const since = before(now().toISOString(), WINDOW);
  const items = await ledger.matchedItems(topic.id, since);
  const known = await ledger.storyOfItems(topic.id, since);
  if (items.every((item) => known.has(item.id))) return { items, changed: [] };
  const groups = gather(
    items.map((item) => ({ ...item, at: reportedAt(item) })),
    topic.id,
    known,
  );
  const found = stories(topic.id, groups, known);
  return { items, changed: found.filter((story) => story.items.some((item) => known.get(item) !== story.id)) };
}

async function raiseAlerts(
  topic: Topic,
  changed: readonly Story[],
  items: readonly MatchedItem[],
  { documents }: Rulebook,
  from: string,
  { now, ledger }: AssessWorld,
): Promise<number> {
  const byId = new Map(items.map((item) => [item.id, item]));
  if (changed.length === 0) return 0;
  const [subscribers, firstVisits] = [await ledger.subscribers(), await ledger.firstVisits()];
  let raised = 0;
  for (const story of changed) {
    const reported = newest(story, byId, firstVisits);
    const asked = subscribers.filter((subscriber) => decideAlert(story, reported, subscriber, now()).tell);
    if (asked.length === 0) continue;
    const told = tell(
      story,
      story.items.map((id) => byId.get(id)!),
      documents,
    );
    for (const subscriber of asked) {
      raised += Number(await ledger.enqueue(alertOf(told, topic, subscriber, now().toISOString(), from)));
    }
  }
  return raised;
}

/** When the newest of a story's items was reported. */
function newest(
  story: Story,
  items: ReadonlyMap<string, MatchedItem>,
  firstVisits: ReadonlyMap<string, Instant>,
): number {
  return Math.max(...story.items.map((id) => newsAt(items.get(id)!, firstVisits)));
}

/** An item without a usable date is news when we see it, but for those that a source had when we first came: they may be years old. */
function newsAt(item: MatchedItem, firstVisits: ReadonlyMap<string, Instant>): number {
  const reported = reportedAt(item);
  const undated = reported === Date.parse(item.firstSeen);
  return undated && item.firstSeen === firstVisits.get(item.source) ? Number.NEGATIVE_INFINITY : reported;
}

/** Whether a story is told to a subscriber at once, and if not, why not. */
export function decideAlert(
  story: Pick<Story, 'topic' | 'severity' | 'lastSeen'>,
  reported: number,
  subscriber: Subscriber,
  now: Date,
): { tell: true } | { tell: false; because: string } {
  const atOnce = subscriber.cadence === 'now' && atLeast(story.severity, subscriber.least);
  if (!subscriber.topics.includes(story.topic)) return { tell: false, because: 'follows other topics' };
  if (!atOnce && !(subscriber.alerts && story.severity === 'high'))
    return { tell: false, because: 'can wait for the digest' };
  if (story.lastSeen < subscriber.since) return { tell: false, because: 'came before the subscription' };
  if (now.getTime() - reported > FRESH) return { tell: false, because: 'was reported too long ago' };
  return { tell: true };
}

function alertOf(story: ToldStory, topic: Topic, subscriber: Subscriber, at: Instant, from: string): NewDelivery {
  const mail = composeAlert(story, topic.title, subscriber, at, from);
  const stories = [story.id];
  return written(
    { kind: 'alert', subject: story.id, subscriber: subscriber.id, period: null, mail, stories, created: at },
    from,
  );
}
