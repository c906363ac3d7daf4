/**
 * Bytes → text. The charset is, in this order: a byte order mark, the HTTP header, the XML or HTML declaration, UTF-8
 * where the bytes are valid UTF-8, and else what the bytes look like (RFC 7303; WHATWG Encoding for the labels).
 */
import { isUtf8 } from 'node:buffer';

export interface Decoded {
  text: string;
  /** WHATWG name of the encoding used. */
  charset: string;
}

const DECLARED =
  /^[^<]{0,4000}<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']|<meta[^>]+charset\s*=\s*["']?([\w.:-]+)/i;

/** Decodes a body. Never throws: a label that nobody knows is passed over, and bytes that fit nothing become U+FFFD. */
export function decode(bytes: Uint8Array, contentType: string | null = null): Decoded {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  const marked = byteOrderMark(bytes) ?? wide(bytes);
  if (marked) return as(marked, bytes);
  const http = known(/charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1]);
  const [, xml, meta] = DECLARED.exec(head) ?? [];
  const declared = http ?? known(xml ?? meta);
  // A declaration of UTF-8 that its bytes break, and one of Latin-1 that is UTF-8 all through, are the two common lies.
  if (isUtf8(bytes) && (!declared || declared === 'utf-8' || declared === 'windows-1252')) return as('utf-8', bytes);
  if (declared === 'utf-8') return mostlyUtf8(bytes) ? as('utf-8', bytes) : as(sniff(bytes), bytes);
  return as(declared ?? sniff(bytes), bytes);
}

function as(charset: string, bytes: Uint8Array): Decoded {
  return { text: new TextDecoder(charset).decode(bytes), charset };
}

function byteOrderMark([a, b, c]: Uint8Array): string | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return undefined;
}

/** UTF-16 without a mark: the first `<` stands beside a zero byte. */
function wide([a, b, c, d]: Uint8Array): string | undefined {
  if (a === 0x3c && b === 0 && d === 0) return 'utf-16le';
  if (a === 0 && b === 0x3c && c === 0) return 'utf-16be';
  return undefined;
}

function known(label: string | undefined): string | undefined {
  // A document that we could read this far is not in UTF-16, whatever it says.
  if (label === undefined || /^(utf-?16|ucs-2|iso-10646)/i.test(label)) return undefined;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

/** Whether at most one sequence in a hundred is broken: a cut character, not another charset. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes);
  let broken = 0;
  let foreign = 0;
  for (const letter of text) {
    if (letter === '\ufffd') broken++;
    else if (letter > '\u007f') foreign++;
  }
  return broken * 100 <= foreign || broken <= 2;
}

/** Cyrillic texts are lower case for the most part, which in windows-1251 lies at 0xE0–0xFF and in KOI8-R at 0xC0–0xDF. */
function sniff(bytes: Uint8Array): string {
  let lower1251 = 0;
  let lowerKoi8 = 0;
  let pairs = 0;
  for (const [n, byte] of bytes.entries()) {
    if (byte >= 0xe0) lower1251++;
    else if (byte >= 0xc0) lowerKoi8++;
    if (byte >= 0xc0 && bytes[n - 1]! >= 0xc0) pairs++;
  }
  const high = lower1251 + lowerKoi8;
  // In the Latin languages two accented letters hardly ever touch.
  if (high === 0 || pairs < high / 3) return 'windows-1252';
  return lowerKoi8 > lower1251 ? 'koi8-r' : 'windows-1251';
}
