/** A rule over time that fired, as a digest shows it and as it is told at once. */
import type { Mail } from '../state/delivery.ts';
import type { ToldItem } from '../state/edition.ts';
import type { Instant } from '../state/item.ts';
import type { Severity } from '../state/severity.ts';
import type { Signal } from '../state/signal.ts';
import { type Clock, dateOf, dayAndTime, publishedWhen } from './dates.ts';
import { type AtOnceWish, alertFooter } from './footer.ts';
import { renderHtml, renderText } from './render.ts';
import type { Sender } from './sender.ts';
import { cut, foreignLanguage, foreignTag, isolated, oneLine, subjectLine } from './words.ts';

export interface SignalView {
  severity: Severity;
  headline: string;
  /** What was seen, in one sentence, and since when. */
  words: string;
  since: string;
  /** What the items are to it: `Among them`, `The last before it`. */
  among: string;
  items: SignalItem[];
  cites: { document: string; paragraph: number; claim: string }[];
}

interface SignalItem {
  headline: string;
  plainHeadline: string;
  url: string | null;
  /** BCP 47, for `lang`; and its name, where it is not English. */
  tag: string | null;
  language: string | null;
  publisher: string;
  when: string;
}

/** What a subscriber sees of a signal. */
export function viewSignal(signal: Signal, clock: Clock): SignalView {
  const { severity, blind, title, words, since, type, items, cites } = signal;
  return {
    severity,
    headline: blind ? `Silent or unseen: ${oneLine(title)}` : oneLine(title),
    words: oneLine(words),
    since: `Since ${dayAndTime(since, clock)}`,
    among: type === 'flatline' ? 'The last before it' : 'Among them',
    items: items.map((item) => viewItem(item, clock)),
    cites: cites.map(({ document, paragraph, claim }) => {
      return { document: oneLine(document), paragraph, claim: oneLine(claim) };
    }),
  };
}

function viewItem({ title, url, language, publisher, published, firstSeen }: ToldItem, clock: Clock): SignalItem {
  const headline = cut(oneLine(title), 160) || 'Untitled';
  return {
    ...{ headline, url, plainHeadline: isolated(headline) },
    ...{ tag: foreignTag(language), language: foreignLanguage(language) },
    publisher: oneLine(publisher),
    when: publishedWhen(published, firstSeen, clock),
  };
}

/** The mail of one signal to whoever wishes so, at once. Pure. */
export function composeSignal(
  signal: Signal,
  topicTitle: string,
  wish: AtOnceWish,
  now: Instant,
  sender: Sender,
): Mail {
  const clock: Clock = { now, zone: wish.timezone, language: wish.language };
  const shown = viewSignal(signal, clock);
  const subject = subjectLine(`[${signal.severity}] `, shown.headline);
  const topic = oneLine(topicTitle);
  const view = {
    subject,
    kind: 'Alert',
    ...dateOf(now, clock),
    preheader: `${topic}. ${shown.words}`,
    topic,
    signal: shown,
    footer: alertFooter(wish, topic, sender),
  };
  return { subject, html: renderHtml('firing', view), text: renderText('firing', view) };
}
