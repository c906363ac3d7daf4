import { describe, expect, test } from 'vitest';
import { renderHtml, renderText } from '../../templates/render.ts';
import { wrapped } from '../../templates/wrap.ts';

const reporter = { publisher: 'A & B', url: 'https://example.org/?a=1&b=2', when: '2025', language: null };

describe('render', () => {
  test('escapes in HTML and prints as it is in text', () => {
    expect(renderHtml('reporter', reporter)).toContain('A &amp; B');
    expect(renderText('reporter', reporter)).toBe('- A & B · 2025\n  https://example.org/?a=1&b=2\n');
  });
  test('refuses a view that lacks a value', () => {
    expect(() => renderHtml('reporter', { url: null, when: '2025', language: null })).toThrow('no text, but undefined');
    expect(() => renderHtml('reporter', { url: null, publisher: 'A', language: null })).toThrow(/when/);
  });
  test('prints nothing that a view inherits', () => {
    const inherits = Object.assign(Object.create({ publisher: 'inherited', when: 'inherited' }), reporter);
    delete inherits.when;
    expect(renderHtml('reporter', inherits)).not.toContain('inherited');
    delete inherits.publisher;
    expect(() => renderHtml('reporter', inherits)).toThrow('no text');
  });
  test('puts no link on what is no safe address', () => {
    expect(renderHtml('reporter', { ...reporter, url: 'javascript:alert(1)' })).toBe('<span>A &amp; B</span> · 2025\n');
  });
  test.each([
    ['a name from right to left', 'ایسنا', ' dir="auto"'],
    ['one that ends so', 'Al Jazeera (الجزيرة)', ' dir="auto"'],
    ['one with a mark alone', 'A \u200f1', ' dir="auto"'],
    ['no other', 'Сюник «Пост» (1)', ''],
  ])('keeps the direction of %s to itself', (_, publisher, dir) => {
    expect(renderHtml('reporter', { ...reporter, url: null, publisher })).toBe(
      `<span${dir}>${publisher}</span> · 2025\n`,
    );
    expect(renderText('reporter', { ...reporter, publisher }).includes(`\u2068${publisher}\u2069 · `)).toBe(dir !== '');
  });
});

describe('wrapped text', () => {
  test('keeps the indent of a line and the room of its dash', () => {
    const words = 'word '.repeat(20).trim();
    expect(wrapped(`- ${words}`)).toMatch(/^- word.*\n {2}word/);
    expect(wrapped(`x\n  ${words}`)).toMatch(/\n {2}word.*\n {2}word/);
  });
  test('leaves an address whole', () => {
    const address = `https://example.org/${'a'.repeat(90)}`;
    expect(wrapped(address)).toBe(`${address}\n`);
  });
  test('has at most two blank lines together', () => expect(wrapped('a\n\n\n\n\n\nb')).toBe('a\n\n\nb\n'));
});
