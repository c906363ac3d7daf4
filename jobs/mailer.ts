/** The door through which mail leaves: to the mail server, the mail program or the service that is configured, or as files. */
import { isPlain } from '../state/address.ts';
import type { Config } from './config.ts';
import type { Letter, Send, Sent } from './deliver.ts';
import { isMessageId, writersOf } from './mail/fields.ts';
import { outbox } from './mail/outbox.ts';
import { type Raw, rawBuilder } from './mail/raw.ts';
import { sendmail } from './mail/sendmail.ts';
import { ses } from './mail/ses.ts';
import { smtp } from './mail/smtp.ts';

export interface Mailer {
  send: Send;
  /** Ends what is open to a mail server. */
  close(): Promise<void>;
}

export type MailConfig = Pick<
  Config,
  'smtpUrl' | 'outbox' | 'from' | 'alertsFrom' | 'web' | 'dkim' | 'mailConnections'
>;

/**
 * The mailer that the configuration asks for. A letter whose recipient or Message-ID could not stand in a message is
 * refused before it gets there.
 *
 * @throws Refusal naming the keys that cannot sign
 */
export function mailer(config: MailConfig): Mailer {
  const { send, close } = transportOf(config, rawBuilder(config));
  return {
    close,
    send: async (letter) => unfit(letter) ?? send(letter),
  };
}

const nothing = async (): Promise<void> => undefined;

function transportOf(config: MailConfig, raw: Raw): Mailer {
  const { smtpUrl, mailConnections } = config;
  if (smtpUrl === undefined) return { send: outbox(config.outbox, raw), close: nothing };
  switch (new URL(smtpUrl).protocol) {
    case 'sendmail:':
      return { send: sendmail(smtpUrl, raw), close: nothing };
    case 'ses:':
      return { send: ses(smtpUrl, raw, (kind) => writersOf(config)(kind).from), close: nothing };
    default:
      return smtp(smtpUrl, raw, { connections: mailConnections });
  }
}

/** How a letter is refused that cannot be written as a message, by RFC 3463's status; null where it can. */
export function unfit({ to, messageId }: Pick<Letter, 'to' | 'messageId'>): Sent | null {
  const refused = (because: string, status: string): Sent => ({ outcome: 'refused', because, status });
  if (!isPlain(to)) return refused(`${JSON.stringify(to)} is no mail address`, '5.1.3');
  return isMessageId(messageId) ? null : refused(`${JSON.stringify(messageId)} is no Message-ID`, '5.6.0');
}
