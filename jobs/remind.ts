/** The `remind` job: which deadlines come near → settle what is over → write to whom it is owed. `deliver` sends it. */

import { turns } from '../rules/deadline/turns.ts';
import { standing } from '../rules/deadline.ts';
import { tellDeadline, toldItem } from '../rules/tell.ts';
import type { ToldDeadline } from '../state/deadline.ts';
import { before, DAY, type Instant } from '../state/item.ts';
import { composeReminder } from '../templates/reminder.ts';
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
  /** Ids of the items that announce its date. */
  items: string[];
}

/** Writes every reminder that is owed, each once, and warns of silences that are about to end. */
export async function remind({ rulebook, from }: Installation, world: RemindWorld): Promise<RemindRun> {
  const run: RemindRun = { reminders: 0, settled: 0 };
  const { now, ledger } = world;
  const subscribers = await ledger.subscribers();
  const silences = await ledger.silences(now().toISOString());
  for (const topic of rulebook.topics) {
    const near = await nearOf(topic, rulebook, world);
    const known = await ledger.reminders(topic.id);
    run.settled += await settleOld(near, known, world);
    for (const owed of dueReminders(near, subscribers, known, silences, now())) {
      if (owed.silence) await ledger.hold(owed.silence, subjectOf(owed.deadline), now().toISOString());
      const fresh = await ledger.enqueue(await messageOf(owed, from, world));
      if (fresh) run[owed.skipped === null ? 'reminders' : 'settled']++;
    }
  }
  await warnOfEndings(world);
  const words = `wrote reminders: ${run.reminders}, settled without one: ${run.settled}`;
  world.log('remind', { ...run }, run.reminders + run.settled === 0 ? 'no reminder is due' : words);
  return run;
}

async function nearOf(
  topic: Rulebook['topics'][number],
  { documents }: Rulebook,
  { now, ledger }: RemindWorld,
): Promise<Near[]> {
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
    const same = { topic: topic.id, id: deadline.id, date, precision, state, since, topicTitle: topic.title, items };
    near.push({ ...same, told: { ...told, ...tellDeadline(told, documents), date } });
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

/** What waits of a date that is no longer in force, that is long gone, or that was met, is not sent. */
async function settleOld(
  near: readonly Near[],
  known: Awaited<ReturnType<World['ledger']['reminders']>>,
  { now, ledger }: RemindWorld,
): Promise<number> {
  const current = new Set(near.map(subjectOf));
  const old = known.filter(({ state, subject }) => state === 'queued' && !current.has(subject));
  for (const { id } of old)
    await ledger.settle(
      id,
      'skipped',
      'the date has moved or is long gone, or what was due took place',
      now().toISOString(),
    );
  return old.length;
}

async function messageOf(
  { deadline, subscriber, mark, due, late, skipped }: Owed<Near>,
  from: string,
  world: RemindWorld,
) {
  const { now, ledger } = world;
  const at = now().toISOString();
  const { told, topicTitle } = deadline;
  const items = [...(await ledger.items(deadline.items)).values()].map(toldItem);
  const down = late > 0 && !(await ledger.visitedBetween(due, before(due, -DAY / 2)));
  const mail = composeReminder({ deadline: told, topicTitle, items, late, down }, subscriber, at, from);
  return written(
    {
      ...{ kind: 'reminder' as const, subject: subjectOf(deadline), revision: mark, subscriber: subscriber.id },
      ...{ period: null, mail, stories: [], created: at },
      ...(skipped !== null && { skipped }),
    },
    from,
  );
}
