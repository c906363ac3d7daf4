/** The ledger of the editions that are public: those that are frozen and due. */
import type { Database } from './database.ts';
import type { Edition } from './edition.ts';
import type { Instant } from './item.ts';

/** An edition by its name alone. */
export type Past = Pick<Edition, 'id' | 'cadence' | 'due' | 'frozen'>;

/** The editions of the same cadence before and after one, where there are such. */
export interface Beside {
  earlier?: Past | undefined;
  later?: Past | undefined;
}

const PAST = ['id', 'cadence', 'due', 'frozen'] as const;

export const archive = (db: Database) => ({
  /** So many editions that are due until now, the newest first, from one that is older than another. */
  pastEditions(now: Instant, most: number, olderThan?: Pick<Past, 'due' | 'cadence'>): Promise<Past[]> {
    const all = db.selectFrom('editions').where('due', '<=', now).select(PAST);
    const { due = '', cadence = 'daily' } = olderThan ?? {};
    const some = all.where((e) => e.or([e('due', '<', due), e.and([e('due', '=', due), e('cadence', '<', cadence)])]));
    return (olderThan ? some : all).orderBy('due', 'desc').orderBy('cadence', 'desc').limit(most).execute();
  },

  /** The edition of a name, where it is due. */
  pastEdition: ({ cadence, due }: Pick<Past, 'due' | 'cadence'>, now: Instant): Promise<Past | undefined> =>
    db
      .selectFrom('editions')
      .where('cadence', '=', cadence)
      .where('due', '=', due)
      .where('due', '<=', now)
      .select(PAST)
      .executeTakeFirst(),

  /** Its neighbours, as far as they are due. */
  async besides({ cadence, due }: Past, now: Instant): Promise<Beside> {
    const its = db.selectFrom('editions').where('cadence', '=', cadence).select(PAST);
    return {
      earlier: await its.where('due', '<', due).orderBy('due', 'desc').executeTakeFirst(),
      later: await its.where('due', '>', due).where('due', '<=', now).orderBy('due').executeTakeFirst(),
    };
  },
});
