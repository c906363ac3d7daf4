/** Which reminders are owed: a decision on the clocks of the subscribers' walls. Pure. */
import { firstDay, lastDay } from '../../rules/dates/written.ts';
import { daysAfter } from '../../rules/deadline/dates.ts';
import { silencedBy } from '../../rules/silence.ts';
import type { DeadlineState, Precision } from '../../state/deadline.ts';
import type { Delivery } from '../../state/delivery.ts';
import type { Instant } from '../../state/item.ts';
import type { Silence } from '../../state/silence.ts';
import { isPaused, type Subscriber } from '../../state/subscriber.ts';
import { dayHere, hourOf } from '../../state/wall.ts';
import { daysBetween } from '../../templates/dates.ts';
import { quietUntil } from '../quiet.ts';

/** A deadline with its date in force. */
export interface Dated {
  topic: string;
  id: string;
  date: string;
  precision: Precision;
  state: DeadlineState;
  /** When this date came to be in force, to our knowledge; null where it always was. */
  since: Instant | null;
}

/** A reminder to one subscriber. */
export interface Owed<D extends Dated = Dated> {
  deadline: D;
  subscriber: Subscriber;
  /** How many days before the date it was due. */
  mark: number;
  /** When it was due. */
  due: Instant;
  /** Local days since then. */
  late: number;
  /** Why it is only settled and not sent; null where it is sent. */
  skipped: string | null;
  /** The silence that keeps it back, where one does. */
  silence: string | null;
}

type Written = Pick<Delivery, 'subject' | 'revision' | 'subscriber'>;

/** A date that is known to the month or the year has no day to be reminded of but its first, and of that in good time. */
const MARKS = { day: [30, 7, 1, 0], month: [30], year: [30] } as const;
/** A day that is so long gone is for the digest. */
const TOO_LATE = 7;

/** What names a deadline's date: once it moves, its reminders are others. */
export const subjectOf = ({ topic, id, date }: Pick<Dated, 'topic' | 'id' | 'date'>): string =>
  `${topic}/${id}@${date}`;

/**
 * The reminders that are owed now: at the subscriber's hour on the local day that lies 30, 7 or 1 days before the date, and
 * on the day itself. Each is owed once, also where the subscriber moves to another zone. Of several that were missed the
 * latest is sent, and the others are settled. None is owed that was due before the subscriber came or the date was set;
 * and none in a pause, but after it what was due then.
 *
 * @param written every reminder of these deadlines that there is, of whatever state
 */
export function dueReminders<D extends Dated>(
  deadlines: readonly D[],
  subscribers: readonly Subscriber[],
  written: readonly Written[],
  silences: readonly Silence[],
  now: Date,
): Owed<D>[] {
  const settled = new Set(written.map(keyOf));
  return deadlines
    .filter((deadline) => isNear(deadline, now))
    .flatMap((deadline) =>
      subscribers
        .filter((one) => one.topics.includes(deadline.topic) && !isPaused(one, now))
        .flatMap((subscriber) => owedTo(subscriber, deadline, settled, silences, now)),
    );
}

/** The first day on which it is the day of a date's first reminder anywhere. */
export const firstMark = (date: string): string => daysAfter(firstDay(date), -MARKS.day[0] - 1);

/** In no zone is a reminder owed of any other: that is told without asking a clock on any wall. */
export function isNear({ state, date }: Pick<Dated, 'state' | 'date'>, now: Date): boolean {
  const today = now.toISOString().slice(0, 10);
  return state !== 'met' && firstMark(date) <= today && today <= daysAfter(lastDay(date), TOO_LATE + 2);
}

const keyOf = ({ subject, revision, subscriber }: Written): string => `${subject} ${revision} ${subscriber}`;

function owedTo<D extends Dated>(
  subscriber: Subscriber,
  deadline: D,
  settled: ReadonlySet<string>,
  silences: readonly Silence[],
  now: Date,
): Owed<D>[] {
  const [subject, to] = [subjectOf(deadline), { deadline, subscriber, silence: null }];
  const isSettled = ({ mark }: Come) => settled.has(keyOf({ subject, revision: mark, subscriber: subscriber.id }));
  const come = comeBy(deadline, subscriber, now);
  const open = come.filter((one) => !isSettled(one));
  const [last, ...missed] = open.toReversed();
  if (last === undefined) return [];
  // Where one that came after it was told already, an older one is no news.
  if (last !== come.at(-1)) return open.map((one) => ({ ...to, ...one, skipped: 'another was sent since' }));
  const silence = silencedBy(silences, { topic: deadline.topic, deadlines: [deadline.id] }, now.toISOString());
  if (!silence && quietUntil(subscriber, 'medium', now) !== null) return [];
  const older = missed.reverse().map((one) => ({ ...to, ...one, skipped: 'missed: a later one is sent' }));
  const skipped = isOver(last, deadline, subscriber, now)
    ? 'the date has passed'
    : silence && `silenced by ${silence.id}`;
  return [...older, { ...to, ...last, skipped: skipped ?? null, silence: silence?.id ?? null }];
}

/** Whether it is too late even for a reminder that says how late it is. */
const isOver = ({ mark, late }: Come, { date }: Dated, { timezone }: Subscriber, now: Date): boolean =>
  mark === 0 ? late > TOO_LATE : dayHere(now, timezone) > lastDay(date);

/** A reminder whose time has come. */
interface Come {
  mark: number;
  due: Instant;
  late: number;
}

/** The reminders of a date whose time has come for a subscriber, the earliest first. */
function comeBy({ date, precision, since }: Dated, { hour, timezone, since: joined }: Subscriber, now: Date): Come[] {
  const today = dayHere(now, timezone);
  return MARKS[precision]
    .map((mark) => ({ mark, day: daysAfter(firstDay(date), -mark) }))
    .filter(({ day }) => day <= today)
    .map(({ mark, day }) => {
      return { mark, due: hourOf(day, hour, timezone), late: daysBetween(day, today) };
    })
    .filter(({ due }) => due <= now.toISOString() && due >= joined && due >= (since ?? ''));
}
