/** A reminder that a deadline comes near. */
import type { ToldDeadline } from '../state/deadline.ts';
import type { Mail } from '../state/delivery.ts';
import type { ToldItem } from '../state/edition.ts';
import type { Instant } from '../state/item.ts';
import { dateOf, daysBetween, localDay } from './dates.ts';
import { viewDeadline } from './deadline.ts';
import { type ReminderWish, reminderFooter } from './footer.ts';
import { renderHtml, renderText } from './render.ts';
import type { Sender } from './sender.ts';
import { originals } from './voice.ts';
import { count, foreignTag, oneLine, subjectLine } from './words.ts';

/** A deadline with what a reminder says of it besides. */
export interface Reminded {
  deadline: ToldDeadline & { date: string };
  topicTitle: string;
  /** Items that announce the date in force, the earliest first. */
  items: readonly ToldItem[];
  /** Days since the reminder was due. */
  late: number;
  /** Why it is late, where it is known: nothing of ours ran when it was due, or the subscriber had paused. */
  because: 'down' | 'paused' | null;
}

const ITEMS = 3;

/** The mail of one reminder to whoever wishes so. Pure. How far the date is, it tells as of now, however late it comes. */
export function composeReminder(reminded: Reminded, wish: ReminderWish, now: Instant, sender: Sender): Mail {
  const { deadline, items, late, because } = reminded;
  const topic = oneLine(reminded.topicTitle);
  const today = localDay(now, wish.timezone);
  const shown = viewDeadline(deadline, today, wish.language);
  const lead = leadOf(deadline, shown.distance, shown.date, today);
  const subject = subjectLine('', shown.title, ` · ${lead}`);
  const view = {
    subject,
    kind: 'Reminder',
    ...dateOf(now, { zone: wish.timezone, language: wish.language }),
    preheader: `${topic}. ${lead}. ${shown.note ?? ''}`.trim(),
    topic,
    title: shown.title,
    lead,
    late: lateWords(late, because),
    note: shown.note && `${shown.note.charAt(0).toUpperCase()}${shown.note.slice(1)}.`,
    cites: deadline.cites.map(({ document, paragraph, claim }) => ({ claim: oneLine(claim), document, paragraph })),
    items: originals(items).slice(0, ITEMS).map(viewItem),
    footer: reminderFooter(wish, topic, sender),
  };
  return { subject, html: renderHtml('reminder', view), text: renderText('reminder', view) };
}

/** `In 7 days, 31 August 2026`; of a month or a year that it is one, and when it begins. */
function leadOf({ precision, date }: ToldDeadline & { date: string }, distance: string, words: string, today: string) {
  if (precision === 'day') return `${distance}, ${words}`;
  const days = daysBetween(today, date + '0000-01-01'.slice(date.length));
  const begins = days > 0 ? `which begins in ${count(days, 'day')}` : 'which has begun';
  return `Some time in ${words}, ${begins}`;
}

const LATE = { down: ': we were not running', paused: ': you had paused' };

function lateWords(late: number, because: Reminded['because']): string | null {
  if (late <= 0) return null;
  return `This comes ${count(late, 'day')} late${because ? LATE[because] : ''}.`;
}

const viewItem = ({ title, url, publisher, language }: ToldItem) => ({
  title: oneLine(title) || 'Untitled',
  url: url ?? '',
  publisher: oneLine(publisher),
  language: foreignTag(language) ?? '',
});
