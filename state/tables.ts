/** The ledger's rows. What is a list or an object in the program is JSON text in the table. */
import type { Generated } from 'kysely';
import type { Bounce } from './bounce.ts';
import type { Consent } from './consent.ts';
import type { Announcement, Verdict } from './deadline.ts';
import type { Delivery, DeliveryState } from './delivery.ts';
import type { Join } from './join.ts';
import type { Pause } from './pause.ts';
import type { Severity } from './severity.ts';
import type { Held, Silence } from './silence.ts';
import type { Learnt } from './source.ts';
import type { Cadence, Language } from './subscriber.ts';
import type { Suppression } from './suppression.ts';
import type { Move } from './tracker.ts';

type Json = string;

export interface Tables {
  items: {
    id: string;
    source: string;
    key: string;
    url: string | null;
    canonical: string | null;
    title: string;
    summary: string;
    content: string;
    authors: Json;
    categories: Json;
    language: string | null;
    published: string | null;
    updated: string | null;
    publisher: string;
    family: string;
    first_seen: string;
    revision: number;
    /** When its source was seen to have taken it back. */
    withdrawn: string | null;
    /** Whose words it prints, where they are another family's. */
    voice: string | null;
    /** Since when its source does not list it any more, though it lists what is older and what is newer. */
    missing: string | null;
    /** When its source had it again after it was withdrawn. */
    restored: string | null;
  };
  revisions: {
    item: string;
    revision: number;
    /** When the next one came. */
    until: string;
    title: string;
    summary: string;
    content: string;
    published: string | null;
    updated: string | null;
  };
  matches: {
    item: string;
    topic: string;
    rule: string;
    version: string;
    severity: Severity;
    title: string;
    cites: Json;
    evidence: Json;
    why: string | null;
    at: string;
  };
  labels: { item: string; topic: string; rule: string; fits: number; at: string };
  visits: {
    source: string;
    at: string;
    outcome: string;
    reason: string | null;
    because: string | null;
    found: number;
    fresh: number;
    /** Milliseconds. */
    took: number;
  };
  learnt: {
    source: string;
    first_visit: string;
    last_visit: string;
    outcome: Learnt['outcome'];
    reason: string | null;
    because: string | null;
    since: string;
    failures: number;
    last_good: string | null;
    next: string;
    interval: number | null;
    patience: number | null;
    found: number | null;
    last_news: string | null;
    rhythm: number | null;
    gap: string | null;
    moved: Json | null;
    reader: Learnt['reader'];
    pace: Json | null;
    region: Json | null;
  };
  hosts: { host: string; spacing: number; busy: string };
  stories: { id: string; topic: string; severity: Severity; lead: string; first_seen: string; last_seen: string };
  /** `revision` is the text of the item as which it was gathered. */
  story_items: { topic: string; item: string; story: string; revision: Generated<number> };
  /** Names that a story had before another one took it in. */
  former_stories: { id: string; story: string };
  alerts: {
    story: string;
    revision: number;
    topic: string;
    at: string;
    reported: string | null;
    changes: Json;
    rules: Json;
    told: Json;
  };
  silences: Silence;
  held: Held;
  moves: Omit<Move, 'denied'> & { denied: number };
  announcements: Announcement;
  verdicts: Omit<Verdict, 'confirmed'> & { confirmed: number };
  signals: { topic: string; trend: string; period: string; at: string; content: Json };
  subscribers: {
    id: string;
    address: string;
    topics: Json;
    cadence: Cadence;
    hour: number;
    weekday: number;
    timezone: string;
    least: Severity;
    alerts: number;
    format: 'html' | 'text';
    quiet: Json | null;
    all_quiet: number;
    since: string;
    left: string | null;
    paused: string | null;
    language: Generated<Language>;
  };
  joins: Omit<Join, 'wishes'> & { wishes: Json };
  consents: Consent;
  suppressions: Suppression;
  /** What an installation made up once, such as its salt. */
  settings: { name: string; value: string };
  bounces: Omit<Bounce, 'hard'> & { hard: number };
  pauses: Pause;
  /** Until when a rate limit is spent: an instant that may lie ahead. */
  budgets: { name: string; spent: string };
  /** The items that frozen editions tell of. */
  told_items: { item: string; edition: string };
  bodies: { id: string; mail: Json };
  editions: { id: string; cadence: 'daily' | 'weekly'; due: string; frozen: string; content: Json };
  deliveries: {
    id: string;
    kind: Delivery['kind'];
    subject: string;
    revision: number;
    subscriber: string;
    period: string | null;
    message_id: string;
    refs: Json;
    /** What it says, which many deliveries may share. */
    body: string;
    /** The line of its subject. */
    title: string;
    /** Who leased it, while it is leased or handed. */
    lease: string | null;
    /** When the answer to an attempt was first lost: since then it may have arrived twice. */
    lost: string | null;
    stories: Json;
    state: DeliveryState;
    attempts: number;
    next: string;
    created: string;
    settled: string | null;
    because: string | null;
  };
}
