/** What will bite in the items that a source shows. Pure. */
import { DAY, type FoundItem, type Published } from '../../state/item.ts';
import { isAggregator } from '../../state/source.ts';
import { canonical } from '../../watchers/reading/canonical.ts';
import { readDate } from '../../watchers/reading/dates.ts';
import type { PublishedItem } from '../../watchers/reading/published.ts';
import { feedOnly, NOTHING, type Remarking, type Seen } from './remark.ts';

/** News that are older stand in a feed that nobody fills any more, whatever it answers. */
const STALE = 45 * DAY;
/** What calls itself tomorrow's may be a time zone; later is a mistake. */
const AHEAD = DAY;
/** Half of the items of a feed of whole texts are longer, in letters. */
const TEASER = 400;

/** Only where there is an item to speak of. */
const ofItems =
  (remarking: (items: readonly PublishedItem[], seen: Seen) => ReturnType<Remarking>): Remarking =>
  (seen) => {
    const { items } = seen.look.readout.document;
    return items.length === 0 || seen.source.kind === 'region' ? null : remarking(items, seen);
  };

export const OF_ITEMS = {
  guid: feedOnly(
    ofItems((items) => {
      const guids = items.flatMap(({ guid }) => guid ?? []);
      const distinct = new Set(guids).size;
      if (guids.length === 0) return { words: 'no item has a guid', mend: `${NOTHING}: addresses identify them` };
      if (distinct === guids.length) return null;
      const words = distinct === 1 ? `one guid for all ${items.length} items` : 'guids that stand for several items';
      return { words, mend: `${NOTHING}: such items are known by their addresses` };
    }),
  ),

  undated: ofItems((items, { source: { kind } }) =>
    items.some(written)
      ? null
      : {
          words: 'no item is dated',
          mend: kind === 'page' ? 'select.time' : `${NOTHING}: they count from when we first see them`,
        },
  ),

  dates: ofItems((items) => {
    const unread = items.flatMap((item) => written(item) ?? []).filter((date) => readDate(date) === null);
    return unread.length === 0
      ? null
      : {
          words: `${unread.length} of ${items.length} dates cannot be read, as “${unread[0]!.slice(0, 40)}”`,
          mend: 'tell us this form of a date',
        };
  }),

  future: ofItems((items, { look, now }) => {
    const ahead = look.readout.items.filter(({ published }) => Date.parse(published ?? '') - now.getTime() > AHEAD);
    return ahead.length === 0
      ? null
      : {
          words: `${ahead.length} of ${items.length} items dated in the future, as ${ahead[0]!.published}`,
          mend: 'tell the outlet: a date is kept as published',
        };
  }),

  stale: ofItems((_, { look, now }) => {
    const newest = newestOf(look.readout.items, now);
    return newest === null || now.getTime() - Date.parse(newest) < STALE
      ? null
      : {
          words: `the newest item is of ${newest.slice(0, 10)}`,
          mend: 'see whether the outlet publishes elsewhere: silkwatch sources add',
        };
  }),

  links: ofItems((items) => {
    const bad = items.flatMap(({ url }) =>
      url !== null && /^(?!https?:)[a-z][\w+.-]*:/i.test(url.trim()) ? url.trim() : [],
    );
    const scheme = bad[0]?.split(':')[0];
    return scheme === undefined
      ? null
      : {
          words: `${bad.length} of ${items.length} links lead to ${scheme.toLowerCase()}: and are dropped`,
          mend: 'tell the outlet',
        };
  }),

  tracking: ofItems((items) => {
    const tracked = items.filter(({ url }) => url !== null && URL.canParse(url) && isTracked(url));
    return tracked.length === 0
      ? null
      : {
          words: `tracking parameters in ${tracked.length} of ${items.length} links`,
          mend: `${NOTHING}: they do not count for identity`,
        };
  }),

  teasers: ofItems((_, { look, source }) => {
    if (source.article || isAggregator(source.kind)) return null;
    const lengths = look.readout.items.map(({ summary, content }) => Math.max(summary.length, content.length));
    const median = lengths.toSorted((a, b) => a - b)[lengths.length >> 1] ?? 0;
    return median >= TEASER
      ? null
      : { words: `only teasers, of ${median} letters at the median`, mend: 'article: true' };
  }),
} satisfies Record<string, Remarking>;

const written = ({ published, updated }: PublishedItem): string | null => published ?? updated;

/** The date of the newest item, without those that are dated in a time to come. */
export function newestOf(items: readonly FoundItem[], now: Date): Published | null {
  const dates = items.flatMap(({ published, updated }) => published ?? updated ?? []);
  const past = dates.filter((date) => Date.parse(date) - now.getTime() <= AHEAD);
  return past.sort().at(-1) ?? null;
}

/** Whether an address has parameters that say nothing of where it leads. */
function isTracked(url: string): boolean {
  const whole = canonical(url);
  return [...new URL(url).searchParams.keys()].some((key) => !whole.includes(`${encodeURIComponent(key)}=`));
}
