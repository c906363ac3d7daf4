/** The `bounces` job: what comes back to us is read, and what it says is recorded and followed. */
import { createHash } from 'node:crypto';
import { before, DAY } from '../state/item.ts';
import type { Ledger } from '../state/ledger.ts';
import type { Arrived } from './bounces/arrived.ts';
import { classify } from './bounces/classify.ts';
import { bounceOf, end, type Followed, follow } from './bounces/follow.ts';
import type { Keep } from './bounces/kept.ts';
import { readMail } from './bounces/mail.ts';
import { ABOUT_US, type Verdict } from './bounces/verdict.ts';
import type { Log } from './log.ts';
import type { Post } from './mail/links.ts';

interface BouncesWorld {
  now(): Date;
  ledger: Ledger;
  post: Post;
  log: Log;
  keep: Keep;
  /** Tells whoever runs the program how many mails were refused for what we are, and the latest answer. */
  tell(told: { n: number; because: string | null }): Promise<void>;
}

export interface BouncesRun {
  read: number;
  /** How many had not been read before: those say nothing new. */
  fresh: number;
  left: number;
  counted: number;
  kept: number;
}

/** Shows what a mail says of each recipient, and what follows. */
export type Show = (mail: Arrived, followed: readonly Followed[]) => void;

/** Reads mails one after the other; each is marked as read once what it says is recorded. */
export async function takeBounces(
  arrived: AsyncIterable<Arrived>,
  world: BouncesWorld,
  show?: Show,
): Promise<BouncesRun> {
  const run: BouncesRun = { read: 0, fresh: 0, left: 0, counted: 0, kept: 0 };
  let aboutUs = false;
  for await (const mail of arrived) {
    const { followed, fresh } = await takeOne(mail, world);
    show?.(mail, followed);
    await mail.done();
    run.read++;
    if (!fresh) continue;
    countIn(run, followed);
    aboutUs ||= followed.some(
      ({ finding }) => finding.kind === 'bounce' && ABOUT_US.some((one) => one === finding.reason),
    );
  }
  if (aboutUs) await tellOfMany(world);
  const { read, fresh, left, counted, kept } = run;
  const words = `${read} mails came back, ${fresh} of them new: ${left} end a subscription, ${counted} are counted, ${kept} kept for a person`;
  world.log('bounces', { ...run }, words);
  return run;
}

function countIn(run: BouncesRun, followed: readonly Followed[]): void {
  const some = (what: Verdict['do']) => Number(followed.some(({ verdict }) => verdict.do === what));
  run.fresh++;
  run.left += some('leave');
  run.counted += some('count');
  run.kept += some('keep');
}

/**
 * All that follows from one mail is one transaction. One that is recorded is not followed again, however often it is read;
 * what a person must look at is a file before it is.
 */
async function takeOne({ bytes }: Arrived, world: BouncesWorld): Promise<{ followed: Followed[]; fresh: boolean }> {
  const [id, at] = [nameOf(bytes), world.now().toISOString()];
  const mail = await readMail(bytes);
  const findings = classify(mail);
  return world.ledger.together(async (ledger) => {
    const followed = await follow(mail, findings, world, ledger);
    if (await isKnown(id, ledger)) return { followed: followed.map(readBefore), fresh: false };
    if (followed.some(({ verdict }) => verdict.do === 'keep')) await world.keep(id, bytes);
    await ledger.recordBounces(followed.map((one) => bounceOf(id, one, at)));
    for (const one of followed) await end(one, at, ledger);
    return { followed, fresh: true };
  });
}

/** What follows from mails as the ledger stands, without recording it. */
export async function foreseeBounces(
  arrived: AsyncIterable<Arrived>,
  { ledger, ...world }: Pick<BouncesWorld, 'now' | 'post' | 'ledger'>,
  show: Show,
): Promise<void> {
  for await (const mail of arrived) {
    const read = await readMail(mail.bytes);
    const followed = await follow(read, classify(read), world, ledger);
    show(mail, (await isKnown(nameOf(mail.bytes), ledger)) ? followed.map(readBefore) : followed);
  }
}

const isKnown = async (id: string, ledger: Pick<Ledger, 'bouncesIn'>): Promise<boolean> =>
  (await ledger.bouncesIn(id)).length > 0;

/** What it says was recorded, and followed, when it was read first. */
const readBefore = (one: Followed): Followed => ({ ...one, verdict: { do: 'nothing', because: 'read before' } });

/** Less than a mailbox gives of a large mail, and more than is read of one. */
const NAMED = 500_000;

/** The same mail has the same name, whichever line ends it came with, and from wherever it came. */
export const nameOf = (bytes: Uint8Array): string =>
  createHash('sha256')
    .update(bytes.filter((byte) => byte !== 13).subarray(0, NAMED))
    .digest('base64url')
    .slice(0, 22);

/** So many messages that are refused for what we are, within a day, are no accident. */
const MANY = 10;

async function tellOfMany({ ledger, now, tell }: BouncesWorld): Promise<void> {
  const told = await ledger.countBounces(before(now().toISOString(), DAY), ABOUT_US);
  if (told.n >= MANY) await tell(told);
}
