/** `silkwatch stories`: the stories of the last days, by the ids that `story`, `why` and `silence` ask for. */
import { familiesOf, phaseOf } from '../rules/story.ts';
import { before, DAY, type Instant } from '../state/item.ts';
import { rank, type Severity } from '../state/severity.ts';
import type { Phase } from '../state/story.ts';
import { count, cut, isolated, oneLine } from '../templates/words.ts';
import { minute } from './silence/words.ts';
import type { World } from './world.ts';

/** A story as it is listed. */
export interface StoryRow {
  id: string;
  topic: string;
  severity: Severity;
  phase: Phase;
  lastSeen: Instant;
  items: number;
  /** Independent sources. */
  families: number;
  headline: string;
}

/** The stories of some topics that got an item within so many days, the gravest and newest first. */
export async function recentStories(
  topics: readonly string[],
  days: number,
  { now, ledger }: Pick<World, 'now' | 'ledger'>,
): Promise<StoryRow[]> {
  const at = now().toISOString();
  const recent = await ledger.storiesBetween(before(at, days * DAY), at);
  const stories = recent.filter(({ topic }) => topics.includes(topic));
  const items = await ledger.items(stories.flatMap((story) => story.items));
  const rows = stories.map((story): StoryRow => {
    const { id, topic, severity, lastSeen, lead } = story;
    const its = story.items.flatMap((item) => items.get(item) ?? []);
    const same = { id, topic, severity, phase: phaseOf(story, at), lastSeen };
    return { ...same, items: its.length, families: familiesOf(its).length, headline: items.get(lead)?.title ?? '' };
  });
  return rows.sort((a, b) => rank(b.severity) - rank(a.severity) || (a.lastSeen < b.lastSeen ? 1 : -1));
}

const LONGEST = 90;

/** A row in words, for a terminal. */
export function storyLine({ id, topic, severity, phase, lastSeen, items, families, headline }: StoryRow): string {
  const size = `${count(items, 'item')}, ${count(families, 'source')}`;
  return `${id}  ${severity.padEnd(6)} ${topic}  ${isolated(cut(oneLine(headline), LONGEST))}  (${size}, ${phase}, ${minute(lastSeen)})`;
}
