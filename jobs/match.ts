/** `silkwatch match`: items as JSON lines in, decisions as JSON lines out, in order. */
import { decide } from '../rules/decide.ts';
import { gather, spanOf, storyId } from '../rules/story.ts';
import type { Topic } from '../rules/topic.ts';
import type { Match } from '../state/match.ts';
import { highest, type Severity } from '../state/severity.ts';
import { type GivenItem, readItems } from './given.ts';

export interface Decision {
  id: string;
  topics: string[];
  rules: string[];
  severity: Severity | null;
  story: string | null;
  evidence?: Match[];
}

/**
 * Decides every item line, with stories gathered over all of them.
 *
 * @throws Refusal naming every malformed line; then nothing is decided.
 */
export function matchLines(text: string, topics: readonly Topic[], explain: boolean): Decision[] {
  const decided = readItems('standard input', text).map((item) => ({ item, matches: decide(item, topics) }));
  const storyOf = storiesOf(decided, topics);
  return decided.map(({ item, matches }) => ({
    id: item.id,
    topics: [...new Set(matches.map((match) => match.topic))],
    rules: matches.map((match) => `${match.topic}/${match.rule}`),
    severity: highest(matches.map((match) => match.severity)),
    story: storyOf.get(item.id) ?? null,
    ...(explain && { evidence: matches }),
  }));
}

/** An item of several topics is in the largest of its stories; of those that are equally large, in that of the first topic. */
function storiesOf(decided: { item: GivenItem; matches: Match[] }[], topics: readonly Topic[]): Map<string, string> {
  const storyOf = new Map<string, { id: string; size: number }>();
  for (const topic of topics) {
    const about = decided
      .filter(({ matches }) => matches.some((match) => match.topic === topic.id))
      .map(({ item, matches }) => ({ ...item, matches, when: spanOf(item.published) }));
    for (const group of gather(about, topic)) {
      const story = { id: storyId(topic.id, group[0]!.id), size: group.length };
      for (const { id } of group) if ((storyOf.get(id)?.size ?? 0) < story.size) storyOf.set(id, story);
    }
  }
  return new Map([...storyOf].map(([item, { id }]) => [item, id]));
}
