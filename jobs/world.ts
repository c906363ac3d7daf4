/** The outside world, made of functions: built once from the configuration, and once for each test. */
import { randomBytes } from 'node:crypto';
import type { Agent } from 'undici';
import { openDatabase } from '../state/database.ts';
import { type Ledger, ledgerOf } from '../state/ledger.ts';
import { type Memory, memoryOf } from '../state/memory.ts';
import { type Guard, guardOf } from '../watchers/guard.ts';
import { type Reader, startReader } from '../watchers/reading/reader.ts';
import type { Config } from './config.ts';
import type { Send } from './deliver.ts';
import type { Publish } from './digest.ts';
import type { Log } from './log.ts';
import { mailboxOf } from './mail/fields.ts';
import type { Post } from './mail/links.ts';
import { mailer } from './mailer.ts';
import { pagesIn } from './pages.ts';

export const VERSION = '0.1.0';

export interface World {
  now(): Date;
  /** Waits for so many milliseconds. */
  pause(milliseconds: number): Promise<void>;
  fetch: typeof fetch;
  guard: Guard;
  read: Reader['read'];
  article: Reader['article'];
  send: Send;
  /** What addresses in mails are made of, and what checks them when they come back. */
  post: Post;
  publish: Publish;
  ledger: Ledger;
  /** What lets a visit be answered 304, by source and address. */
  validators: Memory;
  /** Until when hosts are left alone. */
  cooldowns: Memory;
  /** The texts of robots.txt, by their addresses. */
  robots: Memory;
  log: Log;
  userAgent: string;
  /** Aborted when the program is told to end: nothing new is begun then, and visits under way are given up. */
  ending: AbortSignal;
  end(): void;
  close(): Promise<void>;
}

/**
 * The real world.
 *
 * @throws Error in clear words where the ledger cannot be opened or the configuration cannot be followed.
 */
export async function openWorld(
  config: Config,
  log: Log,
  clock: Pick<World, 'now' | 'pause'> = realClock,
): Promise<World> {
  // First, since its keys may be refused.
  const mail = mailer(config);
  const guard = guardOf(config.allowPrivate);
  // Loaded for the first request: most commands make none.
  let agent: Promise<Agent> | undefined;
  const openAgent = async () =>
    new (await import('undici')).Agent({ connect: { lookup: guard.lookup as never, timeout: 10_000 } });
  const opened = await openDatabase(config.databaseUrl);
  const reader = startReader();
  const ending = new AbortController();
  const ledger = ledgerOf(opened.db);
  return {
    ...clock,
    fetch: async (input, init) => {
      agent ??= openAgent();
      const signal = AbortSignal.any([ending.signal, ...(init?.signal ? [init.signal] : [])]);
      return fetch(input, { ...init, signal, dispatcher: (await agent) as never });
    },
    guard,
    read: reader.read,
    article: reader.article,
    send: mail.send,
    post: await postOf(config, ledger),
    publish: pagesIn(config.outbox),
    ledger,
    validators: memoryOf(opened.sqlite, 'validators'),
    cooldowns: memoryOf(opened.sqlite, 'cooldowns'),
    robots: memoryOf(opened.sqlite, 'robots'),
    log,
    userAgent: `Silkwatch/${VERSION} (+${config.contact})`,
    ending: ending.signal,
    end: () => ending.abort(),
    close: async () => {
      await Promise.all([agent?.then((one) => one.destroy()), reader.close(), mail.close()]);
      await opened.close();
    },
  };
}

async function postOf({ web, mailbox, from, secret }: Config, ledger: Ledger): Promise<Post> {
  return {
    web: web ?? null,
    mailbox: mailboxOf({ from, mailbox }),
    tagged: mailbox !== undefined,
    secret: secret ?? (await ledger.ownSecret(() => randomBytes(32).toString('base64url'))),
  };
}

const realClock: Pick<World, 'now' | 'pause'> = {
  now: () => new Date(),
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};
