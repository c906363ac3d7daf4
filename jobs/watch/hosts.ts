/** Hosts that asked us to come later: left alone, all their sources together, and treated more gently after. */
import type { Instant } from '../../state/item.ts';
import { coolUntil, type Lane, slower } from '../../watchers/lanes.ts';
import type { World } from '../world.ts';

type HostWorld = Pick<World, 'now' | 'cooldowns' | 'ledger' | 'log'>;

/** Whether a host is to be left alone now. */
export async function isCool(host: string, { cooldowns, now }: Pick<World, 'cooldowns' | 'now'>): Promise<boolean> {
  const until = await cooldowns.get<string>(host);
  return until !== undefined && until > now().toISOString();
}

/** Leaves a host alone for as long as it asked, and says until when. */
export async function leaveAlone(
  host: string,
  retryAfter: number | undefined,
  { cooldowns, now }: Pick<World, 'cooldowns' | 'now'>,
): Promise<Instant> {
  const until = coolUntil(now(), retryAfter);
  await cooldowns.set(host, until, Date.parse(until) - now().getTime());
  return until;
}

/** Leaves a host alone for as long as it asked, and asks it at longer intervals for a day after. */
export async function cool(
  { host, spacing }: Pick<Lane<unknown>, 'host' | 'spacing'>,
  retryAfter: number | undefined,
  world: HostWorld,
): Promise<void> {
  const until = await leaveAlone(host, retryAfter, world);
  await world.ledger.saveHostBudget(slower(host, spacing, world.now()));
  world.log('cool', { host, until }, `${host} asks us to come later: left alone until ${until}`, 'warn');
}
