import { before, DAY, type Instant } from '../../state/item.ts';
import type { Phase, Story } from '../../state/story.ts';

/** A story is new for a day. */
const NEW = DAY;
/** News comes in a rhythm of days and nights: a story that got nothing for so long gets little more. */
const GROWING = 1.5 * DAY;

/** Whether a story is new, still grows, or fades. */
export function phaseOf({ firstSeen, lastSeen }: Pick<Story, 'firstSeen' | 'lastSeen'>, now: Instant): Phase {
  if (firstSeen > before(now, NEW)) return 'new';
  return lastSeen > before(now, GROWING) ? 'developing' : 'fading';
}
