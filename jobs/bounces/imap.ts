/** A mailbox over IMAP (RFC 9051), through imapflow. */
import { isIP } from 'node:net';
import type { ImapFlow } from 'imapflow';
import type { Arrived } from './arrived.ts';

/** What is asked of the connection to a mailbox that is open. */
type Mailbox = Pick<ImapFlow, 'search' | 'fetchOne' | 'messageFlagsAdd'>;

/** A bounce says in its first parts what it has to say; a mailbox that was never read is read in pieces. */
const [MOST_BYTES, MOST_MAILS] = [1_000_000, 5000];

/**
 * The unseen mails of a mailbox, the oldest first. They are fetched without being marked as seen (BODY.PEEK).
 *
 * @throws Error where the mailbox cannot be searched; and after the last mail where some cannot be marked.
 */
async function* fromMailbox(mailbox: Mailbox, name: string): AsyncGenerator<Arrived> {
  // It answers `false` where the server refuses.
  const unseen = await mailbox.search({ seen: false, deleted: false }, { uid: true });
  if (!unseen) throw new Error('the server does not search it');
  let unmarked = 0;
  for (const uid of unseen.slice(0, MOST_MAILS)) {
    const message = await mailbox.fetchOne(String(uid), { source: { maxLength: MOST_BYTES } }, { uid: true });
    if (message === false || !message.source) continue;
    const seen = async () => {
      if (!(await mailbox.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true }))) unmarked++;
    };
    yield { name: `${name}#${uid}`, bytes: message.source, done: seen };
  }
  if (unmarked > 0) throw new Error(`${unmarked} mails could not be marked as seen, and will be read again`);
}

/**
 * The unseen mails of the mailbox that an address names: `imaps://user:password@host/INBOX`. A password crosses no network in
 * the clear: `imap:` needs STARTTLS, but for a server on this machine.
 *
 * @throws Error in words where the server cannot be reached, refuses us, or has no such mailbox.
 */
export async function* fromImap(address: string): AsyncGenerator<Arrived> {
  const url = new URL(address);
  const folder = decodeURIComponent(url.pathname.slice(1)) || 'INBOX';
  const { ImapFlow } = await import('imapflow');
  const client = new ImapFlow(optionsOf(url));
  // What breaks the connection rejects the command under way, too.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const lock = await client.getMailboxLock(folder);
    try {
      yield* fromMailbox(client, `${url.hostname}/${folder}`);
    } finally {
      lock.release();
    }
  } catch (cause) {
    throw new Error(`the mailbox ${folder} at ${url.hostname}: ${wordsOf(cause)}`, { cause });
  } finally {
    await client.logout().catch(() => client.close());
  }
}

function optionsOf(url: URL) {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const secure = url.protocol === 'imaps:';
  return {
    host,
    port: Number(url.port) || (secure ? 993 : 143),
    secure,
    ...(!secure && !isLoopback(host) && { doSTARTTLS: true }),
    auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    logger: false as const,
    disableAutoIdle: true,
    ...{ connectionTimeout: 30_000, greetingTimeout: 15_000, socketTimeout: 60_000 },
  };
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/** imapflow says what went wrong in several places, and the password in none. */
function wordsOf(cause: unknown): string {
  const { message, responseText, authenticationFailed } = cause as Error & {
    responseText?: string;
    authenticationFailed?: boolean;
  };
  return `${authenticationFailed ? 'our user or password is refused: ' : ''}${responseText ?? message}`;
}
