/** The `assess` job: gather stories → raise alerts, one topic at a time. */
import { gather, stories } from '../rules/story.ts';
import { tell } from '../rules/tell.ts';
import type { Topic } from '../rules/topic.ts';
import type { NewDelivery } from '../state/deliveries.ts';
import type { ToldStory } from '../state/edition.ts';
import { before, type Instant } from '../state/item.ts';
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

const DAY = 24 * 3600_000;
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
  const subscribers = await world.ledger.subscribers();
  for (const topic of topics) {
    const items = await world.ledger.matchedItems(topic.id, before(world.now().toISOString(), WINDOW));
    const found = await gatherStories(topic, items, world);
    run.stories += found.length;
    run.alerts += await raiseAlerts(topic, found, items, subscribers, rulebook, from, world);
  }
  world.log('assess', { ...run }, `assessed ${topics.length} topics: ${run.stories} stories, ${run.alerts} alerts`);
  return run;
}

async function gatherStories(topic: Topic, items: readonly MatchedItem[], { ledger }: AssessWorld): Promise<Story[]> {
  const known = await ledger.storyOfItems(topic.id);
  const gathered = gather(
    items.map((item) => ({ ...item, at: reportedAt(item) })),
    topic.id,
    known,
  );
  const found = stories(topic.id, gathered, known);
  await ledger.saveStories(topic.id, found);
  return found;
}

async function raiseAlerts(
  topic: Topic,
  found: readonly Story[],
  items: readonly MatchedItem[],
  subscribers: readonly Subscriber[],
  { documents }: Rulebook,
  from: string,
  { now, ledger }: AssessWorld,
): Promise<number> {
  const byId = new Map(items.map((item) => [item.id, item]));
  const at = now().toISOString();
  let raised = 0;
  for (const story of found) {
    const asked = subscribers.filter((subscriber) => decideAlert(story, newest(story, byId), subscriber, now()).tell);
    if (asked.length === 0) continue;
    const told = tell(
      story,
      story.items.map((id) => byId.get(id)!),
      documents,
    );
    for (const subscriber of asked) {
      raised += Number(await ledger.enqueue(alertOf(told, topic, subscriber, at, from)));
    }
  }
  return raised;
}

const newest = (story: Story, items: ReadonlyMap<string, MatchedItem>): number =>
  Math.max(...story.items.map((id) => reportedAt(items.get(id)!)));

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
