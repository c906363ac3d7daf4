/** RFC 5965: what a mailbox provider says of a mail that a person marked as spam. Pure. */
import { addressIn, allOf, field } from './fields.ts';
import { type Finding, NOTHING } from './finding.ts';
import type { ReturnedMail } from './mail.ts';

/**
 * The complaints of a report, one for each recipient that it names. Its type stands as the reason: only `abuse`, `fraud` and
 * `opt-out` are a person's; `auth-failure` (RFC 6591) is a server's, about somebody who uses our name.
 */
export function complaintsIn({ feedback, headers, original }: ReturnedMail): Finding[] {
  const type = typeIn({ feedback, original });
  if (type === null) return [];
  const named = allOf(feedback ?? [], 'original-rcpt-to', 'removal-recipient').map(addressIn);
  const own = addressIn(field(original, 'x-hmxmroriginalrecipient', 'to'));
  const recipients = new Set([...named, ...(named.length === 0 ? [own] : [])]);
  const because = field(headers, 'subject').slice(0, 500);
  return [...recipients].map((recipient) => ({ ...NOTHING, kind: 'complaint', reason: type, recipient, because }));
}

/** Microsoft gives the mail back as it was, and says by its subject and a field of its own what it is. */
function typeIn({ feedback, original }: Pick<ReturnedMail, 'feedback' | 'original'>): string | null {
  if (feedback) return /^[\w-]{1,30}/.exec(field(feedback, 'feedback-type').toLowerCase())?.[0] ?? 'other';
  return field(original, 'x-hmxmroriginalrecipient') ? 'abuse' : null;
}

/** Whether it is a person who complains. */
export const isOfPerson = (type: string | null): boolean => /^(?:abuse|fraud|opt-out(?:-list)?)$/.test(type ?? '');
