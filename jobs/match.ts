/** `silkwatch match`: items as JSON lines in, decisions as JSON lines out, in order. */
import { decide } from '../rules/decide.ts';
import { gather, storyId } from '../rules/story.ts';
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

/** An item of several topics is in the story of its first one. */
function storiesOf(decided: { item: GivenItem; matches: Match[] }[], topics: readonly Topic[]): Map<string, string> {
  const storyOf = new Map<string, string>();
  for (const topic of topics) {
    const about = decided
      .filter(({ matches }) => matches.some((match) => match.topic === topic.id))
      .map(({ item: { id, title, summary, content, language, published }, matches }) => {
        return { id, title, summary, content, language, matches, at: dayOf(published) };
      });
    for (const group of gather(about, topic.id)) {
      for (const { id } of group) if (!storyOf.has(id)) storyOf.set(id, storyId(topic.id, group[0]!.id));
    }
  }
  return storyOf;
}

/** The instant that is named, or where its hour or zone cannot be read, the day. */
function dayOf(published: string | null): number | null {
  if (!published || published.length < 10) return null;
  const whole = Date.parse(published);
  return Number.isNaN(whole) ? Date.parse(published.slice(0, 10)) : whole;
}
