/** Raises alerts: which stories are told at once, to whom, and what is told of them again. */
import { tell } from '../../rules/tell.ts';
import type { Topic } from '../../rules/topic.ts';
import type { NewDelivery } from '../../state/deliveries.ts';
import type { ToldStory } from '../../state/edition.ts';
import { DAY, type Instant } from '../../state/item.ts';
import { atLeast } from '../../state/severity.ts';
import { type MatchedItem, reportedAt, type Story } from '../../state/story.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { composeAlert } from '../../templates/alert.ts';
import { written } from '../message.ts';
import type { Rulebook } from '../rulebook.ts';
import type { World } from '../world.ts';

/** What was reported longer ago is no news that cannot wait for the digest; a first watch must not wake anybody with last month's. */
const FRESH = 2 * DAY;

export async function raiseAlerts(
  topic: Topic,
  changed: readonly Story[],
  items: readonly MatchedItem[],
  { documents }: Rulebook,
  from: string,
  { now, ledger }: Pick<World, 'now' | 'ledger'>,
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
