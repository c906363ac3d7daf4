/** Which found items are new, which are known, and which of those say something else now. Pure. */
import type { FoundItem } from '../state/item.ts';
import type { KnownItem } from '../state/items.ts';

export interface Compared {
  fresh: FoundItem[];
  revised: { id: string; item: FoundItem }[];
}

/** The keys and addresses by which the ledger is asked what it knows. */
export function clues(found: readonly FoundItem[]): { keys: string[]; canonicals: string[] } {
  return {
    keys: [...new Set(found.flatMap((item) => [item.key, reissuedKey(item)]))],
    canonicals: [...new Set(found.flatMap(({ canonical }) => canonical ?? []))],
  };
}

/**
 * Compares a document's items with those that are known under their keys or addresses.
 *
 * A publisher may give an old guid to another article (its database was rebuilt): then the item is another one, under a
 * key of its own. Or it may give a known article a new guid: then address and title still say that it is the same.
 */
export function compare(found: readonly FoundItem[], known: readonly KnownItem[]): Compared {
  const byKey = new Map(known.map((item) => [item.key, item]));
  const byAddress = Map.groupBy(known, (item) => item.canonical);
  const listed = found.map((item) => {
    const same = byKey.get(item.key);
    const key = same && isAnother(item, same) ? reissuedKey(item) : item.key;
    return { item, key, same: byKey.get(key) };
  });
  const compared: Compared = { fresh: [], revised: [] };
  const done = new Set<string>();
  // What the document lists under its own key is nobody's twin.
  const taken = new Set(listed.flatMap(({ same }) => same?.id ?? []));
  for (const { item, key, same } of listed) {
    if (done.has(key)) continue;
    done.add(key);
    const twin = same ?? byAddress.get(item.canonical)?.find((one) => !taken.has(one.id) && isTwin(item, one));
    if (!twin) compared.fresh.push({ ...item, key });
    else if (twin.revision < MOST_REVISIONS && changed(item, twin)) compared.revised.push(revisionOf(item, twin));
    if (twin) taken.add(twin.id);
  }
  return compared;
}

const reissuedKey = ({ key, canonical, title }: FoundItem): string => `${key} ${canonical ?? title}`;

/** A text that changes more often is a ticker, and its history would be all that the ledger holds. */
const MOST_REVISIONS = 50;

/** Titles that share less are of two articles; those that share more differ in a word that an editor mended. */
const STRANGE = 0.3;
const ALIKE = 0.8;

/** Under one key, another address and a title that shares hardly a word are another article. */
function isAnother(item: FoundItem, known: KnownItem): boolean {
  const elsewhere = item.canonical !== null && known.canonical !== null && item.canonical !== known.canonical;
  return elsewhere && likeness(wordsOf(item.title), wordsOf(known.title)) < STRANGE;
}

/** At one address, a title that says the same is the same article; a page of many has one address for them all. */
function isTwin(item: FoundItem, known: KnownItem): boolean {
  return item.canonical !== null && likeness(wordsOf(item.title), wordsOf(known.title)) > ALIKE;
}

/** A publisher that now shows the beginning only has not taken the rest back. */
function revisionOf(item: FoundItem, known: KnownItem): Compared['revised'][number] {
  const { summary, content } = known;
  const kept = { summary: item.summary || summary, content: item.content || content };
  return { id: known.id, item: { ...item, key: known.key, ...kept } };
}

/** Fewer words than this are a clock, a counter of comments, or a spelling mended. */
const FEWEST = 4;
/** Of a long text, less than this share is a correction that changes nothing. */
const SHARE = 0.05;

/** Two words of a lead, or a figure of it, are what a reader is told; a shorter line is a counter or a stamp. */
const FEWEST_IN_LEAD = 2;
const PROSE = 8;
const CLOCK = /\b\d{1,2}[:.]\d\d\b/g;

/**
 * Whether an item says something that it did not: in its title any word, in the prose of its summary a few or another
 * figure, in its text more than a correction's worth.
 */
function changed(item: FoundItem, known: KnownItem): boolean {
  const [title, before] = [wordsOf(item.title), wordsOf(known.title)];
  if (missing(title, before) > 0 || missing(before, title) > 0) return true;
  if (item.summary === known.summary && (item.content === known.content || item.content === '')) return false;
  if (changedLead(leadOf(item), leadOf(known))) return true;
  const text = wordsOf(`${item.summary} ${item.content}`);
  const added = missing(text, wordsOf(`${known.title} ${known.summary} ${known.content}`));
  return added >= Math.max(FEWEST, text.length * SHARE);
}

/** The words of the summary's sentences, without what is no sentence. */
function leadOf({ summary }: Pick<FoundItem, 'summary'>): string[] {
  const sentences = summary.replace(CLOCK, ' ').split(/[.!?։؟。\n]\s+/u);
  return sentences
    .map(wordsOf)
    .filter(({ length }) => length >= PROSE)
    .flat();
}

function changedLead(lead: readonly string[], before: readonly string[]): boolean {
  if (lead.length === 0 || before.length === 0) return false;
  const figures = (words: readonly string[]) => words.filter((word) => /\d\d/.test(word));
  const another = missing(figures(lead), before) > 0 && missing(figures(before), lead) > 0;
  return another || (missing(lead, before) >= FEWEST_IN_LEAD && missing(before, lead) > 0);
}

export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** How many words of one text the other has not. */
function missing(words: readonly string[], of: readonly string[]): number {
  const there = new Set(of);
  return words.filter((word) => !there.has(word)).length;
}

/** The share of words that two titles have in common (Jaccard). */
export function likeness(a: readonly string[], b: readonly string[]): number {
  const [left, right] = [new Set(a), new Set(b)];
  const both = left.intersection(right).size;
  return both === 0 ? Number(left.size === 0 && right.size === 0) : both / left.union(right).size;
}
