import type { Instant } from './item.ts';

/** What a subscriber sees of one message. */
export interface Mail {
  subject: string;
  /** With holes where what is the recipient's own is put in. */
  html: string;
  text: string;
  /** Pictures that the HTML shows, as `cid:` and their name. */
  images?: Picture[];
}

/** A picture inside a mail. */
export interface Picture {
  /** `coverage-tripp.png`: the same name shows it in the HTML. */
  name: string;
  /** PNG, in base64. */
  png: string;
}

/**
 * What is the recipient's own in a mail: the address at which they leave, the one at which they change what they get, and
 * the one at which they read it on the web. All else is the same for everyone who is told the same.
 */
export const HOLES = ['leave', 'change', 'read'] as const;

export type Hole = (typeof HOLES)[number];

/** Noncharacters, which no text that was fetched has: what is read drops them. */
const [OPEN, CLOSE] = ['\uFDD0', '\uFDD1'];

/** What stands in a mail where a value is put in. */
export const holeOf = (hole: Hole): string => `${OPEN}${hole}${CLOSE}`;

/** The pieces of a text with the holes between them: `['Leave: ', 'leave', '.']`. Even places are text, odd ones name a hole. */
export const piecesOf = (text: string): string[] => text.split(/\uFDD0(\w+)\uFDD1/);

/** The text with its holes filled. */
export const filled = (text: string, values: Record<Hole, string>): string =>
  piecesOf(text)
    .map((piece, n) => (n % 2 === 0 ? piece : values[piece as Hole]))
    .join('');

/**
 * What is written to a subscriber: an edition, a story at once, what changed in it, a deadline that comes near, a rule
 * over time that fired; to confirm what they asked for on the web; and to whoever runs the program.
 */
export const KINDS = [
  ...(['edition', 'alert', 'follow-up', 'correction', 'reminder', 'signal'] as const),
  ...(['confirmation', 'ops'] as const),
] as const;

export const DELIVERY_STATES = ['queued', 'leased', 'handed', 'accepted', 'refused', 'unknown', 'skipped'] as const;

/**
 * `queued` to be sent (again); `leased` by a process that will send it; `handed` to a connection from just before the
 * send until its answer is recorded; `accepted` by the mail server; `refused` for good; `unknown` where the answer was lost
 * after the message went out; `skipped` because the subscriber had left, or a later message on the same story went in its
 * place.
 */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One message to one recipient: one row, unique by kind, subject, revision and subscriber, written before the send. */
export interface Delivery {
  id: string;
  kind: (typeof KINDS)[number];
  /** What is told: an edition's id, a story's, a deadline's with its date, a trend's with its period. */
  subject: string;
  /** Which telling of the subject: of a story the alert's, of a reminder the days that are left. */
  revision: number;
  /** A subscriber's id; of a confirmation perhaps that of a wish to join; or `to:` and an address, of who is neither. */
  subscriber: string;
  /** RFC 5322 Message-ID, the same at every attempt, so that a mailbox can drop a copy. */
  messageId: string;
  /** Message-IDs of what was told before of the same story, oldest first (RFC 5322, 3.6.4). */
  references: string[];
  /** The name of its mail: many are sent the same, but for what fills its holes. */
  body: string;
  mail: Mail;
  /** The stories that the message tells. */
  stories: string[];
  state: DeliveryState;
  attempts: number;
  /** Not before this instant; while it is leased or handed, when it is no more. */
  next: Instant;
  created: Instant;
  settled: Instant | null;
  /** When the answer to an attempt was first lost: it may have arrived then, and so may a copy with each later attempt. */
  lost: Instant | null;
  /** The server's words, or ours, on the last attempt. */
  because: string | null;
}
