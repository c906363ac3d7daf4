import type { Instant } from './item.ts';

const CONSENTS = ['asked', 'confirmed', 'added', 'imported', 'changed', 'paused', 'resumed', 'left'] as const;

/** What a subscriber agreed to or ended: when, from where, and to which words (GDPR, Article 7(1)). */
export interface Consent {
  subscriber: string;
  at: Instant;
  what: (typeof CONSENTS)[number];
  /** The IP address that it came from; null where it did not come over the web. */
  network: string | null;
  /** Which wording they saw, or what it came by: `command line`, `mail`, the name of an imported file. */
  wording: string | null;
}
