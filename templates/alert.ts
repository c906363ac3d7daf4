/** A story told at once. */
import type { Mail } from '../state/delivery.ts';
import type { ToldStory } from '../state/edition.ts';
import type { Instant } from '../state/item.ts';
import type { Subscriber } from '../state/subscriber.ts';
import { dateline } from './dates.ts';
import { alertFooter } from './footer.ts';
import { renderHtml, renderText } from './render.ts';
import { type Detail, reportedAgo, viewStory } from './story.ts';
import { cut, isolated, oneLine } from './words.ts';

const IN_FULL: Detail = { excerpt: 600, sources: 20, reasons: 10, cites: 10 };

const SUBJECT_CHARACTERS = 120;

/** The mail of one story to one subscriber, in full and at once. Pure. */
export function composeAlert(
  story: ToldStory,
  topicTitle: string,
  subscriber: Subscriber,
  now: Instant,
  sender: string,
): Mail {
  const shown = viewStory(story, IN_FULL, { now, zone: subscriber.timezone });
  const tag = `[${story.severity}] `;
  const subject = tag + isolated(cut(shown.headline, SUBJECT_CHARACTERS - 2 - tag.length));
  const reported = reportedAgo(story, now);
  const topic = oneLine(topicTitle);
  const view = {
    subject,
    kind: 'Alert',
    date: dateline(now, subscriber.timezone),
    preheader: `${topic}. ${reported}, ${shown.voices}. ${shown.excerpt ?? ''}`.trim(),
    reported,
    topic,
    story: shown,
    footer: alertFooter(subscriber, topic, sender),
  };
  return { subject, html: renderHtml('alert', view), text: renderText('alert', view) };
}
