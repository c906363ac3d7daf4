/** `silkwatch why`: whether a subscriber was told of a story, when and by what; or why not, or when they will be. */

import { asksFor } from '../rules/alert/decide.ts';
import { sameAddress } from '../state/address.ts';
import { isSettled, lastDue, nextDue } from '../state/due.ts';
import type { Instant } from '../state/item.ts';
import { atLeast } from '../state/severity.ts';
import type { Story } from '../state/story.ts';
import { isPaused, type Subscriber } from '../state/subscriber.ts';
import { reachFor } from './digest/owed.ts';
import { earlierThan, type Installation, newsIn, type Wanted } from './edition.ts';
import { quietUntil } from './quiet.ts';
import { select } from './selection.ts';
import { minute } from './silence/words.ts';
import { storyId } from './story/named.ts';
import { type StoryFacts, storyFacts } from './story.ts';
import { refuse } from './subject.ts';
import { foreseen } from './why/foreseen.ts';
import { type Ahead, verdict } from './why/verdict.ts';
import type { World } from './world.ts';

type WhyWorld = Pick<World, 'now' | 'ledger'>;

export interface WhyFacts {
  subscriber: Subscriber;
  story: Pick<StoryFacts, 'id' | 'topic' | 'severity' | 'lead' | 'lastSeen' | 'rules'> & { title: string };
  /** Whether the subscriber follows the topic, wants what is so severe, and wants that at once. */
  follows: boolean;
  wants: boolean;
  wantsAtOnce: boolean;
  /** Whether the subscriber wishes not to be written to for now. */
  pausedNow: boolean;
  /** Until when the subscriber has quiet hours that hold what is so severe; null where not now. */
  quietUntil: Instant | null;
  atOnce: Ahead;
  /** Of the next edition; null for a subscriber who gets none. */
  edition: (Ahead & { due: Instant }) | null;
  held: StoryFacts['held'];
  /** What was written to them that tells it, oldest first. */
  deliveries: StoryFacts['told'];
  verdict: string;
}

/**
 * What there is to say of one subscriber and one story. What is going to happen is asked of the same decisions that make
 * it happen.
 *
 * @throws Refusal where nobody subscribes with the address, or there is no such story
 */
export async function whyFacts(
  address: string,
  named: string,
  installation: Installation,
  world: WhyWorld,
): Promise<WhyFacts> {
  const subscriber = await subscriberAt(address, world);
  const story = await storyFacts(await storyId(named, world), installation.rulebook.documents, world);
  const { id, topic, severity, lead, lastSeen, rules, timeline, held, told } = story;
  const deliveries = told.filter((one) => one.subscriber === subscriber.id);
  const atOnce = (await foreseen(story, installation, world))(subscriber);
  const edition = await nextEdition(subscriber, story, world);
  const title = timeline.find((item) => item.id === lead)?.title ?? '';
  return {
    subscriber,
    story: { id, topic, severity, lead, lastSeen, rules, title },
    follows: subscriber.topics.includes(topic),
    wants: atLeast(severity, subscriber.least),
    wantsAtOnce: asksFor(subscriber, severity),
    pausedNow: isPaused(subscriber, world.now()),
    quietUntil: quietUntil(subscriber, severity, world.now()),
    ...{ atOnce, edition, held, deliveries },
    verdict: verdict({ cadence: subscriber.cadence, deliveries, atOnce, edition }),
  };
}

/** Who subscribes with an address. @throws Refusal where nobody does, or not any more */
async function subscriberAt(address: string, { ledger }: Pick<World, 'ledger'>): Promise<Subscriber> {
  const subscriber = await ledger.subscriberAt(sameAddress(address));
  if (!subscriber) return refuse(address, 'nobody subscribes with this address; see silkwatch subscribers list');
  return subscriber.left === null
    ? subscriber
    : refuse(address, `left on ${minute(subscriber.left)} UTC: nothing is sent any more`);
}

/** Whether the edition that is due to the subscriber and not written yet tells the story, or else the next one. */
async function nextEdition(subscriber: Subscriber, story: Story, world: WhyWorld): Promise<WhyFacts['edition']> {
  const { cadence, id } = subscriber;
  if (cadence === 'now') return null;
  const { ledger, now } = world;
  const known = (await ledger.editionsOf([id])).get(id) ?? { sent: undefined, first: undefined };
  const [current, next] = [lastDue(subscriber, now()), nextDue(subscriber, lastQuiet(subscriber, now())).at];
  const at = (due: Instant, sent: Instant | undefined) =>
    editionOf(
      story,
      subscriber,
      { cadence, due, since: reachFor(subscriber, { cadence, due }, { ...known, sent }).since },
      world,
    );
  if (isSettled(current, subscriber, await ledger.lastEdition(id))) return at(next, known.sent);
  const pending = await at(current.at, known.sent);
  return pending.do === 'tell' ? pending : at(next, current.at);
}

/** The last moment before which nothing is due: now, or the end of a pause. */
const lastQuiet = (subscriber: Subscriber, now: Date): Date =>
  isPaused(subscriber, now) ? new Date(Date.parse(subscriber.paused!) - 1) : now;

/** Whether an edition tells the story as it stood when the edition was, or is, due. */
async function editionOf(
  story: Story,
  subscriber: Subscriber,
  wanted: Pick<Wanted, 'cadence' | 'due' | 'since'>,
  { ledger }: WhyWorld,
): Promise<Ahead & { due: Instant }> {
  const { due, since } = wanted;
  const [news] = await newsIn([story], wanted, await earlierThan(wanted, ledger), ledger);
  const then = news && { ...news.story, lastSeen: news.lastSeen };
  if (then && select([then], subscriber, since).length > 0) return { do: 'tell', when: due, due };
  return { do: 'skip', because: whyNotSelected(then ?? story, subscriber, since), due };
}

/** Of what `select` asks for, what is missing first. */
function whyNotSelected({ topic, severity }: Story, { topics, least }: Subscriber, since: Instant): string {
  if (!topics.includes(topic)) return 'follows other topics';
  if (!atLeast(severity, least)) return `is of ${severity} severity, and ${least} is the least that they want`;
  return `has nothing new since ${minute(since)}`;
}
