/** An HTML template's tags and attributes, as far as linting must see them: mustaches stay in place as text. */

export interface Tag {
  /** In lower case: `a`, `style`. */
  name: string;
  /** Offset of its `<`. */
  at: number;
  /** Offset of its `>`. */
  end: number;
  attributes: Attribute[];
}

export interface Attribute {
  name: string;
  value: string;
  quoted: boolean;
  /** Offsets of its first character, and after its last. */
  at: number;
  end: number;
}

const MUSTACHE = String.raw`\{\{(?:(?!\}\})[\s\S])*\}\}`;
const PLAIN = (but: string) => String.raw`(?:[^{${but}]|\{(?!\{))`;
const VALUE = [
  `"((?:${MUSTACHE}|${PLAIN('"')})*)"`,
  `'((?:${MUSTACHE}|${PLAIN("'")})*)'`,
  `((?:${MUSTACHE}|${PLAIN('\\s"\'>`')})+)`,
].join('|');

const PRINTED = String.raw`\{\{(?!\s*~?\s*(?:[#/^]|else\b))(?:(?!\}\})[\s\S])*\}\}`;
const BLOCK = /(?:\{\{\s*~?\s*(?:[#/^]|else\b)(?:(?!\}\})[\s\S])*\}\}|[\s/])+/y;
const NAME = new RegExp(`(?:${PRINTED}|${PLAIN(String.raw`\s"'>/=`)})+`, 'y');
const ASSIGNED = new RegExp(`\\s*=\\s*(?:${VALUE})`, 'y');

/** The text with comments blanked, every other character at its offset. */
export function withoutComments(text: string): string {
  return text.replace(/\{\{~?!(?:--[\s\S]*?--~?\}\}|[\s\S]*?\}\})/g, (comment) => comment.replace(/[^\n]/g, ' '));
}

/** Every opening tag, also inside HTML comments, which some mail programs read. A tag that does not end is `null` at its offset. */
export function tagsOf(text: string): (Tag | { name: null; at: number })[] {
  return [...text.matchAll(/<([a-z][a-z0-9:-]*|\{\{)/gi)].map(({ index, 1: name }) => {
    const rest = name === '{{' ? null : restOf(text, index + 1 + name!.length);
    return rest === null ? { name: null, at: index } : { name: name!.toLowerCase(), at: index, ...rest };
  });
}

/** The attributes of a tag from the end of its name to its `>`, or null where that does not come. */
function restOf(text: string, from: number): Pick<Tag, 'end' | 'attributes'> | null {
  const attributes: Attribute[] = [];
  for (let at = from; ; ) {
    at += matched(BLOCK, text, at)?.[0].length ?? 0;
    if (text[at] === '>') return { end: at, attributes };
    const name = matched(NAME, text, at)?.[0];
    if (name === undefined) return null;
    const value = matched(ASSIGNED, text, at + name.length);
    const [all = '', double, single, bare] = value ?? [];
    const end = at + name.length + all.length;
    const quoted = bare === undefined;
    attributes.push({ name: name.toLowerCase(), value: double ?? single ?? bare ?? '', quoted, at, end });
    at = end;
  }
}

function matched(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
