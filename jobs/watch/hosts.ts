/** Hosts that asked us to come later: left alone, all their sources together, and treated more gently after. */
import { coolUntil, type Lane, slower } from '../../watchers/lanes.ts';
import type { World } from '../world.ts';

type HostWorld = Pick<World, 'now' | 'cooldowns' | 'ledger' | 'log'>;

/** Whether a host is to be left alone now. */
export async function isCool(host: string, { cooldowns, now }: HostWorld): Promise<boolean> {
  const until = await cooldowns.get<string>(host);
  return until !== undefined && until > now().toISOString();
}

/** Leaves a host alone for as long as it asked, and asks it at longer intervals for a day after. */
export async function cool(
  { host, spacing }: Pick<Lane<unknown>, 'host' | 'spacing'>,
  retryAfter: number | undefined,
  { cooldowns, ledger, log, now }: HostWorld,
): Promise<void> {
  const until = coolUntil(now(), retryAfter);
  await cooldowns.set(host, until, Date.parse(until) - now().getTime());
  await ledger.saveHostBudget(slower(host, spacing, now()));
  log('cool', { host, until }, `${host} asks us to come later: left alone until ${until}`, 'warn');
}
