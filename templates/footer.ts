/** The end of every mail: why it came, and the ways out. What leads there is each recipient's own, and so a hole. */
import type { Wishes } from '../state/join.ts';
import type { Sender } from './sender.ts';
import { listed } from './words.ts';

export interface FooterView {
  why: string;
  zone: string;
  /** Whether the ways out are web pages; where there are none, mails. */
  web: boolean;
}

/** What of a subscriber's wishes a mail shows that is told at once. Nobody's name or address is among it. */
export type AtOnceWish = Pick<Wishes, 'cadence' | 'least' | 'timezone' | 'language'>;

/** What of them a reminder shows. */
export type ReminderWish = Pick<Wishes, 'timezone' | 'language'>;

/** What of them a digest shows. Those who wish the same get the same. */
export type DigestWish = AtOnceWish & Pick<Wishes, 'topics' | 'hour' | 'weekday'>;

export const atOnceWish = ({ cadence, least, timezone, language }: Wishes): AtOnceWish => {
  return { cadence, least, timezone, language };
};

export const reminderWish = ({ timezone, language }: Wishes): ReminderWish => ({ timezone, language });

export const digestWish = ({ topics, hour, weekday, ...wishes }: Wishes): DigestWish => {
  return { ...atOnceWish({ topics, hour, weekday, ...wishes }), topics, hour, weekday };
};

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The footer of a subscriber's digest, which names the topics that they follow by their titles. */
export function digestFooter(wish: DigestWish, titles: readonly string[], sender: Sender): FooterView {
  const why = `You get this because you follow ${listed(titles)}: a digest ${rhythm(wish)}, with ${told(wish)}.`;
  return footer(why, wish, sender);
}

/** The footer of an alert, which says why it did not wait for a digest. */
export function alertFooter(wish: AtOnceWish, title: string, sender: Sender): FooterView {
  const atOnce =
    wish.cadence === 'now'
      ? `${told(wish)} at once`
      : `stories of high severity at once, besides your ${wish.cadence} digest`;
  return footer(`You get this because you follow ${title} and asked for ${atOnce}.`, wish, sender);
}

/** The footer of a reminder, which whoever follows its topic gets. */
export function reminderFooter(wish: ReminderWish, title: string, sender: Sender): FooterView {
  const when =
    '30, 7 and 1 days before and on the day itself, or 30 days before it begins where only a month or a year is known';
  return footer(`You get this because you follow ${title}, of whose deadlines we remind you ${when}.`, wish, sender);
}

/** What somebody wished, to be read again before they confirm it. */
export function wishWords(wishes: Wishes, titles: readonly string[]): string {
  const { cadence, alerts, timezone } = wishes;
  const digest = `a digest ${rhythm(wishes)}, in the time of ${place(timezone)}, with ${told(wishes)}`;
  const what = cadence === 'now' ? `${told(wishes)}, each at once` : digest;
  const besides = cadence !== 'now' && alerts ? '; and stories of high severity at once' : '';
  return `What was asked for: ${listed(titles)}; ${what}${besides}.`;
}

function footer(why: string, { timezone }: ReminderWish, { web }: Sender): FooterView {
  return { why, zone: `Times are those of ${place(timezone)}.`, web: web !== null };
}

const place = (timezone: string): string => timezone.replaceAll('_', ' ');

function rhythm({ cadence, hour, weekday }: Pick<Wishes, 'cadence' | 'hour' | 'weekday'>): string {
  const at = `at ${String(hour).padStart(2, '0')}:00`;
  return cadence === 'weekly' ? `every ${WEEKDAYS[weekday - 1]} ${at}` : `every day ${at}`;
}

function told({ least }: Pick<Wishes, 'least'>): string {
  if (least === 'low') return 'stories of every severity';
  return least === 'high' ? 'stories of high severity only' : 'stories of medium severity and above';
}
