/** The corrections of an edition. */
import { type Saying, sayingsOf } from '../../rules/correction/told.ts';
import { correctionOf } from '../../rules/correction.ts';
import type { Edition, ToldCorrection } from '../../state/edition.ts';
import { before, DAY, type Instant } from '../../state/item.ts';
import type { MatchedItem } from '../../state/story.ts';
import type { World } from '../world.ts';
import { LATEST, newsAfter, newsOf } from './late.ts';

/** What was told longer ago is forgotten, as a subscriber who is back after so long is not told more. */
const TOLD = 31 * DAY;

/**
 * What changed after `since` and until `due` in what was told, and what changed before and was recorded too late for the
 * `earlier` editions, the newest first. An item of which they told
 * different texts is corrected once against each: which of them a subscriber knows, `correctionsFor` finds.
 */
export async function toldCorrections(
  since: Instant,
  due: Instant,
  { ledger }: Pick<World, 'ledger'>,
  earlier: readonly Edition[] = [],
): Promise<ToldCorrection[]> {
  const changed = await ledger.changedOfEditions(before(since, LATEST), due);
  const changes = await ledger.lastChanges(changed);
  const items = await ledger.items(changed);
  const sayings: Told[] = [];
  for await (const edition of ledger.editionsTelling(changed, before(due, TOLD), due))
    sayings.push(...sayingsOf(edition).map((saying) => ({ saying, frozen: edition.frozen })));
  const groups = Map.groupBy(sayings.filter(isOf(items)), ({ saying }) => nameOf(saying));
  const corrections = [...groups.values()].flatMap((group) => {
    const { id } = group[0]!.saying.item;
    return corrected(
      group,
      sayings.filter(({ saying }) => saying.item.id === id),
      items.get(id)!,
      changes.get(id)!,
    );
  });
  const newsAt = newsAfter(earlier, (edition) => edition.corrections?.map(itemIn));
  const news = newsOf(corrections, itemIn, newsAt, since);
  return news.sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));
}

interface Told {
  saying: Saying;
  /** When the edition was frozen. */
  frozen: Instant;
}

const isOf = (items: ReadonlyMap<string, unknown>) => (told: Told) => items.has(told.saying.item.id);

const itemIn = ({ told }: ToldCorrection): string => told.id;

/** Two sayings of one name tell the same. */
const nameOf = ({ story, inWords, gone, item: { id, title, excerpt } }: Saying): string =>
  JSON.stringify([story, id, inWords, gone, ...(inWords ? [title, excerpt] : [])]);

/** The correction of some sayings that tell the same, of all that were told of their item. */
function corrected(group: readonly Told[], all: readonly Told[], item: MatchedItem, at: Instant): ToldCorrection[] {
  const { saying } = group[0]!;
  const correction = correctionOf(saying, item, saying.topic, at);
  const toldIn = group.map(({ frozen }) => frozen);
  // That an item reports the story too takes nothing back of what was told in its words.
  const otherwise = all.filter((one) => (one.saying.inWords || one.saying.gone) && !toldIn.includes(one.frozen));
  const { topic, story } = saying;
  return correction ? [{ ...correction, topic, story, toldIn, toldElse: otherwise.map(({ frozen }) => frozen) }] : [];
}
