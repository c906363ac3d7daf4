/** Amazon SES tells by mail, too, in JSON (SES Developer Guide, notification contents). Pure. */
import { z } from 'zod';
import { statusIn } from './failure.ts';
import { untyped } from './fields.ts';
import { type Finding, findingOf } from './finding.ts';
import type { ReturnedMail } from './mail.ts';

const address = z.string().max(320).toLowerCase();
const recipientBounced = z.object({
  ...{ emailAddress: address, status: z.string().nullish() },
  ...{ diagnosticCode: z.string().nullish(), action: z.string().nullish() },
});
const notification = z.object({
  notificationType: z.string().max(40),
  bounce: z.object({ bouncedRecipients: z.array(recipientBounced).max(100) }).optional(),
  complaint: z.object({ complainedRecipients: z.array(z.object({ emailAddress: address })).max(100) }).optional(),
  delivery: z.object({ recipients: z.array(address).max(100) }).optional(),
});

/** What a notification says; nothing where the text is none. */
export function notifiedIn({ text }: Pick<ReturnedMail, 'text'>): Finding[] {
  const { data: told } = notification.safeParse(jsonIn(text));
  const plain = { status: null, hard: false, because: told?.notificationType ?? '' };
  return [
    ...(told?.bounce?.bouncedRecipients ?? []).map(bounced),
    ...(told?.complaint?.complainedRecipients ?? []).map(
      ({ emailAddress: recipient }): Finding => ({ ...plain, kind: 'complaint', reason: 'abuse', recipient }),
    ),
    ...(told?.delivery?.recipients ?? []).map(
      (recipient): Finding => ({ ...plain, kind: 'none', reason: 'delivered', recipient }),
    ),
  ];
}

const bounced = ({
  emailAddress: recipient,
  status,
  diagnosticCode,
  action,
}: z.output<typeof recipientBounced>): Finding =>
  findingOf({
    ...{ recipient, action: action ?? 'failed', status: statusIn(status ?? '') },
    ...{ because: untyped(diagnosticCode ?? ''), context: '', kind: 'smtp' },
  });

/** It begins with a brace; mail programs fold its one line. */
function jsonIn(text: string): unknown {
  const from = text.trimStart();
  if (!from.startsWith('{"')) return undefined;
  try {
    return JSON.parse(from.slice(0, from.lastIndexOf('}') + 1).replace(/\r?\n ?/g, ''));
  } catch {
    return undefined;
  }
}
