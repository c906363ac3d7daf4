/** The `deliver` job: every message that is waiting goes out once, to who still wants it. */
import type { Delivery, Mail } from '../state/delivery.ts';
import { before, type Instant, MINUTE } from '../state/item.ts';
import type { Ledger } from '../state/ledger.ts';
import type { Subscriber } from '../state/subscriber.ts';
import type { Log } from './log.ts';
import { type Links, linksOf, type Post } from './mail/links.ts';
import { returnPathOf } from './mail/verp.ts';
import { quietUntil } from './quiet.ts';

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
}

/** Sends one message. Throws only where no message at all can be sent from here, as on a full disk. */
export type Send = (letter: Letter) => Promise<Sent>;

export interface DeliverRun {
  accepted: number;
  refused: number;
  later: number;
  unknown: number;
  skipped: number;
}

type Decision = { do: 'send'; to: Subscriber } | { do: 'skip'; because: string } | { do: 'wait'; until: Instant };

/**
 * Leaving wins: whoever left after the message was written does not get it, though they may be back. What is told at once
 * and could not be sent before quiet hours began waits for their end; where they let through what is grave, only a reminder does.
 */
export function decideDelivery(
  subscriber: Subscriber | undefined,
  { kind, created }: Pick<Delivery, 'kind' | 'created'>,
  now: Date,
): Decision {
  if (!subscriber) return { do: 'skip', because: 'there is no such subscriber' };
  if (subscriber.left) return { do: 'skip', because: `left on ${subscriber.left}` };
  if (created < subscriber.since) return { do: 'skip', because: `left, and came back on ${subscriber.since}` };
  const until = kind === 'edition' ? null : quietUntil(subscriber, kind === 'reminder' ? 'medium' : 'high', now);
  return until ? { do: 'wait', until } : { do: 'send', to: subscriber };
}

/** RFC 5321, 4.5.4.1 asks for half an hour and four to five days; greylisting answers a first try within minutes. */
const RETRIES = [1, 5, 15, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440].map((minutes) => minutes * MINUTE);
/** A send that takes longer than this is not under way any more: its process is dead. */
const LONGEST_SEND = 15 * MINUTE;

type Ending = Exclude<Delivery['state'], 'leased' | 'handed' | 'skipped'>;

/**
 * What becomes of a message after an attempt. A message whose answer was lost is tried again under the same Message-ID:
 * a copy that a mailbox can recognise is the lesser evil beside a message that nobody got.
 */
export function decideAfter({ outcome }: Sent, attempts: number): { state: Ending; wait: number } {
  if (outcome === 'accepted') return { state: 'accepted', wait: 0 };
  const wait = RETRIES[attempts - 1];
  if (outcome === 'refused' || wait === undefined) return { state: 'refused', wait: 0 };
  return { state: outcome === 'lost' ? 'unknown' : 'queued', wait };
}

/** What delivering needs of the outside. */
interface DeliverWorld {
  now(): Date;
  send: Send;
  ledger: Ledger;
  log: Log;
  post: Post;
}

/** Sends everything that is due, one message after the other. */
export async function deliver(world: DeliverWorld): Promise<DeliverRun> {
  const { ledger, now, log } = world;
  const run: DeliverRun = { accepted: 0, refused: 0, later: 0, unknown: 0, skipped: 0 };
  await ledger.markLost(before(now().toISOString(), LONGEST_SEND));
  const waiting = await ledger.sendable(now().toISOString());
  for (const [n, { id, state }] of waiting.entries()) {
    const delivery = await ledger.claim(id, now().toISOString());
    const ended = delivery && (await deliverOne(delivery, state, world));
    if (ended) run[ended]++;
    log.progress(n + 1, waiting.length, delivery?.mail.subject ?? '');
  }
  const { accepted, refused, later, unknown, skipped } = run;
  const words = `delivered ${accepted}, ${later + unknown} to be tried again, ${refused} refused, ${skipped} skipped`;
  log('deliver', { ...run }, words);
  return run;
}

async function deliverOne(
  delivery: Delivery,
  was: Delivery['state'],
  { ledger, now, send, log, post }: DeliverWorld,
): Promise<keyof DeliverRun | null> {
  const { id, kind, mail } = delivery;
  // Read again, just before the send.
  const decision = decideDelivery(await ledger.subscriber(delivery.subscriber), delivery, now());
  if (decision.do === 'skip') {
    await ledger.settle(id, 'skipped', decision.because, now().toISOString());
    return 'skipped';
  }
  if (decision.do === 'wait') {
    await ledger.release(id, was, delivery.because, decision.until);
    return null;
  }
  const sent = await send(letterTo(decision.to, delivery, post)).catch(async (error: Error) => {
    // Nothing can be sent from here: the message is as it was, and the run stops.
    await ledger.release(id, was, error.message);
    throw error;
  });
  const { state, wait } = decideAfter(sent, delivery.attempts);
  await ledger.settle(id, state, sent.because, now().toISOString(), before(now().toISOString(), -wait));
  const words = `${state}: ${mail.subject} → ${decision.to.address}${state === 'accepted' ? '' : ` (${sent.because})`}`;
  log('delivery', { id, kind, state, because: sent.because }, words, state === 'accepted' ? 'info' : 'warn');
  return state === 'queued' ? 'later' : state;
}

function letterTo(subscriber: Subscriber, delivery: Delivery, post: Post): Letter {
  const { id, kind, messageId, references, body, mail, created } = delivery;
  return {
    ...{ id, kind, messageId, references, body, mail },
    to: subscriber.address,
    returnPath: returnPathOf(id, post),
    date: new Date(created),
    html: subscriber.format === 'html',
    links: linksOf(subscriber.id, id, new Date(created), post),
  };
}
