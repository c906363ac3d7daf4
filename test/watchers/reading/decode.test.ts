import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from '../../../watchers/reading/decode.ts';

const RUSSIAN = 'Пограничники провели учения на границе с Афганистаном, сообщает пресс-служба';
const UKRAINIAN = 'Прикордонники провели навчання на кордоні з Молдовою, повідомляє їхня пресслужба';
const TURKISH = 'Dışişleri Bakanı görüşmeler için Bakü yolunda, sınır kapısı yarın açılıyor';
const ICELANDIC = 'Ríkisstjórnin ákvað í dag að ræða við þingið um nýja löggjöf og þjóðaratkvæði';
const ARABIC = 'وقال وزير الخارجية إن المفاوضات مع أرمينيا ستستمر في الأسبوع المقبل';
const PERSIAN = 'وزير خارجه ايران گفت كه مذاكرات با آذربايجان ادامه دارد';
const FRENCH = 'Réunion à Erevan: le ministre a déclaré que la frontière reste fermée';

/** Where in a one-byte charset each letter stands, by asking the charset. */
function inCharset(charset: string, text: string): Buffer {
  const table = new Map(Array.from({ length: 256 }, (_, n) => [new TextDecoder(charset).decode(Buffer.of(n)), n]));
  return Buffer.from([...text].map((letter) => table.get(letter) ?? fail(`${letter} is not in ${charset}`)));
}
const fail = (why: string): never => {
  throw new Error(why);
};

const declared = (charset: string, text: string) => `<?xml version="1.0" encoding="${charset}"?><rss>${text}</rss>`;
const utf16 = (text: string, big: boolean) =>
  big ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, 'utf16le');

const xml = (charset: string, label: string, text = RUSSIAN) => inCharset(charset, declared(label, text));

