/** What connections get to send next: leased in small batches, and handed over only as it stands now. */
import { before, MINUTE } from '../../state/item.ts';
import type { Ending, Leased } from '../../state/sending.ts';
import type { Letter } from '../deliver.ts';
import { type Budget, budgetOf } from './budget.ts';
import { addressOf, type Decision, decideDelivery, type Recipient } from './decide.ts';
import { letterTo } from './letter.ts';
import { recipientsOf } from './recipients.ts';
import { stoodBefore } from './retry.ts';
import type { Run, Turn } from './run.ts';

/** What a connection gets: a letter, milliseconds to wait for a limit, or nothing any more. */
export type Next = { letter: Letter; delivery: Leased; recipient: Recipient } | { wait: number } | null;

/** A process that has not handed over for so long what it has leased is dead. */
const LEASE = 5 * MINUTE;
/** A send that takes longer than this is not under way any more: its process is dead. A slow server may take this long (jobs/mail/smtp.ts). */
const LONGEST_SEND = 30 * MINUTE;
/** For each connection: few, so that what is told at once overtakes editions, and is not kept long by a process that died. */
const BATCH = 4;
/** Batches in one turn, where none of their messages goes out: other processes want to write, too. */
const ROUNDS = 50;
/** No wait is longer, so that a program that is told to end does. */
const LONGEST_WAIT = 1000;

type Chosen = Exclude<Next, null | { wait: number }>;

/** Hands over as many messages as there are connections that want one, or says how long to wait, or that there are no more. */
export async function handOver(wanted: number, run: Run, turn: Turn): Promise<Next[]> {
  const only = await kindsNow(run, turn);
  const chosen: Chosen[] = [];
  let rounds = 0;
  while (only !== null && chosen.length < wanted && rounds++ < ROUNDS) {
    if (run.leased.length === 0) run.leased = inTurn(await lease(wanted, only, run, turn), run);
    if (run.leased.length === 0) break;
    const { sends, waits } = await choose(run.leased.splice(0, wanted - chosen.length), run, turn);
    chosen.push(...sends);
    if (waits) break;
  }
  const rest = only === null || chosen.length === wanted ? null : await restUntil(rounds > ROUNDS, run, turn);
  return Array.from({ length: wanted }, (_, n) => chosen[n] ?? rest);
}

/** Which kinds may go out; all where none is named, and null where nothing may. */
async function kindsNow(run: Run, turn: Turn): Promise<readonly Leased['kind'][] | null> {
  const pause = await turn.pauseAt(run.world.now().toISOString());
  run.counts.paused = pause ?? null;
  const over = run.broken !== undefined || run.world.ending.aborted;
  if (over || pause) await giveBack(run, turn);
  if (over) return null;
  return pause ? ['ops'] : run.limits.kinds;
}

async function giveBack(run: Run, turn: Turn): Promise<void> {
  const ids = run.leased.splice(0).map(({ id }) => id);
  if (ids.length > 0) await turn.giveBack(ids, run.owner);
}

/** Under a limit for all mail no more is leased than goes out soon. */
function lease(wanted: number, only: readonly Leased['kind'][], run: Run, turn: Turn): Promise<Leased[]> {
  const { connections, perMinute } = run.limits;
  const now = run.world.now().toISOString();
  const most = perMinute > 0 && run.proven ? wanted : connections * BATCH;
  return turn.lease(run.owner, most, now, before(now, -LEASE), only);
}

/** After a pause others go before those that a policy stood against: once one is taken, these are told from them. */
const inTurn = (leased: Leased[], { proven }: Run): Leased[] =>
  proven ? leased : leased.toSorted((a, b) => Number(stoodBefore(a.because)) - Number(stoodBefore(b.because)));

/**
 * How long to wait for what a limit holds up, or for the next turn where there is `more` to look through; null where that
 * is for the next run, or there is nothing.
 */
async function restUntil(more: boolean, run: Run, turn: Turn): Promise<Next> {
  if (more) return { wait: 0 };
  const now = run.world.now().getTime();
  run.putOff = run.putOff.filter((at) => at > now);
  const from = Math.min(...run.putOff, ...(run.leased.length > 0 ? [await allFrom(run, turn)] : []));
  // What is told at once meanwhile goes before what this run has leased.
  await giveBack(run, turn);
  return from <= run.patience ? { wait: Math.min(Math.max(from - now, 1), LONGEST_WAIT) } : null;
}

const allFrom = async (run: Run, turn: Turn): Promise<number> =>
  (await budgetOf([], run.limits, run.booked, run.world.now().getTime(), turn)).anyFrom();

/** Decides of leased messages, in order, which go out now, and records what becomes of the others. */
async function choose(some: Leased[], run: Run, turn: Turn): Promise<{ sends: Chosen[]; waits: boolean }> {
  const now = run.world.now();
  const recipients = await recipientsOf(some, turn);
  const addresses = recipients.filter((one) => one !== undefined).map(addressOf);
  const budget = await budgetOf(addresses, run.limits, run.booked, now.getTime(), turn);
  const [sends, endings]: [[Leased, Recipient][], Ending[]] = [[], []];
  for (const [n, delivery] of some.entries()) {
    const decision = bounded(decideDelivery(recipients[n], delivery, now), delivery, recipients[n], budget, run);
    if (decision === 'not yet') run.leased.unshift(...some.splice(n));
    else if (decision.do === 'send') sends.push([delivery, recipients[n]!]);
    else endings.push(endingOf(delivery, decision, now));
  }
  await budget.keep();
  run.counts.skipped += endings.filter(({ state }) => state === 'skipped').length;
  if (endings.length > 0) await turn.conclude(endings, run.owner);
  return { sends: await hand(sends, run, turn), waits: run.leased.length > 0 && budget.anyFrom() > now.getTime() };
}

/** A decision within the limits; `not yet` where the limit for all mail holds it up, and all that comes after it. */
function bounded(
  decision: Decision,
  { kind }: Leased,
  recipient: Recipient | undefined,
  budget: Budget,
  run: Run,
): Decision | 'not yet' {
  if (decision.do !== 'send') return decision;
  const now = run.world.now().getTime();
  if (budget.anyFrom() > now) return 'not yet';
  const from = budget.from(addressOf(recipient!), kind);
  if (from <= now) {
    budget.draw(addressOf(recipient!));
    return decision;
  }
  if (from <= run.patience) run.putOff.push(from);
  return { do: 'wait', until: new Date(Math.ceil(from)).toISOString() };
}

function endingOf(delivery: Leased, decision: Exclude<Decision, { do: 'send' }>, now: Date): Ending {
  const { id, was, because } = delivery;
  const at = now.toISOString();
  if (decision.do === 'skip')
    return { id, state: 'skipped', because: decision.because, at, next: at, attempted: false };
  return { id, state: was, because, at, next: decision.until, attempted: false };
}

async function hand(sends: readonly [Leased, Recipient][], run: Run, turn: Turn): Promise<Chosen[]> {
  if (sends.length === 0) return [];
  const now = run.world.now().toISOString();
  const ids = sends.map(([{ id }]) => id);
  const held = await turn.hand(ids, run.owner, now, before(now, -LONGEST_SEND));
  const chosen: Chosen[] = [];
  for (const [delivery, recipient] of sends) {
    if (!held.has(delivery.id)) continue;
    const mail = await run.bodyOf(delivery.body, turn);
    chosen.push({ delivery, recipient, letter: letterTo(recipient, delivery, mail, run.world.post) });
  }
  return chosen;
}
