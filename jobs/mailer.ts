/** Mail leaves here, through nodemailer: to the mail server, or as files to the outbox folder until there is one. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { bareAddress } from '../state/address.ts';
import type { Mail, Picture } from '../state/delivery.ts';
import type { Config } from './config.ts';
import type { Letter, Send, Sent } from './deliver.ts';

/** The sender that the configuration asks for. */
export function mailer(config: Pick<Config, 'smtpUrl' | 'outbox' | 'from'>): Send {
  return config.smtpUrl ? smtp(config.smtpUrl, config.from) : outbox(config.outbox, config.from);
}

function smtp(url: string, from: string): Send {
  return async (letter) => {
    const transport = createTransport(url, { from });
    let gone = false;
    // The server is given the message once it asks for it after DATA; nodemailer's errors do not say whether it was.
    transport.use('stream', ({ message }, done) => {
      message.processFunc((input) => Readable.from(noticing(input, () => (gone = true))));
      done();
    });
    try {
      const { response } = await transport.sendMail(messageOf(letter, from));
      return { outcome: 'accepted', because: response, status: null };
    } catch (error) {
      return sentOf(error as SmtpError, gone);
    }
  };
}

async function* noticing(input: Readable, ended: () => void): AsyncGenerator<Buffer> {
  yield* input;
  ended();
}

type SmtpError = Error & { responseCode?: number; command?: string; code?: string };

/**
 * RFC 5321, 4.2.1: 5yz is for good, 4yz for now. What is said before the recipient is named is about us, and may be
 * mended; a password that is refused is refused to every message. Silence after the message leaves open whether it was
 * taken.
 */
function sentOf(error: SmtpError, gone: boolean): Sent {
  const { responseCode, command, code, message } = error;
  if (code === 'EAUTH') throw new Error(`the mail server refuses our user or password: ${message}`, { cause: error });
  const about = command === 'RCPT TO' || command === 'DATA';
  if (about && responseCode !== undefined && responseCode >= 500)
    return { outcome: 'refused', because: message, status: null };
  if (gone && responseCode === undefined) return { outcome: 'lost', because: message, status: null };
  return { outcome: 'later', because: message, status: null };
}

/** Writes each message as `.eml`, with the HTML part beside it for a browser. A file is whole or not there. */
function outbox(folder: string, from: string): Send {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return async (letter) => {
    const { message } = await transport.sendMail(messageOf(letter, from));
    const name = join(folder, fileNameOf(letter));
    try {
      await mkdir(folder, { recursive: true });
      await whole(`${name}.html`, standalone(letter.mail));
      await whole(`${name}.eml`, message as Buffer);
    } catch (cause) {
      throw new Error(`cannot write to the outbox ${folder}: ${(cause as Error).message}`, { cause });
    }
    return { outcome: 'accepted', because: `written to ${name}.eml`, status: null };
  };
}

/** The HTML part with its pictures inside it: a browser knows no other part of the mail. */
export function standalone({ html, images = [] }: Pick<Mail, 'html' | 'images'>): string {
  return images.reduce(
    (page, { name, png }) => page.replaceAll(`src="cid:${name}"`, `src="data:image/png;base64,${png}"`),
    html,
  );
}

/** Writes a file that is whole or not there. */
export async function whole(file: string, content: string | Buffer): Promise<void> {
  await writeFile(`${file}.part`, content);
  await rename(`${file}.part`, file);
}

/** `2026-11-22T0600 alert tamar-example.org 1a2b3c`: sorts by time, and says who got what. */
function fileNameOf({ date, kind, to, id }: Letter): string {
  const time = date.toISOString().slice(0, 16).replace(':', '');
  return `${time}-${kind}-${to.replace(/[^\w.-]+/g, '-').slice(0, 60)}-${id.slice(0, 6)}`;
}

function messageOf(letter: Letter, from: string): SendMailOptions {
  const { to, mail, messageId, references, date, html } = letter;
  return {
    from,
    to: { name: '', address: to },
    subject: mail.subject,
    messageId,
    // RFC 5322, 3.6.4: an answer to the last, in the thread of them all.
    ...(references.length > 0 && { inReplyTo: references.at(-1)!, references }),
    date,
    text: mail.text,
    ...(html && { html: mail.html, attachments: (mail.images ?? []).map(inline) }),
    headers: {
      // RFC 3834: no vacation reply is to answer this.
      'Auto-Submitted': 'auto-generated',
      'List-Unsubscribe': { prepared: true, value: `<mailto:${bareAddress(from)}?subject=unsubscribe>` },
    },
    // Nothing in a message may make the program read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** A picture that the HTML shows in its place (RFC 2387, RFC 2392), and that no program lists as a file. */
const inline = ({ name, png }: Picture) => ({
  cid: name,
  filename: name,
  content: Buffer.from(png, 'base64'),
  contentType: 'image/png',
  contentDisposition: 'inline' as const,
});
