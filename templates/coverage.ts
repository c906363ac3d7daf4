/** The coverage line: what was watched and what was not, so that silence can be told from blindness. */
import type { Coverage } from '../state/edition.ts';
import { type Clock, dayAndTime } from './dates.ts';
import { count, cut, firstOf, listed, number, oneLine } from './words.ts';

export interface CoverageView {
  span: string;
  sources: string;
  items: string;
  /** What became of the items, in a sentence; empty where it is not told. */
  gates: string;
  failing: { title: string; state: string; since: string; reason: string }[];
  moreFailing: string | null;
  /** Whose items may have scrolled away between two visits, in one sentence; null where none did. */
  gaps: string | null;
}

const FAILING_SHOWN = 8;
const GAPS_SHOWN = 12;

/**
 * What a subscriber sees of an edition's coverage: also of the sources that serve their topics, where topics are given;
 * `gates` is what became of the items, to them.
 */
export function viewCoverage(
  coverage: Coverage,
  clock: Clock,
  topics: readonly string[] | null = null,
  gates = '',
): CoverageView {
  const { failing, items, matched, stories } = coverage;
  const { shown, more } = firstOf(failing, FAILING_SHOWN);
  return {
    span: `From ${dayAndTime(coverage.from, clock)} to ${dayAndTime(coverage.to, clock)}`,
    sources: [`${count(coverage.sources, 'source')} watched: ${healthWords(coverage)}.`, theirWords(coverage, topics)]
      .join(' ')
      .trim(),
    items: `${count(items, 'item')} seen, ${number(matched)} matched, ${count(stories, 'story', 'stories')}.`,
    gates,
    failing: shown.map(({ title, state = 'failing', since, reason }) => ({
      title: oneLine(title),
      state,
      since: dayAndTime(since, clock),
      reason: cut(oneLine(reason), 160),
    })),
    moreFailing: more,
    gaps: gapWords(coverage),
  };
}

/** How many sources are in which state: healthy and failing always, the others where there are any. */
function healthWords({ healthy, quiet = 0, failing, unvisited }: Coverage): string {
  const states = Map.groupBy(failing, ({ state = 'failing' }) => state);
  const words = [`${number(healthy)} healthy`];
  if (quiet > 0) words.push(`${number(quiet)} quiet`);
  if (!states.has('failing')) words.push('0 failing');
  for (const [state, those] of states) words.push(`${number(those.length)} ${state}`);
  if (unvisited > 0) words.push(`${number(unvisited)} not visited yet`);
  return words.join(', ');
}

/** Whether sources are watched, and none of them for these topics: then that nothing is told means nothing. */
const isUnwatched = ({ watching = [] }: Coverage, topics: readonly string[]): boolean =>
  watching.length > 0 && !watching.some((source) => source.topics.some((topic) => topics.includes(topic)));

/** In which of these states a source is seen well. */
const SEEN = new Set(['healthy', 'moved', 'gap']);

/** How the sources of some topics are seen, where they are not all. */
function theirWords(coverage: Coverage, topics: readonly string[] | null): string {
  const { watching } = coverage;
  if (watching === undefined || topics === null) return '';
  if (isUnwatched(coverage, topics)) return 'None of them serves your topics: what happens there we do not see.';
  const theirs = watching.filter((source) => source.topics.some((topic) => topics.includes(topic)));
  if (theirs.length === watching.length) return '';
  const states = Map.groupBy(theirs, ({ state }) => (SEEN.has(state) ? 'healthy' : state));
  const words = [...states].map(([state, those]) => `${number(those.length)} ${state}`);
  return `${number(theirs.length)} of them ${theirs.length === 1 ? 'serves' : 'serve'} your topics: ${words.join(', ')}.`;
}

function gapWords({ gaps = [] }: Coverage): string | null {
  if (gaps.length === 0) return null;
  const { shown, more } = firstOf(gaps, GAPS_SHOWN);
  const titles = [...shown.map(({ title }) => cut(oneLine(title), 60)), ...(more ? [more] : [])];
  return `Items may have scrolled away unseen between two visits to ${listed(titles)}.`;
}
