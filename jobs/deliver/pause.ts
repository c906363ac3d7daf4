/** Times in which nothing is sent: begun where the server does not want our mail or does not answer, and told to operators. */
import { randomUUID } from 'node:crypto';
import { before, type Instant, MINUTE } from '../../state/item.ts';
import type { Ledger } from '../../state/ledger.ts';
import type { Pause } from '../../state/pause.ts';
import { composeOps } from '../../templates/ops.ts';
import { count } from '../../templates/words.ts';
import type { Post } from '../mail/links.ts';
import { writtenTo } from '../message.ts';
import { toAddress } from './decide.ts';
import type { Limits } from './limits.ts';

/** The first pauses are short, since most troubles are; then a server that is down is not knocked at for nothing. */
const LENGTHS = [5, 15, 60, 180, 360].map((minutes) => minutes * MINUTE);

type PauseLedger = Pick<Ledger, 'startPause' | 'latestPauses' | 'acceptedSince' | 'enqueue' | 'pauseAt' | 'untell'>;

export interface Why {
  because: string;
  /** The delivery whose answer led to it. */
  delivery: string;
  /** Whether it ends by itself. */
  ends: boolean;
}

/** Begins a pause, unless one is on already, and writes to whoever runs the program; all of it in the turn's transaction. */
export async function startPause(
  { because, delivery, ends }: Why,
  { ops, from }: Limits,
  { now, post }: { now: Instant; post: Post },
  ledger: PauseLedger,
): Promise<void> {
  if (await ledger.pauseAt(now)) return;
  const until = ends ? before(now, -lengthAfter(await fruitless(ledger))) : null;
  const pause: Pause = { id: randomUUID(), since: now, until, because, delivery, ended: null };
  await ledger.startPause(pause);
  if (ops === null) return;
  await ledger.untell(toAddress(ops), now);
  const mail = composeOps(noticeOf(pause), { from, web: post.web });
  await ledger.enqueue(writtenTo(ops, { subject: `pause:${pause.id}`, created: now, mail }, from));
}

/** When a pause ended or will; null where somebody must say so. */
export const endOf = ({ ended, until }: Pause): Instant | null => ended ?? until;

/** Whether mail was taken since the last pause, or there was none. */
export async function isProven({
  latestPauses,
  acceptedSince,
}: Pick<PauseLedger, 'latestPauses' | 'acceptedSince'>): Promise<boolean> {
  const [last] = await latestPauses(1);
  const end = last ? endOf(last) : null;
  return last === undefined || (end !== null && (await acceptedSince(end)));
}

/** How long a pause lasts after so many that changed nothing. */
export const lengthAfter = (pauses: number): number => LENGTHS[Math.min(pauses, LENGTHS.length - 1)]!;

/** How many of the latest pauses ended by themselves, with no mail taken since. */
async function fruitless({ latestPauses, acceptedSince }: PauseLedger): Promise<number> {
  let some = 0;
  for (const { until, since } of await latestPauses(LENGTHS.length)) {
    if (until === null || (await acceptedSince(since))) break;
    some++;
  }
  return some;
}

/** Ends the pause that is on, as a person says, and has tried at once what was put off; answers what to tell them. */
export async function resume({ ledger, now }: ResumeWorld): Promise<string[]> {
  const at = now().toISOString();
  const ended = await ledger.endPauses(at);
  const hastened = await ledger.hasten(at);
  return [
    ...ended.map(({ since, because }) => `sending goes on; it was paused since ${since}: ${because}`),
    ...(ended.length === 0 ? ['sending was not paused; all that waits is tried at once'] : []),
    ...(hastened > 0 ? [`put off before, and tried at once: ${count(hastened, 'message')}`] : []),
  ];
}

interface ResumeWorld {
  ledger: Pick<Ledger, 'endPauses' | 'hasten'>;
  now(): Date;
}

/** What a person reads of a pause, on one line. */
export function pauseWords({ since, until, because }: Pause): string {
  const how = until === null ? 'mend it, then run: silkwatch deliver --resume' : `it goes on by itself at ${until}`;
  return `sending is paused since ${since}: ${because}; ${how}`;
}

function noticeOf({ until, because }: Pause) {
  const what =
    until === null
      ? ['The mail server does not want our mail, and nothing is sent until somebody has seen to it.', 'Then run']
      : [`The mail server takes no mail. We try again at ${until}.`, 'To try at once, run'];
  const lost = 'Nothing is lost and nobody was struck from the list: all mail waits.';
  return {
    title: 'sending is paused',
    // A command stands on a line of its own, or it would be broken.
    lines: [what[0]!, `It said: ${because}`, lost, `${what[1]}: silkwatch deliver --resume`],
  };
}
