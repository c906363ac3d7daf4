/** Opens connections to the mail server: nodemailer connects, encrypts and gives the password. */
import type { Socket } from 'node:net';
import { promisify } from 'node:util';
import { createTransport } from 'nodemailer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type SMTPTransport from 'nodemailer/lib/smtp-transport';
import { MINUTE } from '../../../state/item.ts';
import type { Sent } from '../../deliver.ts';
import { offersOf } from './offers.ts';
import { cleaned, readReply } from './replies.ts';
import { type Wire, wireOf } from './wire.ts';

/** A mail server, as its address names it. */
export interface MailServer {
  /** A greeted connection, over which letters can go; or how a letter ends for which none could be had. */
  open(onBroken: (wire: Wire) => void): Promise<Wire | Sent>;
  /** How many letters go over one connection; servers have limits, and many of a hundred. */
  letters: number;
}

const LETTERS = 100;
/** Within this time a connection is greeted, encrypted and let in, or given up. */
const OPENING = 3 * MINUTE;

/**
 * @param url `smtps://user:password@host:465/`, with any of `SMTP_OPTIONS` as its query.
 */
export function mailServer(url: string): MailServer {
  const mail = createTransport(url);
  const { options, auth } = mail.transporter as SMTPTransport;
  const proxied = mail.getSocket ? promisify(mail.getSocket) : undefined;
  return {
    letters: Number(new URL(url).searchParams.get('maxMessages')) || LETTERS,
    async open(onBroken) {
      try {
        const proxy = (await proxied?.(options as never)) || {};
        // Zero: what is closed is cut, and what it has not written by then is not written after.
        const connection = new SMTPConnection({ ...options, ...proxy, socketCloseTimeout: 0 });
        const offers = offersOf(await letIn(connection, auth || undefined));
        return wireOf(socketOf(connection), offers, onBroken);
      } catch (error) {
        return failureOf(error as SmtpError);
      }
    },
  };
}

/** Who was given a password is not to send without it: the server may take such mail for anybody's. */
const NO_AUTH =
  'the mail server asks for no user and password here (no AUTH); mend: smtps://, or leave both out of smtpUrl';

/** Connects, gives the password where there is one, and answers what the server said to EHLO. */
async function letIn(connection: SMTPConnection, auth: SMTPConnection.AuthenticationType | undefined): Promise<string> {
  const late = setTimeout(() => connection.close(), OPENING);
  try {
    return await new Promise((resolve, reject) => {
      // Stays for the connection's life: an error that nobody hears ends the program.
      connection.on('error', reject);
      connection.on('end', () => reject(new Error('the mail server did not let us in')));
      connection.connect((error) => {
        const offers = String(connection.lastServerResponse);
        if (error) reject(error);
        else if (!auth) resolve(offers);
        else if (!connection.allowsAuth) reject(new Error(NO_AUTH));
        else connection.login(auth, (refused) => (refused ? reject(refused) : resolve(offers)));
      });
    });
  } catch (error) {
    connection.close();
    throw error;
  } finally {
    clearTimeout(late);
  }
}

/**
 * The connection's socket, which from now on nodemailer does not read: it hears one answer at a time, composes what it is
 * given and knows no message but its own. A test fails where an upgrade of nodemailer keeps its socket elsewhere.
 */
function socketOf({ _socket: socket }: SMTPConnection): Socket {
  if (!socket) throw new Error('nodemailer has no socket');
  socket.removeAllListeners('data');
  socket.setTimeout(0);
  return socket;
}

type SmtpError = Error & { code?: string; response?: string };

/** Nothing was said of the letter: it is tried again, whatever the server has against us. */
function failureOf({ code, response, message }: SmtpError): Sent {
  const reply = response ? readReply(response) : null;
  // nodemailer ends its own words with the server's.
  const own = response ? message.slice(0, message.indexOf(response)).replace(/(\. response=|: )$/, '') : message;
  const about = code === 'EAUTH' ? 'the mail server refuses our user or password' : encryptionTrouble(own);
  const because = cleaned(Buffer.from([about, reply?.words ?? response].filter(Boolean).join(': ')).toString('latin1'));
  return { outcome: 'later', because, status: reply?.status ?? null, stage: 'connection' };
}

/** OpenSSL tells where in its own code it gave up: what a person can use of that is the end. */
function encryptionTrouble(words: string): string {
  const reason = /:error:[\dA-F]+:SSL routines:[^:]*:([^:]+)/.exec(words)?.[1];
  if (reason === undefined) return words;
  const what = /wrong version number|packet length too long|unknown protocol/.test(reason)
    ? 'the server does not speak TLS here; mend: smtp:// instead of smtps://, or port 465'
    : 'the server and we agree on no encryption';
  return `${what} (${reason})`;
}
