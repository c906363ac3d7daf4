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
}

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
};

/** Why a document could not be read. */
export class Unreadable extends Error {
  readonly reason: 'format' | 'unreadable' | 'selector';

  constructor(reason: Unreadable['reason'], detail: string) {
    super(detail);
    this.name = 'Unreadable';
    this.reason = reason;
  }
}
