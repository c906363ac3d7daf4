/** A story told at once, and what is told of it again. */
import type { Change } from '../state/alert.ts';
import type { Mail } from '../state/delivery.ts';
import type { ToldStory } from '../state/edition.ts';
import type { Instant } from '../state/item.ts';
import { type ChangeView, viewChange } from './changes.ts';
import { type Clock, dateOf } from './dates.ts';
import { type AtOnceWish, alertFooter } from './footer.ts';
import { renderHtml, renderText } from './render.ts';
import type { Sender } from './sender.ts';
import { type Detail, reportedAgo, type StoryView, viewStory } from './story.ts';
import { oneLine, subjectLine } from './words.ts';

const IN_FULL: Detail = { excerpt: 600, sources: 20, reasons: 10, cites: 10 };
/** To one who was told it in full before. */
const AGAIN: Detail = { excerpt: 320, sources: 20, reasons: 1, cites: 1 };

/** What a follow-up tells before the story. */
export interface Since {
  changes: readonly Change[];
  /** The story as the subscriber was told it first, whose subject the thread keeps. */
  first: ToldStory;
}

/** The mail of one story to whoever wishes so, in full and at once; of what changed `since` they were told, that first. Pure. */
export function composeAlert(
  story: ToldStory,
  topicTitle: string,
  wish: AtOnceWish,
  now: Instant,
  sender: Sender,
  since?: Since,
): Mail {
  const clock: Clock = { now, zone: wish.timezone, language: wish.language };
  const shown = viewStory(story, since ? AGAIN : IN_FULL, clock);
  const subject = since ? `Re: ${subjectOf(since.first)}` : subjectOf(story);
  const reported = reportedAgo(story, now);
  const topic = oneLine(topicTitle);
  const changes = (since?.changes ?? []).map((change) => besideStory(viewChange(change, clock), shown));
  const view = {
    subject,
    kind: kindOf(since),
    ...dateOf(now, clock),
    preheader: [...changes.map(({ preview }) => preview), `${reported}, ${shown.voices}.`, shown.excerpt ?? '']
      .join(' ')
      .trim(),
    reported,
    topic,
    changes,
    again: since !== undefined,
    story: { ...shown, why: 'Why you get this' },
    footer: alertFooter(wish, topic, sender),
  };
  return { subject, html: renderHtml('alert', view), text: renderText('alert', view) };
}

/** A correction beside its story says only once what is the headline of both. */
function besideStory(change: ChangeView, { headline, url }: StoryView): ChangeView {
  const { correction } = change;
  const same = correction !== null && !correction.gone && correction.headline === headline && correction.url === url;
  return same ? { ...change, correction: { ...correction, headline: null } } : change;
}

/** Mail programs thread by References; some ask that the subject be the same, too. */
function subjectOf({ severity, lead }: ToldStory): string {
  return subjectLine(`[${severity}] `, oneLine(lead.title) || 'Untitled');
}

function kindOf(since: Since | undefined): string {
  if (!since) return 'Alert';
  return since.changes.every(({ what }) => what === 'corrected') ? 'Correction' : 'Follow-up';
}
