/** What a subscriber may wish, as it is written on a command line, in a form or in a file: words that are refused or taken. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { mailAddress } from './address.ts';
import type { Join, Wishes } from './join.ts';
import { didYouMean } from './refusal.ts';
import { SEVERITIES } from './severity.ts';
import { CADENCES, isTimeZone, LANGUAGES, type QuietHours, type Subscriber } from './subscriber.ts';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const oneOf = <T extends string>(values: readonly T[]) =>
  z.enum(values as [T, ...T[]], `is one of ${values.join(', ')}`);

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
    address: mailAddress,
    topics: z.string().transform((text) => [...new Set(text.split(/[\s,]+/).filter(Boolean))]),
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
    language: oneOf(LANGUAGES),
  })
  .partial();

function weekdayOf(name: string): number {
  return WEEKDAYS.findIndex((day) => name.length >= 2 && day.startsWith(name.toLowerCase())) + 1 || Number(name);
}

/** What a subscriber gets who wishes nothing else, besides every topic in the time zone of the configuration. */
export const USUAL = {
  cadence: 'daily',
  hour: 7,
  weekday: 1,
  least: 'low',
  alerts: true,
  format: 'html',
  quiet: null,
  allQuiet: false,
  language: 'en',
} as const;

/** What is wrong with one field. */
export interface Wrong {
  field: string;
  what: string;
}

/**
 * What is wished, of what is given: a field that is not given is not in it. What is wrong is told of all fields at once.
 *
 * @param topics the ids of those that there are
 */
export function readWishes(
  given: Record<string, string | undefined>,
  topics: readonly string[],
): { wishes: Partial<Wishes> & Partial<Pick<Join, 'address'>>; wrong: Wrong[] } {
  const read = schema.safeParse(definedOf(given));
  const wrong = (read.error?.issues ?? []).map((issue) => ({ field: issue.path.join('.'), what: issue.message }));
  const named = read.data?.topics ?? given.topics?.split(/[\s,]+/) ?? [];
  for (const topic of named.filter((name) => name && !topics.includes(name)))
    wrong.push({ field: 'topics', what: `no topic is called ${topic}${didYouMean(topic, topics)}` });
  if (given.topics !== undefined && !named.some(Boolean))
    wrong.push({ field: 'topics', what: 'name at least one topic' });
  // `definedOf` has left out what was not given, so nothing here is undefined.
  return { wishes: (read.data ?? {}) as Partial<Wishes>, wrong };
}

function definedOf(given: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== undefined));
}

/** The subscriber of some wishes, all else being as it was, or as usual. */
export function subscriberWith(
  wishes: Partial<Wishes> & Partial<Pick<Subscriber, 'address'>>,
  topics: readonly string[],
  timezone: string,
  now: Date,
  known?: Subscriber,
): Subscriber {
  const usual = { id: randomUUID(), ...USUAL, topics: [...topics], timezone, paused: null };
  // Who is new, or comes back, is told nothing of the time before.
  const begun = known && !known.left ? { since: known.since, left: null } : { since: now.toISOString(), left: null };
  return { address: '', ...usual, ...known, ...begun, ...wishes };
}
