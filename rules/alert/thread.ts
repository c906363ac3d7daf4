/** A story with everything that was told of it at once, whatever became of the story since. Pure. */
import type { Alert, Cause } from '../../state/alert.ts';
import type { Instant } from '../../state/item.ts';
import { type MatchedItem, type Story, voiceOf } from '../../state/story.ts';

/** What is known of a story when it is asked whether to tell it. */
export interface Thread {
  /** The story's id; of a story that is gone the one under which it was told last. */
  id: string;
  /** The story as it stands, or null where all that it held was taken back. */
  story: Story | null;
  /** Its items that fit the topic, as they stand. */
  items: readonly MatchedItem[];
  /** When the newest of them was reported; null where none of them is news. */
  reported: Instant | null;
  /** What was told of its items before, oldest first: also under another name, before it was joined or parted. */
  tellings: readonly Alert[];
  /** What has happened to its items, oldest first. */
  causes: readonly Cause[];
}

/** The items that an alert told. */
export const toldItems = ({ told }: Alert): string[] => [told.lead, ...told.others].map(({ id }) => id);

/** The voices of the items that some alerts told: as they are known now, of what is gone as they were told. */
export function voicesIn(alerts: readonly Alert[], items: readonly MatchedItem[]): Set<string> {
  const known = new Map(items.map((item) => [item.id, item]));
  const told = alerts.flatMap((alert) => [alert.told.lead, ...alert.told.others]);
  return new Set(told.map((item) => voiceOf(known.get(item.id) ?? item)));
}

/** The items of a thread that were told at once. */
export const toldIn = ({ tellings }: Pick<Thread, 'tellings'>): Set<string> => new Set(tellings.flatMap(toldItems));

/**
 * The threads of some stories. An alert belongs to the story that bears its name and to each that holds an item which it
 * told: so a story that was joined of two, or parted from one, is not told again for that. A cause belongs to the story
 * that holds the newest of its items which a story holds, else to what was told of them and is gone.
 */
export function threadsOf(
  stories: readonly Story[],
  alerts: readonly Alert[],
  causes: readonly Cause[],
): Omit<Thread, 'items' | 'reported'>[] {
  const byItem = pairsOf(alerts, toldItems);
  const holders = new Map(stories.flatMap((story) => story.items.map((item) => [item, story.id] as const)));
  const gone = new Map(alerts.flatMap((alert) => toldItems(alert).map((item) => [item, alert.story] as const)));
  const newest = (items: readonly string[], of: ReadonlyMap<string, string>) =>
    items.map((item) => of.get(item)).findLast((name) => name !== undefined);
  const owner = ({ items }: Cause) => newest(items, holders) ?? newest(items, gone);
  const owned = Map.groupBy(causes, owner);
  const alive = stories.map((story) => {
    const named = alerts.filter((alert) => alert.story === story.id);
    const held = new Set([...named, ...story.items.flatMap((item) => byItem.get(item) ?? [])]);
    return {
      id: story.id,
      story,
      tellings: alerts.filter((alert) => held.has(alert)),
      causes: inTime(owned.get(story.id)),
    };
  });
  const names = new Set(stories.map(({ id }) => id));
  const lost = [...Map.groupBy(alerts, (alert) => alert.story)].filter(([id]) => !names.has(id) && owned.has(id));
  return [...alive, ...lost.map(([id, tellings]) => ({ id, story: null, tellings, causes: inTime(owned.get(id)) }))];
}

function pairsOf(alerts: readonly Alert[], itemsOf: (alert: Alert) => string[]): Map<string, Alert[]> {
  const pairs = alerts.flatMap((alert) => itemsOf(alert).map((item) => ({ item, alert })));
  return new Map([...Map.groupBy(pairs, ({ item }) => item)].map(([item, all]) => [item, all.map((one) => one.alert)]));
}

const inTime = (causes: readonly Cause[] = []): Cause[] => causes.toSorted((a, b) => (a.at < b.at ? -1 : 1));
