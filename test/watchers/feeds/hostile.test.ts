/** Documents that are written to do harm, small. What they cost when they are large `test/long/hostile.long.ts` shows. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readFeed } from '../../../watchers/feeds/feed.ts';
import { Markup } from '../../../watchers/feeds/markup.ts';
import { readTolerantly } from '../../../watchers/feeds/tolerant.ts';
import { type PublishedDocument, Unreadable } from '../../../watchers/reading/published.ts';
import { rss } from '../fixture.ts';

const MANY = 20_000;
const one = (inner: string) => rss(`<item><title>One</title>${inner}</item>`);

/** What became of a document, in a few words. */
const outcome = (text: string): Promise<string> =>
  readFeed(text, null).then(
    ({ document, reader }) => `${document.items.length}${document.cut ? ' cut' : ''} ${reader ?? 'strict'}`,
    (error: unknown) => {
      expect(error).toBeInstanceOf(Unreadable);
      return (error as Unreadable).reason;
    },
  );

describe('a hostile document gives its items or a named reason', () => {
  test.each([
    [
      'tags inside one another',
      one(`<description>${'<a>'.repeat(MANY)}x${'</a>'.repeat(MANY)}</description>`),
      '1 tolerant',
    ],
    ['tags that are never closed', `<rss><channel>${'<a>'.repeat(MANY)}`, 'unreadable'],
    [
      'items inside one another',
      rss(`${'<item>'.repeat(MANY)}<title>x</title>${'</item>'.repeat(MANY)}`),
      '1 tolerant',
    ],
    ['more items than anything lists', rss('<item><guid>1</guid></item>'.repeat(MANY)), '10000 cut tolerant'],
    [
      'attributes without end',
      one(`<enclosure ${Array.from({ length: MANY }, (_, n) => `a${n}="v"`).join(' ')}/>`),
      '1 tolerant',
    ],
    ['NUL bytes', one('<description>a\0b\u0001c</description>'), '1 strict'],
    ['comments that are never closed', one('<!--'.repeat(MANY)), 'unreadable'],
    ['CDATA that is never closed', one('<![CDATA['.repeat(MANY)), 'unreadable'],
    ['instructions that are never closed', one('<?'.repeat(MANY)), '1 tolerant'],
    ['doctypes inside', one('<!DOCTYPE ['.repeat(MANY)), 'unreadable'],
    ['quotes that are never closed', one(`<a b="${"<a b='".repeat(MANY)}>`), '1 tolerant'],
    ['signs that open nothing', one(`<description>${'<'.repeat(MANY)}</description>`), '1 tolerant'],
    ['ampersands', one(`<description>${'&'.repeat(MANY)}</description>`), '1 tolerant'],
    ['close tags of nothing', one('</zzz>'.repeat(MANY)), '1 tolerant'],
    ['a doctype that is never closed', `<!DOCTYPE rss [${'<!ENTITY a "b">'.repeat(MANY)}`, 'format'],
    ['a doctype longer than most feeds', `<!DOCTYPE rss [${'<!ENTITY a "b">'.repeat(MANY)}]>${one('')}`, '1 tolerant'],
    [
      'a namespace for each tag',
      one(Array.from({ length: MANY }, (_, n) => `<x xmlns:p${n}="u${n}"/>`).join('')),
      '1 tolerant',
    ],
    ['a name for each tag', one(Array.from({ length: MANY }, (_, n) => `<x${n}/>`).join('')), '1 strict'],
    ['JSON inside JSON', `{"title":"T","items":[{"id":"1","x":${'['.repeat(MANY)}${']'.repeat(MANY)}}]}`, '1 null'],
  ])('%s', async (_, text, expected) => expect(await outcome(text)).toBe(expected.replace('null', 'strict')));
});

it('no value and no list of values is without bound', () => {
  const text = one(`${'<category>c</category>'.repeat(6000)}<description>${'x'.repeat(500_000)}</description>`);
  const [item] = readTolerantly(text).items;
  expect([item?.categories.length, item?.summary?.length]).toEqual([1, 400_000]);
});

const PIECES = [
  ...['<rss>', '<channel>', '<item>', '<title>', '</title>', '</item>', '</channel>', '</rss>', '<feed>', '<entry>'],
  ...[
    '<author><name>',
    '</name></author>',
    '<media:group>',
    '<content type="xhtml" xml:base="http://h/">',
    '</content>',
  ],
  ...[
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<?',
    '?>',
    '<!DOCTYPE [',
    ']>',
    '<',
    '>',
    '&',
    '&amp;',
    '"',
    "'",
    '=',
    '/',
    ' ',
  ],
  ...['<a b="', "<link href='x'/>", 'xmlns:a="', 'text', '\0', '\ud800', 'é'],
];
const garbage = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string()), { maxLength: 60 })
  .map((all) => all.join(''));

it('whatever a document holds, it is read or refused with a reason', async () => {
  await fc.assert(
    fc.asyncProperty(garbage, async (text) => {
      expect(await outcome(`<rss>${text}`)).toMatch(/^(\d+( cut)? (strict|tolerant)|unreadable|format)$/);
    }),
    { numRuns: 500 },
  );
});

it('every step over a document leads on, and none leads beyond its end', () => {
  fc.assert(
    fc.property(garbage, (text) => {
      const markup = new Markup(text);
      for (let end = 0; markup.next(); end = markup.end) {
        expect(markup.end).toBeGreaterThan(end);
        expect(markup.end).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 500 },
  );
});

it('a document that was cut anywhere gives the items before the cut, and no other', () => {
  const whole = rss(
    ...['a', 'b', 'c'].map((id) => `<item><guid>${id}</guid><description><![CDATA[<p>x</p>]]></description></item>`),
  );
  const ends = [...whole.matchAll(/<\/item>/g)].map(({ index }) => index + '</item'.length);
  for (let at = ends[0]!; at < whole.length - '</rss>'.length; at++) {
    const { cut, items }: PublishedDocument = readTolerantly(whole.slice(0, at));
    const before = ends.filter((end) => end <= at).length;
    expect([at, cut, items.map(({ guid }) => guid).join('')]).toEqual([at, true, 'abc'.slice(0, before)]);
  }
});
