import { describe, expect, it } from 'vitest';
import { acronymsOf } from '../../../rules/draft/acronyms.ts';
import { analysesOf } from '../../../rules/draft/analysis.ts';
import { datesIn } from '../../../rules/draft/dates.ts';
import { isEnglish } from '../../../rules/draft/english.ts';
import { readAnalyses } from '../../../rules/draft/reading.ts';
import { sentencesOf } from '../../../rules/draft/sentences.ts';
import { queriesOf } from '../../../rules/draft/spellings.ts';
import { queryFor } from '../../../rules/draft/words.ts';

describe('analyses in a file', () => {
  const two =
    'By Ada Lovelace\nOne.\n\nTwo.\nAUTHOR’S BIO: Ada.\nBy Alan Turing and Kurt Gödel\nThree.\nAUTHOR’S BIO: Alan.\nFeature\n|';
  it('are divided where bylines stand, and end with the last author', () => {
    const found = analysesOf('a_b.txt', two);
    expect(found.map(({ id, lines, count, author }) => ({ id, lines, count, author }))).toEqual([
      { id: 'a-b-1', lines: [1, 5], count: 4, author: 'Ada Lovelace' },
      { id: 'a-b-2', lines: [6, 8], count: 3, author: 'Alan Turing and Kurt Gödel' },
    ]);
    // Paragraphs are counted over every line that is not blank, and read without byline and author.
    expect(found[0]!.paragraphs).toEqual([
      { n: 2, text: 'One.' },
      { n: 3, text: 'Two.' },
    ]);
  });
  it.each([
    ['a title stands over the text', 'On corridors\n\nThey open.', { title: 'On corridors', author: null }],
    ['a first sentence is no title', 'They open.\nThey close.', { title: null, author: null }],
    [
      'an author is named before the text',
      'On it\n\nGuest analysis by Ada Lovelace: They open.',
      { author: 'Ada Lovelace' },
    ],
    [
      'a title stands over a byline',
      'On corridors\nBy Ada Lovelace\nThey open.',
      { title: 'On corridors', author: 'Ada Lovelace' },
    ],
    ['“By 2027 …” is no byline', 'By August they open.\nBy Ada it was said.', { title: null, author: null }],
  ])('%s', (_, text, expected) => {
    expect(analysesOf('x.txt', text)).toEqual([expect.objectContaining(expected)]);
  });
  it('of nothing are none', () => expect(analysesOf('x.txt', ' \n\n')).toEqual([]));
});

describe('sentences', () => {
  it.each([
    ['The U.S. Department spoke. It left.', ['The U.S. Department spoke.', 'It left.']],
    ['It is in Asia.This is new.', ['It is in Asia.', 'This is new.']],
    ['Dr. Lee met Mr. Kim.', ['Dr. Lee met Mr. Kim.']],
    ['', []],
  ])('of %j', (text, sentences) => expect(sentencesOf(text)).toEqual(sentences));
  it('have an end, whatever the text', () => {
    expect(Math.max(...sentencesOf('word '.repeat(2000)).map(({ length }) => length))).toBeLessThanOrEqual(1200);
    expect(sentencesOf('w'.repeat(5000)).join('')).toBe('w'.repeat(5000));
  });
});

describe('acronyms', () => {
  it.each([
    ['the Collective Security Treaty Organization (CSTO) met', [['CSTO', 'Collective Security Treaty Organization']]],
    ['China’s Belt and Road Initiative (BRI)', [['BRI', 'Belt and Road Initiative']]],
    ['its Deep and Comprehensive Free Trade Area (DCFTA)', [['DCFTA', 'Deep and Comprehensive Free Trade Area']]],
    ['the route (TRIPP) and others (see below)', []],
    ['a day (Monday)', []],
  ])('of %j', (text, found) => expect([...acronymsOf(text)]).toEqual(found));
});

describe('dates', () => {
  it.each([
    ['Georgia was given until 31 August 2025.', null, [['2025-08-31', 'day', true]]],
    ['They must answer by August 31.', null, [['--08-31', 'day', true]]],
    ['They must answer by August 31.', '2025-07-20', [['2025-08-31', 'day', true]]],
    ['It is off the agenda until the end of 2028.', null, [['2028', 'year', true]]],
    ['The target is 20 bcm by 2027.', null, [['2027', 'year', true]]],
    ['It was signed in April 2025.', null, [['2025-04', 'month', false]]],
    ['They meet next week, in 15 years or on Monday.', null, []],
    ['They meet tomorrow.', '2025-07-20', [['2025-07-21', 'day', false]]],
    ['It may rise to 2,027 or to $2028, as in the 1990s.', null, []],
  ])('in %j, written %s', (sentence, day, found) => {
    expect(datesIn(sentence, day).map(({ date, precision, limit }) => [date, precision, limit])).toEqual(found);
  });
});

describe('names', () => {
  const queries = (text: string) => {
    const { entities, vocabulary } = readAnalyses(analysesOf('x.txt', text));
    return Object.fromEntries(entities.map((entity) => [entity.name, queriesOf(entity, vocabulary)]));
  };
  it.each([
    [
      'a country and its people',
      'They say Armenia waits. The Armenian army waits too, and Armenia sees it.',
      'Armenia',
      ['Armenia*'],
    ],
    [
      'a prefix that another word begins with is none',
      'They say Turkey waits. We see Turkish troops in Turkey and in Turkmenistan, near Turkmenistan.',
      'Turkey',
      ['Turkey', 'Turkish'],
    ],
    ['a possessive', 'We saw Kazakhstan’s step. It is Kazakhstan’s own.', 'Kazakhstan', ['Kazakhstan*']],
    [
      'an acronym with what it stands for, in both spellings',
      'The Collective Security Treaty Organisation (CSTO) met. The CSTO left.',
      'CSTO',
      ['CSTO', '"Collective Security Treaty Organi?ation*"'],
    ],
    [
      'a person’s surname',
      'We met President Masoud Pezeshkian. It was Masoud Pezeshkian again.',
      'Masoud Pezeshkian',
      ['Pezeshkian'],
    ],
    [
      'a name of several words, plural or not',
      'They join the Abraham Accords. We read the Abraham Accords.',
      'Abraham Accords',
      ['"Abraham Accord*"'],
    ],
  ])('%s', (_, text, name, expected) => expect(queries(text)).toHaveProperty([name], expected));
  it('are no words that merely begin a sentence', () => {
    expect(
      Object.keys(queries('Moreover, nothing happened. Conversely it rained. Corridors open, and corridors close.')),
    ).toEqual([]);
  });
});

describe('queries', () => {
  it.each([
    ['corridor', true, 'corridor*'],
    ['territory', true, 'territor*'],
    ['visa-free regime', true, '"visa-free regime*"'],
    ['or', false, '"or"'],
    ['AND', false, '"AND"'],
    ['“quoted*”', false, 'quoted'],
    ['***', true, null],
    ['x'.repeat(100), true, null],
  ])('for %j', (text, anyEnding, query) => expect(queryFor(text, anyEnding)).toBe(query));
});

describe('English', () => {
  it.each([
    ['The corridor is to be opened by the end of the year, and it will be guarded.', true],
    ['Коридор откроют к концу года, и его будут охранять.', false],
    ['Le corridor sera ouvert avant la fin de cette année et bien gardé.', false],
    ['', false],
  ])('is told from other languages: %j', (text, is) => expect(isEnglish(text)).toBe(is));
});
