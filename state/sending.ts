/** The ledger of the mail under way: leased by a run, handed to a connection, settled by what came of it. */
import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { Delivery, DeliveryState, Mail } from './delivery.ts';
import type { Instant } from './item.ts';

/** A message that a run has leased, without its mail, which many share. */
export type Leased = Pick<
  Delivery,
  'id' | 'kind' | 'subject' | 'revision' | 'subscriber' | 'messageId' | 'references' | 'body' | 'created'
> &
  Pick<Delivery, 'attempts' | 'because'> & {
    /** The line of its subject. */
    title: string;
    /** What it was, and is again where nothing comes of it. */
    was: 'queued' | 'unknown';
  };

/** What came of a message that was leased or handed. */
export interface Ending {
  id: string;
  state: DeliveryState;
  because: string | null;
  at: Instant;
  /** When it may be sent again. */
  next: Instant;
  /** Whether it counts as an attempt. */
  attempted: boolean;
}

const DUE = sql`state in ('queued', 'unknown') and next <= `;

// A plus before `state` keeps SQLite from going through all that are in one, where the ids are given.
export const sending = (db: Database) => ({
  /**
   * Leases messages that may be sent now to a run, until an instant. What is told at once comes before the editions, of which
   * there are many; of each the one that is due the longest comes first. One that may have arrived already stays `unknown`.
   *
   * @param only these kinds, where any are named
   */
  async lease(
    owner: string,
    most: number,
    now: Instant,
    until: Instant,
    only: readonly Delivery['kind'][] = [],
  ): Promise<Leased[]> {
    const atOnce = await leaseOf(db, 0, { owner, most, now, until, only });
    const left = most - atOnce.length;
    return left === 0 ? atOnce : [...atOnce, ...(await leaseOf(db, 1, { owner, most: left, now, until, only }))];
  },

  /**
   * Marks leased messages as handed to a connection and counts an attempt each; answers which of them the run still had the
   * lease of. The others are no longer its to send: it slept, and another run took them, or they were taken back.
   */
  async hand(ids: readonly string[], owner: string, now: Instant, until: Instant): Promise<Set<string>> {
    const { rows } = await sql<{ id: string }>`update deliveries
      set state = 'handed', attempts = attempts + 1, next = ${until}
      where id in (select value from json_each(${JSON.stringify(ids)}))
        and lease = ${owner} and +state in ('leased', 'unknown') and next > ${now}
      returning id`.execute(db);
    return new Set(rows.map(({ id }) => id));
  },

  /**
   * Records what came of messages that a run has leased or handed, and ends its lease of them. That the server took one
   * counts also where the lease is over and nobody has sent it again.
   */
  async conclude(endings: readonly Ending[], owner: string): Promise<void> {
    const given = endings.map(({ attempted, ...one }) => ({ ...one, less: attempted ? 0 : 1 }));
    await sql`update deliveries set state = e.state, because = e.because, next = e.next, lease = null,
        settled = iif(e.state in ('queued', 'unknown'), null, e.at),
        lost = iif(e.state = 'unknown', coalesce(lost, e.at), lost),
        attempts = attempts - iif(deliveries.state = 'handed', e.less, 0)
      from (select value ->> 'id' as id, value ->> 'state' as state, value ->> 'because' as because,
          value ->> 'at' as at, value ->> 'next' as next, value ->> 'less' as less
        from json_each(${JSON.stringify(given)})) as e
      where deliveries.id = e.id and (
        deliveries.lease = ${owner} and +deliveries.state in ('leased', 'handed', 'unknown')
        or e.state = 'accepted' and +deliveries.state in ('queued', 'leased', 'unknown'))`.execute(db);
  },

  /** Gives back messages that a run has leased and not handed. */
  async giveBack(ids: readonly string[], owner: string): Promise<void> {
    await sql`update deliveries set state = iif(state = 'leased', 'queued', state), lease = null, next = created
      where id in (select value from json_each(${JSON.stringify(ids)}))
        and lease = ${owner} and +state in ('leased', 'unknown')`.execute(db);
  },

  /**
   * Ends the leases that are over: their process is dead. What was leased waits again; whether the server took what was
   * handed, we do not know. Answers how many are unknown now.
   */
  async lapse(now: Instant): Promise<number> {
    await sql`update deliveries set state = 'queued', lease = null, next = created
      where state = 'leased' and next <= ${now}`.execute(db);
    const { numAffectedRows } = await sql`update deliveries set state = 'unknown', lease = null, next = ${now},
        lost = coalesce(lost, next), because = 'the process ended before the mail server answered'
      where state = 'handed' and next <= ${now}`.execute(db);
    return Number(numAffectedRows);
  },

  /**
   * Makes due what was put off after an attempt, as a person says; answers how many messages that were. The attempt before is
   * not counted: else who says so often would use up those of a message.
   */
  async hasten(now: Instant): Promise<number> {
    const { numAffectedRows } = await sql`update deliveries set next = ${now}, attempts = max(attempts - 1, 0)
      where state in ('queued', 'unknown') and next > ${now} and lease is null and because is not null`.execute(db);
    return Number(numAffectedRows);
  },

  /** When the next of the messages that wait may be sent: an instant that may be past, or null where none waits. */
  async nextAttempt(): Promise<Instant | null> {
    const first = (edition: 0 | 1) => sql`select min(next) as next from deliveries
      where state in ('queued', 'unknown') and (kind = 'edition') = ${sql.lit(edition)}`;
    const { rows } = await sql<{ next: Instant | null }>`select min(next) as next
      from (${first(0)} union all ${first(1)})`.execute(db);
    return rows[0]!.next;
  },

  /** How many messages may be sent now. */
  async countDue(now: Instant): Promise<number> {
    const { rows } = await sql<{ n: number }>`select count(*) as n from deliveries where ${DUE} ${now}`.execute(db);
    return rows[0]!.n;
  },

  /** The mail of a name. */
  async body(id: string): Promise<Mail> {
    const { mail } = await db.selectFrom('bodies').where('id', '=', id).select('mail').executeTakeFirstOrThrow();
    return JSON.parse(mail);
  },

  /** Whether the mail server took any message since an instant, but for those to whoever runs the program. */
  async acceptedSince(since: Instant): Promise<boolean> {
    const { rows } = await sql`select 1 from deliveries
      where state = 'accepted' and next > ${since} and kind <> 'ops' limit 1`.execute(db);
    return rows.length > 0;
  },
});

