import { describe, expect, it } from 'vitest';
import { decide } from '../../rules/decide.ts';
import { readTopic } from '../../rules/topic.ts';
import { documents, readable } from './fixture.ts';

const SOUND = `
topic: tripp
title: The corridor
summary: A road through Syunik.
terms:
  route: [TRIPP, '"Trump Route"']
  place: [Armenia*, $route]
scope: $place
rules:
  - id: signed
    title: The route is signed
    when: $route sign*
    severity: high
    cites: [{ document: caci-iran, paragraph: 3, claim: A signature starts the clock. }]
    examples:
      match: [TRIPP signed]
      miss: [Armenia signs a treaty, TRIPP talks]
deadlines:
  - { id: vote, title: The vote, date: 2026-06-07, cites: [{ document: caci-iran, paragraph: 1, claim: It is then. }] }
`;

const read = (text: string) => readTopic('tripp.yaml', text, documents);
const problems = (text: string) => read(text).problems.map(placed);
const placed = ({ line, column, field, what }: { line?: number; column?: number; field?: string; what: string }) =>
  `${line}:${column} ${field} ${what.split('\n')[0]}`;

/** The sound topic with one place written otherwise. */
function but(old: string, young: string): string {
  expect(SOUND.split(old)).toHaveLength(2);
  return SOUND.replace(old, young);
}

describe('a sound topic', () => {
  const { topic } = read(SOUND);

  it('is read whole', () => {
    expect(read(SOUND).problems).toEqual([]);
    expect(topic).toMatchObject({
      id: 'tripp',
      title: 'The corridor',
      rules: [{ id: 'signed', topic: 'tripp', severity: 'high', cites: [{ document: 'caci-iran', paragraph: 3 }] }],
      deadlines: [{ topic: 'tripp', id: 'vote', date: '2026-06-07', precision: 'day' }],
    });
  });

  it('decides with its terms, scope and rules', () => {
    const [found, ...others] = decide(readable({ title: 'Armenia: Trump Route signing' }), [topic!]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      topic: 'tripp',
      rule: 'signed',
      severity: 'high',
      version: topic!.rules[0]!.version,
    });
    expect(found!.evidence.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Trump Route', 'signing', 'Armenia']),
    );
    expect(decide(readable({ title: 'Signing of the treaty' }), [topic!])).toEqual([]);
  });

  const version = (text: string) => read(text).topic!.rules[0]!.version;
  it.each([
    ['is the same for the same file', SOUND, true],
    ['is the same where only the claim is worded otherwise', but('A signature starts', 'Signing starts'), true],
    ['is the same where only the query is spelled otherwise', but('$route sign*', '$route AND (SIGN*)'), true],
    ['is another where the query changes', but('$route sign*', '$route signed'), false],
    ['is another where a term of the query changes', but('route: [TRIPP, ', 'route: [TRIPP, Zangezur, '), false],
    ['is another where the scope changes', but('scope: $place', 'scope: $route'), false],
    ['is another where the severity changes', but('severity: high', 'severity: low'), false],
  ])('has a rule whose version %s', (_, text, same) => {
    expect(version(text) === version(SOUND)).toBe(same);
  });
});

/** The sign ¦ in a text marks where its one problem is to be reported. */
function marked(text: string) {
  const [before, ...after] = text.split('¦');
  expect(after).toHaveLength(1);
  return { text: before + after[0]!, place: `${before!.split('\n').length}:${before!.split('\n').at(-1)!.length + 1}` };
}

