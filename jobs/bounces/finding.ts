/** What a mail says of one recipient. Pure. */
import type { Bounce } from '../../state/bounce.ts';
import type { Failure } from './failure.ts';
import { addressIn, type Fields, field } from './fields.ts';
import { judge } from './judge.ts';

export type Finding = Pick<Bounce, 'kind' | 'status' | 'hard' | 'reason' | 'recipient' | 'because'>;

/** Of what is of no known kind, nothing is said: a person must look. */
export const NOTHING: Finding = { kind: 'none', status: null, hard: false, reason: null, recipient: '', because: '' };

const WORDS = 500;

/** What a failure comes to. A report of success is none: nothing is to be done. */
export function findingOf(failure: Failure): Finding {
  const { recipient, action, because, context } = failure;
  if (/^(?:delivered|relayed|expanded)$/.test(action)) return { ...NOTHING, reason: 'delivered', recipient };
  const words = (because || context).replace(/\s+/g, ' ').trim().slice(0, WORDS);
  return { kind: 'bounce', recipient, because: words, ...judge(failure) };
}

/** To whom a mail that is given back was written. */
export const recipientOf = (original: Fields): string => addressIn(field(original, 'x-original-to', 'to'));
