import { highest, type Severity } from '../../state/severity.ts';
import type { MatchedItem } from '../../state/story.ts';

/** The highest severity that a topic's rules give some items, or null where none of them fits. */
export function severityOf(items: readonly Pick<MatchedItem, 'matches'>[], topic: string): Severity | null {
  return highest(items.flatMap((item) => item.matches.filter((m) => m.topic === topic).map((m) => m.severity)));
}
