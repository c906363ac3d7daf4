/** Gathers the stories of a topic, and keeps them. */
import { gather, instant, stories, storyId } from '../../rules/story.ts';
import type { Topic } from '../../rules/topic.ts';
import { voicesOf } from '../../rules/voices.ts';
import { earlier, type Instant } from '../../state/item.ts';
import { type MatchedItem, reportedAt, type Story, voiceOf } from '../../state/story.ts';
import type { World } from '../world.ts';

/**
 * Keeps the stories that a topic's items of a time make, and answers those that are new or other than they were. The
 * same items make the same stories in however many runs they came; only names tell which came first.
 */
export async function keepStories(
  topic: Topic,
  items: readonly MatchedItem[],
  since: Instant,
  { ledger }: Pick<World, 'ledger'>,
): Promise<Story[]> {
  if (!(await ledger.hasUngathered(topic.id, since))) return [];
  const known = await ledger.storyOfItems(topic.id, since);
  const groups = gather(
    items.map((item) => ({ ...item, when: instant(reportedAt(item)) })),
    topic,
  );
  const unnamed = groups.filter((group) => !group.some(({ id }) => known.has(id)));
  const held = await ledger.storiesById(unnamed.flatMap((group) => group.map(({ id }) => storyId(topic.id, id))));
  const found = stories(
    topic.id,
    groups,
    known,
    new Set(held.filter((one) => one.items.length > 0).map(({ id }) => id)),
  );
  const stored = new Map((await ledger.storiesById(found.map(({ id }) => id))).map((story) => [story.id, story]));
  const changed = found.flatMap((story) => changedStory(story, stored.get(story.id), known) ?? []);
  const revised = items.filter(({ revision }) => revision > 0).map(({ id, revision }) => [id, revision] as const);
  await ledger.saveStories(topic.id, changed, spoken(changed, items), new Map(revised));
  return changed;
}

/**
 * Of the items of some stories, whose words each prints, where that is other than it was known. An item may be in a story
 * of another topic too: one without the original cannot tell that there is none.
 */
function spoken(stories: readonly Story[], items: readonly MatchedItem[]): Map<string, string> {
  const byId = new Map(items.map((item) => [item.id, item]));
  const voices = stories.flatMap((story) => {
    const its = story.items.flatMap((id) => byId.get(id) ?? []);
    const families = new Set(its.map(({ family }) => family));
    const isNews = (known: string, voice: string) => known !== voice && families.has(known);
    return [...voicesOf(its)].filter(([id, voice]) => isNews(voiceOf(byId.get(id)!), voice));
  });
  return new Map(voices);
}

/** The story as it now is, since when it is known; nothing where it is as it was. */
function changedStory(story: Story, was: Story | undefined, known: ReadonlyMap<string, string>): Story | undefined {
  if (!was) return story;
  const same =
    was.severity === story.severity &&
    was.lead === story.lead &&
    story.items.every((item) => known.get(item) === story.id);
  return same ? undefined : { ...story, firstSeen: earlier(was.firstSeen, story.firstSeen) };
}
