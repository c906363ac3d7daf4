/** The ledger of the mail, as operators look at it: how many messages ended how, and which are in trouble. */
import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { Delivery, DeliveryState } from './delivery.ts';
import type { Edition } from './edition.ts';
import type { Instant } from './item.ts';

/** How many messages of one kind, or of one edition, are in one state. */
export interface Counted {
  kind: Delivery['kind'];
  /** Of an edition. */
  cadence: Edition['cadence'] | null;
  due: Instant | null;
  state: DeliveryState;
  n: number;
  /** Of how many the answer was lost at some attempt, so that a copy may have arrived. */
  doubtful: number;
}

/** What became of one message. */
export type Outcome = Pick<
  Delivery,
  'id' | 'kind' | 'state' | 'attempts' | 'next' | 'created' | 'settled' | 'lost' | 'because'
> & { to: string; title: string };

export const outcomes = (db: Database) => ({
  async countDeliveries(): Promise<{ state: DeliveryState; n: number }[]> {
    return db
      .selectFrom('deliveries')
      .groupBy('state')
      .select(['state', (e) => e.fn.countAll<number>().as('n')])
      .execute();
  },

  /** What was written since an instant, the latest editions first, then the other kinds. */
  async countOutcomes(since: Instant): Promise<Counted[]> {
    const { rows } = await sql<Counted>`select kind, cadence, due, state, count(*) as n, count(lost) as doubtful
      from deliveries left join editions on kind = 'edition' and editions.id = subject
      where created >= ${since} group by kind, cadence, due, state
      order by kind <> 'edition', due desc, cadence, kind, state`.execute(db);
    return rows;
  },

  /** The messages of an edition, by their recipients. */
  outcomesOf: (edition: string): Promise<Outcome[]> =>
    all(db).where('kind', '=', 'edition').where('subject', '=', edition).orderBy('to').execute(),

  /** What became of one message. */
  outcomeOf: (id: string): Promise<Outcome | undefined> => all(db).where('deliveries.id', '=', id).executeTakeFirst(),

  /** So many messages that were tried and are still waiting, the oldest first: why, and when they are tried again. */
  troubled: (most: number): Promise<Outcome[]> =>
    all(db)
      .where('state', 'in', ['queued', 'leased', 'unknown'])
      .where('because', 'is not', null)
      .orderBy('created')
      .orderBy('to')
      .limit(most)
      .execute(),

  /** How many those are in all. */
  async countTroubled(): Promise<number> {
    const { rows } = await sql<{ n: number }>`select count(*) as n from deliveries
      where state in ('queued', 'leased', 'unknown') and because is not null`.execute(db);
    return rows[0]!.n;
  },

  /** So many messages that were refused since an instant, the latest first. */
  refusedSince: (since: Instant, most: number): Promise<Outcome[]> =>
    all(db).where('state', '=', 'refused').where('next', '>=', since).orderBy('next', 'desc').limit(most).execute(),
});

/** Of who is known no more, only the name is. */
const all = (db: Database) =>
  db
    .selectFrom('deliveries')
    .leftJoin('subscribers', 'subscribers.id', 'deliveries.subscriber')
    .leftJoin('joins', 'joins.id', 'deliveries.subscriber')
    .select(['deliveries.id', 'kind', 'state', 'attempts', 'next', 'created', 'settled', 'lost', 'because', 'title'])
    .select(
      sql<string>`coalesce(subscribers.address, joins.address, iif(subscriber like 'to:%', substr(subscriber, 4), subscriber))`.as(
        'to',
      ),
    );
