/** `silkwatch subscribers`: who gets our mail. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { didYouMean, type Problem, refuseAny } from '../state/refusal.ts';
import { SEVERITIES } from '../state/severity.ts';
import { CADENCES, isTimeZone, type QuietHours, type Subscriber } from '../state/subscriber.ts';
import { nextDue } from './due.ts';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const oneOf = <T extends string>(values: readonly T[]) =>
  z.enum(values as [T, ...T[]], `is one of ${values.join(', ')}`);

/** RFC 5321, 2.4: a domain is the same in any case, what stands before it need not be. */
export function sameAddress(address: string): string {
  return address.replace(/@[^@]*$/, (domain) => domain.toLowerCase());
}

const address = z
  // RFC 5322's quoted local parts and comments are refused: nobody has them, and headers are built of this.
  .email(
    'is no mail address that mail reaches; mend: name@example.org, of plain Latin letters (a domain of others in its xn-- form)',
  )
  .max(254)
  .transform(sameAddress);

const onOrOff = oneOf(['on', 'off']).transform((word) => word === 'on');

const TIME = '([01]\\d|2[0-3]):[0-5]\\d';
const QUIET = new RegExp(`^(?<from>${TIME})-(?<to>${TIME})(?<high>,high)?$`);

/** `22:00-07:00` is held, `22:00-07:00,high` but for high severity, `off` is no quiet hours. */
const quiet = z
  .string()
  .refine(
    (text) => text === 'off' || QUIET.test(text),
    'is a span of local time such as 22:00-07:00, with ,high at its end where high severity is let through, or off',
  )
  .transform(quietOf)
  .refine(
    (hours) => hours === null || hours.from !== hours.to,
    'begins and ends at the same time; mend: --cadence daily --alerts off holds everything',
  );

function quietOf(text: string): QuietHours | null {
  const { from, to, high } = QUIET.exec(text)?.groups ?? {};
  return from && to ? { from, to, letsHigh: high !== undefined } : null;
}

const schema = z
  .strictObject({
    address,
    topics: z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean)),
    cadence: oneOf(CADENCES),
    hour: z
      .string()
      .regex(/^([01]?\d|2[0-3])$/, 'is an hour from 0 to 23')
      .transform(Number),
    weekday: z.string().transform(weekdayOf).pipe(z.int('is a day of the week such as monday').min(1).max(7)),
    timezone: z.string().refine(isTimeZone, 'is an IANA time zone such as Asia/Tbilisi'),
    least: oneOf(SEVERITIES),
    alerts: onOrOff,
    format: oneOf(['html', 'text']),
    quiet,
    allQuiet: onOrOff,
  })
  .partial()
  .required({ address: true });

function weekdayOf(name: string): number {
  return WEEKDAYS.findIndex((day) => name.length >= 2 && day.startsWith(name.toLowerCase())) + 1 || Number(name);
}

/** What a subscriber gets who wishes nothing else, besides every topic in the time zone of the configuration. */
const USUAL = {
  cadence: 'daily',
  hour: 7,
  weekday: 1,
  least: 'low',
  alerts: true,
  format: 'html',
  quiet: null,
  allQuiet: false,
} as const;

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
  const read = schema.safeParse(definedOf(given));
  const problems = (read.error?.issues ?? []).map((issue) => problem(issue.path.join('.'), issue.message));
  const named = read.data?.topics ?? given.topics?.split(/[\s,]+/) ?? [];
  for (const topic of named.filter((name) => name && !topics.includes(name))) {
    problems.push(problem('topics', `no topic is called ${topic}${didYouMean(topic, topics)}`));
  }
  if (read.data?.topics?.length === 0) problems.push(problem('topics', 'name at least one topic'));
  refuseAny(problems);
  const usual = { id: randomUUID(), ...USUAL, topics: [...topics], timezone };
  // Who is new, or comes back, is told nothing of the time before.
  const begun = known && !known.left ? {} : { since: now.toISOString(), left: null };
  // `definedOf` has left out what was not given, so nothing here is undefined.
  return { ...usual, ...known, ...begun, ...read.data } as Subscriber;
}

function problem(field: string, what: string): Problem {
  const option = `--${field.replace(/[A-Z]/g, '-$&').toLowerCase()}`;
  return { file: 'silkwatch subscribers add', field: field === 'address' ? field : option, what };
}

function definedOf(given: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== undefined));
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
  ];
  return `${address}  ${wishes.join('; ')}`;
}

function quietWords({ from, to, letsHigh }: QuietHours, timezone: string): string {
  return `quiet ${from}–${to} ${timezone}${letsHigh ? ' but for high' : ''}`;
}
