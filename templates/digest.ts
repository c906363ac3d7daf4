/** An edition as one subscriber sees it: a mail that a mailbox shows whole. */
import { HOLES, type Mail } from '../state/delivery.ts';
import type { Edition } from '../state/edition.ts';
import { type Clock, dateOf, localDay } from './dates.ts';
import { isTimely } from './deadline.ts';
import { type DigestWish, digestFooter } from './footer.ts';
import { gatesOf, gateWords } from './gates.ts';
import { pageName, pageStem } from './page.ts';
import { renderHtml, renderText } from './render.ts';
import { type Extent, titleIn, viewSections } from './sections.ts';
import type { Selection } from './selection.ts';
import type { Sender } from './sender.ts';
import { type Level, shorten } from './shorten.ts';
import { type Detail, type StoryView, viewStory } from './story.ts';
import { subjectOf, summaryOf } from './summary.ts';
import { count, number } from './words.ts';

/** Gmail cuts a mail off here, and with its end the way out; to show less of each story is the lesser harm. */
const MOST_BYTES = 100_000;
/** Of that for what fills the holes: addresses with a token, longer than what stands there until then. */
const LINKS = HOLES.length * 250;
/** Of the tags around a story, with their style, and of what is said of those that are left out. */
const AROUND_STORY: Record<Exclude<Level, 'left out'>, number> = { full: 88, short: 88, line: 10 };
const AROUND_STORIES = 600;
/** More cannot be told in full, however little they say. */
const MOST_IN_FULL = 120;

const DETAILS: Record<Exclude<Level, 'left out'>, Detail> = {
  full: { headline: 400, excerpt: 320, sources: 5, reasons: 1, cites: 1 },
  short: { headline: 200, excerpt: 140, sources: 1, reasons: 1, cites: 1 },
  line: { headline: 120, excerpt: 0, sources: 0, reasons: 0, cites: 0 },
};

const EXTENT: Extent = { corrections: 8, signals: 8 };

/** A story at a level; nothing where it is left out. */
type Shown = (story: number, level: Level) => StoryView | undefined;

/**
 * The mail of an edition to whoever wishes so. Pure: the same edition, selection and wish compose the same mail. Its HTML has at
 * most 100 kB: the stories that matter least are shortened, in the end to a count, and never what stands around them.
 */
export function composeDigest(edition: Edition, selection: Selection, wish: DigestWish, sender: Sender): Mail {
  const clock: Clock = { now: edition.due, zone: wish.timezone, language: wish.language };
  const shown: Shown = (n, level) => showStory(selection, n, level, clock);
  const viewOf = (levels: readonly Level[]) => viewDigest(edition, selection, wish, sender, levels, shown, clock);
  const { html, view } = fitted(selection.stories.length, shown, viewOf);
  const images = view.charts.flatMap(({ picture }) => picture ?? []);
  return { subject: view.subject, html, text: renderText('digest', view), images };
}

function showStory({ stories, atOnce }: Selection, n: number, level: Level, clock: Clock): StoryView | undefined {
  if (level === 'left out') return undefined;
  const view = viewStory(stories[n]!, DETAILS[level], clock, atOnce.get(stories[n]!.id));
  return level === 'full' ? view : { ...view, reasons: view.reasons.map((reason) => ({ ...reason, words: [] })) };
}

/** The mail with as much of each story as there is room for: mostly all of it, and then nothing need be measured. */
function fitted<V extends object>(n: number, shown: Shown, viewOf: (levels: readonly Level[]) => V) {
  const most = MOST_BYTES - LINKS;
  const rendered = (levels: readonly Level[]) => {
    const view = viewOf(levels);
    const html = renderHtml('digest', view);
    return { view, html, room: most - Buffer.byteLength(html) };
  };
  const all = (level: Level) => rendered(Array.from({ length: n }, () => level));
  const whole = n > MOST_IN_FULL ? null : all('full');
  if (whole && whole.room >= 0) return whole;
  const bytesOf = measuring(shown);
  for (let budget = all('left out').room - AROUND_STORIES; ; budget -= AROUND_STORIES) {
    const mail = rendered(shorten(n, bytesOf, budget));
    if (mail.room >= 0 || budget < 0) return mail;
  }
}

