/** `silkwatch status`: what is watched, known, waiting and due, on one screen. */
import type { DeliveryState } from '../state/delivery.ts';
import { before, DAY, type Instant } from '../state/item.ts';
import type { Seen } from '../state/recorded.ts';
import type { Source } from '../state/source.ts';
import type { Config } from './config.ts';
import { nextDue } from './due.ts';
import { sourceStatus } from './sources.ts';
import type { World } from './world.ts';

export interface Status {
  sources: { healthy: number; failing: number; unvisited: number; off: number };
  items: number;
  lastDay: Seen;
  subscribers: number;
  deliveries: Partial<Record<DeliveryState, number>>;
  troubled: Awaited<ReturnType<World['ledger']['troubled']>>;
  nextEdition: Instant | null;
  mail: string;
}

/** The facts, and the same in words. */
export async function statusOf(
  sources: readonly Source[],
  config: Config,
  { ledger, now }: Pick<World, 'ledger' | 'now'>,
): Promise<{ facts: Status; words: string }> {
  const rows = sourceStatus(sources, await ledger.learnt());
  const count = (state: string) => rows.filter((row) => row.state === state).length;
  const at = now();
  const day = await ledger.seen(before(at.toISOString(), DAY), at.toISOString());
  const deliveries = Object.fromEntries((await ledger.countDeliveries()).map(({ state, n }) => [state, n]));
  const subscribers = await ledger.subscribers();
  const due = subscribers
    .filter(({ cadence }) => cadence !== 'now')
    .map((subscriber) => nextDue(subscriber, at).at)
    .sort()[0];
  const facts: Status = {
    sources: {
      healthy: count('healthy'),
      failing: count('failing'),
      unvisited: count('not visited yet'),
      off: count('off'),
    },
    items: await ledger.countItems(),
    lastDay: day,
    subscribers: subscribers.length,
    deliveries,
    troubled: await ledger.troubled(),
    nextEdition: due ?? null,
    mail: config.smtpUrl ? 'smtp' : `outbox ${config.outbox}`,
  };
  return {
    facts,
    words: wordsOf(
      facts,
      rows.filter((row) => row.state === 'failing'),
    ),
  };
}

function wordsOf(
  { sources, items, lastDay, subscribers, deliveries, troubled, nextEdition, mail }: Status,
  failing: { id: string; because: string | null }[],
): string {
  const sent = Object.entries(deliveries).map(([state, n]) => `${n} ${state}`);
  return [
    `sources      ${sources.healthy} healthy, ${sources.failing} failing, ${sources.unvisited} not visited yet, ${sources.off} off`,
    ...failing.map(({ id, because }) => `  failing    ${id}: ${because}`),
    `items        ${items} known; of the last day ${lastDay.items}, ${lastDay.matched} of them matched`,
    `subscribers  ${subscribers}; next edition ${nextEdition ?? 'none'}`,
    `deliveries   ${sent.join(', ') || 'none yet'}; mail goes to ${mail}`,
    ...troubled.map(({ to, state, because, next }) => `  ${state.padEnd(10)} ${to}: ${because}; next try ${next}`),
  ].join('\n');
}
