/** An edition in a few words: its subject, its first lines, and what a mailbox shows of it before it is opened. */
import type { Edition, ToldStory } from '../state/edition.ts';
import { viewCoverage } from './coverage.ts';
import { type Clock, dayAndTime, shortDay } from './dates.ts';
import { hasNews, type Selection } from './selection.ts';
import { count, cut, isolated, listed, number, oneLine, subjectLine } from './words.ts';

export interface Summary {
  counts: string;
  severe: string;
  /** What is told besides stories; null where nothing is. */
  besides: string | null;
  /** How far back it reaches, where that is more or less than a subscriber would think; else null. */
  reach: string | null;
  /** What a mailbox shows after the subject. */
  preheader: string;
}

/** The first story's headline, how many more there are, and the day; without stories what else there is. */
export function subjectOf(selection: Selection, { due }: Edition, clock: Clock): string {
  const day = shortDay(due, clock);
  const stories = selection.stories.map(({ lead }) => lead.title);
  const [first, ...others] = stories.length > 0 ? stories : changesIn(selection);
  if (first === undefined) return `Nothing new in your topics · ${day}`;
  const [one, many] = stories.length > 0 ? ['more story', 'more stories'] : ['more change', 'more changes'];
  const rest = `${others.length > 0 ? ` and ${count(others.length, one, many)}` : ''} · ${day}`;
  return subjectLine('', oneLine(first) || 'Untitled', rest);
}

/** What is told besides stories, in a few words each. */
function changesIn({ corrections, boards, deadlines, signals }: Selection): string[] {
  const places = boards.flatMap(({ places }) => places.filter(({ changes }) => changes.length > 0));
  return [
    ...corrections.map(({ told }) => `Correction: ${told.title}`),
    ...places.map(({ title, stage }) => `${title}: ${stage ?? 'no longer known'}`),
    ...deadlines.filter(({ changes }) => changes.length > 0).map(({ title }) => `Deadline: ${title}`),
    ...signals.map(({ title }) => title),
  ];
}

export function summaryOf(selection: Selection, edition: Edition, clock: Clock): Summary {
  const { stories } = selection;
  const words = { ...countsOf(selection), reach: reachOf(selection, edition, clock) };
  const { sources, items } = viewCoverage(edition.coverage, clock);
  return { ...words, preheader: hasNews(selection) ? preheaderOf(stories, words) : `${sources} ${items}` };
}

function countsOf(selection: Selection): Pick<Summary, 'counts' | 'severe' | 'besides'> {
  const { stories } = selection;
  const also = besides(selection);
  if (!hasNews(selection))
    return { counts: 'Nothing new in your topics.', severe: 'What we watched is told below.', besides: null };
  if (stories.length === 0)
    return { counts: `${sentence(also)}.`, severe: 'No new story in your topics.', besides: null };
  const topics = new Set(stories.map(({ topic }) => topic)).size;
  const high = stories.filter(({ severity }) => severity === 'high').length;
  return {
    counts: `${count(stories.length, 'story', 'stories')} in ${count(topics, 'topic')}.`,
    severe:
      high > 0 && high === stories.length ? allHigh(high) : `${high > 0 ? number(high) : 'None'} of high severity.`,
    besides: also && `Besides: ${also}.`,
  };
}

const allHigh = (n: number): string => (n === 1 ? 'It is of high severity.' : 'All of high severity.');

/** `1 correction, 2 moves on boards and 1 signal`; null where there is nothing but stories. */
function besides({ boards, deadlines, corrections, signals }: Selection): string | null {
  const moves = boards.flatMap(({ places }) => places.filter(({ changes }) => changes.length > 0)).length;
  const changed = deadlines.filter(({ changes }) => changes.length > 0).length;
  const parts: [number, string, string?][] = [
    [corrections.length, 'correction'],
    [moves, 'move on the boards', 'moves on the boards'],
    [changed, 'deadline changed', 'deadlines changed'],
    [signals.length, 'signal'],
  ];
  const words = parts.flatMap(([n, one, many]) => (n === 0 ? [] : [count(n, one, many)]));
  return words.length === 0 ? null : listed(words);
}

const sentence = (words: string | null): string | null => words && words[0]!.toUpperCase() + words.slice(1);

/** Said where an edition reaches back further than its own time, and where it does not reach back far enough. */
function reachOf({ since, absent }: Selection, { coverage }: Edition, clock: Clock): string | null {
  const from = dayAndTime(since, clock);
  if (absent !== null)
    return `Your last edition was that of ${dayAndTime(absent, clock)}, which is long ago; this one tells what came since ${from}.`;
  return since < coverage.from ? `This edition reaches back to your last one, of ${from}.` : null;
}

/** The headlines that the subject has no room for, then the counts. */
function preheaderOf(stories: readonly ToldStory[], words: Pick<Summary, 'counts' | 'severe' | 'besides'>): string {
  const next = stories.slice(1, 4).map(({ lead }) => isolated(cut(oneLine(lead.title), 60)));
  const counted = [words.counts, words.severe, words.besides ?? ''].join(' ').trim();
  return [...next, counted].join(' · ');
}
