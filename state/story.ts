import type { Instant, Item, Published } from './item.ts';
import type { Match } from './match.ts';
import type { Severity } from './severity.ts';

/** The items of one topic, from any source in any language, that report one event. */
export interface Story {
  id: string;
  topic: string;
  severity: Severity;
  /** The item that speaks for the story: the gravest; of those a primary source, one in the language of our mail, the earliest. */
  lead: string;
  items: string[];
  /** When the first and the newest of its items came to be part of it. */
  firstSeen: Instant;
  lastSeen: Instant;
}

/** `new` where nothing was known of it a day ago, `developing` while it grows, `fading` since it does not. */
export type Phase = 'new' | 'developing' | 'fading';

/** An item that a rule fits, as stories are made of it and mail tells it. */
export interface MatchedItem extends Item {
  matches: Match[];
  /** When it came to fit each topic that it fits: as it was first seen, or with a later revision. */
  fits: Record<string, Instant>;
  /** The family whose words it prints, where it reprints another's. */
  voice?: string;
}

/** Who speaks: of a reprint the family whose words it prints. So many voices are independent of one another. */
export const voiceOf = ({ family, voice = family }: { family: string; voice?: string }): string => voice;

/**
 * When an item's event is taken to be reported, in milliseconds since the epoch: the publisher's date where it names a
 * day that had come when we saw it, else the time that we saw it.
 */
export function reportedAt({ published, firstSeen }: { published: Published | null; firstSeen: Instant }): number {
  const seen = Date.parse(firstSeen);
  const dated = published !== null && published.length >= 10 ? Date.parse(published) : Number.NaN;
  // What has no date is NaN, which is not before anything.
  return dated <= seen ? dated : seen;
}

/** In the order in which items were reported; of one time, by id, so that no order of arrival shows. */
export function byReport(a: Reported, b: Reported): number {
  return reportedAt(a) - reportedAt(b) || (a.id < b.id ? -1 : 1);
}

type Reported = Pick<Item, 'id' | 'published' | 'firstSeen'>;
