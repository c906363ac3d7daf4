import type { Instant } from './item.ts';

/** What an analyst said of an item: whether it is what a topic, or one rule of it, looks for. */
export interface Label {
  item: string;
  topic: string;
  /** Null where the topic as a whole is meant. */
  rule: string | null;
  fits: boolean;
  at: Instant;
}
