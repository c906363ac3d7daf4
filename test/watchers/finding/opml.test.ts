import { describe, expect, it } from 'vitest';
import { readOpml, writeOpml } from '../../../watchers/finding/opml.ts';

const list = (...outlines: string[]) =>
  `<?xml version="1.0"?>\n<opml version="2.0"><body>\n${outlines.join('\n')}\n</body></opml>`;
const read = (...outlines: string[]) => readOpml(list(...outlines));

describe('of a list an outline is read', () => {
  it.each([
    ['with its address', '<outline xmlUrl="https://a.example/f"/>', { url: 'https://a.example/f', feed: true }],
    [
      'with attributes in any case',
      '<outline XMLURL="https://a.example/f" TEXT="A"/>',
      { url: 'https://a.example/f', title: 'A' },
    ],
    ['as OPML 1.0 had it', '<outline type="rss" url="https://a.example/f"/>', { url: 'https://a.example/f' }],
    [
      'with HTML’s entities',
      '<outline text="Caf&eacute; &amp; bar" xmlUrl="https://a.example/f"/>',
      { title: 'Café & bar' },
    ],
    [
      'with an ampersand that was not escaped',
      '<outline xmlUrl="https://a.example/f?a=1&copy=2"/>',
      { url: 'https://a.example/f?a=1&copy=2' },
    ],
    ['with a feed: address', '<outline xmlUrl="feed://a.example/f"/>', { url: 'http://a.example/f' }],
    [
      'with a feed: address around another',
      '<outline xmlUrl="feed:https://a.example/f"/>',
      { url: 'https://a.example/f' },
    ],
    ['with a title of two lines', '<outline title="A\n B" xmlUrl="https://a.example/f"/>', { title: 'A B' }],
    ['with its language', '<outline language="ka" xmlUrl="https://a.example/f"/>', { language: 'ka' }],
    [
      'without a language that nobody knows',
      '<outline language="unknown" xmlUrl="https://a.example/f"/>',
      { language: null },
    ],
    [
      'with its categories',
      '<outline category="/a, /b/c" xmlUrl="https://a.example/f"/>',
      { categories: ['/a', '/b/c'] },
    ],
    ['as off, where it is a comment', '<outline isComment="true" xmlUrl="https://a.example/f"/>', { off: true }],
    [
      'as a page, where it is ours',
      '<outline type="page" htmlUrl="https://a.example/"/>',
      { url: 'https://a.example/', feed: false },
    ],
  ])('%s', (_, outline, its) => {
    const { outlines, odd } = read(outline);
    expect(outlines).toEqual([expect.objectContaining({ line: 3, ...its })]);
    expect(odd).toEqual([]);
  });

  it('with the folders around it, and those alone', () => {
    const { outlines } = read(
      '<outline text="A"><outline text="B">',
      '<outline xmlUrl="https://a.example/1"/></outline>',
      '<outline xmlUrl="https://a.example/2"/></outline>',
      '<outline xmlUrl="https://a.example/3"/>',
    );
    expect(outlines.map(({ folder, line }) => [folder, line])).toEqual([
      [['A', 'B'], 4],
      [['A'], 5],
      [[], 6],
    ]);
  });

  it('also in a feed that holds others', () => {
    const { outlines } = read(
      '<outline text="A" xmlUrl="https://a.example/1"><outline xmlUrl="https://a.example/2"/></outline>',
    );
    expect(outlines).toHaveLength(2);
  });
});

describe('what is named and is no feed is told by its line', () => {
  it.each([
    ['a feed without an address', '<outline type="rss" text="A"/>', '“A” is of type rss and has no address'],
    [
      'a bookmark',
      '<outline type="link" text="A" url="https://a.example/"/>',
      '“A” is a link, no feed: https://a.example/',
    ],
    [
      'a page of somebody',
      '<outline text="A" htmlUrl="https://a.example/"/>',
      '“A” is a link, no feed: https://a.example/',
    ],
  ])('%s', (_, outline, what) => expect(read(outline)).toEqual({ outlines: [], odd: [{ line: 3, what }] }));

  it('but a folder is neither', () => expect(read('<outline text="A"></outline>')).toEqual({ outlines: [], odd: [] }));
});

it('a list that breaks off gives what came before, and says that there was more', () => {
  const { outlines, odd } = readOpml(
    '<opml><body>\n<outline xmlUrl="https://a.example/f"/>\n<outline xmlUrl="https://b.exa',
  );
  expect(outlines.map(({ url }) => url)).toEqual(['https://a.example/f']);
  expect(odd).toEqual([{ line: 3, what: 'the list breaks off here: what came after is lost' }]);
});

describe('a list that is none is refused', () => {
  it.each([
    ['a page', '<!doctype html><title>x</title>'],
    ['a feed', '<rss version="2.0"><channel/></rss>'],
    ['nothing', ''],
  ])('%s', (_, text) => expect(() => readOpml(text)).toThrow('no OPML'));

  it('entities of its own are not expanded', () => {
    const bomb = `<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${list('<outline text="&b;" xmlUrl="https://a.example/f"/>')}`;
    expect(readOpml(bomb).outlines).toEqual([expect.objectContaining({ title: '&b;' })]);
  });

  it.each(['outline', 'head'])('so is one that nests its %s a hundred thousand deep, in a moment', (name) => {
    expect(() => read(`<${name}>`.repeat(100_000))).toThrow('nested more than 100 deep');
  });
});

describe('a list that is written', () => {
  const one = {
    title: 'A',
    url: 'https://a.example/f?x=1&y=2',
    feed: true,
    language: 'ka',
    topics: ['t', 'u'],
    off: false,
  };
  const NOW = new Date('2026-11-22T12:00:00Z');

  it('is OPML 2.0', () => {
    const [declaration, root, ...rest] = writeOpml('Mine', [one], NOW).split('\n');
    expect([declaration, root]).toEqual(['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']);
    expect(rest.join('\n')).toContain('<dateCreated>Sun, 22 Nov 2026 12:00:00 GMT</dateCreated>');
    expect(rest.join('\n')).toContain(
      '<outline type="rss" text="A" title="A" xmlUrl="https://a.example/f?x=1&amp;y=2" language="ka" category="/t,/u"/>',
    );
  });

  it.each([
    ['a feed', one, {}],
    ['a title of any signs', { ...one, title: 'A "b" <c> & \'d\' ქართული' }, { title: 'A "b" <c> & \'d\' ქართული' }],
    ['a title of control signs, which XML has none of', { ...one, title: 'A\u0000\u001bB' }, { title: 'A B' }],
    ['a page', { ...one, feed: false }, { feed: false }],
    ['a source that is off', { ...one, off: true }, { off: true }],
    ['a source of several languages', { ...one, language: null }, { language: null }],
  ])('is read again as %s', (_, listed, its) => {
    const { outlines } = readOpml(writeOpml('Mine & <yours>', [listed], NOW));
    const { topics, ...same } = listed;
    expect(outlines).toEqual([{ ...same, categories: topics.map((t) => `/${t}`), folder: [], line: 8, ...its }]);
  });
});
