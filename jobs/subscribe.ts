/** `silkwatch subscribers`: who gets our mail. */
import { nextDue } from '../state/due.ts';
import { type Problem, refuseAny } from '../state/refusal.ts';
import { isPaused, type QuietHours, type Subscriber } from '../state/subscriber.ts';
import { readWishes, subscriberWith, WEEKDAYS } from '../state/wishes.ts';

/**
 * The subscriber that a command line asks for: what it does not name stays as it was, or is as usual for somebody new.
 *
 * @throws Refusal naming every bad option at once.
 */
export function subscriberOf(
  given: Record<string, string | undefined>,
  topics: readonly string[],
  timezone: string,
  now: Date,
  known?: Subscriber,
): Subscriber {
  const { wishes, wrong } = readWishes(given, topics);
  refuseAny(wrong.map(({ field, what }) => problem(field, what)));
  return subscriberWith(wishes, topics, timezone, now, known);
}

function problem(field: string, what: string): Problem {
  const option = `--${field.replace(/[A-Z]/g, '-$&').toLowerCase()}`;
  return { file: 'silkwatch subscribers add', field: field === 'address' ? field : option, what };
}

/** A subscriber in one line. */
export function subscriberLine(subscriber: Subscriber, now: Date): string {
  const { address, topics, cadence, hour, weekday, timezone, least, alerts, format, quiet } = subscriber;
  const day = cadence === 'weekly' ? ` on ${WEEKDAYS[weekday - 1]}` : '';
  const when =
    cadence === 'now' ? 'at once' : `${cadence}${day} at ${hour}:00 ${timezone}, next ${nextDue(subscriber, now).at}`;
  const wishes = [
    when,
    topics.join(', '),
    `${least} and up`,
    `alerts ${alerts ? 'on' : 'off'}`,
    ...(quiet ? [quietWords(quiet, timezone)] : []),
    ...(subscriber.allQuiet ? ['told that all is quiet'] : []),
    format,
    ...(subscriber.language === 'en' ? [] : [`dates in ${subscriber.language}`]),
    ...(isPaused(subscriber, now) ? [`paused until ${subscriber.paused}`] : []),
  ];
  return `${address}  ${wishes.join('; ')}`;
}

function quietWords({ from, to, letsHigh }: QuietHours, timezone: string): string {
  return `quiet ${from}–${to} ${timezone}${letsHigh ? ' but for high' : ''}`;
}