/** How many bytes of HTML a story takes at a level, each measured once. */
function measuring(shown: Shown): (story: number, level: Level) => number {
  const known = new Map<string, number>();
  return (story, level) => {
    const key = `${story} ${level}`;
    if (!known.has(key)) known.set(key, bytesOf(shown(story, level), level));
    return known.get(key)!;
  };
}

function bytesOf(view: StoryView | undefined, level: Level): number {
  if (!view || level === 'left out') return 0;
  return Buffer.byteLength(renderHtml(level === 'line' ? 'line' : 'brief', view)) + AROUND_STORY[level];
}

function viewDigest(
  edition: Edition,
  selection: Selection,
  wish: DigestWish,
  sender: Sender,
  levels: readonly Level[],
  shown: Shown,
  clock: Clock,
) {
  const left = new Set(selection.stories.flatMap(({ id }, n) => (levels[n] === 'left out' ? [id] : [])));
  const gates = gatesOf(edition, selection, left, wish);
  const titles = wish.topics.map((topic) => titleIn(edition, topic));
  const summary = summaryOf(selection, edition, clock);
  const today = localDay(clock.now, clock.zone);
  const timely = { ...selection, deadlines: selection.deadlines.filter((it) => isTimely(it, today)) };
  return {
    subject: subjectOf(selection, edition, clock),
    kind: edition.cadence === 'weekly' ? 'Weekly digest' : 'Daily digest',
    ...dateOf(edition.due, clock),
    preheader: summary.preheader,
    summary,
    topics: viewTopics(edition, selection, levels, shown),
    shortened: shortenedWords(levels),
    page: pageOf(edition, sender),
    ...viewSections(edition, timely, wish.topics, clock, gates ? gateWords(gates, wish) : '', EXTENT),
    footer: digestFooter(wish, titles, sender),
  };
}

/** The topics in the order of their first story, each with its stories, of which the last may be lines or left out. */
function viewTopics(edition: Edition, { stories }: Selection, levels: readonly Level[], shown: Shown) {
  const byTopic = Map.groupBy(stories.keys(), (n) => stories[n]!.topic);
  return [...byTopic].map(([id, its]) => {
    const at = (...those: Level[]) => its.filter((n) => those.includes(levels[n]!));
    const views = (...those: Level[]) => at(...those).flatMap((n) => shown(n, levels[n]!) ?? []);
    const left = at('left out').length;
    return {
      title: titleIn(edition, id),
      count: count(its.length, 'story', 'stories'),
      stories: views('full', 'short'),
      lines: bySeverity(views('line')),
      left: left === 0 ? null : `+ ${count(left, 'more story', 'more stories')} on the page of the edition`,
    };
  });
}

/** Lines under the severity that they share, which need not be said of each. */
const bySeverity = (lines: readonly StoryView[]) =>
  [...Map.groupBy(lines, ({ severity }) => severity)].map(([severity, lines]) => ({ severity, lines }));

/** Where the whole edition is: in the archive, or a file where there is none. */
const pageOf = (edition: Edition, { web }: Sender) => ({
  url: web === null ? null : `${web}/archive/${pageStem(edition)}`,
  name: pageName(edition),
});

/** How many stories are not told in full, and where they are; null where all of them are. */
function shortenedWords(levels: readonly Level[]): string | null {
  const left = levels.filter((level) => level === 'left out').length;
  const short = levels.filter((level) => level !== 'full').length - left;
  if (left + short === 0) return null;
  const parts = [...(short ? [`${number(short)} shortened`] : []), ...(left ? [`${number(left)} left out`] : [])];
  const verb = (short || left) === 1 ? 'story is' : 'stories are';
  return `To keep this mail small, ${parts.join(' and ').replace(' ', ` ${verb} `)}; all are told in full on the page of the edition`;
}
