/** Mails that come back, in our own words, as servers of several families write them. */
import type { Post } from '../../jobs/mail/links.ts';
import { returnPathOf } from '../../jobs/mail/verp.ts';
import { POST } from './fixture.ts';

export const bytesOf = (text: string): Uint8Array => Buffer.from(text.replace(/\r?\n/g, '\r\n'));

interface Part {
  type: string;
  text: string;
}

/** A mail of several parts. */
export function partsOf(headers: string, kind: string, parts: readonly Part[]): Uint8Array {
  const body = parts.map(({ type, text }) => `--part\nContent-Type: ${type}\n\n${text}\n`).join('');
  return bytesOf(`${headers}\nContent-Type: multipart/${kind}; boundary=part\n\n${body}--part--\n`);
}

export interface Report {
  recipient?: string;
  action?: string;
  status?: string;
  answer?: string;
  /** To which address it comes. */
  to?: string;
  messageId?: string;
  from?: string;
  more?: string;
  text?: string;
}

/** A report by RFC 3464. */
export function dsn({
  recipient = 'nino@example.org',
  action = 'failed',
  status = '5.1.1',
  answer = 'smtp; 550 5.1.1 nobody of that name lives here, user unknown',
  to = POST.mailbox,
  messageId = '<x@elsewhere.example>',
  from = 'Mail Delivery System <mailer-daemon@mx.example>',
  more = '',
  text = 'The mail that you sent did not arrive.',
}: Report = {}): Uint8Array {
  const fields = `Final-Recipient: rfc822; ${recipient}\nAction: ${action}\nStatus: ${status}\n${answer ? `Diagnostic-Code: ${answer}\n` : ''}${more}`;
  return partsOf(
    `Return-Path: <>\nFrom: ${from}\nTo: <${to}>\nSubject: Undelivered Mail Returned to Sender\nAuto-Submitted: auto-replied`,
    'report; report-type=delivery-status',
    [
      { type: 'text/plain', text },
      { type: 'message/delivery-status', text: `Reporting-MTA: dns; mx.example\n\n${fields}` },
      { type: 'text/rfc822-headers', text: `Message-ID: ${messageId}\nTo: ${recipient}\nSubject: The bridge` },
    ],
  );
}

/** A report that only people can read. */
export const prose = (
  text: string,
  headers = 'From: MAILER-DAEMON@mx.example\nSubject: failure notice',
  to = POST.mailbox,
): Uint8Array =>
  bytesOf(`Return-Path: <>\nTo: ${to}\n${headers}\nContent-Type: text/plain; charset=utf-8\n\n${text}\n`);

/** A mail that a person, or their program, wrote. */
export const letter = (
  subject: string,
  { from = 'Nino <nino@example.org>', headers = '', text = 'Hello.', to = POST.mailbox } = {},
): Uint8Array =>
  bytesOf(
    `From: ${from}\nTo: ${to}\nSubject: ${subject}\n${headers}${headers && '\n'}Content-Type: text/plain\n\n${text}\n`,
  );

/** A complaint by RFC 5965. */
export const complaint = ({
  type = 'abuse',
  to = POST.mailbox,
  messageId = '<x@elsewhere.example>',
  recipient = 'nino@example.org',
} = {}): Uint8Array =>
  partsOf(
    `From: feedback@provider.example\nTo: ${to}\nSubject: FW: The bridge`,
    'report; report-type=feedback-report',
    [
      { type: 'text/plain', text: 'This is about a mail that you sent.' },
      {
        type: 'message/feedback-report',
        text: `Feedback-Type: ${type}\nUser-Agent: loop/1\nVersion: 1\nOriginal-Rcpt-To: <${recipient}>`,
      },
      { type: 'message/rfc822', text: `Message-ID: ${messageId}\nTo: ${recipient}\nSubject: The bridge\n\nIt fell.` },
    ],
  );

/** The address to which a delivery comes back. */
export const verp = (delivery: string, post: Post = POST): string => returnPathOf(delivery, post);
