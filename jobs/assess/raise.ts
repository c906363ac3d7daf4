/** Raises alerts: which stories are told at once, to whom, and what is told of them again. */
import { type AlertDecision, type Asked, decideAlert } from '../../rules/alert/decide.ts';
import { nextTelling } from '../../rules/alert/next.ts';
import type { Thread } from '../../rules/alert/thread.ts';
import { tell } from '../../rules/tell.ts';
import type { Topic } from '../../rules/topic.ts';
import type { Alert, Change } from '../../state/alert.ts';
import type { NewDelivery } from '../../state/deliveries.ts';
import type { ToldStory } from '../../state/edition.ts';
import type { Instant } from '../../state/item.ts';
import type { MatchedItem } from '../../state/story.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { composeAlert } from '../../templates/alert.ts';
import { atOnceWish } from '../../templates/footer.ts';
import type { Sender } from '../../templates/sender.ts';
import { type ComposedOnce, composedOnce } from '../composed.ts';
import type { Installation } from '../edition.ts';
import { written } from '../message.ts';
import { quietUntil } from '../quiet.ts';
import type { World } from '../world.ts';
import { type AlertFacts, alertFacts } from './facts.ts';

type Needs = Pick<World, 'now' | 'ledger'>;

/**
 * Tells of a topic's stories what is to be told at once by now, and answers how many messages that makes. All is decided
 * from what the ledger holds: a run that broke off, or did not come for a while, is made up for by the next.
 */
export async function raiseAlerts(topic: Topic, installation: Installation, world: Needs): Promise<number> {
  const facts = await alertFacts(topic, world);
  let messages = 0;
  for (const thread of facts.threads) {
    const told = await raised(thread, facts, installation, world);
    if (told.tellings.length > 0) messages += await tellAll(told, facts, topic, installation, world);
  }
  return messages;
}

/** Tells everybody of a thread what they are to be told of it now, and answers how many messages that makes. */
async function tellAll(
  thread: Thread,
  facts: AlertFacts,
  topic: Topic,
  installation: Installation,
  world: Needs,
): Promise<number> {
  const at = world.now().toISOString();
  const compose = composedOnce();
  const messages: NewDelivery[] = [];
  for (const subscriber of facts.subscribers) {
    const decision = decideAlert(thread, askedBy(subscriber, thread, facts, installation, world));
    if (decision.do === 'wait' && decision.silence) await world.ledger.hold(decision.silence, thread.id, at);
    if (decision.do === 'tell' && (await isReplaced(decision, at, world)))
      messages.push(messageOf(decision, thread, subscriber, topic, at, installation.sender, compose));
  }
  return world.ledger.enqueueAll(messages);
}

/** The thread with what is told of it now: frozen, where anybody is to be told. */
async function raised(thread: Thread, facts: AlertFacts, installation: Installation, world: Needs): Promise<Thread> {
  const next = nextTelling(thread, installation.waits, world.now().toISOString());
  if (next.do !== 'tell') return thread;
  const alert = alertOf(thread, next.changes, installation, world);
  const draft = { ...thread, tellings: [...thread.tellings, alert] };
  const wanted = facts.subscribers.some(
    (subscriber) => decideAlert(draft, askedBy(subscriber, draft, facts, installation, world)).do !== 'skip',
  );
  return wanted ? { ...thread, tellings: [...thread.tellings, await world.ledger.freezeAlert(alert)] } : thread;
}

/** A story as it is told now; one that is gone as it was told last. */
export function alertOf(
  { id, story, items, reported, tellings }: Thread,
  changes: Change[],
  { rulebook }: Installation,
  { now }: Needs,
): Alert {
  const own = tellings.filter((alert) => alert.story === id).map(({ revision }) => revision);
  const stands = story !== null && items.length > 0;
  const told = stands ? tell(story, items, rulebook.documents) : tellings.at(-1)!.told;
  return {
    story: id,
    topic: told.topic,
    revision: Math.max(-1, ...own) + 1,
    at: now().toISOString(),
    reported,
    changes,
    rules: stands ? rulesOf(items, told) : tellings.at(-1)!.rules,
    told: { ...told, id },
  };
}

/** The rules that make a story as grave as it is. */
function rulesOf(items: readonly MatchedItem[], { topic, severity }: ToldStory): string[] {
  const grave = items.flatMap(({ matches }) => matches).filter((it) => it.topic === topic && it.severity === severity);
  return [...new Set(grave.map(({ rule }) => rule))].sort();
}

/** What a decision on a subscriber rests on. */
export function askedBy(
  subscriber: Subscriber,
  { tellings }: Thread,
  { writtenTo, silences }: Pick<AlertFacts, 'writtenTo' | 'silences'>,
  { waits }: Pick<Installation, 'waits'>,
  { now }: Pick<World, 'now'>,
): Asked {
  return {
    subscriber,
    written: writtenTo(subscriber.id, tellings),
    silences,
    quietUntil: (severity) => quietUntil(subscriber, severity, now()),
    interval: waits.interval,
    now: now().toISOString(),
  };
}

/** Takes back what waits. Where one of it is under way, the next run decides knowing what became of it. */
const isReplaced = ({ instead }: AlertDecision & { do: 'tell' }, at: Instant, { ledger }: Needs): Promise<boolean> =>
  ledger.supersede(
    instead.map(({ id }) => id),
    at,
  );

function messageOf(
  { as, changes, after }: AlertDecision & { do: 'tell' },
  { tellings }: Thread,
  subscriber: Subscriber,
  topic: Topic,
  at: string,
  sender: Sender,
  compose: ComposedOnce,
): NewDelivery {
  const alert = tellings.at(-1)!;
  const first = tellings.find(({ story, revision }) => after[0]?.story === story && after[0].revision === revision);
  const since = first && { changes, first: first.told };
  const wish = atOnceWish(subscriber);
  const mail = compose([wish, changes, first?.story, first?.revision], () =>
    composeAlert(alert.told, topic.title, wish, at, sender, since),
  );
  const message = {
    kind: as,
    subject: alert.story,
    revision: alert.revision,
    subscriber: subscriber.id,
    period: null,
    mail,
    references: after.map(({ messageId }) => messageId),
    stories: [alert.story],
    created: at,
  };
  return written(message, sender.from);
}
