import fc from 'fast-check';
import libqp from 'libqp';
import { describe, expect, it } from 'vitest';
import { encoded, inBase64, inPrintable, type Splice } from '../../../jobs/mail/splice.ts';
import { filled, HOLES, holeOf, piecesOf } from '../../../state/delivery.ts';
import { runs } from '../../runs.ts';
import { flawsOf } from './fixture.ts';

const VALUES = {
  leave: 'https://x.example/leave/a=b',
  change: 'https://x.example/c',
  read: `https://x/${'r'.repeat(200)}`,
};

const WAYS: [name: string, way: (pieces: string[]) => Splice, decode: (text: string) => Buffer][] = [
  ['quoted-printable', inPrintable, (text) => libqp.decode(text)],
  ['base64', inBase64, (text) => Buffer.from(text, 'base64')],
];

/** Text in which encodings go wrong: long lines, dots, equals signs, blanks before line ends, letters of many octets. */
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 90 }),
      fc.constantFrom('\r\n', '\r\n.', '\r\n..\r\n', ' \r\n', '\t\r\n', '=', '=\r\n', 'From ', '\r\nFrom me', '.'),
      fc.constantFrom(
        'ხიდი ჩამოინგრა',
        'Мост обрушился',
        'جسر\u200f',
        '🌉',
        'a'.repeat(75),
        'a'.repeat(76),
        'é'.repeat(40),
      ),
      fc.constantFrom(...HOLES).map(holeOf),
    ),
    { maxLength: 30 },
  )
  // Line ends are CRLF before a text is encoded, and no letter is half of one.
  .map((parts) =>
    parts
      .join('')
      .toWellFormed()
      .replace(/\r\n?|\n/g, '\r\n'),
  );
const value = fc.oneof(
  fc.webUrl(),
  fc.string({ unit: 'grapheme-ascii', maxLength: 120 }),
  fc.constantFrom('', '.', '=', ' '),
);

describe.each(WAYS)('a text spliced in %s', (_, way, decode) => {
  it('is the filled text, in lines of at most 76 signs that nothing on the way hurts', () => {
    const property = fc.property(text, fc.record({ leave: value, change: value, read: value }), (given, values) => {
      const octets = Buffer.concat(way(piecesOf(`${given}\r\n`))(values));
      expect(decode(octets.toString('latin1')).toString()).toBe(`${filled(given, values)}\r\n`);
      expect(flawsOf(octets, 76)).toEqual([]);
    });
    fc.assert(property, runs(300));
  });

  it('is the same where it is spliced again, for another, and for the first once more', () => {
    const splice = way(piecesOf(`a ${holeOf('leave')} bc ${holeOf('change')}${holeOf('leave')} def\r\n`));
    const others = ['', 'x', 'xx', 'xxx'].map((leave) => ({ ...VALUES, leave }));
    const once = others.map((values) => Buffer.concat(splice(values)).toString());
    expect(others.map((values) => Buffer.concat(splice(values)).toString())).toEqual(once);
    expect(new Set(once).size).toBe(4);
  });
});

describe('a text for mail', () => {
  it.each([
    ['English', 'The bridge over the Arax collapsed – nobody was hurt. '.repeat(20), 'quoted-printable'],
    [
      'HTML in Georgian',
      '<td style="padding:0 0 12px 0;color:#222222;font-size:14px"><a href="https://x.example">ხიდი</a></td>'.repeat(
        20,
      ),
      'quoted-printable',
    ],
    ['Georgian', 'ხიდი ჩამოინგრა. '.repeat(20), 'base64'],
    ['Russian', 'Мост через Аракс обрушился. '.repeat(20), 'base64'],
    ['nothing', '', 'quoted-printable'],
  ])('in %s is written in the shorter encoding', (_, given, encoding) =>
    expect(encoded(given).encoding).toBe(encoding),
  );

  it.each([
    ['line feeds alone', 'a\nb\n', 'a\r\nb\r\n'],
    ['carriage returns alone', 'a\rb', 'a\r\nb\r\n'],
    ['empty lines and blanks at its end', 'a\r\n \n\n', 'a\r\n'],
    ['half a letter', 'a bridge over the Arax \ud800', 'a bridge over the Arax \ufffd\r\n'],
    ['nothing', '', '\r\n'],
  ])('that has %s ends each line with CRLF, and itself with one', (_, given, whole) =>
    expect(libqp.decode(Buffer.concat(encoded(given).splice(VALUES)).toString('latin1')).toString()).toBe(whole),
  );
});
