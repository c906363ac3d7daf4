/** Validators, and how far a host's are believed. Pure. */
import { DAY, type Instant } from '../state/item.ts';
import type { Validators } from './visit.ts';

/** What is remembered of an address between two visits. */
export interface Remembered extends Validators {
  /** When we last got the whole document. */
  full: Instant;
  /** The host gave the same validators to a document with news: it cannot be asked whether anything changed. */
  lies: boolean;
}

/** Once a day the whole document is asked for, in case the validators lie: until then a lie can hide news. */
const BELIEVED = DAY;

/** The validators to send. */
export function conditional(known: Remembered | undefined, now: Date): Validators {
  if (!known || known.lies || now.getTime() - Date.parse(known.full) >= BELIEVED) return {};
  return { etag: known.etag, lastModified: known.lastModified };
}

/** What to remember of a whole document that brought so many new items. */
export function remember(known: Remembered | undefined, got: Validators, fresh: number, now: Date): Remembered {
  const same = got.etag ? got.etag === known?.etag : got.lastModified && got.lastModified === known?.lastModified;
  return { ...got, full: now.toISOString(), lies: (known?.lies ?? false) || (Boolean(same) && fresh > 0) };
}
