/** `silkwatch subscribers`: who gets our mail. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { didYouMean, type Problem, refuseAny } from '../state/refusal.ts';
import { SEVERITIES } from '../state/severity.ts';
import { CADENCES, isTimeZone, type Subscriber } from '../state/subscriber.ts';
import { nextDue } from './due.ts';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const oneOf = <T extends string>(values: readonly T[]) =>
  z.enum(values as [T, ...T[]], `is one of ${values.join(', ')}`);

const schema = z.strictObject({
  // RFC 5322's quoted local parts and comments are refused: nobody has them, and headers are built of this.
  address: z.email('is no mail address').max(254),
  topics: z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean)),
  cadence: oneOf(CADENCES).default('daily'),
  hour: z
    .string()
    .regex(/^([01]?\d|2[0-3])$/, 'is an hour from 0 to 23')
    .transform(Number)
    .default(7),
  weekday: z
    .string()
    .default('monday')
    .transform(
      (name) => WEEKDAYS.findIndex((day) => day.startsWith(name.toLowerCase()) && name.length >= 2) + 1 || Number(name),
    )
    .pipe(z.int('is a day of the week such as monday').min(1).max(7)),
  timezone: z.string().refine(isTimeZone, 'is an IANA time zone such as Asia/Tbilisi'),
  least: oneOf(SEVERITIES).default('low'),
  alerts: oneOf(['on', 'off']).default('on'),
  format: oneOf(['html', 'text']).default('html'),
});

/**
 * The subscriber that a command line asks for.
 *
 * @throws Refusal naming every bad option at once.
 */
export function subscriberOf(
  given: Record<string, string | undefined>,
  topics: readonly string[],
  timezone: string,
  now: Date,
): Subscriber {
  const read = schema.safeParse({ timezone, topics: topics.join(','), ...definedOf(given) });
  const problem = (field: string, what: string): Problem => ({
    file: 'silkwatch subscribers add',
    field: field === 'address' ? 'address' : `--${field}`,
    what,
  });
  const problems = (read.error?.issues ?? []).map((issue) => problem(issue.path.join('.'), issue.message));
  const named = read.data?.topics ?? definedOf(given).topics?.split(/[\s,]+/) ?? [];
  for (const topic of named.filter((name) => name && !topics.includes(name))) {
    problems.push(problem('topics', `no topic is called ${topic}${didYouMean(topic, topics)}`));
  }
  if (read.data?.topics.length === 0) problems.push(problem('topics', 'name at least one topic'));
  refuseAny(problems);
  const { alerts, ...rest } = read.data!;
  return { ...rest, id: randomUUID(), alerts: alerts === 'on', since: now.toISOString(), left: null };
}

function definedOf(given: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== undefined));
}

/** A subscriber in one line. */
export function subscriberLine(subscriber: Subscriber, now: Date): string {
  const { address, topics, cadence, hour, weekday, timezone, least, alerts, format } = subscriber;
  const day = cadence === 'weekly' ? ` on ${WEEKDAYS[weekday - 1]}` : '';
  const when =
    cadence === 'now' ? 'at once' : `${cadence}${day} at ${hour}:00 ${timezone}, next ${nextDue(subscriber, now).at}`;
  return `${address}  ${when}; ${topics.join(', ')}; ${least} and up; alerts ${alerts ? 'on' : 'off'}; ${format}`;
}
