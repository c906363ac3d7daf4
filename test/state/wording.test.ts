import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readYaml } from '../../state/refusal.ts';
import { editDistance } from '../../state/spelling.ts';

const schema = z.strictObject({
  name: z.string().min(1).optional(),
  code: z.string().min(3).optional(),
  hour: z.int().min(0).max(23).optional(),
  share: z.number().optional(),
  on: z.boolean().optional(),
  rows: z.array(z.string()).min(1).max(2).optional(),
  kind: z.enum(['feed', 'page']).optional(),
  titled: z.literal('us').optional(),
});
const what = (text: string) =>
  readYaml('a.yaml', text, schema).problems.map(({ line, column, what }) => `${line}:${column} ${what}`);

describe('what is wrong is said in the words of whoever wrote it', () => {
  it.each([
    ['name: 2025', '1:7 must be text, and is 2025; mend: put it in quotation marks'],
    ['name: true', '1:7 must be text, and is true; mend: put it in quotation marks'],
    ['name: [a]', '1:7 must be text, and is a list'],
    ['name: { a: 1 }', '1:7 must be text, and is a map of keys and values'],
    ["name: ''", '1:7 must not be empty'],
    ['name:', '1:6 is empty; it must be text'],
    ['code: ab', '1:7 must have at least 3 letters'],
    ['hour: 24', '1:7 must be 23 or less'],
    ['hour: -1', '1:7 must be 0 or more'],
    ['hour: 1.5', '1:7 must be a whole number, and is 1.5'],
    ['hour: noon', '1:7 must be a number, and is "noon"'],
    ['on: yes', '1:5 must be true or false, and is "yes"'],
    ['rows: a', '1:7 must be a list, and is "a"'],
    ['rows: []', '1:7 must have at least 1 row'],
    ['rows: [a, b, c]', '1:7 must have at most 2 rows'],
    ['kind: feeed', '1:7 must be one of feed, page; did you mean feed?'],
    ['titled: them', '1:9 must be us'],
    ['nmae: a', '1:1 unknown key nmae; did you mean name?'],
    ['colour: a', '1:1 unknown key colour; mend: correct or remove it'],
  ])('of %s', (text, expected) => expect(what(text)).toEqual([expected]));
});

describe('a slip of YAML that concerns one value', () => {
  it.each([
    [
      'a value that ends at its closing quotation mark',
      'name: "a" OR b\nhour: 24',
      "1:11 text that begins with a quotation mark ends with it; mend: put 'the whole of it' in single quotation marks",
    ],
    [
      'a value that begins with a sign of YAML’s',
      'name: @a\nhour: 24',
      '1:7 to YAML this sign is none that text begins with; mend: put the text in quotation marks',
    ],
    ['an alias of nothing', 'name: *a\nhour: 24', '1:7 *a is no known anchor; mend: put it in quotation marks'],
  ])('hides nothing else: %s', (_, text, slip) => expect(what(text)).toEqual([slip, '2:7 must be 23 or less']));

  it('hides nothing else: a key that stands twice', () => {
    expect(what('name: a\nname: b\nhour: 24')).toEqual([
      '2:1 this key stands twice in its map; mend: remove one',
      '3:7 must be 23 or less',
    ]);
  });
});

describe('the distance of two words', () => {
  it.each([
    ['visa', 'visa', 0],
    ['', 'visa', 4],
    ['vsa', 'visa', 1],
    ['vida', 'visa', 1],
    ['vias', 'visa', 1],
    ['titel', 'title', 1],
    ['visa', 'corridor', 7],
  ])('%j and %j is %d', (a, b, far) => {
    expect(editDistance(a, b)).toBe(far);
    expect(editDistance(b, a)).toBe(far);
  });
});
