/** The ledger of the people who get our mail. */
import { type Selectable, sql } from 'kysely';
import type { Consent } from './consent.ts';
import { atomically, type Database } from './database.ts';
import type { Instant } from './item.ts';
import type { Wishes } from './join.ts';
import { joins } from './joins.ts';
import { type Subscriber, zoneOf } from './subscriber.ts';
import type { Suppression } from './suppression.ts';
import { suppressions } from './suppressions.ts';
import type { Tables } from './tables.ts';

/** What a subscriber agreed to with what is written of them. */
export type Agreed = Omit<Consent, 'subscriber'>;

/** How a subscription ended. */
export interface Departure {
  at: Instant;
  /** What it means for the address. */
  reason: Suppression['reason'];
  /** The IP address that it came from, where it came over the web. */
  network?: string | null;
  /** What it came by: `web`, `one click`, `mail`, `bounce`, `command line`. */
  wording: string;
}

export const subscribers = (db: Database) => ({
  /**
   * Adds a subscriber, or writes over the one with this address in any case, who keeps the id, together with what they
   * agreed to. Answers the id.
   */
  subscribe: (subscriber: Subscriber, consent?: Agreed): Promise<string> =>
    atomically(db, (tx) => enter(tx, subscriber, consent)),

  /** Adds or writes over many, all or none. */
  subscribeAll: (all: readonly { subscriber: Subscriber; consent: Agreed }[]): Promise<void> =>
    atomically(db, async (tx) => {
      for (const { subscriber, consent } of all) await enter(tx, subscriber, consent);
    }),

  /** Everyone who has not left, by address. */
  async subscribers(): Promise<Subscriber[]> {
    const rows = await db.selectFrom('subscribers').where('left', 'is', null).selectAll().orderBy('address').execute();
    return rows.map(subscriberOf);
  },

  /** Everyone, also who left, by address. */
  async everyone(): Promise<Subscriber[]> {
    return (await db.selectFrom('subscribers').selectAll().orderBy('address').execute()).map(subscriberOf);
  },

  /** The time zones of who has not left that are not known here: who has one is told in UTC. */
  async strayZones(): Promise<string[]> {
    const rows = await db.selectFrom('subscribers').where('left', 'is', null).select('timezone').distinct().execute();
    return rows.map(({ timezone }) => timezone).filter((zone) => zoneOf(zone) !== zone);
  },

  async subscriber(id: string): Promise<Subscriber | undefined> {
    const row = await db.selectFrom('subscribers').where('id', '=', id).selectAll().executeTakeFirst();
    return row && subscriberOf(row);
  },

  /** Those of these ids who are or were there, by id. */
  async subscribersOf(ids: readonly string[]): Promise<Map<string, Subscriber>> {
    const rows = await db.selectFrom('subscribers').where(isAmong(ids)).selectAll().execute();
    return new Map(rows.map((row) => [row.id, subscriberOf(row)]));
  },

  /** Whoever has this address, written in any case, also who left. */
  async subscriberAt(address: string): Promise<Subscriber | undefined> {
    const row = await at(db, address);
    return row && subscriberOf(row);
  },

  /**
   * Ends a subscription however it ends, all of it or nothing: from then on nothing is sent, the address is suppressed, and
   * the consent says when, from where and by what it was ended. Answers whether there was one to end.
   */
  depart: (id: string, { at, reason, network = null, wording }: Departure): Promise<boolean> =>
    atomically(db, async (tx) => {
      const row = await tx
        .updateTable('subscribers')
        .where('id', '=', id)
        .where('left', 'is', null)
        .set({ left: at })
        .returning('address')
        .executeTakeFirst();
      if (!row) return false;
      await suppressions(tx).suppress(row.address, reason, at);
      await joins(tx).consent({ subscriber: id, at, what: 'left', network, wording });
      return true;
    }),
});

/** Writes a subscriber within a transaction of the caller's. */
export async function enter(tx: Database, subscriber: Subscriber, consent?: Agreed): Promise<string> {
  const { id: own, ...settings } = rowOf(subscriber);
  const known = await at(tx, subscriber.address);
  const id = known?.id ?? own;
  const kept = known ? { ...settings, address: known.address } : settings;
  await tx
    .insertInto('subscribers')
    .values({ id, ...kept })
    .onConflict((c) => c.column('id').doUpdateSet(kept))
    .execute();
  if (consent) await joins(tx).consent({ subscriber: id, ...consent });
  return id;
}

/**
 * Two addresses that differ by case alone are one mailbox nearly everywhere. An older ledger may hold both: who has not
 * left comes first, and then who is spelled just so.
 */
const at = (db: Database, address: string) =>
  db
    .selectFrom('subscribers')
    .where(isAt(address))
    .selectAll()
    .orderBy((e) => e('left', 'is not', null))
    .orderBy((e) => e('address', '<>', address))
    .executeTakeFirst();

/** Whether a row is of this address, in whatever case it is written. */
export const isAt = (address: string) => sql<boolean>`lower(address) = ${address.toLowerCase()}`;

/** The columns of what a subscriber is or wishes. */
export const rowOf = <S extends Wishes>({ topics, alerts, quiet, allQuiet, ...same }: S) => ({
  ...same,
  topics: JSON.stringify(topics),
  alerts: Number(alerts),
  quiet: quiet && JSON.stringify(quiet),
  all_quiet: Number(allQuiet),
});

/** A list as one value, so that the statement is the same for each length. */
const isAmong = (ids: readonly string[]) => sql<boolean>`id in (select value from json_each(${JSON.stringify(ids)}))`;

function subscriberOf({ topics, alerts, quiet, all_quiet, ...row }: Selectable<Tables['subscribers']>): Subscriber {
  return {
    ...row,
    timezone: zoneOf(row.timezone),
    topics: JSON.parse(topics),
    alerts: alerts === 1,
    quiet: quiet && JSON.parse(quiet),
    allQuiet: all_quiet === 1,
  };
}
