/** The inside of an open tag → its attributes. */
import { decoded } from './references.ts';
import type { Attributes } from './values.ts';

const [TAB, LF, CR, SPACE, QUOTE, APOSTROPHE, EQUALS] = [9, 10, 13, 32, 34, 39, 61] as const;

export const isSpace = (code: number): boolean => code === SPACE || code === LF || code === TAB || code === CR;

/** More attributes than any vocabulary has. */
const MAX_ATTRIBUTES = 100;

/** The attributes of a tag; of one that stands twice the first, of one without a value nothing. */
export function attributesIn(text: string): Attributes {
  const found: Attributes = Object.create(null);
  let at = 0;
  for (let n = 0; n < MAX_ATTRIBUTES; n++) {
    const equals = text.indexOf('=', at);
    if (equals < 0) break;
    const name = text
      .slice(at, equals)
      .trim()
      .slice(-200)
      .match(/[^\s"'/]+$/)?.[0];
    const [value, after] = valueAt(text, equals + 1);
    if (name !== undefined) found[name] ??= decoded(value);
    at = after;
  }
  return found;
}

function valueAt(text: string, from: number): [value: string, after: number] {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at++;
  const quote = text.charCodeAt(at);
  if (quote === QUOTE || quote === APOSTROPHE) {
    const to = text.indexOf(String.fromCharCode(quote), at + 1);
    return to < 0 ? [text.slice(at + 1), text.length] : [text.slice(at + 1, to), to + 1];
  }
  let to = at;
  while (to < text.length && !isSpace(text.charCodeAt(to)) && text.charCodeAt(to) !== EQUALS) to++;
  return [text.slice(at, to), Math.max(to, from)];
}
