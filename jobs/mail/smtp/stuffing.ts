/** A message as it stands between DATA and the final dot (RFC 5321, 4.5.2). Pure. */

const END = { line: Buffer.from('.\r\n'), inside: Buffer.from('\r\n.\r\n') };

/** A CR or an LF alone, or a dot that begins a line; or perhaps such, where the piece before would tell. */
const UNFIT = /^\.|\n\.|\r(?!\n)|(?<!\r)\n/;

/**
 * The pieces of a message with the end of the message after them. A dot at the beginning of a line is doubled; a CR or an LF
 * alone becomes CRLF, since servers do not agree on what it is, and one of them might take what follows for a second message.
 * What needs none of it, as nearly all mail, goes as it is, and is not copied.
 */
export function stuffed(message: readonly Buffer[]): Buffer[] {
  const fit = !message.some((piece) => UNFIT.test(piece.toString('latin1')));
  const pieces = fit ? message.filter(({ length }) => length > 0) : [mended(message)];
  const last = pieces.at(-1);
  return [...pieces, !last || last.at(-1) === 10 ? END.line : END.inside];
}

function mended(message: readonly Buffer[]): Buffer {
  const text = Buffer.concat(message).toString('latin1');
  const lines = text.replace(/\r\n|\r|\n/g, '\r\n').replace(/^\.|(?<=\n)\./g, '..');
  return Buffer.from(lines, 'latin1');
}
