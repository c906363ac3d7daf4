/** Markup inside an element, as text of its own: what stands in the document, without what only XML needs. */
import { decoded } from './references.ts';
import type { Attributes } from './values.ts';

const CDATA = /<!\[CDATA\[(.*?)\]\]>/gs;
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** RFC 4287, 3.1.1.3, and Atom 0.3, whose `mode` is `xml` where it does not say otherwise. */
const isXhtml = ({ type, mode }: Attributes): boolean => /xhtml/i.test(type ?? '') || mode === 'xml';

/**
 * The markup that an element holds. Inside XHTML, CDATA is text; elsewhere, where XML allows no tags at all, publishers
 * mean it as the markup around it. The `div` that Atom puts around XHTML is no part of it (RFC 4287, 3.1.1.3).
 */
export function innerMarkup(slice: string, attributes: Attributes): string {
  const xhtml = isXhtml(attributes);
  const plain = slice.includes('<![CDATA[')
    ? slice.replace(CDATA, (_, text: string) => (xhtml ? escaped(text) : text))
    : slice;
  return xhtml ? undressed(plain.trim()) : plain;
}

/** XHTML without prefixes, which no reader of HTML knows, and without the outer `div`. */
function undressed(markup: string): string {
  const [, prefix] = /^<([\w-]+):div\b/.exec(markup) ?? [];
  const plain = prefix ? markup.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</') : markup;
  const opening = /^<div(?:\s[^>]*)?>/i.exec(plain)?.[0];
  if (!opening || !/<\/div\s*>$/i.test(plain.slice(-20))) return plain;
  return plain.slice(opening.length, plain.lastIndexOf('</'));
}

/** RFC 3986, 5: a reference made whole by its base. One that is whole, and one that nothing makes whole, stays. */
export function resolved(reference: string, base: string | null): string {
  const trimmed = reference.trim();
  if (base === null || /^[a-z][a-z\d+.-]*:/i.test(trimmed) || !URL.canParse(trimmed, base)) return reference;
  return new URL(trimmed, base).href;
}

const REFERENCE = /(\s(?:href|src)\s{0,9}=\s{0,9})(?:"([^"]*)"|'([^']*)')/gi;

/** Markup whose links and pictures are whole. Links inside the text itself, such as to its notes, stay what they are. */
export function rebased(markup: string, base: string): string {
  return markup.replace(REFERENCE, (tag, name: string, double: string | undefined, single: string | undefined) => {
    const reference = decoded(double ?? single ?? '');
    const address = reference.startsWith('#') ? reference : resolved(reference, base);
    return address === reference ? tag : `${name}"${escaped(address).replaceAll('"', '&quot;')}"`;
  });
}
