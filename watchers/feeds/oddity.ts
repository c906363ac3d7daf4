/** What is told from a feed's text before and after rss-parser reads it: whether it can, and whether it did. */
import { hasUsualPrefixes, isAtom03, type Root } from './root.ts';

/**
 * rss-parser takes four times as long as the second reader, and keeps a tree: beyond this many characters it would hold
 * up its thread, and the documents that wait for it, for more than some milliseconds.
 */
const MAX_LENGTH = 200_000;
const MAX_ITEMS = 5000;
/** An item of fewer characters says nothing, so that shorter documents need not be counted. */
const SHORTEST = 40;

/**
 * Whether rss-parser would read a document wrong, or at a cost. Some of these signs may stand in a text that means
 * nothing by them; then the tolerant reader reads what either could, which is the lesser error.
 */
export const isOdd = (text: string, root: Root): boolean =>
  text.length > MAX_LENGTH ||
  !hasUsualPrefixes(root) ||
  isAtom03(root) ||
  text.lastIndexOf('<!ENTITY', root.start) >= 0 ||
  // Numbers that XML leaves to control characters, and that publishers take from windows-1252.
  (text.includes('&#1') && /&#1(?:2[89]|[345]\d);/.test(text)) ||
  // Where the root is not closed the document was cut short.
  text.lastIndexOf(`</${root.name}`) < 0 ||
  (text.includes('xml:base') && /\sxml:base\s?=\s?["']/.test(text)) ||
  (root.dialect === 'atom' && text.includes('xhtml') && /\stype\s?=\s?["'](?:application\/)?xhtml/.test(text)) ||
  (text.length > SHORTEST * MAX_ITEMS && opened(text, itemName(root), MAX_ITEMS) >= MAX_ITEMS);

const itemName = ({ dialect }: Root): string => (dialect === 'atom' ? 'entry' : 'item');

/** How many items a document holds, as its text shows. Where a quick count agrees with what was `found`, that is it. */
export function itemsIn(text: string, root: Root, found: number): number {
  const name = itemName(root);
  if (found > 0 && opened(text, name, found + 1) === found) return found;
  const open = new RegExp(`<!\\[CDATA\\[|<!--|<(?:[\\w-]+:)?${name}[\\s/>]`, 'gi');
  let items = 0;
  for (let at = open.exec(text); at; at = open.exec(text)) {
    const end = at[0] === '<!--' ? '-->' : at[0].startsWith('<!') ? ']]>' : null;
    const after = end === null ? open.lastIndex : text.indexOf(end, open.lastIndex);
    if (after < 0) break;
    if (end === null) items++;
    else open.lastIndex = after;
  }
  return items;
}

/** How often tags of a name are opened, wherever they stand, counted up to a limit. */
function opened(text: string, name: string, limit: number): number {
  const tag = `<${name}`;
  let found = 0;
  for (let at = text.indexOf(tag); at >= 0 && found < limit; at = text.indexOf(tag, at + tag.length)) {
    // `items` begins as `item` does.
    if (!/\w/.test(text.charAt(at + tag.length))) found++;
  }
  return found;
}
