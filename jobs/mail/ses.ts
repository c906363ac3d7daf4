/** Mail through Amazon's Simple Email Service, as `ses://eu-central-1` names it. */
import { createRequire } from 'node:module';
import { createTransport, type Transporter } from 'nodemailer';
import type { Letter, Send, Sent } from '../deliver.ts';
import type { Raw } from './raw.ts';

/** What we need of Amazon's own package, which is installed only where it is used. */
export interface AmazonSdk {
  SESv2Client: new (settings: { region: string }) => unknown;
  SendEmailCommand: unknown;
}

const PACKAGE = '@aws-sdk/client-sesv2';

export const NOT_INSTALLED = `mail by ses: needs a package that is not installed; mend: npm install ${PACKAGE}`;

export function isInstalled(): boolean {
  try {
    return createRequire(import.meta.url).resolve(PACKAGE) !== '';
  } catch {
    return false;
  }
}

/**
 * Hands each message to the service, with the credentials that Amazon's package finds. Where it comes back it comes to the
 * letter's return path, since the service writes an envelope of its own.
 */
export function ses(
  url: string,
  raw: Raw,
  fromOf: (kind: Letter['kind']) => string,
  load: () => Promise<AmazonSdk> = () => import(PACKAGE),
): Send {
  let opened: Promise<Transporter> | undefined;
  return async (letter) => {
    opened ??= open(new URL(url).hostname, load);
    const transport = await opened;
    const message = Buffer.concat(await raw(letter));
    const addresses = {
      FromEmailAddress: fromOf(letter.kind),
      FeedbackForwardingEmailAddress: letter.returnPath,
    };
    try {
      const envelope = { from: letter.returnPath, to: [letter.to] };
      const { response } = await transport.sendMail({ raw: message, envelope, ses: addresses } as object);
      return { outcome: 'accepted', because: response ?? '', status: null };
    } catch (error) {
      return endedAs(error as ServiceError);
    }
  };
}

async function open(region: string, load: () => Promise<AmazonSdk>): Promise<Transporter> {
  const { SESv2Client, SendEmailCommand } = await load().catch((cause) => {
    throw new Error(NOT_INSTALLED, { cause });
  });
  return createTransport({ SES: { sesClient: new SESv2Client({ region }), SendEmailCommand } } as object);
}

export type ServiceError = Error & { code?: string; $metadata?: { httpStatusCode?: number } };

/** The service says no to this message, or asks for patience. */
const [REFUSED, LATER] = [
  /^(MessageRejected|BadRequestException|InvalidParameterValue)$/,
  /^(TooManyRequests|LimitExceeded|Throttling|Internal|ServiceUnavailable)/,
];

/**
 * How a failed send ended.
 *
 * @throws Error where the service takes nothing from us: the account, the credentials or the sender are not right
 */
export function endedAs(error: ServiceError): Sent {
  const { name, message: because, code = '' } = error;
  const answered = error.$metadata?.httpStatusCode;
  // It says the same of a sender, and in its sandbox of every recipient, that nobody has verified: that is our account's.
  const ours = /not verified/i.test(because);
  if (REFUSED.test(name) && !ours) return { outcome: 'refused', because, status: null };
  if (LATER.test(name) || (answered ?? 0) >= 500 || /^(ENOTFOUND|ECONNREFUSED|EAI_AGAIN)$/.test(code))
    return { outcome: 'later', because, status: null };
  if (answered === undefined && (/^E[A-Z]+$/.test(code) || name === 'TimeoutError') && code !== 'ESES')
    return { outcome: 'lost', because, status: null };
  throw new Error(`Amazon's service takes no mail from us: ${name}: ${because}`, { cause: error });
}
