import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { line, markup, plain } from '../../../watchers/reading/text.ts';

const same = (_: string, written: string, text: string) => expect(markup(written)).toBe(text);

describe('of markup there remain lines', () => {
  test.each([
    ['paragraphs', '<p>One</p><p>Two</p>', 'One\nTwo'],
    ['line breaks, in any spelling', 'a<br>b<BR/>c<br />d', 'a\nb\nc\nd'],
    ['divisions in divisions, once', '<div><div>a</div></div>\n<div> b </div>', 'a\nb'],
    ['items of a list', '<ul><li>a<li>b</ul>', 'a\nb'],
    ['rows of a table, and words for its cells', '<table><tr><th>a<th>b<tr><td>c</td><td>d</td></table>', 'a b\nc d'],
    ['none of what stands in a line', 'a<b>b</b><span>c</span><i>d</i><code-p>e</code-p>', 'abcde'],
    ['none of the source', '<p>a\nb\r\n  c</p>', 'a b c'],
    ['those of preformatted text', '<p>a\nb</p><pre>c\nd</pre>e\nf', 'a b\nc\nd\ne f'],
    ['those of a text without tags', 'a\nb &amp;\n\nc', 'a\nb &\nc'],
  ])('%s', same);
});

describe('what is not shown is gone', () => {
  test.each([
    ['a script', 'a<script>if (1 < 2) document.write("</p>")</script>b', 'ab'],
    ['a script, in capitals', 'a<SCRIPT>x</ScRiPt >b', 'ab'],
    ['a script that never ends', 'a<script>alert(1)', 'a'],
    ['a style sheet', 'a<style>p > b {}</style>b', 'ab'],
    ['a frame', 'a<iframe src="x">frame</iframe>b', 'ab'],
    ['a template', 'a<template><p>x</p></template>b', 'ab'],
    ['a drawing', 'a<svg><title>x</title><text>y</text></svg>b', 'ab'],
    ['what stands in for a film', 'a<video>Your browser is old.</video>b', 'ab'],
    ['the title of a page', '<html><head><title>x</title></head><body>a</body></html>', 'a'],
    ['an image, with all that it says', 'a<img src=x alt="b > c" onerror=alert(1)>d', 'ad'],
    ['an attribute, however quoted', `a<a title="b > 'c'" rel='d > "e"' href = "f > g">h</a>`, 'ah'],
    ['a comment', 'a<!-- x > y -- z -->b<!---->c<!-->d', 'abcd'],
    ['a comment that never ends', 'a<!-- x', 'a'],
    ['conditions of old browsers', 'a<!--[if IE]>x<![endif]-->b<![if !IE]>c<![endif]>d', 'abcd'],
    ['declarations and instructions', '<!DOCTYPE html><?xml version="1.0"?>a', 'a'],
    ['a tag that never ends', 'a<img src=x onerror=alert(1) ', 'a'],
  ])('%s', same);

  test.each([
    ['a frame that is closed at once hides nothing', 'a<iframe src="x"/>b', 'ab'],
    ['what browsers without scripts show', 'a<noscript>b</noscript>', 'ab'],
    ['what a CDATA section holds', '<![CDATA[<p>a</p>]]>b', 'a\nb'],
    ['an apostrophe in a tag quotes nothing', `<p don't>a</p> 'b'`, "a\n'b'"],
  ])('but not %s', same);
});

describe('what only looks like markup stays', () => {
  test.each([
    ['a comparison', 'a < b && c > d', 'a < b && c > d'],
    ['a heart', 'I <3 you, I </3 you', 'I <3 you, I </3 you'],
    ['an arrow', 'a <- b <= c', 'a <- b <= c'],
    ['a company', 'AT&T & Co; R&D', 'AT&T & Co; R&D'],
    ['the signs at the end', 'a <', 'a <'],
    ['the sign at the end', 'a &', 'a &'],
    ['what is no reference', '&nosuchname; &; &#; &#x;', '&nosuchname; &; &#; &#x;'],
  ])('%s', same);
});

