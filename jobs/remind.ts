/** The `remind` job: which deadlines come near → settle what is over → write to whom it is owed. `deliver` sends it. */

import { turns } from '../rules/deadline/turns.ts';
import { standing } from '../rules/deadline.ts';
import { tellDeadline, toldItem } from '../rules/tell.ts';
import type { Topic } from '../rules/topic.ts';
import type { ToldDeadline } from '../state/deadline.ts';
import type { NewDelivery } from '../state/deliveries.ts';
import type { ToldItem } from '../state/edition.ts';
import { before, DAY, type Instant } from '../state/item.ts';
import type { Subscriber } from '../state/subscriber.ts';
import { reminderWish } from '../templates/footer.ts';
import { composeReminder } from '../templates/reminder.ts';
import type { Sender } from '../templates/sender.ts';
import { type ComposedOnce, composedOnce } from './composed.ts';
import { deadlineFacts } from './deadlines/facts.ts';
import { toldDeadline } from './edition/deadlines.ts';
import type { Installation } from './edition.ts';
import { written } from './message.ts';
import { type Dated, dueReminders, firstMark, isNear, type Owed, subjectOf } from './remind/owed.ts';
import type { Rulebook } from './rulebook.ts';
import { warnOfEndings } from './silence.ts';
import type { World } from './world.ts';

export interface RemindRun {
  reminders: number;
  settled: number;
}

type RemindWorld = Pick<World, 'now' | 'ledger' | 'log'>;

/** A deadline that may be reminded of, with what a reminder tells of it. */
interface Near extends Dated {
  topicTitle: string;
  told: ToldDeadline & { date: string };
  /** What announces its date. */
  items: ToldItem[];
}

/** Writes every reminder that is owed, each once, and warns of silences that are about to end. */
export async function remind({ rulebook, sender }: Installation, world: RemindWorld): Promise<RemindRun> {
  const run: RemindRun = { reminders: 0, settled: 0 };
  const { now, ledger } = world;
  const subscribers = await ledger.subscribers();
  const silences = await ledger.silences(now().toISOString());
  const compose = composedOnce();
  for (const topic of rulebook.topics) {
    const near = await nearOf(topic, rulebook, world);
    const known = await ledger.reminders(topic.id);
    const owed = dueReminders(near, subscribers, known, silences, now());
    run.settled += await settleOld(topic, near, owed, world);
    const { over = [], told = [] } = Object.groupBy(owed, ({ skipped }) => (skipped === null ? 'told' : 'over'));
    run.settled += await write(over, sender, compose, world);
    run.reminders += await write(told, sender, compose, world);
  }
  await warnOfEndings(world);
  const words = `wrote reminders: ${run.reminders}, settled without one: ${run.settled}`;
  world.log('remind', { ...run }, run.reminders + run.settled === 0 ? 'no reminder is due' : words);
  return run;
}

/** Writes what is owed, and answers how much of it was new. */
async function write(
  owed: readonly Owed<Near>[],
  sender: Sender,
  compose: ComposedOnce,
  world: RemindWorld,
): Promise<number> {
  const { ledger, now } = world;
  const messages: NewDelivery[] = [];
  for (const one of owed) {
    if (one.silence) await ledger.hold(one.silence, subjectOf(one.deadline), now().toISOString());
    messages.push(await messageOf(one, sender, compose, world));
  }
  return ledger.enqueueAll(messages);
}

async function nearOf(topic: Topic, { documents }: Rulebook, { now, ledger }: RemindWorld): Promise<Near[]> {
  const at = now().toISOString();
  const facts = await deadlineFacts(topic, { ledger });
  const near: Near[] = [];
  for (const deadline of topic.deadlines) {
    const its = facts.get(deadline.id)!;
    const { date, precision, state, items } = standing(deadline, its, at);
    if (date === null || !isNear({ state, date }, now())) continue;
    const told = await toldDeadline(deadline, its, at, at, ledger);
    // To look further back would take longer each year, and what came before every reminder bars none.
    const since = setAt(date, turns(deadline, its, at, firstMark(date)));
    const same = { topic: topic.id, id: deadline.id, date, precision, state, since, topicTitle: topic.title };
    const announcing = [...(await ledger.items(items)).values()].map(toldItem);
    near.push({ ...same, items: announcing, told: { ...told, ...tellDeadline(told, documents), date } });
  }
  return near;
}

/**
 * When the date in force came to be it; null where it was before these turns. Of one that comes back it is as if it had
 * never been another: what was due meanwhile is owed late.
 */
function setAt(date: string, became: ReturnType<typeof turns>): Instant | null {
  const sets = became.filter(({ what }) => what === 'set' || what === 'slipped');
  return sets[0]?.was === date ? null : (sets.find((one) => one.date === date)?.at ?? null);
}

const OVER = 'the date has moved or is long gone, or what was due took place';
const REPLACED = 'a later one is sent';

/**
 * What waits of a date that is no longer in force, that is long gone, or that was met, is not sent, nor what waits where a
 * later one comes: it would tell a distance that is past. In one transaction, or it might just be on its way.
 */
const settleOld = (
  { id: topic }: Topic,
  near: readonly Near[],
  owed: readonly Owed<Near>[],
  { now, ledger }: RemindWorld,
): Promise<number> =>
  ledger.together(async (turn) => {
    const current = new Set(near.map(subjectOf));
    const coming = new Set(owed.filter(({ skipped }) => skipped === null).map(nameOf));
    const waiting = (await turn.reminders(topic)).filter(({ state }) => state === 'queued' || state === 'leased');
    const old = waiting.filter((one) => !current.has(one.subject) || coming.has(`${one.subject} ${one.subscriber}`));
    for (const { id, subject } of old)
      await turn.settle(id, 'skipped', current.has(subject) ? REPLACED : OVER, now().toISOString());
    return old.length;
  });

const nameOf = ({ deadline, subscriber }: Owed<Near>): string => `${subjectOf(deadline)} ${subscriber.id}`;

async function messageOf(
  { deadline, subscriber, mark, due, late, skipped }: Owed<Near>,
  sender: Sender,
  compose: ComposedOnce,
  world: RemindWorld,
) {
  const at = world.now().toISOString();
  const { told, topicTitle, items } = deadline;
  const because = late > 0 ? await whyLate(due, subscriber, world) : null;
  const wish = reminderWish(subscriber);
  const mail = compose([subjectOf(deadline), late, because, wish], () =>
    composeReminder({ deadline: told, topicTitle, items, late, because }, wish, at, sender),
  );
  return written(
    {
      ...{ kind: 'reminder' as const, subject: subjectOf(deadline), revision: mark, subscriber: subscriber.id },
      ...{ period: null, mail, stories: [], created: at },
      ...(skipped !== null && { skipped }),
    },
    sender.from,
  );
}

async function whyLate(
  due: Instant,
  { paused }: Subscriber,
  { ledger }: RemindWorld,
): Promise<'down' | 'paused' | null> {
  if (due < (paused ?? '')) return 'paused';
  return (await ledger.visitedBetween(due, before(due, -DAY / 2))) ? null : 'down';
}
