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

/** As much as is searched for a declaration: HTML asks for the first 1024 bytes, and pages are late. */
const HEAD = 8192;
const DECLARED = /<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']|<meta[^>]+charset\s*=\s*["']?([\w.:-]+)/i;
/** Of a text in one of these, UTF-8 could not be made by chance: its first letters would have to be signs and capitals in turn. */
const OF_ONE_BYTE = /^(?:windows-125|iso-8859|koi8)/;

/** Decodes a body. Never throws: a label that nobody knows is passed over, and bytes that fit nothing become U+FFFD. */
export function decode(bytes: Uint8Array, contentType: string | null = null): Decoded {
  const marked = byteOrderMark(bytes) ?? wide(bytes);
  if (marked) return as(marked, bytes);
  const http = known(/charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1]);
  const [, xml, meta] = DECLARED.exec(headOf(bytes)) ?? [];
  const declared = http ?? known(xml ?? meta);
  // A declaration of UTF-8 that its bytes break, and one of a server's default that is UTF-8 all through, are the two common lies.
  if (isUtf8(bytes) && (!declared || declared === 'utf-8' || OF_ONE_BYTE.test(declared))) return as('utf-8', bytes);
  if (declared === 'utf-8') return mostlyUtf8(bytes) ? as('utf-8', bytes) : as(sniff(bytes), bytes);
  return as(declared ?? sniff(bytes), bytes);
}

/** The beginning, without the white space that some templates leave in front of it. */
function headOf(bytes: Uint8Array): string {
  const start = bytes.findIndex((byte) => byte > 0x20);
  return start < 0 ? '' : Buffer.from(bytes.subarray(start, start + HEAD)).toString('latin1');
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

/**
 * What bytes without any declaration look like, among the charsets of the languages that we watch. The one that reads a
 * text wrongly is the worse error, so a rule stands here only for letters that nothing else could explain.
 */
function sniff(bytes: Uint8Array): string {
  const counts = new Uint32Array(0x100);
  let pairs = 0;
  for (let n = 0; n < bytes.length; n++) {
    counts[bytes[n]!]!++;
    if (bytes[n]! >= 0xc0 && n > 0 && bytes[n - 1]! >= 0xc0) pairs++;
  }
  const many = (...letters: number[]): number => letters.reduce((sum, letter) => sum + counts[letter]!, 0);
  const between = (from: number, to: number): number => counts.subarray(from, to + 1).reduce((sum, n) => sum + n, 0);
  const high = between(0xc0, 0xff);
  // In the Latin languages two accented letters hardly ever touch.
  if (high === 0 || pairs < high / 3) return latin(many, high);
  // Alif and the six letters next in number, and none of the French ones that windows-1256 has where Cyrillic has its vowels.
  const french = many(0xe0, 0xe2) + between(0xe7, 0xeb) + between(0xee, 0xef);
  if (many(0xc7) > high / 12 && many(0xc7, 0xd1, 0xe1, 0xe3, 0xe4, 0xe6, 0xed) > high / 3 && french < high / 50)
    return 'windows-1256';
  // Cyrillic texts are lower case for the most part, which in windows-1251 lies at 0xE0–0xFF and in KOI8 at 0xC0–0xDF.
  if (between(0xc0, 0xdf) <= between(0xe0, 0xff)) return 'windows-1251';
  // Ukrainian є, і, ї and ґ are where KOI8-R has lines for boxes.
  return many(0xa4, 0xa6, 0xa7, 0xad) > high / 50 ? 'koi8-u' : 'koi8-r';
}

/** Turkish has ğ, ı, ş and İ where Icelandic has ð, ý, þ and Ý; but Icelandic has á, í, ó, ú and æ besides. */
function latin(many: (...letters: number[]) => number, high: number): string {
  const turkish = many(0xd0, 0xdd, 0xde, 0xf0, 0xfd, 0xfe);
  return turkish > high / 4 && turkish > 3 * many(0xe1, 0xe6, 0xed, 0xf3, 0xfa) ? 'windows-1254' : 'windows-1252';
}
