import type { Correction } from './alert.ts';
import type { ToldDeadline } from './deadline.ts';
import type { Instant, Published } from './item.ts';
import type { Severity } from './severity.ts';
import type { Signal } from './signal.ts';
import type { Phase } from './story.ts';
import type { Cadence } from './subscriber.ts';
import type { ToldBoard } from './tracker.ts';

/** An item as it is told: its words at the moment of freezing, so that nothing told changes afterwards. */
export interface ToldItem {
  id: string;
  title: string;
  url: string | null;
  /** The beginning of the item's text, plain, at most about 400 characters; empty where the source gave a headline only. */
  excerpt: string;
  publisher: string;
  family: string;
  published: Published | null;
  firstSeen: Instant;
  language: string | null;
  /** The family whose words it prints, where it reprints another's. */
  voice?: string;
  /** Which text of the item this is; absent in old editions. */
  revision?: number;
  /** When its source was seen to have taken it back. */
  withdrawn?: Instant;
}

/** Why a story is told: a rule that fits one of its items, the words that show it, and who said to watch for it. */
export interface Reason {
  /** `topic/rule`. */
  rule: string;
  title: string;
  severity: Severity;
  /** A stretch of the item's text around the first evidence; `marked` runs are the words that made the rule fit. */
  words: { text: string; marked: boolean }[];
  cites: { document: string; author: string | null; paragraph: number; claim: string }[];
}

/** A story as it is told. */
export interface ToldStory {
  id: string;
  topic: string;
  severity: Severity;
  firstSeen: Instant;
  lastSeen: Instant;
  lead: ToldItem;
  /** The story's other items, earliest first. */
  others: ToldItem[];
  reasons: Reason[];
  /** Absent in old editions. */
  phase?: Phase;
}

/** What the watchers saw in the time that an edition covers: its sums add up, so that silence can be told from blindness. */
export interface Coverage {
  from: Instant;
  to: Instant;
  sources: number;
  /** Enabled sources that we see well and that have news as they use to. */
  healthy: number;
  /** Enabled sources that we see well, and that have been silent for longer than they use to; absent in old editions. */
  quiet?: number;
  /** Enabled sources that we do not see as we should, in which way (failing, blind, late, gone), since when, and why. */
  failing: { source: string; title: string; state?: string; since: Instant; reason: string }[];
  /** Sources of which items may have scrolled away in that time, and when we noticed; absent in old editions. */
  gaps?: { source: string; title: string; at: Instant }[];
  /** Enabled sources that were never visited. */
  unvisited: number;
  /** Each enabled source: how it is seen, and the topics that it serves; absent in old editions. */
  watching?: { state: string; topics: string[] }[];
  items: number;
  matched: number;
  stories: number;
  /** The items that matched, with what each topic that they fit makes of them; absent in old editions. */
  fits?: MatchedGravity[];
}

/** How grave an item is to each topic that it fits. */
export interface MatchedGravity {
  item: string;
  fits: Record<string, Severity>;
  /** Where its source had taken it back when the edition was due. */
  withdrawn?: true;
}

/** What the sources of a topic brought on each of the last days, and whether they could be seen. */
export interface TopicChart {
  topic: string;
  /** Enabled sources that are watched for the topic. */
  sources: number;
  /** Spans of 24 hours, the last of which ends when the edition is due: items that matched, and sources that were seen. */
  days: { matched: number; seen: number }[];
}

/** A correction of what earlier editions told. */
export interface ToldCorrection extends Correction {
  topic: string;
  story: string;
  /** When those editions were frozen that told the item so, and those that told it otherwise. */
  toldIn: Instant[];
  toldElse: Instant[];
}

/** What one cadence tells at one due instant: frozen then, and shared by every subscriber due at that instant. */
export interface Edition {
  id: string;
  cadence: Exclude<Cadence, 'now'>;
  due: Instant;
  frozen: Instant;
  topics: { id: string; title: string }[];
  stories: ToldStory[];
  deadlines: ToldDeadline[];
  coverage: Coverage;
  /** Absent in old editions, as all that follows. */
  boards?: ToldBoard[];
  /** What changed in what was told before the edition, the newest first. */
  corrections?: ToldCorrection[];
  signals?: Signal[];
  /** How far back it tells. */
  since?: Instant;
  charts?: TopicChart[];
}
