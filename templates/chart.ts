/** The coverage of a topic as a small picture: a bar for each day, and a line under the days that we could see. */
import type { Picture } from '../state/delivery.ts';
import type { TopicChart } from '../state/edition.ts';
import { before, DAY, type Instant } from '../state/item.ts';
import { type Clock, shortDay } from './dates.ts';
import { type Colour, png } from './png.ts';
import { count, number } from './words.ts';

export interface ChartView {
  title: string;
  /** `12 items in 28 days`. */
  total: string;
  picture: Picture;
  /** The picture in the units of a page; it has twice as many pixels each way. */
  width: number;
  height: number;
  /** What the picture says, in a sentence. */
  words: string;
}

/** Three to one and more on white and on near black (WCAG 2.2, 1.4.11): the ground shows through. */
const PALETTE: readonly Colour[] = [
  [0, 0, 0, 0],
  [176, 116, 38, 255],
  [138, 130, 117, 255],
];
const [BAR, LINE] = [1, 2];

/** In pixels: a bar and the space after it, the tallest bar, and what lies under them. */
const [STEP, THICK, TALLEST, SPACE, UNDER] = [16, 12, 56, 2, 4];
const HEIGHT = TALLEST + SPACE + UNDER;

/** What a mail shows of a topic's last days, up to when the edition was due. */
export function viewChart(chart: TopicChart, title: string, due: Instant, clock: Clock): ChartView {
  const width = chart.days.length * STEP;
  const picture = { name: nameOf(chart.topic), png: draw(chart).toString('base64') };
  return { title, picture, width: width / 2, height: HEIGHT / 2, ...wordsOf(chart, due, clock) };
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
    if (isSeen(day, chart)) fill(n, TALLEST + SPACE, HEIGHT, STEP, LINE);
  }
  return png(width, pixels, PALETTE);
}

/** A day counts as seen where half of the sources could be seen on it. */
const isSeen = ({ seen }: TopicChart['days'][number], { sources }: TopicChart): boolean =>
  seen > 0 && seen * 2 >= sources;

function wordsOf(chart: TopicChart, due: Instant, { zone }: Clock): Pick<ChartView, 'total' | 'words'> {
  // What came before the first day on which anything was seen is not silence: nobody watched.
  const began = chart.days.findIndex(({ seen, matched }) => seen > 0 || matched > 0);
  if (began < 0)
    return { total: 'not watched yet', words: `Not watched in the last ${count(chart.days.length, 'day')}.` };
  const days = chart.days.slice(began);
  const all = days.reduce((sum, { matched }) => sum + matched, 0);
  const most = Math.max(...days.map(({ matched }) => matched));
  const busiest = days.findLastIndex(({ matched }) => matched === most);
  const on = shortDay(before(due, (days.length - 1 - busiest) * DAY), zone);
  const blind = days.filter((day) => !isSeen(day, chart)).length;
  const peak = all === 0 ? '' : `, ${most === all ? 'all' : number(most)} of them in the 24 hours to ${on}`;
  const unseen = blind === 0 ? '' : `; on ${count(blind, 'day')} fewer than half of its sources could be seen`;
  const [items, within] = [count(all, 'item'), count(days.length, 'day')];
  return { total: `${items} in ${within}`, words: `${items} matched in ${within}${peak}${unseen}.` };
}
