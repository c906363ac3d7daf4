/** What a server's answer means for a letter. Pure. */
import type { Sent } from '../../deliver.ts';
import type { Reply } from './replies.ts';

/** Where the connection ended instead of an answer: it was closed, timed out, or told what no mail server says. */
export interface Broken {
  broken: string;
  /** The server was waited for in vain. */
  silent?: boolean;
}

export type Heard = Reply | Broken;

/** The steps of handing over a letter, each of which is answered; `message` is what follows DATA, up to the final dot. */
export type Step = 'MAIL FROM' | 'RCPT TO' | 'DATA' | 'message';

const STAGES = { 'MAIL FROM': 'sender', 'RCPT TO': 'recipient', DATA: 'message', message: 'message' } as const;

/**
 * How a letter ends at a step; null where it goes on. RFC 5321, 4.2.1: 5yz is for good, 4yz for now. What the sender is told
 * is about us, and may be mended, but for a size that is too large (RFC 1870). So is a demand for a password (530) or a
 * server that has lost count (503), at whatever step.
 *
 * @param gone whether all of the message left this machine: if the answer is missing then, the server may have taken it.
 */
export function verdictOf(step: Step, heard: Heard, gone = false): Sent | null {
  if ('broken' in heard) return brokenAt(step, heard.broken, gone);
  const { code, status, words: because } = heard;
  const answer = { because, status };
  const kind = Math.floor(code / 100);
  if (kind === 2 && step === 'message') return { outcome: 'accepted', ...answer };
  if (kind === (step === 'DATA' ? 3 : 2)) return null;
  if (kind < 4) return brokenAt(step, `the mail server's answer to ${step} was ${because}`, gone);
  if (isTooLarge(heard)) return { outcome: kind === 5 ? 'refused' : 'later', ...answer, stage: 'message' };
  const stage = code === 421 && isEarly(step) ? 'connection' : STAGES[step];
  if (code === 530 || code === 503) return { outcome: 'later', ...answer, stage: 'sender' };
  return { outcome: kind === 5 && step !== 'MAIL FROM' ? 'refused' : 'later', ...answer, stage };
}

function brokenAt(step: Step, because: string, gone: boolean): Sent {
  if (isEarly(step)) return { outcome: 'later', because, status: null, stage: 'connection' };
  return { outcome: step === 'message' && gone ? 'lost' : 'later', because, status: null, stage: 'message' };
}

const isEarly = (step: Step): boolean => step === 'MAIL FROM' || step === 'RCPT TO';

/** RFC 1870, 6.1: the announced size is refused at MAIL FROM, and is that of this message alone. */
const isTooLarge = ({ code, status }: Reply): boolean =>
  status === null ? code === 552 : status.endsWith('.3.4') || (code === 552 && status.endsWith('.2.3'));
