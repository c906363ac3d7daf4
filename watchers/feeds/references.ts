/** References in a text, such as `&amp;` and `&#8212;` → what they stand for. */
import { decodeCodePoint, decodeHTMLStrict } from 'entities/decode';

const PREDEFINED: ReadonlyMap<string, string> = new Map(
  Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }),
);
/** HTML's longest name. */
const MAX_ENTITY = 33;

/**
 * Text with its references resolved once: XML's five names, numbers, and HTML's names, which feeds use without
 * defining them. All others, and an ampersand alone, stay as they stand.
 */
export function decoded(text: string): string {
  let at = text.indexOf('&');
  if (at < 0) return text;
  let out = '';
  let from = 0;
  while (at >= 0) {
    const end = referenceEnd(text, at + 1);
    if (end > 0) {
      out += text.slice(from, at) + referenced(text.slice(at + 1, end));
      from = end + 1;
    }
    at = text.indexOf('&', Math.max(at + 1, from));
  }
  return out + text.slice(from);
}

/** Where the reference's semicolon stands; 0 where this is none. */
function referenceEnd(text: string, from: number): number {
  const last = Math.min(text.length, from + MAX_ENTITY);
  for (let at = from; at < last; at++) {
    const code = text.charCodeAt(at);
    if (code === 59) return at > from ? at : 0;
    const part = (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 35;
    if (!part) return 0;
  }
  return 0;
}

function referenced(name: string): string {
  if (name.charCodeAt(0) !== 35) return PREDEFINED.get(name) ?? decodeHTMLStrict(`&${name};`);
  const digits = /^#(?:x([\da-f]+)|(\d+))$/i.exec(name);
  return digits ? decodeCodePoint(digits[1] ? Number.parseInt(digits[1], 16) : Number(digits[2])) : `&${name};`;
}
