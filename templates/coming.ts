/** What will come to a subscriber, and when next: what their wishes mean on their own clock. */
import { type LastEdition, nextOwed } from '../state/due.ts';
import type { Instant } from '../state/item.ts';
import { isPaused, type Subscriber } from '../state/subscriber.ts';
import { dateline, dayAndTime } from './dates.ts';
import { listed } from './words.ts';

/**
 * Sentences for their page, the nearest first. Pure.
 *
 * @param last the last edition that they have a message of: of a day, or a week, they get one
 */
export function comingWords(
  subscriber: Subscriber,
  titles: readonly string[],
  now: Date,
  last: LastEdition | undefined,
): string[] {
  const until = isPaused(subscriber, now) ? subscriber.paused : null;
  return [
    ...(until ? [`You have paused: nothing is sent to you until ${moment(until, subscriber)}.`] : []),
    `You follow ${listed(titles)}.`,
    ...digestWords(subscriber, now, last),
    ...atOnceWords(subscriber),
    ...quietWords(subscriber),
  ];
}

/** `Monday, 27 October 2025, 08:00 (Asia/Tbilisi)`: on their clock, and in the language of the page around it. */
export function moment(at: Instant, { timezone: zone }: Pick<Subscriber, 'timezone'>): string {
  const place = { zone, language: 'en' } as const;
  const time = dayAndTime(at, { now: at, ...place }).slice(-'08:00'.length);
  return `${dateline(at, place)}, ${time} (${zone.replaceAll('_', ' ')})`;
}

function digestWords(subscriber: Subscriber, now: Date, last: LastEdition | undefined): string[] {
  if (subscriber.cadence === 'now') return ['You get no digest: each story is told at once.'];
  const { at } = nextOwed(subscriber, last, now);
  const next = at <= now.toISOString() ? 'it is due now' : moment(at, subscriber);
  const silent = subscriber.allQuiet
    ? 'It comes also where there is nothing new, and says so.'
    : 'Where there is nothing new, none is sent.';
  return [`Your next ${subscriber.cadence} digest: ${next}. ${silent}`];
}

const SEVERITY = {
  low: 'of every severity',
  medium: 'of medium severity and above',
  high: 'of high severity',
} as const;

function atOnceWords({ cadence, alerts, least }: Subscriber): string[] {
  if (cadence === 'now') return [`Stories ${SEVERITY[least]} are told as soon as they are known.`];
  const stories = `The digest tells stories ${SEVERITY[least]}.`;
  return [alerts ? `${stories} One of high severity is told at once as well.` : `${stories} Nothing is told at once.`];
}

function quietWords({ quiet }: Subscriber): string[] {
  if (quiet === null) return [];
  const but = quiet.letsHigh ? ', but for stories of high severity' : '';
  return [`From ${quiet.from} to ${quiet.to} nothing is told at once${but}. What still stands then comes afterwards.`];
}
