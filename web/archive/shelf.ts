/** What the archive's pages and its feed are made of: each made once, for an edition never changes. */
import type { Beside, Past } from '../../state/archive.ts';
import type { Edition } from '../../state/edition.ts';
import { type Instant, later } from '../../state/item.ts';
import { type Around, composeEntry, composePage, type Entry, editionTitle, pageStem } from '../../templates/page.ts';
import { standalone } from '../../templates/standalone.ts';
import { atom } from '../atom.ts';
import type { Site, WebWorld } from '../site.ts';
import { Kept } from './kept.ts';

export interface Shelf {
  now(): Instant;
  /** Since when we make of an edition what we make of it: the next version of the program may make something else. */
  begun: Instant;
  /** So many editions that were due, the newest first, with what each tells first. */
  titles(most: number, olderThan?: Pick<Past, 'due' | 'cadence'>): Promise<(Past & Pick<Entry, 'title'>)[]>;
  /** The feed of some editions: made once, until there is another one. */
  feed(editions: readonly Past[]): Promise<string>;
  page(past: Past, beside: Beside): Promise<string>;
  addressOf(edition: Pick<Edition, 'due' | 'cadence'>): string;
}

/** Titles are short, so that whoever leafs through the whole archive costs us little; an entry has some 50 kB, a page some 200. */
const MOST_KEPT = { titles: 5000, entries: 40, pages: 50 };

export function shelfOf({ url }: Pick<Site, 'url'>, { ledger, ...world }: Pick<WebWorld, 'now' | 'ledger'>): Shelf {
  const titles = new Kept<Pick<Entry, 'title'>>(MOST_KEPT.titles);
  const entries = new Kept<Entry>(MOST_KEPT.entries);
  const [pages, feeds] = [new Kept<string>(MOST_KEPT.pages), new Kept<string>(1)];
  const now = () => world.now().toISOString();
  const addressOf: Shelf['addressOf'] = (edition) => `${url}/archive/${pageStem(edition)}`;
  const whole = async ({ cadence, due }: Past) => (await ledger.edition(cadence, due))!;
  const entryOf = (past: Past) => entries.get(past.id, async () => composeEntry(await whole(past)));
  const titleOf = async (past: Past) => ({ title: editionTitle(await whole(past)) });
  return {
    ...{ now, begun: now(), addressOf },
    titles: async (most, olderThan) =>
      each(await ledger.pastEditions(now(), most, olderThan), (past) => titles.get(past.id, () => titleOf(past))),
    feed: (editions) =>
      feeds.get(editions.map(({ id }) => id).join(), async () => feedOf(url, await each(editions, entryOf), addressOf)),
    page: (past, beside) =>
      pages.get([past, beside.earlier, beside.later].map((one) => one?.id).join(), async () => {
        const [before, after] = [beside.earlier, beside.later].map((one) => (one ? addressOf(one) : null));
        const around: Around = { archive: `${url}/archive`, join: `${url}/join`, earlier: before!, later: after! };
        return standalone(composePage(await whole(past), around));
      }),
  };
}

/** One after the other: of long ones all at once would be a lot of memory. */
async function each<T>(editions: readonly Past[], make: (past: Past) => Promise<T>): Promise<(Past & T)[]> {
  const made: (Past & T)[] = [];
  for (const past of editions) made.push({ ...past, ...(await make(past)) });
  return made;
}

/** Editions as Atom: each under a name that stays, wherever the pages move. */
const feedOf = (url: string, told: readonly (Past & Entry)[], addressOf: Shelf['addressOf']): string =>
  atom({
    ...{ id: `${url}/archive`, self: `${url}/archive/feed.xml`, page: `${url}/archive` },
    ...{ title: 'Silkwatch', author: 'Silkwatch' },
    updated: told.map(({ frozen }) => frozen).reduce(later, NEVER),
    entries: told.map(({ due, frozen, ...one }) => ({
      ...{ ...one, id: `urn:uuid:${one.id}`, page: addressOf({ due, cadence: one.cadence }) },
      ...{ published: due, updated: frozen },
    })),
  });

/** Of a feed that has no entry yet. */
const NEVER = new Date(0).toISOString();
