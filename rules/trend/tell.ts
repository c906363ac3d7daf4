/** A rule over time as it is kept when it fires, and as it is told. Pure. */
import type { ToldItem } from '../../state/edition.ts';
import type { Instant } from '../../state/item.ts';
import type { Signal } from '../../state/signal.ts';
import type { Documents } from '../documents.ts';
import type { Trend } from '../topic.ts';
import type { Found } from '../trend.ts';
import { wordsOf } from './words.ts';

/** What fired, noticed at an instant, with the items that show it. */
export function signalOf(trend: Trend, found: Found, at: Instant, items: readonly ToldItem[]): Signal {
  const { topic, id, type, title, severity, cites } = trend;
  const { since, until, count, usual } = found;
  return {
    ...{ topic, trend: id, type, title, severity, cites },
    ...{ at, since: instant(since), until: instant(until), count, usual },
    period: periodOf(found),
    blind: found.blind !== null,
    term: found.first?.term ?? null,
    words: wordsOf(trend, found),
    items: [...items],
  };
}

/** In UTC: a clock change makes no period of its own. */
function periodOf({ since, blind, first }: Found): string {
  const marks = [blind === null ? [] : ['blind'], first === null ? [] : [first.term]].flat();
  return [instant(since), ...marks].join(' ');
}

const instant = (time: number): Instant => new Date(time).toISOString();

/** A signal with the titles of the documents that it cites. */
export function tellSignal(signal: Signal, documents: Documents): Signal {
  const cites = signal.cites.map((cite) => ({
    ...cite,
    document: documents.get(cite.document)?.title ?? cite.document,
  }));
  return { ...signal, cites };
}
