/** `silkwatch deadlines`: where the deadlines stand, and what an analyst decides of the dates that items announce. */
import { writeFileSync } from 'node:fs';
import { proposalId } from '../rules/deadline/candidates.ts';
import { precisionOf } from '../rules/deadline/dates.ts';
import { turns } from '../rules/deadline/turns.ts';
import { tellDeadline } from '../rules/tell.ts';
import type { Topic } from '../rules/topic.ts';
import type { Deadline, ToldDeadline } from '../state/deadline.ts';
import { calendarOf, type Scheduled } from '../templates/calendar.ts';
import { oneLine } from '../templates/words.ts';
import { deadlineFacts } from './deadlines/facts.ts';
import { toldDeadline } from './edition/deadlines.ts';
import type { Rulebook } from './rulebook.ts';
import { refuse } from './subject.ts';
import type { World } from './world.ts';

type DeadlineWorld = Pick<World, 'now' | 'ledger'>;

/** Every deadline of some topics as it stands now, with all that became of it. */
export async function deadlinesNow(
  topics: readonly Topic[],
  { documents }: Pick<Rulebook, 'documents'>,
  { now, ledger }: DeadlineWorld,
): Promise<Scheduled[]> {
  const at = now().toISOString();
  const found: Scheduled[] = [];
  for (const topic of topics) {
    const facts = await deadlineFacts(topic, { ledger });
    for (const deadline of topic.deadlines) {
      const its = facts.get(deadline.id)!;
      const told = await toldDeadline(deadline, its, '', at, ledger);
      const moved = turns(deadline, its, at).filter(({ what }) => what === 'set' || what === 'slipped');
      const changed = moved.at(-1)?.at ?? null;
      const named = { ...told, ...tellDeadline(told, documents) };
      found.push({ deadline: named, topicTitle: topic.title, sequence: moved.length, changed });
    }
  }
  return found.sort(({ deadline: a }, { deadline: b }) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

/** Those with a date first, the soonest first. */
const sortKey = ({ date, topic, id }: ToldDeadline): string => `${date ?? '9999'} ${topic} ${id}`;

/** Writes the calendar to a file, and answers in words. @throws Refusal where the file cannot be written */
export function writeCalendar(file: string, deadlines: readonly Scheduled[], { now }: Pick<World, 'now'>): string {
  const text = calendarOf(deadlines, now().toISOString());
  try {
    writeFileSync(file, text);
  } catch (cause) {
    refuse('--ics', `cannot write ${file}: ${(cause as Error).message}`);
  }
  return `wrote ${file}: deadlines with a date: ${deadlines.filter(({ deadline }) => deadline.date !== null).length}`;
}

/** A date that was announced for a deadline, whatever became of it. */
interface Announced {
  deadline: Deadline;
  date: string;
}

/**
 * Keeps what an analyst decided of an announced date. It can be decided anew at any time, and what was decided before is kept.
 *
 * @param id of the date, or the beginning of it
 * @throws Refusal where no announced date, or more than one, is called that, or the author has no name
 */
export async function decideDate(
  id: string,
  confirmed: boolean,
  author: string | null,
  topics: readonly Topic[],
  { now, ledger }: DeadlineWorld,
): Promise<string> {
  const name = oneLine(author ?? '');
  if (name === '') refuse('--author', 'name yourself: the system does not say who you are');
  const { deadline, date } = theOne(id, await announcedDates(topics, { ledger }));
  const at = now().toISOString();
  const { topic, id: named } = deadline;
  await ledger.decide({ topic, deadline: named, date, precision: precisionOf(date), confirmed, author: name, at });
  return `${confirmed ? 'confirmed' : 'rejected'} ${date} for ${topic}/${named}: ${oneLine(deadline.title)}`;
}

async function announcedDates(topics: readonly Topic[], { ledger }: Pick<World, 'ledger'>) {
  const found = new Map<string, Announced>();
  for (const topic of topics) {
    const all = [...(await ledger.announcements(topic.id)), ...(await ledger.verdicts(topic.id))];
    for (const deadline of topic.deadlines)
      for (const { date } of all.filter((one) => one.deadline === deadline.id))
        found.set(proposalId(topic.id, deadline.id, date), { deadline, date });
  }
  return found;
}

function theOne(named: string, all: ReadonlyMap<string, Announced>): Announced {
  const fitting = [...all].filter(([id]) => named !== '' && id.startsWith(named));
  const list = (some: typeof fitting) =>
    some.map(([id, { deadline, date }]) => `${id} (${deadline.topic}/${deadline.id} on ${date})`).join(', ');
  if (fitting.length === 0)
    refuse(
      named,
      `no announced date is called that; ${all.size === 0 ? 'none was announced' : `there are ${list([...all].slice(0, 8))}`}`,
    );
  if (fitting.length > 1) refuse(named, `begins the names of ${list(fitting)}; mend: write more of it`);
  return fitting[0]![1];
}
