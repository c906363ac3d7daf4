import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTopic } from '../../rules/topic.ts';
import { Refusal } from '../../state/refusal.ts';
import { runs } from '../runs.ts';
import { documents, SOUND } from './fixture.ts';

/** Sixteen mistakes of every kind that a topic file can hold, and one rule without any. */
const FILE = `topic: tripp
summary: A road through Syunik.
colour: red
terms:
  route: [TRIPP, '"Trump Route"', $raod]
  road: [$street]
  street: [$road, street]
  year: [2025]
scope: Armenia OR $region
rules:
  - id: signed
    title: The route is signed
    when: $ruote sign*
    severity: urgent
    cites: [{ document: caci-irna, paragraph: 3, claim: A signature starts the clock. }]
  - id: opened
    title: The route is opened
    when: titel:(opens OR opened
    severity: high
    cites: []
  - id: signed
    title: It is signed again
    when: "(a) OR /(b/"
    severity: low
    cites: [{ document: caci-iran, paragraph: 99, claim: A signature starts the clock. }]
    exmaples: { match: [a] }
  - id: both
    title: Two of three
    when: 3 OF (x, y)
    severity: low
    cites: [{ document: caci-iran, paragraph: 1, claim: It is so. }]
deadlines:
  - { id: vote, title: The vote, date: 2026-06-31, cites: [{ document: caci-iran, paragraph: 1, claim: It is then. }] }
`;

const REPORT = `tripp.yaml
  1:1     title  missing; it must be text
  3:1     colour  unknown key colour; mend: correct or remove it
  5:35    terms.route[2]  unknown term $raod; did you mean $road?
          $raod
          ^
  6:9     terms.road  $road stands in its own definition; mend: break the circle
  8:10    terms.year[0]  must be text, and is 2025; mend: put it in quotation marks
  9:19    scope  unknown term $region
          Armenia OR $region
                     ^
  13:11   rules[0].when  unknown term $ruote; did you mean $route?
          $ruote sign*
          ^
  14:15   rules[0].severity  severity is one of low, medium, high
  15:25   rules[0].cites[0].document  no document is called caci-irna; did you mean caci-iran?
  18:11   rules[1].when  unknown field titel:; did you mean title?; the fields are title, summary, content, lead, text, source, family, lang, url, and date
          titel:(opens OR opened
          ^
  18:17   rules[1].when  this ( is never closed
          titel:(opens OR opened
                ^
  20:12   rules[1].cites  a rule needs at least one citation; mend: name the document and paragraph that say to watch for this
  21:9    rules[2].id  rules[0] is called signed too; mend: rename one
  23:19   rules[2].when  this regular expression is not understood: error parsing regexp: missing closing ): \`(?i)(b\`
          (a) OR /(b/
                 ^
  25:47   rules[2].cites[0].paragraph  caci-iran has no paragraph 99; its last is 15
  26:5    rules[2].exmaples  unknown key exmaples; did you mean examples?
  29:11   rules[3].when  3 OF 2 parts is never or always true; mend: 1 to 2
          3 OF (x, y)
          ^
  33:40   deadlines[0].date  the calendar has no such date
18 problems. Nothing was changed.`;

const messageOf = (text: string) => new Refusal(readTopic('tripp.yaml', text, documents).problems).message;

describe('the one report', () => {
  it('names every mistake of a file by line, column, field and mend, in the order of the lines', () => {
    expect(messageOf(FILE)).toBe(REPORT);
  });

  it.each([
    [
      'a query that YAML ends at its closing quotation mark',
      'TRIPP signed',
      '"TRIPP" signed',
      '5:40 rules[0].when  text that begins with a quotation mark',
    ],
    [
      'a query that YAML takes for an alias',
      'TRIPP signed',
      '*signed',
      '5:32    *signed is no known anchor; mend: put it in quotation marks',
    ],
  ])('goes on behind %s', (_, old, young, _what) => {
    const file = `topic: t\ntitle: T\nsummary: S\nrules:\n  - { id: a, title: A, when: ${old}, severity: grave, cites: [] }\n`;
    const lines = messageOf(file.replace(old, young).replace(', severity', ',\n      severity')).split('\n');
    expect(lines).toEqual([
      'tripp.yaml',
      expect.stringMatching(/^ {2}5:\d+ +.*quotation marks$/),
      expect.stringMatching(/^ {2}6:\d+ +rules\[0\]\.severity/),
      expect.stringMatching(/^ {2}6:\d+ +rules\[0\]\.cites/),
      '3 problems. Nothing was changed.',
    ]);
  });
});

