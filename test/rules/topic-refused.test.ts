import { describe, expect, it } from 'vitest';
import { but, CITES, marked, problems, read } from './fixture.ts';

describe('a topic is refused', () => {
  it.each([
    [
      'with an unknown key',
      but('scope:', '¦colour: red\nscope:'),
      'colour unknown key colour; mend: correct or remove it',
    ],
    [
      'with an unknown key that holds a map',
      but('examples:', '¦exmaples:'),
      'rules[0].exmaples unknown key exmaples; did you mean examples?',
    ],
    ['without a title', but('topic: tripp\ntitle: The corridor', '¦topic: tripp'), 'title missing; it must be text'],
    [
      'with a rule that cites nothing',
      but(CITES, '¦[]'),
      'rules[0].cites a rule needs at least one citation; mend: name the document and paragraph that say to watch for this',
    ],
    [
      'with a rule without cites',
      but(`id: signed`, '¦id: signed').replace(`    cites: ${CITES}\n`, ''),
      'rules[0].cites missing; it must be a list',
    ],
    [
      'with a document that nobody knows',
      but('caci-iran, paragraph: 3', '¦caci-irna, paragraph: 3'),
      'rules[0].cites[0].document no document is called caci-irna; did you mean caci-iran?',
    ],
    [
      'with a paragraph beyond the document',
      but('paragraph: 3', 'paragraph: ¦16'),
      'rules[0].cites[0].paragraph caci-iran has no paragraph 16; its last is 15',
    ],
    ['with a paragraph 0', but('paragraph: 3', 'paragraph: ¦0'), 'rules[0].cites[0].paragraph must be 1 or more'],
    [
      'with a deadline that cites nothing known',
      but('caci-iran, paragraph: 1', '¦x, paragraph: 1'),
      'deadlines[0].cites[0].document no document is called x',
    ],
    [
      'with a severity that is none',
      but('severity: high', 'severity: ¦urgent'),
      'rules[0].severity severity is one of low, medium, high',
    ],
    [
      'with a date that is none',
      but('2026-06-07', '¦7 June 2026'),
      'deadlines[0].date a date reads YYYY, YYYY-MM or YYYY-MM-DD',
    ],
    [
      'with a day that the calendar does not have',
      but('2026-06-07', '¦2026-06-31'),
      'deadlines[0].date the calendar has no such date',
    ],
    [
      'with a month that the calendar does not have',
      but('2026-06-07', '¦2026-13, precision: month'),
      'deadlines[0].date the calendar has no such date',
    ],
    [
      'with a month where a day is meant',
      but('2026-06-07', '¦2026-06'),
      'deadlines[0].date the date is less exact than its precision; mend: write precision: month or year',
    ],
    [
      'with an id that is none',
      but('id: signed', 'id: ¦Signed!'),
      'rules[0].id an id holds lower-case letters, digits and hyphens',
    ],
    ['without a rule', 'topic: t\ntitle: t\nsummary: s\nrules: ¦[]\n', 'rules a topic needs at least one rule'],
  ])('%s', (_, written, what) => {
    const { text, place } = marked(written);
    expect(problems(text)).toEqual([`${place} ${what}`]);
    expect(read(text).topic).toBeUndefined();
  });
});
