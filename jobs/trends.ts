/** How the trends of a topic do: gathered from the ledger with one question for all of them, and judged. */
import type { Topic } from '../rules/topic.ts';
import type { History } from '../rules/trend/history.ts';
import { hasWatched } from '../rules/trend/newterm.ts';
import { type Watched, watchedSince } from '../rules/trend/seen.ts';
import { type Judgement, judge, reachOf, storyReachOf } from '../rules/trend.ts';
import { before, type Instant } from '../state/item.ts';
import type { Signal } from '../state/signal.ts';
import type { Learnt, Source } from '../state/source.ts';
import { type SourceStatus, sourceStatus } from './sources.ts';
import { firstsOf } from './trends/firsts.ts';
import type { World } from './world.ts';

type Needs = Pick<World, 'now' | 'ledger'>;

/** The judgements of a topic's trends, and what of them was kept before. */
export interface JudgedTrends {
  judgements: Judgement[];
  kept: Signal[];
}

/** Judges the trends of a topic as they stand now. */
export async function judgeTrends(topic: Topic, sources: readonly Source[], world: Needs): Promise<JudgedTrends> {
  const now = world.now();
  const at = now.toISOString();
  const since = before(at, Math.max(...topic.trends.map(storyReachOf)));
  const serving = sources.filter(({ enabled, topics }) => enabled && topics.includes(topic.id));
  const watched = watchedAt(serving, await world.ledger.learnt(), now);
  const reports = await world.ledger.storyReports(topic.id, since);
  const told = before(at, Math.max(...topic.trends.map(reachOf)));
  const kept = await world.ledger.signals(told, at, topic.id);
  const idle = (await world.ledger.idleDays(told, at)).map((day) => Date.parse(day));
  const history: History = { since: watchedSince(watched), idle };
  const judgements: Judgement[] = [];
  for (const trend of topic.trends) {
    // Nothing is new to who has only just come.
    const asks = trend.type === 'new_term' && hasWatched(trend, history, now.getTime());
    const firsts = asks ? await firstsOf(topic, trend, kept, now.getTime(), world.ledger) : [];
    const facts = { reports, from: Date.parse(since), idle, sources: watched, firsts };
    judgements.push(judge(trend, facts, now.getTime()));
  }
  return { judgements, kept };
}

/** In these states what a source publishes comes to us. */
const SEEN: ReadonlySet<SourceStatus['state']> = new Set(['healthy', 'quiet', 'moved']);

function watchedAt(sources: readonly Source[], learnt: ReadonlyMap<string, Learnt>, now: Date): Watched[] {
  return sourceStatus(sources, learnt, now).map(({ id, title, state }) => {
    const known = learnt.get(id);
    const [first, last] = [timeOf(known?.firstVisit), timeOf(known?.lastGood)];
    return { id, title, state, seen: SEEN.has(state), first, last };
  });
}

const timeOf = (at: Instant | null | undefined): number | null => (at ? Date.parse(at) : null);
