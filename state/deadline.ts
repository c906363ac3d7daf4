import type { Citation } from './match.ts';

/** A date that a document or an item sets. */
export interface Deadline {
  topic: string;
  id: string;
  title: string;
  /** ISO 8601, as exact as `precision` says: a day, a month or a year. */
  date: string;
  precision: 'day' | 'month' | 'year';
  cites: Citation[];
}
