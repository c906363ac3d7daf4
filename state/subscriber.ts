import type { Instant } from './item.ts';
import type { Severity } from './severity.ts';
import { dayHere } from './wall.ts';

export const CADENCES = ['now', 'daily', 'weekly'] as const;

/** How often a subscriber is written to: each story at once, or an edition a day or a week. */
export type Cadence = (typeof CADENCES)[number];

/** The languages in which dates can be written: those of the region, and of who reads about it. */
export const LANGUAGES = [
  ...(['en', 'ru', 'ka', 'hy', 'az', 'kk', 'ky', 'uz', 'tg', 'tk', 'fa', 'tr', 'uk', 'de', 'fr'] as const),
] as const;

export type Language = (typeof LANGUAGES)[number];

/** Local hours in which a subscriber is not written to at once, or of high severity only. */
export interface QuietHours {
  /** `22:00`; where `from` is later than `to` they go past midnight. */
  from: string;
  to: string;
  /** Whether what is of high severity is told all the same. */
  letsHigh: boolean;
}

/** A person who gets our mail, as recorded. */
export interface Subscriber {
  id: string;
  address: string;
  topics: string[];
  cadence: Cadence;
  /** Local hour (0–23) and ISO weekday (1 is Monday) at which an edition is due; the weekday only for `weekly`. */
  hour: number;
  weekday: number;
  /** IANA time zone in which hour and weekday are meant. */
  timezone: string;
  /** Stories below this severity are not told. */
  least: Severity;
  /** Whether stories of high severity are told at once, besides the editions. */
  alerts: boolean;
  format: 'html' | 'text';
  quiet: QuietHours | null;
  /** Whether an edition without news is written to too. */
  allQuiet: boolean;
  /** BCP 47: in which language dates are written. */
  language: Language;
  /** Until when nothing is written to them, as they wished; an instant that may be past. */
  paused: Instant | null;
  since: Instant;
  /** When the subscriber left; a subscriber who left is kept, so that nothing already queued reaches them. */
  left: Instant | null;
}

/** Whether a subscriber wishes not to be written to for now. */
export const isPaused = ({ paused }: Pick<Subscriber, 'paused'>, now: Date): boolean =>
  paused !== null && paused > now.toISOString();

/** Whether days and hours can be told in a zone: Intl takes names such as `IST` too, which mean another zone to everybody. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return dayHere(new Date(0), name) !== '';
  } catch {
    return false;
  }
}

const zones = new Map<string, string>();

/** A zone that is recorded, or UTC where it is not known here, as to an older Node: one person must not stop the mail of all. */
export function zoneOf(recorded: string): string {
  const zone = zones.get(recorded) ?? (isTimeZone(recorded) ? recorded : 'UTC');
  zones.set(recorded, zone);
  return zone;
}
