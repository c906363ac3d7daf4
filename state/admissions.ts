/** The ledger of how people come in: a wish to join, confirmed from their mailbox. */
import type { Consent } from './consent.ts';
import { atomically, type Database } from './database.ts';
import type { Join } from './join.ts';
import { joins } from './joins.ts';
import type { Subscriber } from './subscriber.ts';
import { enter, subscribers } from './subscribers.ts';
import { suppressions } from './suppressions.ts';
import { subscriberWith } from './wishes.ts';

/** `unknown` where the wish was forgotten, `again` where it was confirmed before, `blocked` where an operator says no. */
export type Admission = { as: 'confirmed'; subscriber: string } | { as: 'unknown' | 'again' | 'blocked' };

export const admissions = (db: Database) => ({
  /**
   * Makes a subscriber of whoever wished to be one and confirmed it, all of it or nothing: what they are sent from now on,
   * that their address may be written to again, and what they agreed to, when and from where, both times. A wish is good
   * for one confirmation, also where they have left since. Who was there already keeps their id.
   */
  admit: (join: Join['id'], confirmed: Pick<Consent, 'at' | 'network' | 'wording'>): Promise<Admission> =>
    atomically(db, async (tx) => {
      const wish = await joins(tx).join(join);
      if (!wish) return { as: 'unknown' };
      if (wish.confirmed) return { as: 'again' };
      if ((await suppressions(tx).suppressed(wish.address))?.reason === 'blocked') return { as: 'blocked' };
      await joins(tx).confirmJoin(join, confirmed.at);
      const subscriber = await enter(tx, await subscriberOf(tx, wish, confirmed.at));
      await suppressions(tx).liftSuppression(wish.address);
      await joins(tx).consent({
        subscriber,
        at: wish.asked,
        what: 'asked',
        network: wish.network,
        wording: wish.wording,
      });
      await joins(tx).consent({ subscriber, what: 'confirmed', ...confirmed });
      return { as: 'confirmed', subscriber };
    }),
});

async function subscriberOf(tx: Database, { address, wishes }: Join, at: string): Promise<Subscriber> {
  const known = await subscribers(tx).subscriberAt(address);
  const wished = subscriberWith({ address, ...wishes }, wishes.topics, wishes.timezone, new Date(at), known);
  // What they asked for is mail: a pause of before is over.
  return { ...wished, paused: null };
}
