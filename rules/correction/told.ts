/** What was told of items, and how it was told. Pure. */
import type { Alert, Change, Correction } from '../../state/alert.ts';
import type { Edition, ToldCorrection, ToldItem, ToldStory } from '../../state/edition.ts';
import { before, DAY, later } from '../../state/item.ts';
import type { Told } from '../../state/tellings.ts';
import type { LastTold } from '../correction.ts';

/** What one telling said of one item, as part of which story. */
export interface Saying extends LastTold {
  topic: string;
  story: string;
}

const GONE: ReadonlySet<Correction['because']> = new Set(['withdrawn', 'no longer about the topic']);

/** Everything that an edition said of items. */
export const sayingsOf = ({ stories, corrections = [] }: Pick<Edition, 'stories' | 'corrections'>): Saying[] => [
  ...stories.flatMap(inStory),
  ...corrections.map((correction) => inCorrection(correction, correction)),
];

/** What alerts said of each item the last time, of alerts from the oldest to the newest. */
export function lastSaid(alerts: readonly Alert[]): Map<string, Saying & { at: string }> {
  const last = new Map<string, Saying & { at: string }>();
  for (const { at, told, changes } of alerts) {
    for (const saying of inStory(told)) {
      const known = last.get(saying.item.id);
      // Other words of an item that were told without a word of correction take nothing back.
      if (!known || (saying.inWords && !known.inWords)) last.set(saying.item.id, { ...saying, at });
    }
    for (const change of changes)
      if (change.what === 'corrected')
        last.set(change.correction.told.id, { ...inCorrection(change.correction, { ...told, story: told.id }), at });
  }
  return last;
}

/**
 * Changes of which a subscriber was told none, with those of one item as one: what they were told of it against what it
 * says now. What was taken back meanwhile is none.
 */
export function joinCorrections(changes: readonly Change[]): Change[] {
  const corrected = changes.flatMap((change) => (change.what === 'corrected' ? change.correction : []));
  const byItem = Map.groupBy(corrected, ({ told }) => told.id);
  const joined = [...byItem.values()].flatMap((all) => joinedOf(all[0]!, all.at(-1)!) ?? []);
  const others = changes.filter(({ what }) => what !== 'corrected');
  return [...others, ...joined.map((correction): Change => ({ what: 'corrected', correction }))];
}

/** The first and the last of an item's corrections as one, or null where nothing is left of them. */
function joinedOf({ told, because: first }: Correction, last: Correction): Correction | null {
  const [wasGone, isGone] = [first === 'restored', GONE.has(last.because)];
  const differs = last.now?.title !== told.title || last.now.excerpt !== told.excerpt;
  if (isGone) return wasGone ? null : { ...last, told };
  if (wasGone) return { ...last, told, because: 'restored' };
  return differs ? { ...last, told, because: 'edited' } : null;
}

/** What was told at once longer ago is corrected by mail no more. */
const OPEN = 14 * DAY;

/**
 * Of an edition's corrections those for a subscriber to whom these messages were written: of what the last of them that
 * told of the item said, and not where it was told at once, since its correction comes as a mail of its own.
 */
export function correctionsFor(
  corrections: readonly ToldCorrection[],
  told: readonly Pick<Told, 'kind' | 'story' | 'written'>[],
): ToldCorrection[] {
  const owed = corrections.filter(({ story, at, toldIn, toldElse }) => {
    const own = told.filter((one) => one.story === story);
    const byMail = own.some(({ kind, written }) => kind !== 'edition' && written >= before(at, OPEN));
    const tellings = own.map(({ written }) => written).filter((one) => toldIn.includes(one) || toldElse.includes(one));
    return !byMail && tellings.length > 0 && toldIn.includes(tellings.reduce(later));
  });
  // An item that was told in its words and then only as one more report may be corrected twice.
  const nameOf = ({ story, told: { id } }: ToldCorrection) => `${story} ${id}`;
  const byItem = Map.groupBy(owed, nameOf);
  return [...byItem.values()].map(([first]) => first!);
}

function inStory({ id: story, topic, lead, others }: ToldStory): Saying[] {
  const said = (item: ToldItem, inWords: boolean) => ({
    item,
    inWords,
    gone: item.withdrawn !== undefined,
    topic,
    story,
  });
  return [said(lead, true), ...others.map((item) => said(item, false))];
}

const inCorrection = (
  { told, now, because }: Correction,
  { topic, story }: { topic: string; story: string },
): Saying => ({ item: now ?? told, inWords: true, gone: GONE.has(because), topic, story });
