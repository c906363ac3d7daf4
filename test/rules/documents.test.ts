import { describe, expect, it } from 'vitest';
import { readDocuments } from '../../rules/documents.ts';
import { paragraphsOf } from '../../state/document.ts';
import { marked } from './fixture.ts';

const SOUND = '- { id: a, file: a.txt, lines: [1, 18], title: First }\n';
const but = (old: string, young: string) => SOUND.replace(old, young);
const problems = (text: string) =>
  readDocuments('documents.yaml', text).problems.map(
    ({ line, column, field, what }) => `${line}:${column} ${field} ${what}`,
  );

describe('documents', () => {
  it('are known by id, with nothing invented for what is not said', () => {
    expect(readDocuments('documents.yaml', SOUND)).toEqual({
      documents: new Map([
        [
          'a',
          {
            id: 'a',
            file: 'a.txt',
            lines: [1, 18],
            paragraphs: 18,
            title: 'First',
            author: null,
            outlet: null,
            date: null,
            versionOf: null,
            cited: {},
          },
        ],
      ]),
      problems: [],
    });
  });

  it.each([
    [
      'two of one name',
      `${SOUND}- { id: ¦a, file: b, lines: [1, 2], title: B }`,
      '[1].id a second document is called a',
    ],
    [
      'a version of a document that is none',
      but('First', 'First, versionOf: ¦b'),
      '[0].versionOf no document is called b',
    ],
    ['lines that begin at none', but('[1, 18]', '[¦0, 18]'), '[0].lines[0] must be 1 or more'],
    ['lines in the wrong order', but('[1, 18]', '¦[18, 1]'), '[0].lines the first line comes before the last'],
    [
      'a day that the calendar does not have',
      but('First', 'First, date: ¦2025-02-30'),
      '[0].date the calendar has no such date',
    ],
    ['an unknown key', but('First', 'First, ¦year: 2025'), '[0].year unknown key year; mend: correct or remove it'],
  ])('are refused with %s', (_, written, what) => {
    const { text, place } = marked(written);
    expect(problems(text)).toEqual([`${place} ${what}`]);
  });

  it('that are sound can be cited though another is not', () => {
    expect([
      ...readDocuments(
        'documents.yaml',
        `${SOUND}- { id: b, file: b, lines: [1, 2], title: B, versionOf: c }`,
      ).documents.keys(),
    ]).toEqual(['a', 'b']);
  });
});

describe('the paragraphs of a document', () => {
  const document = readDocuments('documents.yaml', SOUND.replace('[1, 18]', '[2, 5]')).documents.get('a')!;

  it('are the lines of its range that are not blank, in order', () => {
    expect(paragraphsOf(document, 'before\n one \n\n  \ntwo\nafter')).toEqual(['one', 'two']);
  });

  it('are counted alike where lines end as on Windows', () => {
    expect(paragraphsOf(document, 'before\r\none\r\n\r\n\r\ntwo\r\nafter')).toEqual(['one', 'two']);
  });
});
