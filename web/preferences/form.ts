/** The form of what one wishes: from a subscriber to its fields, and from what was typed to wishes. Pure. */
import type { Wishes } from '../../state/join.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { readWishes, WEEKDAYS, type Wrong } from '../../state/wishes.ts';
import { type Fields, fieldOf } from '../security/forms.ts';

/** What stands in the form's fields: a box that is not ticked has no value, and of topics there may be several. */
export type Typed = Partial<Record<(typeof FIELDS)[number], string>> & { topics: string[] };

const FIELDS = [
  ...(['cadence', 'hour', 'weekday', 'timezone', 'least', 'alerts', 'quiet', 'quietFrom', 'quietTo'] as const),
  ...(['quietHigh', 'allQuiet', 'format', 'language'] as const),
] as const;

/** What was sent with the form. */
export function typedOf(fields: Fields): Typed {
  const given = FIELDS.map((name) => [name, fieldOf(fields, name)?.trim()] as const);
  return {
    ...Object.fromEntries(given.filter(([, text]) => text !== undefined)),
    topics: [...(fields.get('topics') ?? [])],
  };
}

/** The form as it stands for a subscriber. */
export function typedFor({ quiet, ...its }: Pick<Subscriber, keyof Wishes>): Typed {
  return {
    ...{ cadence: its.cadence, timezone: its.timezone, least: its.least, format: its.format, language: its.language },
    ...{ topics: its.topics, hour: String(its.hour), weekday: WEEKDAYS[its.weekday - 1]! },
    ...(its.alerts && { alerts: 'on' }),
    ...(its.allQuiet && { allQuiet: 'on' }),
    ...(quiet && { quiet: 'on', quietFrom: quiet.from, quietTo: quiet.to }),
    ...(quiet?.letsHigh && { quietHigh: 'on' }),
  };
}

/**
 * What is wished, and everything that is wrong with it, each under the field in which it is mended. Who joins gives an
 * address as well.
 */
export function wishesIn(
  typed: Typed & { address?: string },
  topics: readonly string[],
): Pick<ReturnType<typeof readWishes>, 'wishes' | 'wrong'> {
  const { quiet, quietFrom = '', quietTo = '', quietHigh, topics: chosen, alerts, allQuiet, ...same } = typed;
  const hours = quiet === undefined ? [] : wrongHours(quietFrom, quietTo);
  const given = {
    ...same,
    topics: chosen.join(','),
    alerts: alerts ?? 'off',
    allQuiet: allQuiet ?? 'off',
    ...(quiet === undefined && { quiet: 'off' }),
    ...(quiet !== undefined && hours.length === 0 && { quiet: `${quietFrom}-${quietTo}${quietHigh ? ',high' : ''}` }),
  };
  const { wishes, wrong } = readWishes(given, topics);
  const fields = [...new Set(wrong.map(({ field }) => field))];
  return { wishes, wrong: [...fields.map((field) => ({ field, what: PLEASE[field]! })), ...hours] };
}

const OFFERED = 'Please choose one of those that are offered.';

/** What is asked of somebody who filled in a field wrongly: `readWishes` speaks to who writes a command line. */
const PLEASE: Record<string, string> = {
  address: 'Please give your mail address, such as name@example.org, with plain Latin letters before the @.',
  topics: 'Please choose at least one.',
  ...{ cadence: OFFERED, hour: OFFERED, weekday: OFFERED, timezone: OFFERED, least: OFFERED },
  ...{ alerts: OFFERED, allQuiet: OFFERED, format: OFFERED, language: OFFERED },
};

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

function wrongHours(from: string, to: string): Wrong[] {
  const missing = Object.entries({ quietFrom: from, quietTo: to }).filter(([, time]) => !TIME.test(time));
  if (missing.length > 0)
    return missing.map(([field]) => ({ field, what: 'Please give a time of day, such as 22:00.' }));
  if (from !== to) return [];
  const same = 'They begin at this time as well. To be told nothing at once, take the tick from alerts.';
  return [{ field: 'quietTo', what: same }];
}
