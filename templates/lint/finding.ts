/** What a check of templates finds. */
import type { Problem } from '../../state/refusal.ts';
import type { Tag } from '../markup.ts';

export interface Finding {
  /** Offset in the text. */
  at: number;
  what: string;
}

/** What is asked of the templates of one kind, besides what is asked of all. */
export interface Rules {
  /** What is wrong with a tag as such. */
  ofTag(tag: Tag): string[];
  /** What is wrong with a value that names an address, or null. */
  ofLink(name: string, value: string): string | null;
  /** What is wrong with a value that names what is loaded, or null. */
  ofAsset(name: string, value: string): string | null;
  /** What is wrong with all tags together; the text is without comments. */
  ofAll(tags: readonly Tag[], text: string): Finding[];
}

export const found = (text: string, pattern: RegExp, what: string): Finding[] =>
  [...text.matchAll(pattern)].map(({ index, 0: words }) => ({ at: index, what: `${words} ${what}` }));

/** The findings in a file as problems, each at its line and column. */
export function placed(file: string, source: string, findings: readonly Finding[]): Problem[] {
  return findings
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, what }) => {
      const before = source.slice(0, at).split('\n');
      return { file, line: before.length, column: before.at(-1)!.length + 1, what };
    });
}
