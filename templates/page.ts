/** An edition's page: all of it, for everyone, with nothing shortened. */
import type { Mail } from '../state/delivery.ts';
import type { Edition } from '../state/edition.ts';
import { type Clock, dateline } from './dates.ts';
import { renderHtml } from './render.ts';
import { type Extent, titleIn, viewSections } from './sections.ts';
import { byGravity, type Selection } from './selection.ts';
import { type Detail, viewStory } from './story.ts';
import { subjectOf, summaryOf } from './summary.ts';
import { count } from './words.ts';

/** The page is nobody's: its times are said in the zone that all others are counted from. */
const ZONE = 'UTC';

const IN_FULL: Detail = { excerpt: 400, sources: 1000, reasons: 10, cites: 10 };

const EXTENT: Extent = { corrections: Number.POSITIVE_INFINITY, signals: Number.POSITIVE_INFINITY };

/** `2026-10-06T0400-daily-edition.html`: sorts by time among the mails, and names the same edition for ever. */
export const pageName = ({ due, cadence }: Pick<Edition, 'due' | 'cadence'>): string =>
  `${due.slice(0, 16).replace(':', '')}-${cadence}-edition.html`;

/** The page of an edition as HTML, in which each story stands under its id. Pure. */
export function composePage(edition: Edition): Pick<Mail, 'html' | 'images'> {
  const clock: Clock = { now: edition.due, zone: ZONE };
  const whole = allOf(edition);
  const summary = summaryOf(whole, edition, clock);
  const sections = viewSections(
    edition,
    whole,
    edition.topics.map(({ id }) => id),
    clock,
    '',
    EXTENT,
  );
  const html = renderHtml('page', {
    subject: subjectOf(whole, edition, clock),
    kind: edition.cadence === 'weekly' ? 'Weekly edition' : 'Daily edition',
    date: dateline(edition.due, ZONE),
    preheader: summary.preheader,
    summary,
    topics: [...Map.groupBy(whole.stories, ({ topic }) => topic)].map(([id, stories]) => ({
      title: titleIn(edition, id),
      count: count(stories.length, 'story', 'stories'),
      stories: stories.map((story) => ({ id: story.id, why: 'Why it is told', ...viewStory(story, IN_FULL, clock) })),
    })),
    ...sections,
    footer: null,
  });
  return { html, images: sections.charts.flatMap(({ picture }) => picture ?? []) };
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