interface Wanted {
  owner: string;
  most: number;
  now: Instant;
  until: Instant;
  only: readonly Delivery['kind'][];
}

interface Row extends Omit<Leased, 'messageId' | 'references' | 'was'> {
  message_id: string;
  refs: string;
  state: 'queued' | 'unknown';
}

/** First looks and then takes, since SQLite tells what it changed in any order; what another run took in between is not ours. */
async function leaseOf(db: Database, edition: 0 | 1, { owner, most, now, until, only }: Wanted): Promise<Leased[]> {
  const kinds = only.length === 0 ? sql`` : sql`and kind in (select value from json_each(${JSON.stringify(only)}))`;
  const { rows } =
    await sql<Row>`select id, kind, subject, revision, subscriber, message_id, refs, body, title, created,
      attempts, because, state
    from deliveries where ${DUE} ${now} and (kind = 'edition') = ${sql.lit(edition)} ${kinds}
    order by next, created, rowid limit ${most}`.execute(db);
  if (rows.length === 0) return [];
  const ids = JSON.stringify(rows.map(({ id }) => id));
  const taken = await sql<{ id: string }>`update deliveries
    set lease = ${owner}, next = ${until}, state = iif(state = 'queued', 'leased', state)
    where id in (select value from json_each(${ids})) and +state in ('queued', 'unknown') and +next <= ${now}
    returning id`.execute(db);
  const ours = new Set(taken.rows.map(({ id }) => id));
  return rows.filter(({ id }) => ours.has(id)).map(leasedOf);
}

const leasedOf = ({ message_id, refs, state: was, ...row }: Row): Leased => ({
  ...row,
  ...{ messageId: message_id, references: refs === '[]' ? [] : JSON.parse(refs), was },
});