describe('whatever is in a file', () => {
  const slips = fc.array(
    fc.tuple(
      fc.nat(FILE.length),
      fc.nat(3),
      fc.constantFrom('', ' ', '\n', '"', "'", '#', '*', '(', '[', '}', ':', '- ', '@'),
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  );
  it('is either a topic or problems, in the order of the lines', () => {
    fc.assert(
      fc.property(fc.constantFrom<string>(FILE, SOUND), slips, (file, slips) => {
        const text = slips.reduce(
          (text: string, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length),
          file,
        );
        const { topic, problems } = readTopic('t.yaml', text, documents);
        expect(topic === undefined).toBe(problems.length > 0);
        expect(problems.map(({ line }) => line ?? 0)).toEqual(
          problems.map(({ line }) => line ?? 0).toSorted((a, b) => a - b),
        );
        for (const { what } of problems) expect(what).not.toBe('');
      }),
      runs(200),
    );
  });
});

/** A topic of rules by id. */
const withRules = (whens: Record<string, string>, more = '') =>
  `topic: t\ntitle: T\nsummary: S\n${more}rules:\n${Object.entries(whens)
    .map(
      ([id, when]) =>
        `  - id: ${id}\n    title: T\n    when: ${when}\n    severity: low\n    cites: [{ document: caci-iran, paragraph: 1, claim: c }]\n`,
    )
    .join('')}`;
const told = (text: string) =>
  readTopic('t.yaml', text, documents).problems.map(
    ({ line, field, what }) => `${line} ${field} ${what.split('\n')[0]}`,
  );

describe('a rule that names another', () => {
  it('looks for what that one looks for', () => {
    const { topic, problems } = readTopic('t.yaml', withRules({ b: "'#a AND bridge'", a: 'route OR road' }), documents);
    expect(problems).toEqual([]);
    expect(topic!.rules[0]!.when).toMatchObject({
      kind: 'and',
      of: [{ kind: 'rule', name: 'a', of: topic!.rules[1]!.when }, {}],
    });
  });

  it('has another version where that one is changed', () => {
    const version = (a: string) =>
      readTopic('t.yaml', withRules({ b: "'#a AND bridge'", a }), documents).topic!.rules[0]!.version;
    expect(version('route OR road')).toBe(version('(route OR road)'));
    expect(version('route OR road')).not.toBe(version('route'));
  });

  it.each([
    [
      'itself',
      withRules({ a: "'x OR #a'" }),
      ['7 rules[0].when #a stands in its own definition; mend: break the circle'],
    ],
    [
      'itself by way of another',
      withRules({ a: "'x OR #b'", b: "'y OR #a'" }),
      ['7 rules[0].when #a stands in its own definition; mend: break the circle'],
    ],
    ['none', withRules({ sign: 'x', b: "'#sing'" }), ['12 rules[1].when unknown rule #sing; did you mean #sign?']],
    [
      'one that has a mistake, which is told once',
      withRules({ a: '(x', b: "'#a y'" }),
      ['7 rules[0].when this ( is never closed'],
    ],
    [
      'it where no rule may be named',
      withRules({ a: 'x' }, "terms: { t: ['#a'] }\nscope: '#a'\n"),
      [
        '4 terms.t[0] #a may be named in what a rule looks for only; mend: make a $term of what it says',
        '5 scope #a may be named in what a rule looks for only; mend: make a $term of what it says',
      ],
    ],
    [
      'it behind a space, where YAML begins a comment',
      withRules({ a: 'x', b: 'y AND #a', c: '#a' }),
      [
        "12 rules[1].when #a is a comment to YAML, and not read; mend: put 'the whole query' in quotation marks",
        "17 rules[2].when #a is a comment to YAML, and not read; mend: put 'the whole query' in quotation marks",
      ],
    ],
  ])('is refused where it names %s', (_, text, problems) => expect(told(text)).toEqual(problems));

  it('is not mistaken for a comment that is one', () => expect(told(withRules({ a: 'x # what it is' }))).toEqual([]));
});
