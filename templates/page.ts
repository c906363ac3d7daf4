/** An edition's page: all of it, for everyone, with nothing shortened. */
import type { Mail } from '../state/delivery.ts';
import type { Edition } from '../state/edition.ts';
import { type Clock, dateOf } from './dates.ts';
import { renderOpen } from './render.ts';
import { type Extent, titleIn, viewSections } from './sections.ts';
import { byGravity, type Selection } from './selection.ts';
import { type Detail, viewStory } from './story.ts';
import { subjectOf, summaryOf } from './summary.ts';
import { count } from './words.ts';

/** The page is nobody's: its times are said in the zone that all others are counted from. */
const PLACE = { zone: 'UTC', language: 'en' } as const;

const IN_FULL: Detail = { excerpt: 400, sources: 1000, reasons: 10, cites: 10 };

/** A feed is asked for often, and by many: what is longer is read on the page. */
const IN_A_FEED: Detail = { excerpt: 400, sources: 5, reasons: 2, cites: 2 };
const STORIES_IN_A_FEED = 20;

const EXTENT: Extent = { corrections: Number.POSITIVE_INFINITY, signals: Number.POSITIVE_INFINITY };

/** `2026-10-06T0400-daily-edition.html`: sorts by time among the mails, and names the same edition for ever. */
export const pageName = ({ due, cadence }: Pick<Edition, 'due' | 'cadence'>): string =>
  `${due.slice(0, 16).replace(':', '')}-${cadence}-edition.html`;

/** The name of the page on the web: the file's without its ending. */
export const pageStem = (edition: Pick<Edition, 'due' | 'cadence'>): string => pageName(edition).replace(/\.html$/, '');

/** Where the page of an edition leads to, on the web: whole addresses. */
export interface Around {
  archive: string;
  join: string;
  earlier: string | null;
  later: string | null;
}

/** The page of an edition as HTML, in which each story stands under its id; beside mails in a folder it leads nowhere. Pure. */
export function composePage(edition: Edition, around: Around | null = null): Pick<Mail, 'html' | 'images'> {
  const view = viewPage(edition);
  return {
    html: renderOpen('page', { ...view, subject: `${view.kind}: ${view.subject}`, around }),
    images: view.charts.flatMap(({ picture }) => picture ?? []),
  };
}

/** What an edition tells first, as a list or a feed names it. Pure. */
export const editionTitle = (edition: Edition): string =>
  subjectOf(allOf(edition), edition, { now: edition.due, ...PLACE });

/** An edition as an entry of a feed. */
export interface Entry {
  title: string;
  /** In a few words of plain text. */
  summary: string;
  /** All of it but its pictures, as HTML without a frame. */
  html: string;
}

/** What a feed tells of an edition. Pure. */
export function composeEntry(edition: Edition): Entry {
  const { subject, summary, ...view } = viewPage(edition, IN_A_FEED, STORIES_IN_A_FEED);
  return {
    title: `${view.kind}: ${subject}`,
    summary: [summary.counts, summary.severe, summary.besides ?? ''].join(' ').trim(),
    html: renderOpen('entry', { ...view, summary, charts: [], drawn: false }),
  };
}

function viewPage(edition: Edition, detail = IN_FULL, most = Number.POSITIVE_INFINITY) {
  const clock: Clock = { now: edition.due, ...PLACE };
  const whole = allOf(edition);
  const summary = summaryOf(whole, edition, clock);
  const ids = edition.topics.map(({ id }) => id);
  const left = whole.stories.length - most;
  return {
    subject: subjectOf(whole, edition, clock),
    kind: edition.cadence === 'weekly' ? 'Weekly edition' : 'Daily edition',
    ...dateOf(edition.due, clock),
    preheader: summary.preheader,
    summary,
    left: left > 0 ? `+ ${count(left, 'more story', 'more stories')} on the page of the edition` : null,
    topics: [...Map.groupBy(whole.stories.slice(0, most), ({ topic }) => topic)].map(([id, stories]) => ({
      title: titleIn(edition, id),
      count: count(stories.length, 'story', 'stories'),
      stories: stories.map((story) => ({ id: story.id, why: 'Why it is told', ...viewStory(story, detail, clock) })),
    })),
    ...viewSections(edition, whole, ids, clock, '', EXTENT),
    footer: null,
  };
}

/** Everything that an edition has. */
function allOf({
  stories,
  boards = [],
  deadlines,
  corrections = [],
  signals = [],
  coverage,
  since,
}: Edition): Selection {
  return {
    since: since ?? coverage.from,
    absent: null,
    stories: stories.toSorted(byGravity),
    atOnce: new Map(),
    boards: boards.filter(({ places }) => places.some(({ changes }) => changes.length > 0)),
    deadlines,
    // Of an item that was told in several texts the oldest shows all that changed.
    corrections: corrections.filter((one, n) => n === corrections.findIndex(({ told }) => told.id === one.told.id)),
    signals,
  };
}
