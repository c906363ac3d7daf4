/** The coverage of a topic as a small picture: a bar for each day, and a line under the days that we could see. */
import type { Picture } from '../state/delivery.ts';
import type { TopicChart } from '../state/edition.ts';
import { before, DAY, type Instant } from '../state/item.ts';
import { type Clock, shortDay } from './dates.ts';
import { type Colour, png } from './png.ts';
import { count, number } from './words.ts';

export interface ChartView {
  title: string;
  /** `12 items in 28 days, at most 5 a day`. */
  total: string;
  /** Null where nothing matched: there is nothing to draw. */
  picture: Picture | null;
  /** The picture in the units of a page; it has twice as many pixels each way. */
  width: number;
  height: number;
  /** `15 Sept` and `12 Oct`, under its ends. */
  from: string;
  to: string;
  /** What the picture says, in a sentence. */
  words: string;
}

/**
 * Three to one and more on white and on near black (WCAG 2.2, 1.4.11): the ground shows through. What lies under a day
 * that nobody saw is fainter, and says only where the picture ends.
 */
const PALETTE: readonly Colour[] = [
  [0, 0, 0, 0],
  [176, 116, 38, 255],
  [138, 130, 117, 255],
  [138, 130, 117, 70],
];
const [BAR, LINE, FAINT] = [1, 2, 3];

/** In pixels: a bar and the space after it, the tallest bar, and what lies under them. */
const [STEP, THICK, TALLEST, SPACE, UNDER] = [22, 16, 56, 2, 4];
const HEIGHT = TALLEST + SPACE + UNDER;

/** What a mail shows of a topic's last days, up to when the edition was due. */
export function viewChart(chart: TopicChart, title: string, due: Instant, clock: Clock): ChartView {
  const width = chart.days.length * STEP;
  const drawn = chart.days.some(({ matched }) => matched > 0);
  const picture = drawn ? { name: nameOf(chart.topic), png: draw(chart).toString('base64') } : null;
  const [from, to] = [before(due, (chart.days.length - 1) * DAY), due].map((at) => shortDay(at, clock));
  return { title, picture, width: width / 2, height: HEIGHT / 2, from: from!, to: to!, ...wordsOf(chart, due, clock) };
}

/** A name that can stand in a header, whatever a topic is called. */
const nameOf = (topic: string): string => `coverage-${topic.replace(/[^a-z0-9-]+/gi, '-')}.png`;

function draw(chart: TopicChart): Buffer {
  const { days } = chart;
  const width = days.length * STEP;
  const pixels = new Uint8Array(width * HEIGHT);
  const most = Math.max(1, ...days.map(({ matched }) => matched));
  const fill = (day: number, from: number, to: number, thick: number, colour: number) => {
    for (let y = from; y < to; y++) pixels.fill(colour, y * width + day * STEP, y * width + day * STEP + thick);
  };
  for (const [n, day] of days.entries()) {
    // One item is a bar that can be seen, beside however tall a one.
    const tall = day.matched === 0 ? 0 : Math.max(4, Math.round((day.matched / most) * TALLEST));
    fill(n, TALLEST - tall, TALLEST, THICK, BAR);
    fill(n, TALLEST + SPACE, HEIGHT, STEP, isSeen(day, chart) ? LINE : FAINT);
  }
  return png(width, pixels, PALETTE);
}

/** A day counts as seen where half of the sources could be seen on it. */
const isSeen = ({ seen }: TopicChart['days'][number], { sources }: TopicChart): boolean =>
  seen > 0 && seen * 2 >= sources;

function wordsOf(chart: TopicChart, due: Instant, clock: Clock): Pick<ChartView, 'total' | 'words'> {
  // What came before the first day on which anything was seen is not silence: nobody watched.
  const began = chart.days.findIndex(({ seen, matched }) => seen > 0 || matched > 0);
  if (began < 0) return unwatched(chart);
  const days = chart.days.slice(began);
  const all = days.reduce((sum, { matched }) => sum + matched, 0);
  const most = Math.max(...days.map(({ matched }) => matched));
  const busiest = days.findLastIndex(({ matched }) => matched === most);
  const on = shortDay(before(due, (days.length - 1 - busiest) * DAY), clock);
  const blind = days.filter((day) => !isSeen(day, chart)).length;
  const peak = all === 0 ? '' : `, ${most === all ? 'all' : number(most)} of them in the 24 hours to ${on}`;
  const unseen = blind === 0 ? '' : `; on ${count(blind, 'day')} fewer than half of its sources could be seen`;
  const [items, within] = [count(all, 'item'), count(days.length, 'day')];
  const total = all === 0 ? `no item in ${within}` : `${items} in ${within}, at most ${number(most)} a day`;
  return { total: total + unseen, words: `${items} matched in ${within}${peak}${unseen}.` };
}

/** That there was nothing to see, and that nobody looked, are told apart. */
function unwatched({ sources, days }: TopicChart): Pick<ChartView, 'total' | 'words'> {
  if (sources === 0) return { total: 'no source serves it', words: 'No source serves this topic.' };
  return { total: 'not watched yet', words: `Not watched in the last ${count(days.length, 'day')}.` };
}
