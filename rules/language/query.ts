/** What a query says, as a tree: made of text by `parse.ts`, and text again by `print.ts`. */

export const FIELDS = ['title', 'summary', 'content', 'lead', 'text', 'source', 'family', 'lang', 'url'] as const;

export type Field = (typeof FIELDS)[number];

/** Which words are sought: one word, or all that begin so. */
export interface Pattern {
  /** Folded; a `?` stands for any one letter or digit. */
  word: string;
  prefix: boolean;
}

export interface Words {
  kind: 'words';
  /** One pattern for a word, several for a phrase. */
  patterns: Pattern[];
  /** How many words, whichever they are, stand before each pattern: `"visa * regime"` is [0, 1]. */
  skips: number[];
  /** How many further words the whole phrase may hold between its own, in their order: `"visa regime"~2`. */
  slack: number;
  /** As its author wrote it. */
  written: string;
}

/** A span of days, both ends in it; null where the span is open. */
export interface Days {
  /** `YYYY-MM-DD`. */
  from: string | null;
  to: string | null;
}

export type Query =
  | Words
  /** RE2 syntax, sought in a field's text as it stands, in any case. */
  | { kind: 'regexp'; source: string }
  /** Fits an item whose date of publication, as exact as it is, lies within the days as a whole. */
  | ({ kind: 'date'; written: string } & Days)
  /** With `ordered`, the left side stands first (ONEAR). */
  | { kind: 'near'; within: number; ordered: boolean; left: Query; right: Query }
  | { kind: 'and' | 'or'; of: Query[] }
  /** At least so many of the parts fit. */
  | { kind: 'count'; least: number; of: Query[] }
  | { kind: 'not'; of: Query }
  | { kind: 'field'; field: Field; of: Query }
  /** A `$term` or a `#rule` of the same topic, by its name, with what it stands for: one object wherever it is named. */
  | { kind: 'term' | 'rule'; name: string; of: Query };

/** Whether a query names places in a text, which is what NEAR measures between. */
export function hasPlaces(query: Query): boolean {
  switch (query.kind) {
    case 'words':
    case 'regexp':
      return true;
    case 'or':
      return query.of.every(hasPlaces);
    case 'near':
      return hasPlaces(query.left) && hasPlaces(query.right);
    case 'term':
    case 'rule':
    case 'field':
      return hasPlaces(query.of);
    default:
      return false;
  }
}