describe('references are letters', () => {
  test.each([
    ['named', 'caf&eacute; &laquo;&thinsp;&raquo; &CounterClockwiseContourIntegral;', 'café « » ∳'],
    ['numbered', '&#1089;&#x43d;&#X43D; &#128512;', 'снн 😀'],
    ['of windows-1252, as browsers read them', 'don&#146;t &#x93;a&#148; &#150; &#8364;&#128;', 'don’t “a” – €€'],
    ['without a semicolon, as browsers read them', 'caf&eacute &copy 2025', 'café © 2025'],
    ['decoded once', '&amp;lt;p&amp;gt; &amp;amp;', '&lt;p&gt; &amp;'],
    ['and no markup', '&lt;p&gt;a&lt;/p&gt;', '<p>a</p>'],
    ['white space as well', 'a&nbsp;b&#10;c<b>&#9;</b>d', 'a b c d'],
    ['of half a letter, replaced', 'a&#xD800;b', 'a\ufffdb'],
    ['of a control character, gone', 'a&#1;b&#x7f;c', 'a b c'],
    ['of what would turn the line around, gone', 'a&#8238;b&#x2066;c', 'abc'],
  ])('%s', same);
});

describe('a text', () => {
  test.each([
    ['has one space at a time, and none at its ends', ' \t a \u00a0\u2003 b \u3000', 'a b'],
    ['has no control character', 'a\0b\x1bc\x7fd\x85e', 'a b c d e'],
    ['has letters where XML made controls of windows-1252', 'don\x92t \x93a\x94 \x81\x80', 'don’t “a” €'],
    ['has no half of a letter', 'a\ud800b\udc00', 'a\ufffdb\ufffd'],
    ['turns no line around', 'a\u202eb\u202c\u2066c\u2069d', 'abcd'],
    ['holds no noncharacter, of which holes are made', 'a\ufdd0leave\ufdd1 b\ufdef\ufffe\uffff', 'aleave b'],
    ['keeps what spelling needs', 'می\u200cخواهم \u200fא\u200e', 'می\u200cخواهم \u200fא\u200e'],
    ['keeps letters of any script', 'Հայ ქართ Қаз العربية 中文 😀', 'Հայ ქართ Қаз العربية 中文 😀'],
  ])('%s', (_, written, text) => {
    expect(markup(written)).toBe(text);
    expect(plain(written)).toBe(text);
    expect(line(written, 100)).toBe(text);
  });

  test('that is no markup keeps all its signs', () => {
    expect(plain('<p>1 &lt; 2</p>\n<!-- \ta')).toBe('<p>1 &lt; 2</p>\n<!-- a');
    expect(plain('a   <b>', 4)).toBe('a <b');
  });

  test('in one line has no other', () => expect(line('<p>a\nb</p>\u2028<p>c</p>', 100)).toBe('a b c'));

  test.each([
    ['of letters', 'abcdef', 'abc'],
    ['of markup', '<p>a</p><b>b</b>c<p>d', 'a\nb'],
    ['of references', '&eacute;&eacute;&eacute;&eacute;', 'ééé'],
    ['through a letter', 'ab😀', 'ab'],
    ['through a letter of markup', '<b>ab😀</b>', 'ab'],
  ])('%s is cut', (_, written, text) => {
    expect(markup(written, 3)).toBe(text);
    expect(line(written, 3)).toBe(text.replace('\n', ' '));
  });
});

describe('what is written to do harm is read to its end', () => {
  test.each([
    ['<', '<'.repeat(1_000_000), 100_000],
    ['&', '&'.repeat(1_000_000), 100_000],
    ['references', '&amp'.repeat(300_000), 100_000],
    ['a tag of 10 MB', `<p ${'b'.repeat(10_000_000)}`, 0],
    ['nested tags', '<b>'.repeat(100_000), 0],
    ['comments without end', '<!--'.repeat(500_000), 0],
    ['quotes without end', '<a b="'.repeat(300_000), 0],
    ['frames without end', '<iframe>'.repeat(300_000), 0],
    ['declarations without end', '<!a'.repeat(300_000), 0],
  ])('%s', (_, written, length) => expect(markup(written).length).toBe(length));
});

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.constantFrom(
    '<p>',
    '</p>',
    '<',
    '>',
    '&',
    '&#',
    ';',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '"',
    "='",
    '<pre>',
    '\n',
    '\u202e',
    '😀',
    '\ud83d',
    ' ',
  ),
);

test('whatever is written, a text is short, whole and clean', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.nat(40), (pieces, most) => {
      for (const read of [markup, plain, line]) {
        const text = read(pieces.join(''), most);
        expect(text.length).toBeLessThanOrEqual(most);
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\xa0\u202a-\u202e\u2066-\u2069]|\s\s|^\s/);
      }
    }),
    { numRuns: 1000 },
  );
});

test('a text is its own plain text', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = markup(pieces.join(''));
      expect(plain(text)).toBe(text);
    }),
    { numRuns: 500 },
  );
});
