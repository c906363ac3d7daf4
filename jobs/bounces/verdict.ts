/** What follows from what a mail that came back says. Pure: the table of it is test/jobs/bounces.verdict.test.ts. */
import type { Suppression } from '../../state/suppression.ts';
import { isOfPerson } from './feedback.ts';
import type { Finding } from './finding.ts';
import { FOR_GOOD, type Reason } from './reasons.ts';

/**
 * How we know whom it is about, and what of: `signed` by us in the address that it came to, or in the wish to leave; the
 * `message`'s own Message-ID, which only its recipient has seen; an `address` alone, which anybody can write; or `nothing`.
 */
export type Proof = 'signed' | 'message' | 'address' | 'nothing';

export interface Evidence {
  proof: Proof;
  /** Whether our own mail server found that its sender is another than it says (RFC 8601). */
  forged: boolean;
  /**
   * Whether the address that we wrote to failed for good, and all others that the report names. One to which mail is passed on
   * may fail while others there read us.
   */
  all: boolean;
  /** Whether messages to the same subscriber came back like this for too long. */
  lasted: boolean;
}

export type Verdict =
  | { do: 'leave'; reason: Extract<Suppression['reason'], 'bounced' | 'complained' | 'left'> }
  | { do: 'count' }
  | { do: 'keep'; because: string }
  /** Why, where it is not what the mail says. */
  | { do: 'nothing'; because?: string };

/** About the recipient's side: when it lasts, nobody reads there. What is for good does so of who reads us by way of another. */
export const LASTING: readonly Reason[] = ['mailboxfull', 'suspended', 'filtered', ...FOR_GOOD];
/** About us: somebody has to mend our mail, and no subscriber is at fault. */
export const ABOUT_US: readonly Reason[] = [
  'blocked',
  'spam',
  'authfailure',
  'policy',
  'rejected',
  'relaying',
  'content',
];

const UNPROVED = 'nothing in it proves that it is about a mail of ours';

export function decide({ kind, hard, reason }: Pick<Finding, 'kind' | 'hard' | 'reason'>, evidence: Evidence): Verdict {
  const proved = evidence.proof === 'signed' || evidence.proof === 'message';
  switch (kind) {
    case 'bounce':
      if (!proved) return hard ? { do: 'keep', because: UNPROVED } : { do: 'count' };
      return (hard && evidence.all) || evidence.lasted ? { do: 'leave', reason: 'bounced' } : { do: 'count' };
    case 'complaint':
      if (!isOfPerson(reason)) return { do: 'count' };
      return proved ? { do: 'leave', reason: 'complained' } : { do: 'keep', because: UNPROVED };
    case 'unsubscribe':
      return decideLeaving(evidence);
    case 'reply':
      return { do: 'nothing' };
    case 'none':
      return reason === null ? { do: 'keep', because: 'it is of no kind that is known' } : { do: 'nothing' };
  }
}

/**
 * Who writes that they want to leave, from their own address, leaves. Anybody could have written it, and a wrong leave costs a
 * reader their mail until they join again; but a wish that is not followed ends as a complaint, which costs everyone. Where our
 * own mail server says that the sender is forged, a person looks.
 */
function decideLeaving({ proof, forged }: Evidence): Verdict {
  if (proof === 'signed') return { do: 'leave', reason: 'left' };
  if (proof !== 'address') return { do: 'keep', because: 'who wants to leave is no subscriber' };
  return forged ? { do: 'keep', because: 'its sender is forged' } : { do: 'leave', reason: 'left' };
}
