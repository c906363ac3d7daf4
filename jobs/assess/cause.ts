import type { Change } from '../../state/alert.ts';
import type { Instant } from '../../state/item.ts';

/** Something that happened to what some items say: the story that holds one of them may be told again for it. */
export interface Cause {
  items: string[];
  at: Instant;
  change: Change;
}
