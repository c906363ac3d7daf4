/** What becomes of a message after an attempt. Pure. */
import { MINUTE } from '../../state/item.ts';
import type { Leased } from '../../state/sending.ts';
import type { Sent } from '../deliver.ts';
import { type About, aboutOf } from './answer.ts';

export interface Verdict {
  state: 'accepted' | 'refused' | 'queued' | 'unknown';
  /** How long it rests until it is tried again. */
  wait: number;
  /** Whether it counts as an attempt. */
  attempted: boolean;
  about: About;
}

/** Greylisting answers a first try within minutes; after two days in all (RFC 5321, 4.5.4.1, gives up no earlier) it is refused. */
const RETRIES = [1, 5, 15, 30, 60, 120, 240, 480, 960, 970].map((minutes) => minutes * MINUTE);

/** How often a server is tried again that takes no mail at all: that lasts as long as it lasts, and is nothing of the message's. */
const DOWN = 5 * MINUTE;

/**
 * A message whose answer was lost is tried again under the same Message-ID: a copy that a mailbox can recognise is the lesser
 * evil beside a message that nobody got. What a server refuses by policy waits as it was for somebody to mend it, unless
 * it was refused so before while other mail was taken: then it is about this recipient.
 *
 * @param others whether other mail was taken: since a policy last stood against this message, or from this server of late
 */
export function decideAfter(
  sent: Sent,
  { kind, attempts, was, because }: Pick<Leased, 'kind' | 'attempts' | 'was' | 'because'>,
  others: boolean,
): Verdict {
  const about = aboutOf(sent);
  if (sent.outcome === 'accepted') return { state: 'accepted', wait: 0, attempted: true, about };
  const again = others && isTold(sent) && stoodBefore(because);
  // What tells of the trouble is no cause for more of it.
  if (about === 'policy' && !again && kind !== 'ops') return { state: was, wait: 0, attempted: false, about };
  if (about === 'server' && sent.outcome === 'later' && !others)
    return { state: was, wait: DOWN, attempted: false, about };
  const wait = RETRIES[attempts];
  if (sent.outcome === 'refused' || again || wait === undefined)
    return { state: 'refused', wait: 0, attempted: true, about };
  return { state: sent.outcome === 'lost' ? 'unknown' : was, wait, attempted: true, about };
}

/** Whether the server had been told of the recipient when it refused. */
const isTold = ({ stage }: Sent): boolean => stage !== 'connection' && stage !== 'sender';

/** Whether a policy stood against a message when it was last tried, by the words of that time. */
const stoodBefore = (because: string | null): boolean =>
  because !== null && aboutOf({ outcome: 'refused', because, status: null }) === 'policy';
