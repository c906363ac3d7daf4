/** The end of every mail: why it came, and the way out. */
import { bareAddress } from '../state/address.ts';
import type { Subscriber } from '../state/subscriber.ts';
import { mailTo } from './links.ts';
import { listed } from './words.ts';

export interface FooterView {
  why: string;
  zone: string;
  address: string;
  leave: string;
  change: string;
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The footer of a subscriber's digest, which names the topics that they follow by their titles. */
export function digestFooter(subscriber: Subscriber, titles: readonly string[], sender: string): FooterView {
  const why = `You get this because you follow ${listed(titles)}: a digest ${rhythm(subscriber)}, with ${told(subscriber)}.`;
  return footer(why, subscriber, sender);
}

/** The footer of an alert, which says why it did not wait for a digest. */
export function alertFooter(subscriber: Subscriber, title: string, sender: string): FooterView {
  const atOnce =
    subscriber.cadence === 'now'
      ? `${told(subscriber)} at once`
      : `stories of high severity at once, besides your ${subscriber.cadence} digest`;
  return footer(`You get this because you follow ${title} and asked for ${atOnce}.`, subscriber, sender);
}

/** The footer of a reminder, which whoever follows its topic gets. */
export function reminderFooter(subscriber: Subscriber, title: string, sender: string): FooterView {
  const when =
    '30, 7 and 1 days before and on the day itself, or 30 days before it begins where only a month or a year is known';
  return footer(
    `You get this because you follow ${title}, of whose deadlines we remind you ${when}.`,
    subscriber,
    sender,
  );
}

function footer(why: string, { timezone }: Subscriber, sender: string): FooterView {
  return {
    why,
    zone: `Times are those of ${timezone.replaceAll('_', ' ')}.`,
    address: bareAddress(sender),
    leave: mailTo(sender, 'unsubscribe'),
    change: mailTo(sender, 'change my subscription'),
  };
}

function rhythm({ cadence, hour, weekday }: Subscriber): string {
  const at = `at ${String(hour).padStart(2, '0')}:00`;
  return cadence === 'weekly' ? `every ${WEEKDAYS[weekday - 1]} ${at}` : `every day ${at}`;
}

function told({ least }: Subscriber): string {
  if (least === 'low') return 'stories of every severity';
  return least === 'high' ? 'stories of high severity only' : 'stories of medium severity and above';
}
