/** The `deliver` job: every message that is waiting goes out once, to who still wants it. */
import type { Delivery, Mail } from '../state/delivery.ts';
import type { Pause } from '../state/pause.ts';
import { grouped } from './deliver/group.ts';
import { handOver, type Next } from './deliver/hand.ts';
import { type Limits, USUAL } from './deliver/limits.ts';
import { isProven, pauseWords } from './deliver/pause.ts';
import { type Run, runOf } from './deliver/run.ts';
import { type Ended, settle } from './deliver/settle.ts';
import type { Links } from './mail/links.ts';
import type { World } from './world.ts';

/** One message as the mail server gets it. */
export interface Letter {
  id: string;
  kind: Delivery['kind'];
  to: string;
  /** The envelope's sender, to which it comes back where it cannot be delivered; it names the delivery (VERP). */
  returnPath: string;
  messageId: string;
  /** Message-IDs of what the subscriber was told before of the same story, oldest first. */
  references: string[];
  /** When the message was written, which stays the same at every attempt. */
  date: Date;
  /** The name of the mail: of two letters with the same one, only what fills the holes differs. */
  body: string;
  mail: Mail;
  /** Whether the subscriber wants the HTML part. */
  html: boolean;
  /** What fills the holes. */
  links: Links;
}

/** How a send ended: `lost` is where the answer did not come after the message had gone out. */
export interface Sent {
  outcome: 'accepted' | 'refused' | 'later' | 'lost';
  because: string;
  /** Enhanced status code (RFC 3463) of the answer, as `5.1.1`; null where there was none. */
  status: string | null;
  /**
   * How far it had come: `connection` until the server has greeted, taken our name and our password; `sender` is MAIL FROM,
   * `recipient` RCPT TO, `message` DATA and all that follows. What ends at the first two is about us or the server, at the
   * last two mostly about the recipient. Absent where the transport cannot tell. It counts for failures in a row, so a
   * connection that breaks before RCPT TO was answered is `connection`.
   */
  stage?: 'connection' | 'sender' | 'recipient' | 'message';
}

/** Sends one message. Throws only where no message at all can be sent from here, as on a full disk. */
export type Send = (letter: Letter) => Promise<Sent>;

export interface DeliverRun {
  accepted: number;
  refused: number;
  later: number;
  unknown: number;
  skipped: number;
  /** Why nothing more is sent for now, where that is so. */
  paused: Pause | null;
}

/** What delivering needs of the outside. */
export type DeliverWorld = Pick<World, 'now' | 'pause' | 'send' | 'ledger' | 'log' | 'post' | 'ending'>;

/**
 * Sends everything that is due, over several connections at once, within the limits. What a run has under way when it dies
 * is at most a message for each connection: those are sent again under their Message-ID, and all others once.
 *
 * @throws whatever `send` throws: then nothing can be sent from here, and all that is not settled waits for the next run.
 */
export async function deliver(world: DeliverWorld, limits: Partial<Limits> = {}): Promise<DeliverRun> {
  const { ledger, now, log } = world;
  await ledger.lapse(now().toISOString());
  const due = await ledger.countDue(now().toISOString());
  const run = runOf(world, { ...USUAL, ...limits }, due, await isProven(ledger));
  const next = grouped((ended: readonly (Ended | undefined)[]) => turn(ended, run));
  const ends = await Promise.allSettled(connectionsOf(run, next));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  if (run.broken) throw run.broken;
  log('deliver', { ...run.counts, paused: run.counts.paused?.id ?? null }, wordsOf(run.counts));
  const { paused } = run.counts;
  if (paused) log('paused', { ...paused }, pauseWords(paused), 'warn');
  return run.counts;
}

/**
 * One transaction: the sends that ended are settled, and the connections that had them get the next. To wait for the disk
 * costs more than all else, so whoever comes meanwhile is served together.
 */
function turn(ended: readonly (Ended | undefined)[], run: Run): Promise<Next[]> {
  return run.world.ledger.together(async (ledger) => {
    await settle(
      ended.filter((one) => one !== undefined),
      run,
      ledger,
    );
    return handOver(ended.length, run, ledger);
  });
}

/** After a pause one goes first, so that a server that still does not want our mail is asked once. */
function connectionsOf(run: Run, next: Parameters<typeof work>[1]): Promise<void>[] {
  const first = work(run, next);
  const other = async () => {
    if (!run.proven) await Promise.race([run.proof.promise, first]);
    return work(run, next);
  };
  return [first, ...Array.from({ length: run.limits.connections - 1 }, other)];
}

/** What one connection does until there is nothing more to send. */
async function work(run: Run, next: (ended: Ended | undefined) => Promise<Next>): Promise<void> {
  const { send, pause } = run.world;
  let ended: Ended | undefined;
  for (let its = await next(ended); its !== null; its = await next(ended)) {
    ended = undefined;
    if ('wait' in its) await pause(its.wait);
    else ended = { ...its, sent: await send(its.letter).catch((broken: Error) => ({ broken })) };
  }
}

function wordsOf({ accepted, refused, later, unknown, skipped }: DeliverRun): string {
  return `delivered ${accepted}, ${later + unknown} to be tried again, ${refused} refused, ${skipped} skipped`;
}
