import type { PublisherPace } from '../../state/source.ts';

/** A document as its publisher wrote it: values before any cleaning, null where there is none. */
export interface PublishedDocument {
  format: string;
  title: string | null;
  link: string | null;
  id: string | null;
  description: string | null;
  language: string | null;
  authors: string[];
  categories: string[];
  published: string | null;
  updated: string | null;
  /** How often the publisher asks to be visited; null where it does not say. */
  pace: PublisherPace | null;
  /** The document ended before its end: the item at the cut is left out, and nothing that is missing was withdrawn. */
  cut: boolean;
  items: PublishedItem[];
}

export interface PublishedItem {
  guid: string | null;
  url: string | null;
  title: string | null;
  /** May hold markup, as `content` does. */
  summary: string | null;
  content: string | null;
  authors: string[];
  categories: string[];
  published: string | null;
  updated: string | null;
  language: string | null;
  /** Who published it first, where an aggregator says. */
  origin: { name: string | null; url: string | null } | null;
  /** Addresses of what is attached to it: sound, film, files. */
  enclosures: string[];
  /** Whether summary and content are text, in which `<` is a sign like any other, and not markup. */
  plain: boolean;
}

export const NO_DOCUMENT: Omit<PublishedDocument, 'format'> = {
  title: null,
  link: null,
  id: null,
  description: null,
  language: null,
  authors: [],
  categories: [],
  published: null,
  updated: null,
  pace: null,
  cut: false,
  items: [],
};

export const NO_ITEM: PublishedItem = {
  guid: null,
  url: null,
  title: null,
  summary: null,
  content: null,
  authors: [],
  categories: [],
  published: null,
  updated: null,
  language: null,
  origin: null,
  enclosures: [],
  plain: false,
};

/**
 * A document of more items is an archive, or an attack. Its first ones are read, and it says that it was cut: a source
 * that is never read again would be the worse error, since feeds begin with what is new.
 */
export const MAX_ITEMS = 10_000;

/** Why a document could not be read. */
export class Unreadable extends Error {
  readonly reason: 'format' | 'unreadable' | 'selector' | 'large';

  constructor(reason: Unreadable['reason'], detail: string) {
    super(detail);
    this.name = 'Unreadable';
    this.reason = reason;
  }
}
