/** Who stands behind a link that changes or shows something of theirs. */
import type { Context } from 'hono';
import type { Subscriber } from '../state/subscriber.ts';
import type { Site, Visit, WebWorld } from './site.ts';
import { type Purpose, verified } from './token.ts';

/** A page of one subscriber. */
export interface Page {
  c: Context<Visit>;
  subscriber: Subscriber;
  site: Site;
  world: WebWorld;
}

/**
 * The subscriber of a token. Who left and joined again has new links: an old mail, which may have been passed on, opens
 * nothing of theirs any more. Who has left is found too, with `left` set.
 */
export async function subscriberBy(
  token: string,
  purpose: Purpose,
  { ledger, secret, now }: Pick<WebWorld, 'ledger' | 'secret' | 'now'>,
): Promise<Subscriber | undefined> {
  const found = verified(token, purpose, secret, now());
  const subscriber = found && (await ledger.subscriber(found.subject));
  // Tokens know the second.
  return subscriber && secondOf(found.at) >= secondOf(new Date(subscriber.since)) ? subscriber : undefined;
}

const secondOf = (at: Date): number => Math.floor(at.getTime() / 1000);
