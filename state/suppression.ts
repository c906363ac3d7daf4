import type { Instant } from './item.ts';

export const SUPPRESSIONS = ['left', 'bounced', 'complained', 'blocked'] as const;

/**
 * An address that is not written to, whoever brings it again. It is known by a salted hash alone, so that it outlives the
 * deletion of all that is known of a person. `left`, `bounced` and `complained` end when the person joins again from
 * their mailbox; `blocked` is an operator's, and ends by an operator.
 */
export interface Suppression {
  hash: string;
  reason: (typeof SUPPRESSIONS)[number];
  at: Instant;
}
