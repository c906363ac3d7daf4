import type { Severity } from './severity.ts';

export const TEXT_FIELDS = ['title', 'summary', 'content'] as const;

export type TextField = (typeof TEXT_FIELDS)[number];

/** Words of an item that made a clause true: `text === item[field].slice(start, end)`. */
export interface Evidence {
  /** The clause as the rule's author wrote it, with the term it stands in: `$route: "Trump Route"`. */
  clause: string;
  field: TextField | 'source' | 'family' | 'language' | 'url';
  start: number;
  end: number;
  text: string;
}

export interface Citation {
  document: string;
  /** 1-based: the n-th line that is not blank in the document's range. */
  paragraph: number;
  /** What the paragraph says that makes the event worth watching, in the rule author's words. */
  claim: string;
}

/** A rule that fits an item, with the evidence. */
export interface Match {
  topic: string;
  rule: string;
  /** What a subscriber reads as the reason. */
  title: string;
  severity: Severity;
  /** Digest of everything that the decision depends on: same version, same item, same decision, for ever. */
  version: string;
  cites: Citation[];
  evidence: Evidence[];
  /** Which clauses of scope and condition fitted, in the compact form of `rules/explain/why.ts`; null in a ledger of before. */
  why: string | null;
}
