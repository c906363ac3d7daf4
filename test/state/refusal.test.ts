import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { didYouMean, Refusal, readYaml, refuseAny } from '../../state/refusal.ts';

const schema = z.strictObject({
  name: z.string(),
  hours: z.array(z.int().max(23, 'an hour is at most 23')),
  of: z.union([z.strictObject({ kind: z.literal('a') }), z.string()]).optional(),
});
const read = (text: string) => readYaml('a.yaml', text, schema);
const lines = (text: string) =>
  read(text).problems.map(({ line, column, field, what }) => `${line}:${column} ${field ?? '-'} ${what}`);

describe('a file', () => {
  it('that is right is its value, without a problem', () => {
    const { value, problems } = read('name: Nino\nhours: [7, 8]\n');
    expect({ value, problems }).toEqual({ value: { name: 'Nino', hours: [7, 8] }, problems: [] });
  });

  it.each([
    ['syntax that breaks off', 'name: "Nino\nhours: [1]\n', ['3:1 - Missing closing "quote']],
    [
      'a key that stands twice',
      'name: a\nhours: [1]\nname: b\n',
      ['3:1 - this key stands twice in its map; mend: remove one'],
    ],
    [
      'a key that stands twice, deep down',
      'name: a\nhours: []\nof: { kind: a, kind: a }\n',
      ['3:16 - this key stands twice in its map; mend: remove one'],
    ],
    ['a tab for indentation', 'name: a\nhours:\n\t- 1\n', ['3:1 - Tabs are not allowed as indentation']],
    [
      'two documents',
      'name: a\n---\nname: b\n',
      ['2:1 - Source contains multiple documents; please use YAML.parseAllDocuments()'],
    ],
    ['an alias of nothing', 'name: *x\nhours: []\n', ['1:7 - *x is no known anchor; mend: put it in quotation marks']],
    [
      'an unknown key',
      'name: a\nhours: []\ncolour: red\n',
      ['3:1 colour unknown key colour; mend: correct or remove it'],
    ],
    [
      'two unknown keys',
      'x: 1\nname: a\ny: 2\nhours: []\n',
      ['1:1 x unknown key x; mend: correct or remove it', '3:1 y unknown key y; mend: correct or remove it'],
    ],
    ['a missing key', 'name: a\n', ['1:1 hours missing; it must be a list']],
    ['a value of the wrong kind', 'name: [a]\nhours: []\n', ['1:7 name must be text, and is a list']],
    ['a value out of bounds', 'name: a\nhours:\n  - 7\n  - 24\n', ['4:5 hours[1] an hour is at most 23']],
    ['nothing in it', '', ['undefined:undefined - is empty; it must be a map of keys and values']],
    ['a list for a map', '- a\n', ['1:1 - must be a map of keys and values, and is a list']],
  ])('is refused with %s', (_, text, problems) => {
    expect(lines(text)).toEqual(problems.map((problem) => expect.stringContaining(problem)));
    expect(read(text).value).toBeUndefined();
  });

  it('is refused with everything that is wrong at once', () => {
    expect(
      lines('nmae: a\nhours: [24, x]\nof: 7\n').map((problem) => problem.split(' ').slice(0, 2).join(' ')),
    ).toEqual(expect.arrayContaining(['1:1 nmae', '1:1 name', '2:9 hours[0]', '2:13 hours[1]', '3:5 of']));
  });

  it('is named in every problem', () => {
    expect(read('x: 1\n').problems.map(({ file }) => file)).toEqual(['a.yaml', 'a.yaml', 'a.yaml']);
  });

  it('cannot grow when it is read: aliases of aliases of aliases are refused, soon', () => {
    const levels = Array.from({ length: 6 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(9)}]`);
    const bomb = ['a0: &a0 [x]', ...levels].join('\n');
    const { value, problems } = readYaml('bomb.yaml', bomb, z.unknown());
    expect(value).toBeUndefined();
    expect(problems).toEqual([expect.objectContaining({ file: 'bomb.yaml', what: expect.stringContaining('alias') })]);
  });

  it('that is nested twenty thousand deep is refused', () => {
    expect(readYaml('deep.yaml', '['.repeat(20_000), z.unknown()).problems).not.toEqual([]);
    expect(readYaml('deep.yaml', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, z.unknown()).problems).not.toEqual([]);
  });

  it('whatever is in it never throws, and is either a value or problems', () => {
    const scraps = fc.constantFrom(
      'name',
      ': ',
      'a',
      '\n',
      '  ',
      '- ',
      '[',
      ']',
      '{',
      '&x ',
      '*x',
      '"',
      "'",
      '|',
      '>',
      '#',
      '!',
      '%',
      '---',
      '? ',
      '\t',
      '<<',
      '0',
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: scraps })), (text) => {
        const { value, problems } = read(text);
        expect(value === undefined).toBe(problems.length > 0);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a problem that a later check finds', () => {
  const { problemAt } = read('name: a b c\nhours: [7, 8]\n');
  it.each([
    ['stands at its field', problemAt(['hours', 1], 'no'), { line: 2, column: 12, field: 'hours[1]' }],
    ['stands at its place within a field', problemAt(['name'], 'no', 4), { line: 1, column: 11, field: 'name' }],
    [
      'stands at the nearest field where its own is missing',
      problemAt(['hours', 7], 'no'),
      { line: 2, column: 8, field: 'hours[7]' },
    ],
    ['stands at the beginning where there is none', problemAt(['x', 'y'], 'no'), { line: 1, column: 1, field: 'x.y' }],
  ])('%s', (_, problem, place) => {
    expect(problem).toEqual({ file: 'a.yaml', what: 'no', ...place });
  });
});

describe('a refusal', () => {
  it('lists every problem by file, line and field, and says that nothing was changed', () => {
    const file = 'rules/topics/tripp.yaml';
    const refusal = new Refusal([
      { file, line: 14, column: 11, field: 'rules[2].when', what: 'unknown term $meghry; did you mean $meghri?' },
      { file: 'the environment', field: 'SILKWATCH_FROM', what: 'must not be empty\nmend: name a sender' },
      { file, line: 31, column: 5, field: 'rules[5].cites', what: 'a rule needs at least one citation' },
    ]);
    expect(refusal.message).toBe(
      [
        'rules/topics/tripp.yaml',
        '  14:11   rules[2].when  unknown term $meghry; did you mean $meghri?',
        '  31:5    rules[5].cites  a rule needs at least one citation',
        'the environment',
        '          SILKWATCH_FROM  must not be empty',
        '          mend: name a sender',
        '3 problems. Nothing was changed.',
      ].join('\n'),
    );
    expect(refusal).toBeInstanceOf(Error);
    expect(refusal.problems).toHaveLength(3);
  });

  it('of one problem counts one', () => {
    expect(new Refusal([{ file: 'a', what: 'b' }]).message).toBe('a\n          b\n1 problem. Nothing was changed.');
  });

  it('is thrown where there is a problem, and only there', () => {
    expect(() => refuseAny([{ file: 'a', what: 'b' }])).toThrow(Refusal);
    expect(() => refuseAny([])).not.toThrow();
  });
});

describe('did you mean', () => {
  it.each([
    ['the nearest of several', 'meghry', ['tripp', 'meghri', 'meghrii'], '; did you mean meghri?'],
    ['a name with a letter missing', 'visafre', ['visafree'], '; did you mean visafree?'],
    ['nothing where none is near', 'meghry', ['tripp', 'visa'], ''],
    ['nothing where none is known', 'meghry', [], ''],
  ])('%s', (_, unknown, known, expected) => {
    expect(didYouMean(unknown, known)).toBe(expected);
  });
});
