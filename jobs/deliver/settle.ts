/** What an answer of the mail server leads to: recorded, and followed by what it says of the address or of the server. */
import { before, HOUR, type Instant } from '../../state/item.ts';
import type { Leased } from '../../state/sending.ts';
import type { Sent } from '../deliver.ts';
import { type About, aboutOf, statusIn } from './answer.ts';
import { addressOf, type Recipient } from './decide.ts';
import { isDead, keepRefusal } from './gone.ts';
import { endOf, startPause } from './pause.ts';
import { decideAfter, type Verdict } from './retry.ts';
import { prove, type Run, type Turn } from './run.ts';

/** A message that was handed to a connection, and how its send ended; `broken` where no message at all can be sent. */
export interface Ended {
  delivery: Leased;
  recipient: Recipient;
  sent: Sent | { broken: Error };
}

/** Records how sends ended: those that were taken in one statement, for they are many. */
export async function settle(ended: readonly Ended[], run: Run, turn: Turn): Promise<void> {
  const taken = ended.filter(({ sent }) => 'outcome' in sent && sent.outcome === 'accepted');
  if (taken.length > 0) {
    run.failures = 0;
    if (taken.some(({ delivery }) => delivery.kind !== 'ops')) prove(run);
    const at = run.world.now().toISOString();
    const same = { state: 'accepted', at, next: at, attempted: true } as const;
    const endings = taken.map(({ delivery, sent }) => ({ id: delivery.id, because: wordsOf(sent), ...same }));
    await turn.conclude(endings, run.owner);
    for (const one of taken) tell(one, 'accepted', run);
  }
  for (const one of ended) if (!taken.includes(one)) await settleOne(one, run, turn);
}

async function settleOne(ended: Ended, run: Run, turn: Turn): Promise<void> {
  const { delivery, sent } = ended;
  if ('broken' in sent) return putBack(ended, sent.broken, run, turn);
  const at = run.world.now().toISOString();
  const verdict = decideAfter(sent, delivery, await wereTaken(aboutOf(sent), at, turn));
  const { state, wait, attempted } = verdict;
  const ending = { id: delivery.id, state, because: wordsOf(sent), at, next: before(at, -wait), attempted };
  await turn.conclude([ending], run.owner);
  tell(ended, state, run);
  await follow({ ...ended, sent }, verdict, run, turn);
}

/** Nothing can be sent from here: the message is as it was, and the run stops. It comes last then, in case that it was its own fault. */
async function putBack({ delivery }: Ended, error: Error, run: Run, turn: Turn): Promise<void> {
  const at = run.world.now().toISOString();
  const same = { state: delivery.was, because: error.message, at, next: at, attempted: false };
  await turn.conclude([{ id: delivery.id, ...same }], run.owner);
  run.broken ??= error;
}

/** Whether other mail was taken since the last pause; from a server that cannot work now, within the last hour. */
async function wereTaken(about: About, now: Instant, turn: Turn): Promise<boolean> {
  if (about !== 'policy' && about !== 'server') return false;
  const late = before(now, HOUR);
  const [last] = await turn.latestPauses(1);
  const end = last ? endOf(last) : late;
  if (end === null) return false;
  return turn.acceptedSince(about === 'server' && end < late ? late : end);
}

async function follow(
  { delivery, recipient, sent }: Ended & { sent: Sent },
  { about, pauses }: Verdict,
  run: Run,
  turn: Turn,
): Promise<void> {
  const { now, post } = run.world;
  const here = { now: now().toISOString(), post };
  if (about !== 'server') run.failures = 0;
  else if (delivery.kind !== 'ops') run.failures++;
  const why = { because: wordsOf(sent), delivery: delivery.id };
  if (pauses) await startPause({ ...why, ends: false }, run.limits, here, turn);
  if (run.failures >= bearable(run)) {
    run.failures = 0;
    await startPause({ ...why, ends: true }, run.limits, here, turn);
  }
  if ((about !== 'nobody' && about !== 'full') || recipient.is !== 'subscriber') return;
  // Who was erased while the message was on its way is not written down again.
  const subscriber = await turn.subscriber(recipient.subscriber.id);
  if (!subscriber) return;
  const refusal = { about, delivery, subscriber, sent };
  await keepRefusal(refusal, here.now, turn);
  if (!(await isDead(refusal, here.now, turn))) return;
  await turn.depart(subscriber.id, { at: here.now, reason: 'bounced', wording: 'bounce' });
}

/** One connection alone fails as often as it would among the others. */
const bearable = ({ limits: { errors, connections }, proven }: Run): number =>
  proven ? errors : Math.ceil(errors / connections);

function tell({ delivery, recipient, sent }: Ended, state: Verdict['state'], { world, counts, due }: Run): void {
  const { id, kind, title } = delivery;
  const because = wordsOf(sent);
  counts[state === 'queued' ? 'later' : state]++;
  const words = `${state}: ${title} → ${addressOf(recipient)}${state === 'accepted' ? '' : ` (${because})`}`;
  world.log('delivery', { id, kind, state, because }, words, state === 'accepted' ? 'info' : 'warn');
  const done = counts.accepted + counts.refused + counts.later + counts.unknown + counts.skipped;
  world.log.progress(done, Math.max(due, done), title);
}

/** The server's words with the status that they stand for. */
function wordsOf(sent: Ended['sent']): string {
  if ('broken' in sent) return sent.broken.message;
  const { because, status } = sent;
  return status === null || statusIn(because) !== null ? because : `${status} ${because}`;
}
