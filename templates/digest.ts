/** An edition as one subscriber sees it. */
import type { Mail } from '../state/delivery.ts';
import type { Edition, ToldStory } from '../state/edition.ts';
import { rank } from '../state/severity.ts';
import type { Subscriber } from '../state/subscriber.ts';
import { viewCoverage } from './coverage.ts';
import { type Clock, dateline, shortDay } from './dates.ts';
import { viewDeadlines } from './deadline.ts';
import { digestFooter } from './footer.ts';
import { renderHtml, renderText } from './render.ts';
import { type Detail, viewStory } from './story.ts';
import { count, cut, isolated, number, oneLine } from './words.ts';

/** Gmail cuts a mail off here, and with its end the way out; to show less of each story is the lesser harm. */
const MOST_BYTES = 100_000;

const DETAILS: [Detail, ...Detail[]] = [
  { excerpt: 320, sources: 5, reasons: 2, cites: 2 },
  { excerpt: 160, sources: 3, reasons: 1, cites: 1 },
  { excerpt: 0, sources: 1, reasons: 1, cites: 1 },
  { excerpt: 0, sources: 0, reasons: 0, cites: 0 },
];

const SUBJECT_CHARACTERS = 120;

/**
 * The mail of an edition to one subscriber, who is told `told` of it, most severe first. Pure: the same edition and
 * selection compose the same mail. No story is left out: where the HTML would exceed 100 kB, less of each is shown, in
 * the end headlines and who reported them, which holds some two hundred stories.
 */
export function composeDigest(edition: Edition, told: ToldStory[], subscriber: Subscriber, sender: string): Mail {
  const subject = subjectOf(told, edition, subscriber);
  const view = (detail: Detail) => viewDigest(edition, told, subscriber, sender, subject, detail);
  return { subject, ...fitted(view, DETAILS) };
}

/** The mail in the first detail that fits, or in the last. */
function fitted(view: (detail: Detail) => object, [detail, ...less]: [Detail, ...Detail[]]): Omit<Mail, 'subject'> {
  const shown = view(detail);
  const html = renderHtml('digest', shown);
  const [next, ...rest] = less;
  if (next && Buffer.byteLength(html) > MOST_BYTES) return fitted(view, [next, ...rest]);
  return { html, text: renderText('digest', shown) };
}

/** The most severe story's headline, how many more there are, and the day. */
function subjectOf(told: readonly ToldStory[], { due }: Edition, { timezone }: Subscriber): string {
  const day = shortDay(due, timezone);
  const first = told.toSorted((a, b) => rank(b.severity) - rank(a.severity))[0];
  if (first === undefined) return `Nothing new in your topics · ${day}`;
  const more = told.length - 1;
  const rest = `${more > 0 ? ` and ${count(more, 'more story', 'more stories')}` : ''} · ${day}`;
  return isolated(cut(oneLine(first.lead.title) || 'Untitled', SUBJECT_CHARACTERS - 2 - rest.length)) + rest;
}

function viewDigest(
  edition: Edition,
  told: readonly ToldStory[],
  subscriber: Subscriber,
  sender: string,
  subject: string,
  detail: Detail,
) {
  const clock: Clock = { now: edition.due, zone: subscriber.timezone };
  const titleOf = (id: string) => oneLine(edition.topics.find((topic) => topic.id === id)?.title ?? id);
  const summary = summaryOf(told);
  return {
    subject,
    kind: edition.cadence === 'weekly' ? 'Weekly digest' : 'Daily digest',
    date: dateline(edition.due, subscriber.timezone),
    preheader: preheaderOf(told, summary),
    summary,
    topics: [...Map.groupBy(told, ({ topic }) => topic)].map(([id, stories]) => ({
      title: titleOf(id),
      count: count(stories.length, 'story', 'stories'),
      stories: stories.map((story) => viewStory(story, detail, clock)),
    })),
    deadlines: viewDeadlines(edition, subscriber.topics, clock),
    coverage: viewCoverage(edition.coverage, clock),
    footer: digestFooter(subscriber, subscriber.topics.map(titleOf), sender),
  };
}

interface Summary {
  counts: string;
  severe: string;
}

function summaryOf(told: readonly ToldStory[]): Summary {
  if (told.length === 0) return { counts: 'Nothing new in your topics.', severe: 'What we watched is told below.' };
  const topics = new Set(told.map(({ topic }) => topic)).size;
  const high = told.filter(({ severity }) => severity === 'high').length;
  return {
    counts: `${count(told.length, 'story', 'stories')} in ${count(topics, 'topic')}.`,
    severe: high > 0 ? `${number(high)} of high severity.` : 'None of high severity.',
  };
}

/** What a mailbox shows after the subject: the counts, and the headlines that the subject has no room for. */
function preheaderOf(told: readonly ToldStory[], { counts, severe }: Summary): string {
  const next = told.slice(1, 4).map(({ lead }) => isolated(cut(oneLine(lead.title), 60)));
  return [counts, severe, next.join(' · ')].join(' ').trim();
}
