/** Mail through the machine's own mail program, as `sendmail:///usr/sbin/sendmail` names it. */
import { accessSync, constants, statSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import type { Send, Sent } from '../deliver.ts';
import type { Raw } from './raw.ts';

/** The program that an address names; without a slash it is looked for in the PATH. */
export const programOf = (url: string): string => decodeURIComponent(new URL(url).pathname) || 'sendmail';

/** Why a program cannot be run, as far as can be seen without running it. */
export function programFlaw(path: string): string | null {
  if (!path.includes('/')) return null;
  try {
    if (!statSync(path).isFile()) return `is no program; ${MEND}`;
    accessSync(path, constants.X_OK);
    return null;
  } catch (cause) {
    return `cannot be run: ${(cause as Error).message}; ${MEND}`;
  }
}

const MEND = 'mend: name a mail program of this machine, as sendmail:///usr/sbin/sendmail';

/** Hands each message to the program. Line ends are the system's there, and CRLF again on the wire. */
export function sendmail(url: string, raw: Raw): Send {
  const path = programOf(url);
  const transport = createTransport({ sendmail: true, path, newline: 'unix' });
  return async (letter) => {
    const message = Buffer.concat(await raw(letter));
    const envelope = { from: letter.returnPath, to: [letter.to] };
    try {
      const { response } = await transport.sendMail({ raw: message, envelope });
      return { outcome: 'accepted', because: response, status: null };
    } catch (error) {
      return endedAs(error as Error, path);
    }
  };
}

/** What the program's exit status says of a recipient (sysexits.h: no such user, no such host, bad data). */
const REFUSED: Record<string, string> = { 67: '5.1.1', 68: '5.1.2', 65: '5.6.0' };
/** And of the program or its set-up: wrong usage, no permission, bad configuration, not found. */
const BROKEN = new Set(['64', '77', '78', '126', '127']);

/**
 * How a failed send ended. A program that was killed may have queued the message before.
 *
 * @throws Error where the program itself cannot be used
 */
export function endedAs(error: Error & { code?: unknown }, path: string): Sent {
  const status = /exited with code (\d+)/.exec(error.message)?.[1];
  if (error.code === 'ENOENT' || error.code === 'EACCES' || (status && BROKEN.has(status)))
    throw new Error(`cannot send by ${path}: ${programFlaw(path) ?? error.message}`, { cause: error });
  const because = error.message;
  if (status && status in REFUSED) return { outcome: 'refused', because, status: REFUSED[status]! };
  return { outcome: /terminated by/.test(because) ? 'lost' : 'later', because, status: null };
}
