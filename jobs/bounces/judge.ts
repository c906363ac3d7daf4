/** Failure → why, and whether it is for good. Pure. */
import { type Failure, statusIn } from './failure.ts';
import { byStatus, byWording, FOR_GOOD, type Reason } from './reasons.ts';

export interface Judged {
  reason: Reason;
  status: string | null;
  hard: boolean;
}

/**
 * What the answer says goes before its status code, since servers give general codes; and both before what stands around it.
 * A warning that it is late is never for good (RFC 3464, 2.3.3); nor is what a program of the recipient's wrote.
 */
export function judge({ action, status: given, because, context, kind }: Failure): Judged {
  const answer = quotedIn(because);
  // A code that says nothing is an answer, too: what stands around it may be of another recipient.
  const status = statusIn(answer) ?? given ?? (/\b[45]\.0\.0\b/.test(answer) ? null : statusIn(context));
  const found = byWording(answer) ?? byStatus(status) ?? byWording(context) ?? 'undefined';
  const doubted = isForGood(found) ? doubt(found, { kind, status, given, words: `${because}\n${context}` }) : found;
  return { reason: doubted, status, hard: isForGood(doubted) && action === 'failed' };
}

const isForGood = (reason: Reason): boolean => FOR_GOOD.some((one) => one === reason);

/** Some quote the answer that they got after one of their own: `5.1.0 - Unknown address error 550-'5.2.2 Mailbox full'`. */
const quotedIn = (because: string): string => /[45]\d\d-'([^'\n]+)'/.exec(because)?.[1] ?? because;

/** At which step of SMTP it was refused: by the sender, by the recipient, or after the whole mail was seen. */
const AFTER = {
  mail: /in reply to MAIL|after MAIL FROM|\[MAIL_FROM\]/i,
  rcpt: /(?:after|reply to|our|progress was|>>>|SMTP:|\[)\s?RCPT|RCPT command|does not like recipient|rejected address/i,
  data: /in reply to (?:end of )?DATA|after (?:end of data|DATA)|final DATA|SMTP command\W+DATA|TEXT command/i,
};

/**
 * A server that knows that there is no such user says so at RCPT (RFC 5321, 3.3). One that says it of the sender speaks of us;
 * one that says it after the whole mail (of which sendmail makes `5.2.0`), or as a matter of policy (`5.7.1`), is a filter that
 * will not tell. A bare 550 may be either (4.2.3): its words count, and more than once, before they are believed.
 */
function doubt(
  reason: Reason,
  { kind, status, given, words }: { kind: string; status: string | null; given: string | null; words: string },
): Reason {
  if (kind === 'x-unix') return 'mailer';
  // That a domain is not found now may be the fault of who looked.
  if (reason === 'hostunknown' && status?.startsWith('4.')) return 'network';
  if (AFTER.mail.test(words)) return 'rejected';
  if (AFTER.data.test(words) || /\.2\.0$|\.7\.(?!27$)/.test(status ?? '') || given?.endsWith('.2.0')) return 'filtered';
  const bare = reason === 'userunknown' && status === null && !AFTER.rcpt.test(words) && /(?<!\d)550\b/.test(words);
  return bare ? 'filtered' : reason;
}
