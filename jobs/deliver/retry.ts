/** What becomes of a message after an attempt. Pure. */
import { HOUR, MINUTE } from '../../state/item.ts';
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
  /** Whether nothing more is to be sent until a person has seen to it. */
  pauses: boolean;
}

/** Greylisting answers a first try within minutes; after two days in all (RFC 5321, 4.5.4.1, gives up no earlier) it is refused. */
const RETRIES = [1, 5, 15, 30, 60, 120, 240, 480, 960, 970].map((minutes) => minutes * MINUTE);

/** How often a server is tried again that takes no mail at all: that lasts as long as it lasts, and is nothing of the message's. */
const DOWN = 5 * MINUTE;

/** How often operators are tried to be told of what a policy keeps from them, too. */
const TOLD = HOUR;

/**
 * A message whose answer was lost is tried again under the same Message-ID: a copy that a mailbox can recognise is the lesser
 * evil beside a message that nobody got. What a server refuses by policy waits as it was for somebody to mend it, unless
 * it was refused so before while other mail was taken: then it is about this recipient.
 *
 * @param others whether other mail was taken since the last pause; where the server cannot work, also of late
 */
export function decideAfter(
  sent: Sent,
  message: Pick<Leased, 'kind' | 'subject' | 'attempts' | 'was' | 'because'>,
  others: boolean,
): Verdict {
  const about = aboutOf(sent);
  const same = { about, pauses: false, attempted: true };
  if (sent.outcome === 'accepted') return { ...same, state: 'accepted', wait: 0 };
  const { kind, attempts, was, because } = message;
  const again = others && isTold(sent) && stoodBefore(because);
  if (about === 'policy' && !again && !isTest(message)) {
    // What tells of the trouble is no cause for more of it.
    const ops = kind === 'ops';
    return { ...same, state: was, wait: ops ? TOLD : 0, attempted: false, pauses: !ops };
  }
  if (about === 'server' && sent.outcome === 'later' && !others)
    return { ...same, state: was, wait: DOWN, attempted: false };
  const wait = RETRIES[attempts];
  if (sent.outcome === 'refused' || again || wait === undefined) return { ...same, state: 'refused', wait: 0 };
  return { ...same, state: sent.outcome === 'lost' ? 'unknown' : was, wait };
}

/** Whoever sends a mail to themselves waits for what becomes of it. */
const isTest = ({ kind, subject }: Pick<Leased, 'kind' | 'subject'>): boolean =>
  kind === 'ops' && subject.startsWith('test:');

/** Whether the server had been told of the recipient when it refused. */
const isTold = ({ stage }: Sent): boolean => stage !== 'connection' && stage !== 'sender';

/** Whether a policy stood against a message when it was last tried, by the words of that time. */
export const stoodBefore = (because: string | null): boolean =>
  because !== null && aboutOf({ outcome: 'refused', because, status: null }) === 'policy';
