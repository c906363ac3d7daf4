import { describe, expect, it } from 'vitest';
import type { Readable } from '../../../rules/engine/columns.ts';
import { search } from '../fixture.ts';

const title = (text: string) => ({ title: text });
const fits = (query: string, item: Partial<Readable>) => search(query, item).fits;
const shown = (query: string, item: Partial<Readable>) =>
  search(query, item).evidence.map(({ clause, start, text }) => `${clause} | ${start} | ${text}`);

describe('a ? stands for', () => {
  it.each([
    ['a letter in the middle', 'vi?a', 'visa', true],
    ['a letter at the end', 'visa?', 'visas', true],
    ['a figure', 'tu15?', 'tu154', true],
    ['a letter of any script, folded', 'е?и', 'Ёжи', true],
    ['not nothing', 'visa?', 'visa', false],
    ['not two letters', 'vis?', 'visas', false],
    ['one letter each', 'v??a', 'visa', true],
    ['a letter of a prefix', 'v?s*', 'visas', true],
    ['a letter in a phrase', '"v?sa free"', 'visa free', true],
  ])('%s: %s', (_, query, text, expected) => {
    expect(fits(query, title(text))).toBe(expected);
  });
});

describe('a phrase', () => {
  it.each([
    ['with a gap fits any word in it', '"visa * regime"', title('visa free regime'), true],
    ['with a gap fits no other number of words', '"visa * regime"', title('visa regime'), false],
    ['with a gap of two', '"visa * * regime"', title('visa a b regime'), true],
    ['with a gap never goes on in the next field', '"visa * regime"', { title: 'visa', summary: 'x regime' }, false],
    ['with slack fits what touches', '"visa regime"~2', title('visa regime'), true],
    ['with slack fits at the bound', '"visa regime"~2', title('visa a b regime'), true],
    ['with slack fits not beyond it', '"visa regime"~2', title('visa a b c regime'), false],
    ['with slack keeps its order', '"visa regime"~2', title('regime visa'), false],
    ['with slack has it for all its words together', '"a b c"~2', title('a x b y c'), true],
    ['with slack has no more of it for each', '"a b c"~2', title('a x b y z c'), false],
    ['with slack tries every word that might be its', '"a b c"~2', title('a b b x c'), true],
    ['with slack and a gap has both', '"a * b"~1', title('a x y b'), true],
    ['with slack never goes on in the next field', '"a b"~5', { title: 'a', summary: 'b' }, false],
    ['with slack counts in NEAR from its every beginning', 'x NEAR/1 "a b"~2', title('x a a b'), true],
  ])('%s: %s', (_, query, item, expected) => {
    expect(fits(query, item)).toBe(expected);
  });

  it('with slack is shown from the nearest beginning to each end', () => {
    expect(shown('"a b"~3', title('a a x b b'))).toEqual(['"a b"~3 | 2 | a x b', '"a b"~3 | 2 | a x b b']);
  });
});

describe('ONEAR fits', () => {
  it.each([
    ['the left before the right', 'a ONEAR/2 b', 'a x b', true],
    ['not the right before the left', 'a ONEAR/2 b', 'b x a', false],
    ['not beyond its bound', 'a ONEAR/2 b', 'a x x b', false],
    ['two of one word', 'visa ONEAR/3 visa', 'visa by visa', true],
    ['no word before itself', 'visa ONEAR/3 visa*', 'visa', false],
    ['from the end of the left', '"a b" ONEAR/1 c', 'a b c', true],
    ['no two that overlap', '"a b" ONEAR/3 "b c"', 'a b c', false],
    ['a chain in its order', 'a ONEAR/1 b ONEAR/1 c', 'a b c', true],
    ['no chain in another', 'a ONEAR/1 b ONEAR/1 c', 'c a b', false],
  ])('%s: %s', (_, query, text, expected) => {
    expect(fits(query, title(text))).toBe(expected);
  });

  it('and is named so', () => {
    expect(shown('a ONEAR/2 b', title('a b'))).toEqual(['a ONEAR/2 b | 0 | a', 'a ONEAR/2 b | 2 | b']);
  });
});

describe('n OF fits', () => {
  it.each([
    ['so many parts', '2 OF (a, b, c)', 'c a', true],
    ['more of them', '2 OF (a, b, c)', 'c a b', true],
    ['not fewer', '2 OF (a, b, c)', 'a a a', false],
    ['parts that the same word makes fit', '2 OF (visa, vis*, x)', 'visa', true],
    ['the absence of words', '2 OF (NOT a, NOT b, c)', 'x', true],
    ['all', '3 OF (a, b, c)', 'a b', false],
    ['parts of any kind', '2 OF (a NEAR/1 b, "c d", (e f))', 'a b f e', true],
  ])('%s: %s', (_, query, text, expected) => {
    expect(fits(query, title(text))).toBe(expected);
  });

  it('and shows the parts that fit', () => {
    expect(shown('2 OF (a, (b x), c)', title('a b c'))).toEqual(['a | 0 | a', 'c | 4 | c']);
  });
});

