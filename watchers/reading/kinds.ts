/** What each UTF-16 unit is to a text that is being read: part of a word, one way or another to divide words, or a mark. */

/**
 * A letter stays, and so does a space that stands alone. White space is one space, a break one line's end, nothing is
 * left out, what was misread is read again. A mark may begin markup, and is for others to read.
 */
export const [LETTER, SPACE, WHITE, BREAK, NOTHING, MISREAD, MARK] = [0, 1, 2, 3, 4, 5, 6] as const;

/** The kinds of all units, by unit. */
export type Kinds = Uint8Array;

const WINDOWS_1252 = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 32 }, (_, n) => 0x80 + n));

/** What windows-1252 has where Latin-1 has this control: XML parsers make controls of its letters. */
export const misread = (control: number): string => WINDOWS_1252[control - 0x80]!;

const SHARED = new Uint8Array(0x10000);
// Controls count as white space; the rest is what Unicode calls so.
SHARED.fill(WHITE, 0, 0x21).fill(WHITE, 0x7f, 0xa1).fill(WHITE, 0x2000, 0x200b).fill(WHITE, 0x2028, 0x202a);
for (const unit of [0x1680, 0x202f, 0x205f, 0x3000, 0xfeff]) SHARED[unit] = WHITE;
SHARED[0x20] = SPACE;
// Embeddings, overrides and isolates could reorder a mail's line. Marks (LRM, RLM, ALM) and joiners are spelling.
SHARED.fill(NOTHING, 0x202a, 0x202f).fill(NOTHING, 0x2066, 0x206a);
// Noncharacters mean nothing to others, and to a mail that holes are there.
SHARED.fill(NOTHING, 0xfdd0, 0xfdf0).fill(NOTHING, 0xfffe);
// NEL, which is an ellipsis in windows-1252, ends lines on mainframes.
for (let unit = 0x80; unit < 0xa0; unit++) if (misread(unit) > '\x9f' && unit !== 0x85) SHARED[unit] = MISREAD;

function kinds(newline: number, mark: number): Kinds {
  const table = SHARED.slice();
  table['\n'.charCodeAt(0)] = newline;
  for (const sign of '<&') table[sign.charCodeAt(0)] = mark;
  return table;
}

/** Of a text that is no markup. */
export const PLAIN = kinds(BREAK, LETTER);
/** Of what a reference means: it divides words, and never lines. */
export const MEANT = kinds(WHITE, LETTER);
/** Of markup whose lines are those of its elements. */
export const FLOWING = kinds(WHITE, MARK);
/** Of markup whose lines are its own. */
export const PREFORMATTED = kinds(BREAK, MARK);
