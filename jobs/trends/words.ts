/** How trends do, as the command line tells it. Pure. */
import type { Trend } from '../../rules/topic.ts';
import { spanWords, unseenWords } from '../../rules/trend/words.ts';
import type { TrendState } from '../../rules/trend.ts';
import type { Instant } from '../../state/item.ts';
import type { Severity } from '../../state/severity.ts';
import type { Signal, TrendType } from '../../state/signal.ts';
import type { JudgedTrends } from '../trends.ts';

const STATES = { calm: 'calm', firing: 'firing', young: 'not enough history', blind: 'blind' } as const;

/** A trend as `silkwatch trends --json` tells it. Spans are in milliseconds. */
export interface TrendRow {
  topic: string;
  trend: string;
  type: TrendType;
  severity: Severity;
  within: number;
  baseline: number;
  state: (typeof STATES)[TrendState['is']];
  since: Instant | null;
  /** In words, why it is blind or cannot be judged. */
  why: string | null;
  count: number;
  usual: number | null;
  threshold: number | null;
  /** What it told, the newest first. */
  signals: Pick<Signal, 'period' | 'at' | 'blind' | 'words'>[];
}

const SIGNALS = 3;

/** A row for each trend, in the order of the topic's file. */
export function trendRows({ judgements, kept }: JudgedTrends): TrendRow[] {
  return judgements.map(({ trend, state, count, usual, threshold }) => {
    const { topic, id, type, severity, within, baseline } = trend;
    const own = kept.filter((signal) => signal.trend === id).reverse();
    const since = 'since' in state && state.since !== null ? new Date(state.since).toISOString() : null;
    return {
      ...{ topic, trend: id, type, severity, within, baseline },
      ...{ state: STATES[state.is], since, why: whyOf(trend, state), count, usual, threshold },
      signals: own.slice(0, SIGNALS).map(({ period, at, blind, words }) => ({ period, at, blind, words })),
    };
  });
}

function whyOf({ baseline }: Trend, state: TrendState): string | null {
  if (state.is === 'blind') return unseenWords(state.unseen);
  return state.is === 'young' ? `less than half of ${spanWords(baseline)} was watched` : null;
}

/** A trend in a line or more: how it does, what it counts, and what it told last. */
export function trendLines(row: TrendRow): string[] {
  const { topic, trend, type, state, since, why, signals } = row;
  const long = `${state}${since ? ` since ${minutes(since)}` : ''}${why ? `: ${why}` : ''}`;
  return [
    `${`${topic}/${trend}`.padEnd(38)}  ${type.padEnd(9)}  ${long}`,
    `  ${levelWords(row)}`,
    ...signals.map(({ at, words }) => `  told ${minutes(at)}  ${words}`),
  ];
}

/** `4 within 24 hours; usual 1; fires from 5`. */
function levelWords({ type, count, within, usual, threshold }: TrendRow): string {
  const what = type === 'new_term' ? `${count} new` : String(count);
  const normal = usual === null ? '' : `; usual ${Math.round(usual * 10) / 10}`;
  const fires = threshold === null ? '' : `; fires ${threshold === 0 ? 'at none' : `from ${threshold}`}`;
  return `${what} within ${spanWords(within)}${normal}${fires}`;
}

const minutes = (at: Instant): string => `${at.slice(0, 16)}Z`;
