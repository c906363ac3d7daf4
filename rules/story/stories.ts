/** Groups → stories, each under the name that subscribers know it by. */
import { createHash } from 'node:crypto';
import { type MatchedItem, reportedAt, type Story } from '../../state/story.ts';
import { leadOf } from './lead.ts';
import { severityOf } from './severity.ts';

/**
 * The stories of one topic's groups of items, each with its items in the order in which they were reported. A group
 * keeps the name that its items had longest, and no two get the same; a new one, or the smaller part of one that fell
 * apart, is named after its first item.
 *
 * @param known by item, the story that it was in
 * @param held names of stories that hold items besides those that are given
 */
export function stories(
  topic: string,
  groups: readonly (readonly MatchedItem[])[],
  known: ReadonlyMap<string, string>,
  held: ReadonlySet<string> = new Set(),
): Story[] {
  const ordered = groups
    .map((group) => group.toSorted((a, b) => reportedAt(a) - reportedAt(b) || compare(a.id, b.id)))
    .sort(([a], [b]) => compare(a!.fits[topic]!, b!.fits[topic]!) || compare(a!.id, b!.id));
  const kept = namesKept(topic, ordered, known);
  const used = new Set([...held, ...known.values()]);
  return ordered.map((group) => {
    const id = kept.get(group) ?? freshName(topic, group[0]!.id, used);
    used.add(id);
    return { id, topic, severity: severityOf(group, topic)!, lead: leadOf(group, topic).id, ...span(group, topic) };
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Group = readonly MatchedItem[];

/** Of all groups and the names that their items had, the oldest claim goes first. */
function namesKept(topic: string, groups: readonly Group[], known: ReadonlyMap<string, string>): Map<Group, string> {
  const claims = groups
    .flatMap((group) => group.map((item) => ({ group, item, name: known.get(item.id), since: item.fits[topic]! })))
    .sort((a, b) => compare(a.since, b.since) || compare(a.item.id, b.item.id));
  const kept = new Map<Group, string>();
  const taken = new Set<string>();
  for (const { group, name } of claims) {
    if (name === undefined || kept.has(group) || taken.has(name)) continue;
    kept.set(group, name);
    taken.add(name);
  }
  return kept;
}

function freshName(topic: string, firstItem: string, used: ReadonlySet<string>): string {
  for (let part = 0; ; part++) {
    const name = storyId(topic, firstItem, part);
    if (!used.has(name)) return name;
  }
}

/** A story's name, made of its topic and its first item; with a number, of one that fell off a story of that name. */
export function storyId(topic: string, firstItem: string, part = 0): string {
  const of = part === 0 ? `${topic}\n${firstItem}` : `${topic}\n${firstItem}\n${part}`;
  return createHash('sha256').update(of).digest('hex').slice(0, 10);
}

function span(group: Group, topic: string) {
  const times = group.map((item) => item.fits[topic]!).sort();
  return { items: group.map((item) => item.id), firstSeen: times[0]!, lastSeen: times.at(-1)! };
}
