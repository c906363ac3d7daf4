/** Tags: where they end for a browser, and what the elements that they name do to a text. */
import type { Gap } from './letters.ts';

/** What an element does to the text around it and in it. */
export interface Element {
  divides?: Gap;
  preformatted?: true;
  /** What ends it where its content is not shown. */
  hidden?: RegExp;
}

const ELEMENTS = new Map<string, Element>();

function define(names: string, element: (name: string) => Element): void {
  for (const name of names.split(/\s+/)) ELEMENTS.set(name, element(name));
}

const BLOCKS = `address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer
 form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p section summary table tbody tfoot thead tr ul`;
define(BLOCKS, () => ({ divides: '\n' }));
define('td th', () => ({ divides: ' ' }));
define('pre', () => ({ divides: '\n', preformatted: true }));
// What browsers never show, or only where they cannot show the thing itself. A noscript is shown to those who run none.
define('audio canvas iframe script style svg template title video', (name) => ({
  hidden: new RegExp(`</${name}(?=[\\s/>])`, 'gi'),
}));

export interface Tag {
  /** Undefined where it does nothing to a text. */
  element: Element | undefined;
  /** Past its `>`. */
  end: number;
}

const NAME = /[^\0-\x20/>]*/y;

/** Reads the tag whose name begins at `from`, in any case. */
export function tagAt(written: string, from: number): Tag {
  const named = pastMatch(NAME, written, from);
  return { element: ELEMENTS.get(written.slice(from, named).toLowerCase()), end: tagEnd(written, named) };
}

/** Past the tag that ends what is hidden from `from` on; where none does, past everything. */
export function hiddenEnd(hidden: RegExp, written: string, from: number): number {
  return tagEnd(written, pastMatch(hidden, written, from));
}

/** Past the next `mark`, or past everything where there is none. */
export function past(mark: string, written: string, from: number): number {
  const at = written.indexOf(mark, from);
  return at < 0 ? written.length : at + mark.length;
}

/** The same of a pattern, which has the flag `g` or `y`. */
export function pastMatch(pattern: RegExp, written: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(written) ? pattern.lastIndex : written.length;
}

const END_OR_QUOTE = />|=[\0-\x20]*["']/g;

/** Past the `>` of a tag: one in a quoted value ends nothing, and a tag that never ends takes all that follows. */
function tagEnd(written: string, from: number): number {
  for (let at = from; at < written.length; ) {
    at = pastMatch(END_OR_QUOTE, written, at);
    const sign = written[at - 1]!;
    if (sign === '>') return at;
    at = past(sign, written, at);
  }
  return written.length;
}
