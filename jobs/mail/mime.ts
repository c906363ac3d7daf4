/** The body of a message (RFC 2045, 2046, 2387): what is the same for everyone who is told the same is built once. */
import { createHash } from 'node:crypto';
import { quoteString } from 'nodemailer/lib/mime-funcs';
import type { Mail, Picture } from '../../state/delivery.ts';
import { type Field, fieldLine } from './fold.ts';
import { encoded, lines, type Splice } from './splice.ts';

export interface Body {
  /** What the message's header says of it. */
  fields: Field[];
  /** All octets after the header, ending with one CRLF. */
  splice: Splice;
}

/** A part, with its own header fields. */
type Part = Body;

/**
 * The text alone for who wants no HTML; else text and HTML side by side, the HTML with its pictures. The name makes the
 * boundaries, so that the same mail is the same octets at every attempt.
 */
export function bodyOf({ text, html, images = [] }: Mail, wanted: boolean, name: string): Body {
  const mark = createHash('sha256').update(name).digest('hex').slice(0, 24);
  const plain = textPart('plain', text);
  if (!wanted || html === '') return plain;
  const page = textPart('html', html);
  const shown =
    images.length === 0
      ? page
      : multipart('related; type="text/html"', `=_related_${mark}`, [page, ...images.map(picture)]);
  return multipart('alternative', `=_alternative_${mark}`, [plain, shown]);
}

function textPart(kind: 'plain' | 'html', text: string): Part {
  const { encoding, splice } = encoded(text);
  const fields: Field[] = [
    ['Content-Type', `text/${kind}; charset=utf-8`],
    ['Content-Transfer-Encoding', encoding],
  ];
  return { fields, splice };
}

/** A picture that the HTML shows in its place (RFC 2392), and that no program lists as a file. */
function picture({ name, png }: Picture): Part {
  const octets = lines(Buffer.from(png, 'base64'));
  const fields: Field[] = [
    ['Content-Type', `image/png; name=${quoteString(name)}`],
    ['Content-Transfer-Encoding', 'base64'],
    ['Content-ID', `<${name}>`],
    ['Content-Disposition', `inline; filename=${quoteString(name)}`],
  ];
  return { fields, splice: () => [octets] };
}

/** The boundary begins with `=_`, which neither quoted-printable nor base64 can write (RFC 2045, 6.7). */
function multipart(kind: string, boundary: string, parts: readonly Part[]): Part {
  const heads = parts.map(({ fields }, n) => {
    const before = n === 0 ? '' : '\r\n';
    return Buffer.from(`${before}--${boundary}\r\n${fields.map(fieldLine).join('')}\r\n`, 'latin1');
  });
  const end = Buffer.from(`\r\n--${boundary}--\r\n`, 'latin1');
  return {
    fields: [['Content-Type', `multipart/${kind}; boundary="${boundary}"`]],
    splice: (values) => [...parts.flatMap(({ splice }, n) => [heads[n]!, ...splice(values)]), end],
  };
}
