import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withHashes } from '../../jobs/check/accept.ts';
import { readDocuments } from '../../rules/documents.ts';
import type { Hashes } from '../../rules/provenance.ts';
import { runs } from '../runs.ts';

const H = '3f9a1c0d5e7b2a46';
const K = '0123456789abcdef';
const write = (text: string, hashes: Record<string, Hashes>) => withHashes(text, new Map(Object.entries(hashes)));

describe('hashes are written into the documents file', () => {
  it.each([
    [
      'behind the other keys of a row, with its comments where they were',
      '# All.\n\n- id: a # first\n  lines: [1, 2]\n  title: A # so called\n\n# then\n- id: b\n  title: >-\n    B\n    and C\n',
      { a: { 4: H, 12: K }, b: { 1: H } },
      `# All.\n\n- id: a # first\n  lines: [1, 2]\n  title: A # so called\n  cited: { 4: ${H}, 12: ${K} }\n\n# then\n- id: b\n  title: >-\n    B\n    and C\n  cited: { 1: ${H} }\n`,
    ],
    [
      'into a row in braces',
      '- { id: a, title: A } # x\n',
      { a: { 4: H } },
      `- { id: a, title: A, cited: { 4: ${H} } } # x\n`,
    ],
    ['into a row without a line end', '- id: a', { a: { 4: H } }, `- id: a\n  cited: { 4: ${H} }`],
    [
      'with the line ends of the file',
      '- id: a\r\n  title: A\r\n',
      { a: { 4: H } },
      `- id: a\r\n  title: A\r\n  cited: { 4: ${H} }\r\n`,
    ],
    [
      'in the place of older ones',
      `- id: a\n  cited: { 1: ${K} }\n  title: A\n`,
      { a: { 2: H } },
      `- id: a\n  cited: { 2: ${H} }\n  title: A\n`,
    ],
    [
      'in the place of older ones over several lines',
      `- id: a\n  cited:\n    1: ${K}\n    2: ${K}\n\n- id: b\n`,
      { a: { 2: H } },
      `- id: a\n  cited: { 2: ${H} }\n\n- id: b\n`,
    ],
    [
      'in the place of older ones in braces',
      `- { id: a, cited: { 1: ${K} }, title: A }`,
      { a: { 2: H } },
      `- { id: a, cited: { 2: ${H} }, title: A }`,
    ],
    [
      'and taken out where nothing is cited any more',
      `- id: a\n  cited: { 1: ${K} }\n  title: A\n`,
      {},
      '- id: a\n  cited: {}\n  title: A\n',
    ],
    [
      'in quotation marks where YAML would read a number',
      '- id: a\n',
      { a: { 1: '1234567890123456', 2: '12345678e0123456' } },
      '- id: a\n  cited: { 1: "1234567890123456", 2: "12345678e0123456" }\n',
    ],
    [
      'in lines of five where there are many',
      '- id: a\n',
      { a: { 1: H, 2: H, 3: H, 4: H, 5: H, 6: K } },
      `- id: a\n  cited: {\n    1: ${H}, 2: ${H}, 3: ${H}, 4: ${H}, 5: ${H},\n    6: ${K},\n  }\n`,
    ],
    ['and nowhere where none is given', '# x\n- id: a\n', {}, '# x\n- id: a\n'],
  ])('%s', (_, before, hashes, after) => {
    expect(write(before, hashes)).toBe(after);
    expect(write(after, hashes)).toBe(after);
  });

  const file = readFileSync(join(resolve(import.meta.dirname, '../..'), 'rules/documents.yaml'), 'utf8');
  const ids = [...readDocuments('d', file).documents.keys()];
  const hash = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 16, maxLength: 16 });
  const some = fc.dictionary(fc.integer({ min: 1, max: 15 }).map(String), hash, { maxKeys: 12, noNullPrototype: true });
  const given = fc.dictionary(fc.constantFrom(...ids), some, { noNullPrototype: true });

  it('as they are read again, and nothing else of the shipped file is touched', () => {
    fc.assert(
      fc.property(given, given, (first, second) => {
        const text = write(write(file, first), second);
        const { documents, problems } = readDocuments('d', text);
        expect(problems).toEqual([]);
        for (const [id, { cited }] of documents) expect(cited).toEqual(second[id] ?? {});
        const without = (text: string) => text.replace(/^ {2}cited: \{[^}]*\}\n/gm, '');
        expect(without(text)).toBe(without(file));
      }),
      runs(40),
    );
  });
});