const CITES = '[{ document: caci-iran, paragraph: 3, claim: A signature starts the clock. }]';

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
      'rules[0].exmaples unknown key exmaples; mend: correct or remove it',
    ],
    [
      'without a title',
      but('topic: tripp\ntitle: The corridor', '¦topic: tripp'),
      'title missing; it must be a string',
    ],
    [
      'with a rule that cites nothing',
      but(CITES, '¦[]'),
      'rules[0].cites a rule needs at least one citation; mend: name the document and paragraph that say to watch for this',
    ],
    [
      'with a rule without cites',
      but(`id: signed`, '¦id: signed').replace(`    cites: ${CITES}\n`, ''),
      'rules[0].cites missing; it must be an array',
    ],
    [
      'with a document that nobody knows',
      but('caci-iran, paragraph: 3', '¦caci-irna, paragraph: 3'),
      'rules[0].cites[0].document no document is called caci-irna; did you mean caci-iran?',
    ],
    [
      'with a paragraph beyond the document',
      but('paragraph: 3', 'paragraph: ¦16'),
      'rules[0].cites[0].paragraph caci-iran has no paragraph 16; its range is 41–55',
    ],
    [
      'with a paragraph 0',
      but('paragraph: 3', 'paragraph: ¦0'),
      'rules[0].cites[0].paragraph Too small: expected number to be >=1',
    ],
    [
      'with a deadline that cites nothing known',
      but('caci-iran, paragraph: 1', '¦x, paragraph: 1'),
      'deadlines[0].cites[0].document no document is called x',
    ],
    [
      'with an unknown term in a rule',
      but('when: $route', 'when: ¦$ruote OR $place'),
      'rules[0].when unknown term $ruote; did you mean $route?',
    ],
    [
      'with an unknown term in a term',
      but('[Armenia*, $route]', '[Armenia*, x OR ¦$roude]'),
      'terms.place[1] unknown term $roude; did you mean $route?',
    ],
    [
      'with an unknown term in the scope',
      but('scope: $place', 'scope: a ¦$plaice'),
      'scope unknown term $plaice; did you mean $place?',
    ],
    [
      'with a mistake in the third line of a query',
      but('$route sign*', '$route\n      sign*\n\n      x ¦$roote'),
      'rules[0].when unknown term $roote; did you mean $route?',
    ],
    [
      'with a mistake in a folded block',
      but('$route sign*', '>-\n      $route\n      sign* ¦$roote'),
      'rules[0].when unknown term $roote; did you mean $route?',
    ],
    [
      'with a mistake in single quotation marks',
      but('$route sign*', `'"it''s" ¦$roote'`),
      'rules[0].when unknown term $roote; did you mean $route?',
    ],
    [
      'with a mistake in double quotation marks',
      but('$route sign*', `"\\"a b\\" ¦$roote"`),
      'rules[0].when unknown term $roote; did you mean $route?',
    ],
    [
      'with a query that ends too early',
      but('$route sign*', '$route OR¦'),
      'rules[0].when a word, "phrase", $term or ( is missing before the end',
    ],
    [
      'with a term that stands in itself',
      but('[TRIPP,', '¦[TRIPP, $route,'),
      'terms.route $route stands in its own definition; mend: break the circle',
    ],
    [
      'with a term that stands in itself by way of another',
      but('[TRIPP,', '¦[TRIPP, $place,'),
      'terms.route $route stands in its own definition; mend: break the circle',
    ],
    [
      'with a term that has a mistake, which is told once',
      but(`[TRIPP, '"Trump Route"']`, '[¦(TRIPP]'),
      'terms.route[0] this ( is never closed',
    ],
    [
      'with a scope that has a mistake, which is told once',
      but('scope: $place', 'scope: ¦($place'),
      'scope this ( is never closed',
    ],
    [
      'with a severity that is none',
      but('severity: high', 'severity: ¦urgent'),
      'rules[0].severity severity is one of low, medium, high',
    ],
    [
      'with an example that does not match',
      but('[TRIPP signed]', '[TRIPP signed, ¦No route]'),
      'rules[0].examples.match[1] this example does not match the rule',
    ],
    [
      'with an example that should not match',
      but('TRIPP talks]', '¦TRIPP signature]'),
      'rules[0].examples.miss[1] this example matches the rule, and should not',
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
    ['with an empty query', but('when: $route sign*', "when: ¦''"), 'rules[0].when must not be empty'],
  ])('%s', (_, written, what) => {
    const { text, place } = marked(written);
    expect(problems(text)).toEqual([`${place} ${what}`]);
    expect(read(text).topic).toBeUndefined();
  });

  it('with two rules or two deadlines of one name, named at the second', () => {
    const rule = SOUND.slice(SOUND.indexOf('  - id: signed'), SOUND.indexOf('deadlines:'));
    const deadline = SOUND.slice(SOUND.indexOf('  - { id: vote'));
    expect(problems(but(rule, rule + rule) + deadline)).toEqual([
      '18:9 rules[1].id rules[0] is called signed too; mend: rename one',
      '28:11 deadlines[1].id deadlines[0] is called vote too; mend: rename one',
    ]);
  });

  it('with every mistake at once, and then there is no topic', () => {
    const many = SOUND.replace('[TRIPP,', '[TRIPP, $route,')
      .replace('$route sign*', '$ruote')
      .replace('paragraph: 3', 'paragraph: 99')
      .replace('document: caci-iran, paragraph: 1', 'document: nobody, paragraph: 1');
    expect(read(many).topic).toBeUndefined();
    expect(problems(many).map((problem) => problem.split(' ')[1])).toEqual([
      'terms.route',
      'rules[0].cites[0].paragraph',
      'rules[0].when',
      'deadlines[0].cites[0].document',
    ]);
  });

  it('with every mistake of form at once, before any other is looked for', () => {
    const many = SOUND.replace('scope:', 'colour: red\nscope:')
      .replace('severity: high', 'severity: urgent')
      .replace(CITES, '[]')
      .replace('2026-06-07', 'soon');
    expect(read(many).topic).toBeUndefined();
    expect(problems(many).map((problem) => problem.split(' ')[1])).toEqual(
      expect.arrayContaining(['colour', 'rules[0].severity', 'rules[0].cites', 'deadlines[0].date']),
    );
    expect(problems(many)).toHaveLength(4);
  });
});
