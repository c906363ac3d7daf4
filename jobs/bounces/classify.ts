/** A mail that came back → what it says of each recipient. Pure: who is meant, and what follows, is decided elsewhere. */
import { complaintsIn } from './feedback.ts';
import { addressIn, field } from './fields.ts';
import { type Finding, findingOf, NOTHING, recipientOf } from './finding.ts';
import type { ReturnedMail } from './mail.ts';
import { notifiedIn } from './notification.ts';
import { blocksIn } from './prose.ts';
import { isReply, isStatistics, isUnsubscribe, subjectOf } from './reply.ts';
import { failuresIn } from './report.ts';
import { toldIn } from './told.ts';

/** One finding for each recipient, and at least one. What programs wrote for programs goes before what they wrote for people. */
export function classify(mail: ReturnedMail): Finding[] {
  if (isStatistics(mail.headers)) return [{ ...NOTHING, reason: 'statistics' }];
  for (const read of [complaintsIn, notifiedIn, reportedIn, unsubscribedIn, toldIn, repliedIn]) {
    const findings = read(mail);
    if (findings.length > 0) return findings;
  }
  return [{ ...NOTHING, because: `${field(mail.headers, 'from')}: ${subjectOf(mail.headers)}`.slice(0, 500) }];
}

const reportedIn = ({ report, text, original }: ReturnedMail): Finding[] =>
  failuresIn(report, blocksIn(text), text)
    .map((failure) => ({ ...failure, recipient: failure.recipient || recipientOf(original) }))
    .map(findingOf);

const unsubscribedIn = ({ headers }: ReturnedMail): Finding[] =>
  isUnsubscribe(headers) ? [{ ...NOTHING, kind: 'unsubscribe', recipient: addressIn(field(headers, 'from')) }] : [];

const repliedIn = ({ headers, text }: ReturnedMail): Finding[] =>
  isReply(headers, text) ? [{ ...NOTHING, kind: 'reply', recipient: addressIn(field(headers, 'from')) }] : [];
