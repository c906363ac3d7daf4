import { describe, expect, it } from 'vitest';
import { metaOf } from '../../../watchers/reading/meta.ts';

const NOTHING = { title: null, author: null, outlet: null, date: null };

describe('the head of a page', () => {
  it.each([
    [
      '<title>A &amp; B | Gazette</title><meta property="og:title" content="A &amp; B"><meta content=\'Gazette\' property=og:site_name>',
      { title: 'A & B', outlet: 'Gazette' },
    ],
    ['<title>\n A </title>', { title: 'A' }],
    [
      '<meta name=author content="Ada Lovelace"><meta name="date" content="2025-08-31T10:00:00Z">',
      { author: 'Ada Lovelace', date: '2025-08-31' },
    ],
    ['<meta property="article:author" content="https://example.org/ada">', {}],
    ['<meta name="date" content="2025-02-31"><meta name="author" content="">', {}],
    ['<meta <meta <title', {}],
    ['', {}],
  ])('of %j', (html, expected) => expect(metaOf(html)).toEqual({ ...NOTHING, ...expected }));

  it('is read in time, whatever it is', () => {
    const started = performance.now();
    for (const part of ['<meta ', '<title', '<meta a="', "a='b' "])
      expect(metaOf(part.repeat(500_000))).toEqual(NOTHING);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
