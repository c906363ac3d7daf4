/** The coverage line: what was watched and what was not, so that silence can be told from blindness. */
import type { Coverage } from '../state/edition.ts';
import { type Clock, dayAndTime } from './dates.ts';
import { count, cut, firstOf, number, oneLine } from './words.ts';

export interface CoverageView {
  span: string;
  sources: string;
  items: string;
  failing: { title: string; since: string; reason: string }[];
  moreFailing: string | null;
}

const FAILING_SHOWN = 8;

/** What a subscriber sees of an edition's coverage. */
export function viewCoverage(coverage: Coverage, clock: Clock): CoverageView {
  const { healthy, failing, unvisited, items, matched, stories } = coverage;
  const { shown, more } = firstOf(failing, FAILING_SHOWN);
  const health = [`${number(healthy)} healthy`, `${number(failing.length)} failing`];
  if (unvisited > 0) health.push(`${number(unvisited)} not visited yet`);
  return {
    span: `From ${dayAndTime(coverage.from, clock)} to ${dayAndTime(coverage.to, clock)}`,
    sources: `${count(coverage.sources, 'source')} watched: ${health.join(', ')}.`,
    items: `${count(items, 'item')} seen, ${number(matched)} matched, ${count(stories, 'story', 'stories')}.`,
    failing: shown.map(({ title, since, reason }) => ({
      title: oneLine(title),
      since: dayAndTime(since, clock),
      reason: cut(oneLine(reason), 160),
    })),
    moreFailing: more,
  };
}
