/**
 * Whether a source has taken back what it published. Pure, and cautious: to tell of a withdrawal that was none is the
 * worse error, since it makes a true report look false.
 */
import type { FoundItem } from '../state/item.ts';
import { isAggregator, type Source } from '../state/source.ts';
import type { Listing, WatchedItem } from '../state/withdrawals.ts';
import { likeness, wordsOf } from './identity.ts';

/** A document of a good visit. */
interface Listed {
  kind: Source['kind'];
  cut: boolean;
  items: readonly FoundItem[];
  /** Those of its items that are new to us. */
  fresh: readonly FoundItem[];
}

/** A source that drops more of what fits than this at one visit has changed what it lists, and takes nothing back. */
const MOST = 2;

/**
 * What a document tells of the items that are watched. An item is missed where its place in the order of dates is
 * there and it is not: it stands neither under its key, nor at its address, nor under another name.
 */
export function listingOf(document: Listed, watched: readonly WatchedItem[]): Listing {
  const { keys, canonicals } = named(document.items);
  const listed = ({ key, canonical }: WatchedItem) => keys.get(key) ?? canonicals.get(canonical);
  const isListed = (item: WatchedItem) => listed(item) !== undefined;
  const back = watched.filter((item) => (item.missing ?? item.withdrawn) !== null && isListed(item));
  const missed = watched.filter((item) => !isListed(item) && isMissed(item, document));
  const believed = missed.length > MOST || !tellsWhatIsMissing(document) ? [] : missed;
  const ids = (items: readonly WatchedItem[]) => items.map(({ id }) => id);
  return {
    missing: ids(believed.filter(({ missing }) => missing === null)),
    withdrawn: ids(believed.filter(({ missing, withdrawn }) => missing !== null && withdrawn === null)),
    // It may be listed with the very words that take it back.
    back: ids(back.filter((item) => !saysWithdrawn(listed(item)!.title))),
  };
}

function named(items: readonly FoundItem[]) {
  const canonicals = new Map(items.filter(({ canonical }) => canonical !== null).map((item) => [item.canonical, item]));
  return { keys: new Map(items.map((item) => [item.key, item])), canonicals };
}

/**
 * Whether what is not in a document was left out of it: not of one that was cut, of a query's answer, of a region, of
 * one that shares nothing with what came before (a gap), nor of one that is in no order of dates.
 */
function tellsWhatIsMissing({ kind, cut, items, fresh }: Listed): boolean {
  return !cut && !isAggregator(kind) && kind !== 'region' && fresh.length < items.length && isInOrder(items);
}

/** Whether all items are dated, to the day at least, and stand in the order of their dates. */
function isInOrder(items: readonly FoundItem[]): boolean {
  const dates = items.map(({ published }) => published ?? '');
  const pairs = dates.slice(1).map((date, n) => compareDates(dates[n]!, date));
  return dates.every(isDay) && (pairs.every((order) => order >= 0) || pairs.every((order) => order <= 0));
}

const isDay = (date: string): boolean => date.length >= 10;

/** As exactly as both dates are known. */
function compareDates(a: string, b: string): number {
  const exact = Math.min(a.length, b.length);
  const [left, right] = [a.slice(0, exact), b.slice(0, exact)];
  return left < right ? -1 : Number(left > right);
}

/**
 * Whether an item would stand between those that are listed. What is older than all of them has scrolled away; what is
 * newer than all of them is not yet in a copy that some cache still serves.
 */
function isMissed(item: WatchedItem, { items, fresh }: Listed): boolean {
  const { published, canonical, key } = item;
  // What is named after its words has another name when they are edited.
  if (published === null || !isDay(published) || (canonical === null && !key.startsWith('guid '))) return false;
  const order = items.map((other) => compareDates(other.published ?? '', published));
  return order.some((one) => one < 0) && order.some((one) => one > 0) && !fresh.some((other) => isSame(item, other));
}

/** Half of the words in common: an editor's new headline, and with it a new address. */
const ALIKE = 0.5;

/** Whether a new item is an old one under another key and address. */
function isSame({ title, published }: WatchedItem, other: FoundItem): boolean {
  const atOnce = other.published === published && published!.includes('T');
  return atOnce || likeness(wordsOf(title), wordsOf(other.title)) >= ALIKE;
}

/** How headlines begin that take their own item back, in the languages that are watched. */
const WITHDRAWN = [
  'withdrawn|retracted|retraction|(?:story|article|report) (?:withdrawn|retracted|removed|deleted)|mandatory kill',
  'отозвано|удалено|(?:материал|новость|статья|публикация) (?:отозван|удал[её]н|снят)[ао]?(?: с публикации)?',
  'відкликано|видалено|(?:матеріал|новину|статтю) (?:відкликано|видалено)',
  'geri çekildi|(?:haber|yazı) (?:geri çekildi|kaldırıldı|yayından kaldırıldı|silindi)',
  'geri götürüldü|geri çağırıldı|(?:xəbər|məqalə|material) (?:silinib|silindi|geri götürülüb|geri çağırılıb)',
  'հետ է կանչվել|հեռացված է|(?:նյութը|հոդվածը|լուրը) (?:հեռացվել է|հեռացված է|հետ է կանչվել)',
  'წაშლილია|ამოღებულია|(?:სტატია|მასალა|ინფორმაცია) (?:წაშლილია|ამოღებულია|გაუქმებულია)',
  'حذف شد|(?:خبر|مطلب|گزارش) (?:حذف شد|پس گرفته شد|برداشته شد)',
  'кері қайтарылды|(?:материал|мақала|жаңалық) (?:жойылды|өшірілді|алынып тасталды)',
  "qaytarib olindi|(?:material|maqola|xabar) (?:oʻchirildi|o[‘’']chirildi|olib tashlandi|qaytarib olindi)",
  'zurückgezogen|(?:artikel|meldung) (?:zurückgezogen|gelöscht)|retiré|(?:article|dépêche) (?:retiré|supprimé)e?',
].join('|');

const BARE = new RegExp(`^(?:${WITHDRAWN})\\s*(?:[:：]|[–—-]\\s|$)`, 'iu');
const IN_BRACKETS = new RegExp(`^[[(【](?:${WITHDRAWN})[\\])】]`, 'iu');

/** Whether a headline begins by saying that its item is taken back: `Withdrawn: …`, `[Retracted] …`, but not `Withdrawn troops …`. */
export function saysWithdrawn(title: string): boolean {
  const text = title.trim();
  return BARE.test(text) || IN_BRACKETS.test(text);
}
