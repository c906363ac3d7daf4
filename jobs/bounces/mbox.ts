/** RFC 4155: many mails in one file, each after a line that begins with `From `. Pure. */

const FROM = Buffer.from('From ');
const AFTER_BLANK = Buffer.from('\nFrom ');
const LF = 10;

/** The mails of an mbox; of what is none, the whole as one. A file that is empty has none. */
export function messagesIn(bytes: Uint8Array): Uint8Array[] {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!whole.subarray(0, FROM.length).equals(FROM)) return whole.some((byte) => byte > 32) ? [bytes] : [];
  const starts = [0];
  for (let at = whole.indexOf(AFTER_BLANK); at >= 0; at = whole.indexOf(AFTER_BLANK, at + 1))
    if (isBlankBefore(whole, at)) starts.push(at + 1);
  return starts.map((from, n) => mailOf(whole.subarray(from, starts[n + 1])));
}

/** Only after an empty line: programs that write the format leave `From ` as it is in the middle of a paragraph. */
const isBlankBefore = (whole: Buffer, at: number): boolean =>
  whole[at - 1] === LF || (whole[at - 1] === 13 && whole[at - 2] === LF);

const mailOf = (piece: Buffer): Buffer =>
  piece.indexOf(LF) < 0 ? piece.subarray(piece.length) : piece.subarray(piece.indexOf(LF) + 1);