describe('the charset is found, and the text is whole', () => {
  test.each<[string, Buffer, string | null, string, string]>([
    ['a mark of UTF-8', Buffer.from(`\ufeff<rss>${RUSSIAN}</rss>`), null, 'utf-8', RUSSIAN],
    ['a mark of UTF-16 LE', utf16(`\ufeff<rss>${RUSSIAN}</rss>`, false), null, 'utf-16le', RUSSIAN],
    ['a mark of UTF-16 BE', utf16(`\ufeff<rss>${RUSSIAN}</rss>`, true), null, 'utf-16be', RUSSIAN],
    ['a mark over the HTTP header', Buffer.from(`\ufeff${RUSSIAN}`), 'text/xml; charset=koi8-r', 'utf-8', RUSSIAN],
    ['UTF-16 LE without a mark', utf16(declared('utf-16', RUSSIAN), false), null, 'utf-16le', RUSSIAN],
    ['UTF-16 BE without a mark', utf16(declared('utf-16', RUSSIAN), true), null, 'utf-16be', RUSSIAN],
    ['HTTP over the declaration', xml('koi8-r', 'windows-1251'), 'text/xml; charset=KOI8-R', 'koi8-r', RUSSIAN],
    ['HTTP with quotes', xml('koi8-r', 'x'), 'text/xml;charset="koi8-r";q=1', 'koi8-r', RUSSIAN],
    ['a declaration of windows-1251', xml('windows-1251', 'windows-1251'), 'text/xml', 'windows-1251', RUSSIAN],
    ['a declaration of cp1251', xml('windows-1251', 'CP1251'), null, 'windows-1251', RUSSIAN],
    ['a declaration of KOI8-R', xml('koi8-r', 'koi8-r'), null, 'koi8-r', RUSSIAN],
    ['a declaration of Latin-1', xml('windows-1252', 'ISO-8859-1', FRENCH), null, 'windows-1252', FRENCH],
    ['a declaration of ISO 8859-5', xml('iso-8859-5', 'iso-8859-5'), null, 'iso-8859-5', RUSSIAN],
    [
      'a declaration in a page',
      inCharset('windows-1251', `<html><head><meta charset="windows-1251">${RUSSIAN}`),
      'text/html',
      'windows-1251',
      RUSSIAN,
    ],
    [
      'a declaration in an old page',
      inCharset('koi8-r', `<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">${RUSSIAN}`),
      null,
      'koi8-r',
      RUSSIAN,
    ],
    ['UTF-8 declared, windows-1251 in truth', xml('windows-1251', 'utf-8'), null, 'windows-1251', RUSSIAN],
    ['UTF-8 by HTTP, KOI8-R in truth', xml('koi8-r', 'x'), 'text/xml; charset=utf-8', 'koi8-r', RUSSIAN],
    ['Latin-1 declared, UTF-8 in truth', Buffer.from(declared('iso-8859-1', RUSSIAN)), null, 'utf-8', RUSSIAN],
    ['UTF-16 declared, UTF-8 in truth', Buffer.from(declared('utf-16', RUSSIAN)), null, 'utf-8', RUSSIAN],
    ['nothing declared, UTF-8', Buffer.from(`<rss>${RUSSIAN}</rss>`), null, 'utf-8', RUSSIAN],
    ['nothing declared, windows-1251', inCharset('windows-1251', RUSSIAN), null, 'windows-1251', RUSSIAN],
    ['nothing declared, KOI8-R', inCharset('koi8-r', RUSSIAN), null, 'koi8-r', RUSSIAN],
    ['nothing declared, windows-1252', inCharset('windows-1252', FRENCH), null, 'windows-1252', FRENCH],
    ['nothing declared, KOI8-U', inCharset('koi8-u', UKRAINIAN), null, 'koi8-u', UKRAINIAN],
    ['nothing declared, Ukrainian', inCharset('windows-1251', UKRAINIAN), null, 'windows-1251', UKRAINIAN],
    ['nothing declared, Turkish', inCharset('windows-1254', TURKISH), null, 'windows-1254', TURKISH],
    ['nothing declared, Icelandic', inCharset('windows-1252', ICELANDIC), null, 'windows-1252', ICELANDIC],
    ['nothing declared, Arabic', inCharset('windows-1256', ARABIC), null, 'windows-1256', ARABIC],
    ['nothing declared, Persian', inCharset('windows-1256', PERSIAN), null, 'windows-1256', PERSIAN],
    ['windows-1251 declared, UTF-8 in truth', Buffer.from(declared('windows-1251', RUSSIAN)), null, 'utf-8', RUSSIAN],
    ['windows-1251 by HTTP, UTF-8 in truth', Buffer.from(RUSSIAN), 'a/b; charset=windows-1251', 'utf-8', RUSSIAN],
    [
      'a declaration behind a lot of white space',
      Buffer.concat([Buffer.from(' \r\n'.repeat(5000)), xml('koi8-r', 'koi8-r')]),
      null,
      'koi8-r',
      RUSSIAN,
    ],
    [
      'a declaration behind a warning',
      Buffer.concat([Buffer.from('<br /><b>Notice</b>: x in y.php'), xml('koi8-r', 'koi8-r')]),
      null,
      'koi8-r',
      RUSSIAN,
    ],
    [
      'a label that nobody knows',
      Buffer.from(declared('klingon', RUSSIAN)),
      'text/xml; charset=x-no',
      'utf-8',
      RUSSIAN,
    ],
    ['an unknown HTTP label falls to the declaration', xml('koi8-r', 'koi8-r'), 'a/b; charset=no', 'koi8-r', RUSSIAN],
    ['nothing at all', Buffer.of(), null, 'windows-1252', ''],
  ])('%s', (_, bytes, contentType, charset, text) => {
    const decoded = decode(bytes, contentType);
    expect(decoded.text).toContain(text);
    if (bytes.length > 0) expect(decoded.charset).toBe(charset);
    expect(decoded.text).not.toMatch(/\ufffd|^\ufeff/);
  });
});

test('one broken byte does not make another charset of UTF-8', () => {
  const bytes = Buffer.concat([Buffer.from(declared('utf-8', RUSSIAN)), Buffer.of(0xd0)]);
  expect(decode(bytes)).toEqual({ charset: 'utf-8', text: `${declared('utf-8', RUSSIAN)}\ufffd` });
});

test('a broken byte in a hundred letters does not, either', () => {
  const bytes = Buffer.concat(
    Array.from({ length: 20 }, () => [Buffer.from(RUSSIAN.repeat(3)), Buffer.of(0xff)]).flat(),
  );
  const { charset, text } = decode(bytes, 'text/xml; charset=utf-8');
  expect([charset, text.split('\ufffd').length]).toEqual(['utf-8', 21]);
});

test('whatever the bytes and the header are, there is a text and a known charset', () => {
  const header = fc.option(fc.string().map((label) => `text/xml; charset=${label}`));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), header, (bytes, contentType) => {
      const { text, charset } = decode(bytes, contentType);
      expect(text).toBe(new TextDecoder(charset).decode(bytes));
    }),
  );
});

test('what any program wrote in UTF-8 comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(decode(Buffer.from(`<rss>${text}`)).text).toBe(`<rss>${text}`);
    }),
  );
});