describe('a regular expression', () => {
  const eighty = 'word '.repeat(80).trim();
  it.each([
    ['is found in any case', '/TU-1\\d+/', title('a tu-154 fell'), ['/TU-1\\d+/ | 2 | tu-154']],
    ['is found at the beginning', '/^tu/', title('Tu-154'), ['/^tu/ | 0 | Tu']],
    ['is found at the end', '/\\d$/', title('Tu-154'), ['/\\d$/ | 5 | 4']],
    ['is found where no word is', '/!+/', title('so!! now'), ['/!+/ | 2 | !!']],
    ['is found behind the last word', '/!+/', title('so!!'), ['/!+/ | 2 | !!']],
    ['is found in a text without words', '/!+/', title('!!'), ['/!+/ | 0 | !!']],
    ['is found several times in a word', '/[sz]/', title('visas'), ['/[sz]/ | 2 | s', '/[sz]/ | 4 | s']],
    ['is found in Cyrillic, in any case', '/ПРИВЕТ[а-я]+/', title('🙂 приветы'), ['/ПРИВЕТ[а-я]+/ | 3 | приветы']],
    ['is sought in its field', 'summary:/tu/', { title: 'tu', summary: 'x tu' }, ['summary:/tu/ | 2 | tu']],
    ['is not found across fields', '/a b/', { title: 'a', summary: 'b' }, []],
    [
      'is near words',
      '/tu-\\d+/ NEAR/1 fell',
      title('tu-154 fell'),
      ['/tu-\\d+/ NEAR/1 fell | 0 | tu-154', '/tu-\\d+/ NEAR/1 fell | 7 | fell'],
    ],
    ['is not near the words that it touches', '/tu-\\d+/ NEAR/3 154', title('tu-154'), []],
    [
      'stands at the next word where it touches none',
      'a NEAR/1 /!+/',
      title('a !! b'),
      ['a NEAR/1 /!+/ | 0 | a', 'a NEAR/1 /!+/ | 2 | !!'],
    ],
    [
      'is sought in a body that is lead to its last word',
      'lead:/word!?$/',
      { content: `${eighty}! more` },
      [`lead:/word!?$/ | 395 | word`],
    ],
    ['is not sought behind the lead', 'lead:/more/', { content: `${eighty} more` }, []],
    ['is not sought in the body where there is a summary', 'lead:/more/', { summary: 's', content: 'more' }, []],
    ['does not fit by what is empty', '/\\b/', title('abc'), []],
  ])('%s: %s', (_, query, item, expected) => {
    expect(shown(query, item)).toEqual(expected);
    expect(fits(query, item)).toBe(expected.length > 0);
  });

  it('is found at most a thousand times', () => {
    expect(search('/x/ NEAR/1 zz', title(`${'x '.repeat(1000)}zz`)).fits).toBe(true);
    expect(search('/x/ NEAR/1 zz', title(`${'x '.repeat(1001)}zz`)).fits).toBe(false);
  });
});

describe('a date fits', () => {
  it.each([
    ['a day in its days', 'date:2025-08', '2025-08-31', true],
    ['its first day and its last', 'date:2025-08-31..2025-09-01', '2025-08-31', true],
    ['no day before', 'date:2025-08-31..', '2025-08-30', false],
    ['no day after', 'date:..2025-08', '2025-09-01', false],
    ['a month as a whole', 'date:2025-08..2025-09-15', '2025-08', true],
    ['no month of which a part lies outside', 'date:2025-08..2025-09-15', '2025-09', false],
    ['a year as a whole', 'date:2025..2026', '2025', true],
    ['no year by one of its months', 'date:2025-08', '2025', false],
    ['an instant by its day', 'date:2025-08-31', '2025-08-31T23:59:59.000Z', true],
    ['an instant by its day in UTC', 'date:2025-08-31', '2025-09-01T01:00:00+02:00', true],
    ['a time without a zone as it is written', 'date:2025-08-31', '2025-08-31T23:59:59', true],
    ['no item without a date', 'date:..2100', null, false],
    ['the others by NOT', 'NOT date:2025', '2026-01-01', true],
    ['an item without a date by NOT', 'NOT date:2025', null, true],
  ])('%s: %s, %s', (_, query, published, expected) => {
    expect(fits(query, { published })).toBe(expected);
  });

  it('besides words, and shows those', () => {
    expect(shown('visa date:2025', { title: 'visa', published: '2025' })).toEqual(['visa | 0 | visa']);
  });
});
