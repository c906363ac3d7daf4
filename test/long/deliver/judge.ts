/** What came of it all: from what the server was given, and what the ledger knows. */
import { deliveryAt } from '../../../jobs/mail/verp.ts';
import type { Delivery } from '../../../state/delivery.ts';
import { verified } from '../../../web/token.ts';
import { POST } from '../../jobs/fixture.ts';
import { asked, type Office } from './office.ts';
import type { Taken } from './talk.ts';

type Row = Pick<Delivery, 'id' | 'kind' | 'state' | 'subscriber' | 'messageId' | 'lost'> & { address: string };

export interface Verdict {
  /** Messages that were to arrive and did not, or are not known to have. */
  missing: string[];
  /** Messages of which the ledger says that their answer was lost. */
  unknown: number;
  /** Messages that arrived more than once; and those of them of which the ledger knows nothing, or whose copies differ. */
  twice: number;
  unmarked: string[];
  differing: string[];
  /** Messages that came to somebody else, or with somebody else's links, or that were not to arrive. */
  misled: string[];
  /** Messages that are neither settled nor can be. */
  stuck: string[];
}

/** All that the seed wrote to be sent, as it stands now. */
function rowsOf(office: Office): Row[] {
  return asked<Row>(
    office,
    `select deliveries.id, kind, state, subscriber, message_id as messageId, lost,
        coalesce(subscribers.address, joins.address) as address
      from deliveries left join subscribers on subscribers.id = subscriber left join joins on joins.id = subscriber
      where deliveries.id in (select value from json_each(?))`,
    JSON.stringify(office.seed.waiting),
  );
}

export function judged(office: Office, gone: ReadonlySet<string> = office.seed.left): Verdict {
  const rows = rowsOf(office);
  const byId = new Map(rows.map((row) => [row.messageId, row]));
  const arrived = Map.groupBy(office.sink.taken, ({ messageId }) => messageId);
  const wanted = rows.filter(({ subscriber }) => !gone.has(subscriber));
  const copied = [...arrived].filter(([, copies]) => copies.length > 1);
  const names = (some: readonly { messageId: string }[]) => some.map(({ messageId }) => messageId);
  return {
    missing: names(wanted.filter(({ messageId, state }) => !arrived.has(messageId) || state !== 'accepted')),
    unknown: rows.filter(({ lost }) => lost !== null).length,
    twice: copied.length,
    unmarked: copied.filter(([id]) => byId.get(id)?.lost == null).map(([id]) => id),
    differing: copied.filter(([, copies]) => new Set(copies.map(({ digest }) => digest)).size > 1).map(([id]) => id),
    misled: names(office.sink.taken.filter((taken) => !isTheirs(taken, byId.get(taken.messageId), gone))),
    stuck: names(rows.filter(({ state }) => state !== 'accepted' && state !== 'skipped')),
  };
}

/** Whether a message went to whom it is for, and everything in it that names somebody names them. */
function isTheirs({ from, to, head }: Taken, row: Row | undefined, gone: ReadonlySet<string>): boolean {
  if (!row || gone.has(row.subscriber) || to !== row.address || deliveryAt(from, POST) !== row.id) return false;
  const token = /\/leave\/([\w-]+)/.exec(head)?.[1];
  if (token === undefined) return row.kind === 'confirmation';
  return verified(token, 'leave', POST.secret, new Date())?.subject === row.subscriber;
}
