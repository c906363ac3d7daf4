/** Keeps the rules over time that fire, and tells at once what cannot wait. */
import { toldItem } from '../../rules/tell.ts';
import type { Topic } from '../../rules/topic.ts';
import { decideSignal, HELD_BACK, subjectOf } from '../../rules/trend/decide.ts';
import { signalOf, tellSignal } from '../../rules/trend/tell.ts';
import { type Found, untold } from '../../rules/trend.ts';
import type { NewDelivery } from '../../state/deliveries.ts';
import type { ToldItem } from '../../state/edition.ts';
import { before, type Instant } from '../../state/item.ts';
import type { Signal } from '../../state/signal.ts';
import type { Silence } from '../../state/silence.ts';
import type { Source } from '../../state/source.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { atOnceWish } from '../../templates/footer.ts';
import { composeSignal } from '../../templates/signal.ts';
import { type ComposedOnce, composedOnce } from '../composed.ts';
import type { Installation } from '../edition.ts';
import { written } from '../message.ts';
import { quietUntil } from '../quiet.ts';
import { judgeTrends } from '../trends.ts';
import type { World } from '../world.ts';

type Needs = Pick<World, 'now' | 'ledger'>;

/** Writes down what the topic's trends have to tell that was not told before, and answers how much that is. */
export async function keepSignals(topic: Topic, sources: readonly Source[], world: Needs): Promise<number> {
  if (topic.trends.length === 0) return 0;
  const { judgements, kept } = await judgeTrends(topic, sources, world);
  const at = world.now().toISOString();
  const signals: Signal[] = [];
  for (const judgement of judgements)
    for (const found of untold(judgement, kept))
      signals.push(signalOf(judgement.trend, found, at, await itemsOf(found, world)));
  return signals.length === 0 ? 0 : world.ledger.keepSignals(signals);
}

/** The items that show it: the one with a new term, or those that speak for the stories, as they are now. */
async function itemsOf({ first, stories }: Found, { ledger }: Pick<World, 'ledger'>): Promise<ToldItem[]> {
  const byId = new Map((await ledger.storiesById(stories)).map((story) => [story.id, story]));
  const leads = first ? [first.item] : stories.flatMap((id) => byId.get(id)?.lead ?? []);
  const items = await ledger.items(leads);
  return leads.flatMap((id) => items.get(id) ?? []).map(toldItem);
}

/** Writes the messages of a topic's signals that are to be told at once by now, and answers how many they are. */
export async function raiseSignals(topic: Topic, installation: Installation, world: Needs): Promise<number> {
  const now = world.now().toISOString();
  const signals = await world.ledger.signals(before(now, HELD_BACK), now, topic.id);
  if (signals.length === 0) return 0;
  const [subscribers, silences] = [await world.ledger.subscribers(), await world.ledger.silences(now)];
  const messages: NewDelivery[] = [];
  const compose = composedOnce();
  for (const signal of signals)
    for (const subscriber of subscribers)
      if (await mayTell(signal, subscriber, silences, world))
        messages.push(messageOf(signal, topic, subscriber, now, installation, compose));
  return world.ledger.enqueueAll(messages);
}

/** Whether a subscriber is told a signal now; what a silence holds back is written down. */
async function mayTell(
  signal: Signal,
  subscriber: Subscriber,
  silences: readonly Silence[],
  { now, ledger }: Needs,
): Promise<boolean> {
  const decision = decideSignal(signal, {
    ...{ subscriber, silences, now: now().toISOString() },
    quietUntil: (severity) => quietUntil(subscriber, severity, now()),
  });
  if (decision.do === 'wait' && decision.silence)
    await ledger.hold(decision.silence, subjectOf(signal), now().toISOString());
  return decision.do === 'tell';
}

function messageOf(
  signal: Signal,
  topic: Topic,
  subscriber: Subscriber,
  created: Instant,
  { sender, rulebook }: Installation,
  compose: ComposedOnce,
): NewDelivery {
  const wish = atOnceWish(subscriber);
  const mail = compose([subjectOf(signal), wish], () =>
    composeSignal(tellSignal(signal, rulebook.documents), topic.title, wish, created, sender),
  );
  const message = { kind: 'signal' as const, subject: subjectOf(signal), subscriber: subscriber.id };
  return written({ ...message, period: null, mail, stories: [], created }, sender.from);
}
