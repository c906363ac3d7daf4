/** The whole chain over a small press, from the visit to the mail server, and everything that comes of it. */
import { assess } from '../../jobs/assess.ts';
import { boardsNow } from '../../jobs/board.ts';
import { deadlinesNow } from '../../jobs/deadlines.ts';
import { deliver } from '../../jobs/deliver.ts';
import { digest } from '../../jobs/digest.ts';
import { remind } from '../../jobs/remind.ts';
import type { World } from '../../jobs/world.ts';
import { toldItems } from '../../rules/alert/thread.ts';
import type { Change } from '../../state/alert.ts';
import { subscriberWith } from './fixture.ts';
import { PRESS, TOPICS } from './press.ts';
import { type TestWorld, testWorld } from './world.ts';

const START = Date.parse('2026-10-24T06:00:00.000Z');
/** An instant so many minutes after the beginning: six o'clock on a Saturday. */
export const at = (minutes: number): string => new Date(START + minutes * 60_000).toISOString();

/** A world with everybody who can ask: for high severity, for each story at once, and weekly with quiet hours. */
export async function populated(): Promise<TestWorld> {
  const world = await testWorld(at(0));
  const evening = { quiet: { from: '08:00', to: '11:00', letsHigh: false } };
  const bob = { id: 'bob', cadence: 'weekly' as const, weekday: 6, timezone: 'Asia/Tbilisi', hour: 11, ...evening };
  const since = at(-2880);
  for (const its of [{}, { id: 'ada', cadence: 'now' as const }, bob])
    await world.ledger.subscribe(subscriberWith({ since, ...its }));
  return world;
}

export type Job = (world: World) => Promise<unknown>;

/** What comes after a visit, in the order of `serve`. */
export const jobs: readonly Job[] = [
  (world) => assess(PRESS, TOPICS, world),
  (world) => remind(PRESS, world),
  (world) => digest('daily', PRESS, world),
  (world) => digest('weekly', PRESS, world),
  (world) => deliver(world),
];

/** The stories, whatever their names. */
async function storiesOf({ ledger }: TestWorld) {
  const stories = await ledger.storiesBetween('2000-01-01T00:00:00.000Z', '2100-01-01T00:00:00.000Z');
  return stories.map(({ items, topic, severity, lead }) => ({ items: items.toSorted(), topic, severity, lead }));
}

/** Where everything stands, by what is told of it and not by when it came. */
export async function standingOf(world: TestWorld) {
  const boards = (await boardsNow(TOPICS, PRESS.rulebook, world)).flatMap(({ places }) => places);
  const deadlines = await deadlinesNow(TOPICS, PRESS.rulebook, world);
  return {
    stories: sorted(await storiesOf(world)),
    boards: boards.map(({ changes: _, evidence, denials, ...place }) => ({
      ...place,
      evidence: evidence.map(({ id }) => id),
      denials: denials.map(({ id }) => id),
    })),
    deadlines: deadlines.map(({ deadline: { changes: _, ...deadline } }) => deadline),
  };
}

/** What was told at once, by its items. */
export async function alertsOf(world: TestWorld) {
  const alerts = (await Promise.all(TOPICS.map(({ id }) => world.ledger.alertsOf(id, '', [])))).flat();
  return alerts.map((alert) => ({
    name: `${alert.story} ${alert.revision}`,
    items: toldItems(alert).sort(),
    ...alert,
  }));
}

/** Every message by what it tells, to whom, and what became of it; `what` else of it counts. */
export async function messagesOf(world: TestWorld, what: 'text' | 'changes') {
  const alerts = new Map((await alertsOf(world)).map((alert) => [alert.name, alert]));
  const editions = await Promise.all(
    (['daily', 'weekly'] as const).map((one) => world.ledger.frozenBetween(one, '2000', '2100')),
  );
  const names = new Map(editions.flat().map(({ id, cadence, due }) => [id, `${cadence} ${due}`]));
  const all = (await world.deliveries()).map(({ kind, subject, revision, subscriber, state, references, mail }) => {
    const alert = alerts.get(`${subject} ${revision}`);
    const told = alert ? alert.items.join() : (names.get(subject) ?? subject);
    const more = what === 'text' ? `${mail.subject}\n${withoutVisits(mail.text)}` : alert?.changes.map(nameOf).sort();
    return { kind, told, revision, subscriber, state, after: references.length, more };
  });
  return sorted(all);
}

/** The text of a message, but for how the sources were visited. */
const withoutVisits = (text: string): string =>
  text.replace(/sources watched:[^.]*\.|Not seen as they should be:.*?\n\n/gs, '').replace(/\s+/g, ' ');

/** A change, whenever it came. */
function nameOf(change: Change): string {
  if (change.what === 'moved') return [change.what, change.subject, change.change.to, change.change.standing].join(' ');
  if (change.what === 'deadline') return [change.what, change.deadline, change.change.date].join(' ');
  if (change.what === 'corrected') return [change.what, change.correction.told.id, change.correction.because].join(' ');
  return Object.values(change).join(' ');
}

/** Every message that the mail server took: a copy under the same Message-ID is the same message. */
export function takenOf({ sent }: TestWorld): string[] {
  const letters = new Map(sent.map((letter) => [letter.messageId, letter]));
  return sorted([...letters.values()].map(({ to, kind, mail }) => [to, kind, mail.subject].join(' ')));
}

const sorted = <T>(all: readonly T[]): T[] => all.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
