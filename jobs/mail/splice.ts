/**
 * A text with holes, encoded for mail (RFC 2045, 6): all that does not change between recipients is encoded once. What is
 * spliced is, decoded, the filled text with CRLF at its line ends, and one at its end.
 */
import { encode, wrap } from 'nodemailer/lib/qp';
import { type Hole, piecesOf } from '../../state/delivery.ts';

/** Makes the encoded octets for one recipient; they end with a line's end. */
export type Splice = (values: Record<Hole, string>) => Buffer[];

export interface Encoded {
  encoding: 'quoted-printable' | 'base64';
  splice: Splice;
}

/** The text in the shorter of the two encodings: what is not Latin takes three times its octets in quoted-printable. */
export function encoded(text: string): Encoded {
  const pieces = piecesOf(`${text.toWellFormed().trimEnd()}\n`.replace(/\r\n?|\n/g, '\r\n'));
  const plain = Buffer.from(pieces.filter((_, n) => n % 2 === 0).join(''));
  const printable = encode(plain).length <= (plain.length * 4) / 3;
  return printable
    ? { encoding: 'quoted-printable', splice: inPrintable(pieces) }
    : { encoding: 'base64', splice: inBase64(pieces) };
}

/** A soft line break: it decodes to nothing, so pieces that are encoded apart can be joined with it. */
const SOFT = '=\r\n';

/** Encodes pieces and values apart from one another. */
export function inPrintable(pieces: readonly string[]): Splice {
  const fixed = pieces.map((piece, n) => n % 2 === 0 && Buffer.from(joined(printable(piece), n > 0)));
  return (values) => fixed.map((octets, n) => octets || Buffer.from(printable(values[pieces[n] as Hole]), 'latin1'));
}

/** A piece with what joins it to the values around it, where it does not break the line there itself. */
function joined(piece: string, behind: boolean): string {
  const before = behind && !piece.startsWith('\r\n') ? SOFT : '';
  return before + piece + (piece === '' || piece.endsWith('\n') ? '' : SOFT);
}

/**
 * Lines of at most 75 signs, so that a soft line break fits behind. None begins with a dot, which a careless server
 * doubles or takes for the end, nor with `From `, before which another writes `>`.
 */
const printable = (text: string): string =>
  wrap(encode(text), 73).replace(/^(?:\.|From )/gm, (start) => (start === '.' ? '=2E' : '=46rom '));

/**
 * Base64 writes three octets as four signs. So the value before a text is encoded with as many octets of the text as its
 * last triple lacks, and the text from there on.
 */
export function inBase64(pieces: readonly string[]): Splice {
  const texts = pieces.filter((_, n) => n % 2 === 0).map((piece) => cuts(Buffer.from(piece)));
  return (values) => {
    const out: Buffer[] = [];
    let over: Buffer = Buffer.alloc(0);
    for (const [n, cut] of texts.entries()) {
      if (n > 0) over = Buffer.concat([over, Buffer.from(values[pieces[2 * n - 1] as Hole])]);
      const lacking = (3 - (over.length % 3)) % 3;
      const { head, triples, rest } = cut(lacking);
      over = Buffer.concat([over, head]);
      if (head.length < lacking) continue;
      out.push(lines(over), triples);
      over = rest;
    }
    return [...out, lines(over)];
  };
}

/** A text cut after its first octets: these, as many whole triples as there are, encoded, and what is left. */
interface Cut {
  head: Buffer;
  triples: Buffer;
  rest: Buffer;
}

/** The three ways in which a text is cut, each made when it is first needed: links are mostly of one length. */
function cuts(text: Buffer): (lacking: number) => Cut {
  const made: Cut[] = [];
  return (lacking) => {
    const end = Math.max(lacking, text.length - ((text.length - lacking) % 3));
    made[lacking] ??= {
      head: text.subarray(0, lacking),
      triples: lines(text.subarray(lacking, end)),
      rest: text.subarray(end),
    };
    return made[lacking];
  };
}

/** Whole lines of base64, of at most 76 signs (RFC 2045, 6.8), each with its end; nothing of nothing. */
export const lines = (octets: Buffer): Buffer =>
  Buffer.from(octets.toString('base64').replace(/.{1,76}/g, '$&\r\n'), 'latin1');
