/** One document as its file is now, held against the hashes of what was read in it. */
import { type Document, paragraphsOf } from '../../state/document.ts';
import type { Citation } from '../../state/match.ts';
import { hashOf } from './hash.ts';

/** One rule or deadline that cites one paragraph. */
export interface Cite extends Pick<Citation, 'document' | 'paragraph'> {
  /** `topic/rule` or `topic/deadline`. */
  by: string;
}

export type Finding =
  /** The paragraph says something else now. */
  | ({ kind: 'stale' } & Cite)
  /** Its text stands in another place of the same file. */
  | ({ kind: 'moved'; to: Place } & Cite)
  /** There is no such paragraph any more, or never was. */
  | ({ kind: 'missing' } & Cite)
  /** There is a paragraph, and nobody has said yet that this is the text that was meant. */
  | ({ kind: 'unhashed' } & Cite)
  /** A document whose file is not there, or ends before the document does. */
  | { kind: 'lost'; document: string; what: string };

/** A paragraph's number in its document, or the line of the file where it stands outside the document's lines. */
type Place = { paragraph: number } | { line: number };

/** One document in its file as it is now. */
export class Reading {
  readonly #document: Document;
  readonly #paragraphs: string[];
  /** Of every line of the file that is not blank. */
  readonly #lines: { line: number; hash: string }[];
  readonly #length: number;
  /** The paragraphs whose new numbers the topics have already. */
  readonly #renumbered: ReadonlySet<number>;

  constructor(document: Document, text: string, cites: readonly Cite[]) {
    const lines = text.replace(/\n$/, '').split('\n');
    this.#document = document;
    this.#length = lines.length;
    this.#paragraphs = paragraphsOf(document, text).map(hashOf);
    this.#lines = lines.flatMap((written, n) => (written.trim() === '' ? [] : { line: n + 1, hash: hashOf(written) }));
    this.#renumbered = this.#renumberedOf(new Set(cites.map(({ paragraph }) => paragraph)));
  }

  lost(): Finding[] {
    const { id, file, lines } = this.#document;
    if (this.#length >= lines[1]) return [];
    const what = `${file} has ${this.#length} lines, and the document's end at ${lines[1]}`;
    return [{ kind: 'lost', document: id, what }];
  }

  judge(cite: Cite): Finding | undefined {
    const { cited } = this.#document;
    const now = this.#paragraphs[cite.paragraph - 1];
    const then = cited[cite.paragraph];
    if (now === undefined && then === undefined) return { kind: 'missing', ...cite };
    if (now === then) return undefined;
    if (then === undefined || this.#renumbered.has(cite.paragraph)) return { kind: 'unhashed', ...cite };
    const to = this.#placeOf(then);
    if (to) return { kind: 'moved', to, ...cite };
    return { kind: now === undefined ? 'missing' : 'stale', ...cite };
  }

  /** The number and the hash that a citation is to have from now on. */
  accepted(cite: Cite): [number, string][] {
    const now = this.#paragraphs[cite.paragraph - 1];
    const then = this.#document.cited[cite.paragraph];
    const hash = now === undefined || this.judge(cite)?.kind === 'moved' ? then : now;
    return hash === undefined ? [] : [[cite.paragraph, hash]];
  }

  /**
   * From a number that nobody cites any more to the one where its text stands now, from that one to where its own text
   * stands, and so on. Only a way that ends at a number that had no hash tells of topics that were mended throughout.
   */
  #renumberedOf(cited: ReadonlySet<number>): Set<number> {
    const { cited: hashes } = this.#document;
    const left = Object.keys(hashes)
      .map(Number)
      .filter((n) => !cited.has(n));
    return new Set(
      left.flatMap((from) => {
        const way: number[] = [];
        for (let hash = hashes[from]; hash !== undefined; hash = hashes[way.at(-1)!]) {
          const next = this.#paragraphs.indexOf(hash) + 1;
          if (!cited.has(next) || way.includes(next)) return [];
          way.push(next);
        }
        return way;
      }),
    );
  }

  /** Where a text stands now, other than where another citation knows it to stand: two paragraphs may read alike. */
  #placeOf(hash: string): Place | undefined {
    const { lines, cited } = this.#document;
    const inside = this.#paragraphs.findIndex((now, n) => now === hash && cited[n + 1] !== hash);
    if (inside >= 0) return { paragraph: inside + 1 };
    const outside = this.#lines.find(({ line, hash: now }) => now === hash && (line < lines[0] || line > lines[1]));
    return outside && { line: outside.line };
  }
}
