/** `silkwatch status`: what is watched, known, waiting and due, on one screen. */
import type { DeliveryState } from '../state/delivery.ts';
import { nextDue } from '../state/due.ts';
import { before, DAY, type Instant } from '../state/item.ts';
import type { Seen } from '../state/items.ts';
import type { Outcome } from '../state/outcomes.ts';
import type { Pause } from '../state/pause.ts';
import type { Source } from '../state/source.ts';
import { number } from '../templates/words.ts';
import { keptFolder, keptIn } from './bounces/kept.ts';
import type { Config } from './config.ts';
import { pauseWords } from './deliver/pause.ts';
import { silenceStatus } from './silence/words.ts';
import { type Silenced, silencesNow } from './silence.ts';
import { type SourceStatus, sourceStatus } from './sources.ts';
import type { World } from './world.ts';

export interface Status {
  /** How many sources are in each state. */
  sources: Record<SourceStatus['state'], number>;
  items: number;
  lastDay: Seen;
  subscribers: number;
  deliveries: Partial<Record<DeliveryState, number>>;
  /** The sources that somebody should look after. */
  uneasy: Pick<SourceStatus, 'id' | 'state' | 'since' | 'because'>[];
  /** So many of those that were tried and wait are told by name, and how many there are more. */
  troubled: Outcome[];
  troubledMore: number;
  /** Why no mail is sent for now, where that is so. */
  paused: Pause | null;
  /** How many mails that came back wait for a person to look at them. */
  kept: number;
  /** In force. */
  silences: Silenced[];
  nextEdition: Instant | null;
  mail: string;
}

const MOST_TROUBLED = 5;

/** The facts, and the same in words. */
export async function statusOf(
  sources: readonly Source[],
  config: Config,
  { ledger, now }: Pick<World, 'ledger' | 'now'>,
): Promise<{ facts: Status; words: string }> {
  const at = now();
  const rows = sourceStatus(sources, await ledger.learnt(), at);
  const day = await ledger.seen(before(at.toISOString(), DAY), at.toISOString());
  const deliveries = Object.fromEntries((await ledger.countDeliveries()).map(({ state, n }) => [state, n]));
  const subscribers = await ledger.subscribers();
  const due = subscribers
    .filter(({ cadence }) => cadence !== 'now')
    .map((subscriber) => nextDue(subscriber, at).at)
    .sort()[0];
  const troubled = await ledger.troubled(MOST_TROUBLED);
  const facts: Status = {
    sources: statesOf(rows),
    items: await ledger.countItems(),
    lastDay: day,
    subscribers: subscribers.length,
    deliveries,
    uneasy: rows
      .filter(({ state }) => !CALM.has(state))
      .map(({ id, state, since, because }) => ({ id, state, since, because })),
    troubled,
    troubledMore: (await ledger.countTroubled()) - troubled.length,
    paused: (await ledger.pauseAt(at.toISOString())) ?? null,
    kept: (await keptIn(keptFolder(config.data))).length,
    silences: await silencesNow(false, { ledger, now }),
    nextEdition: due ?? null,
    mail: config.smtpUrl ? 'smtp' : `outbox ${config.outbox}`,
  };
  return { facts, words: wordsOf(facts) };
}

/** All states, in the order in which they are told. */
const STATES: readonly SourceStatus['state'][] = [
  ...(['healthy', 'quiet', 'moved', 'gap', 'late', 'failing', 'blind', 'gone'] as const),
  ...(['not visited yet', 'off'] as const),
];

const statesOf = (rows: readonly SourceStatus[]) =>
  Object.fromEntries(
    STATES.map((state) => [state, rows.filter((row) => row.state === state).length]),
  ) as Status['sources'];

/** These are told also where no source is in them: that nothing fails is worth knowing. */
const ALWAYS: ReadonlySet<SourceStatus['state']> = new Set(['healthy', 'failing', 'not visited yet', 'off']);
/** In these nobody need look after a source. */
const CALM: ReadonlySet<SourceStatus['state']> = new Set(['healthy', 'quiet', 'not visited yet', 'off']);

function wordsOf({
  sources,
  uneasy,
  items,
  lastDay,
  subscribers,
  deliveries,
  troubled,
  troubledMore,
  paused,
  kept,
  silences,
  nextEdition,
  mail,
}: Status): string {
  const states = STATES.filter((state) => sources[state] > 0 || ALWAYS.has(state));
  const sent = Object.entries(deliveries).map(([state, n]) => `${n} ${state}`);
  return [
    `sources      ${states.map((state) => `${sources[state]} ${state}`).join(', ')}`,
    ...uneasy.map(({ id, state, because }) => `  ${state.padEnd(10)} ${id}: ${because}`),
    `items        ${items} known; of the last day ${lastDay.items}, ${lastDay.matched} of them matched`,
    `subscribers  ${subscribers}; next edition ${nextEdition ?? 'none'}`,
    `deliveries   ${sent.join(', ') || 'none yet'}; mail goes to ${mail}`,
    ...(paused ? [`  ${pauseWords(paused)}`] : []),
    ...troubled.map(({ to, state, because, next }) => `  ${state.padEnd(10)} ${to}: ${because}; next try ${next}`),
    ...(troubledMore > 0 ? [`  and ${number(troubledMore)} more: silkwatch deliveries`] : []),
    ...(kept > 0 ? [`came back    ${kept} that a person must look at: silkwatch bounces --kept`] : []),
    ...silenceStatus(silences),
  ].join('\n');
}
