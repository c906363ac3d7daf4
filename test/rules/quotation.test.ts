import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quotation } from '../../rules/telling/quotation.ts';
import type { Reason } from '../../state/edition.ts';
import type { Evidence } from '../../state/match.ts';
import { search } from './fixture.ts';

const shown = (runs: Reason['words']) => runs.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('');
const quoted = (query: string, its: { title?: string; summary?: string; content?: string }) => {
  const item = { title: '', summary: '', content: '', ...its };
  return shown(quotation(item, search(query, item).evidence));
};
const words = (n: number) => 'word '.repeat(n);

describe('the quotation', () => {
  it.each([
    ['marks the words that made the rule fit', 'visa', { title: 'The visa deal' }, 'The [visa] deal'],
    ['marks each of them', 'a b', { title: 'x b c a y' }, 'x [b] c [a] y'],
    ['marks words with none between them as one', '"a b" c', { title: 'a b – c' }, '[a b – c]'],
    ['marks words with one between them apart', 'a c', { title: 'a b c' }, '[a] b [c]'],
    ['marks what overlaps once', '"a b" OR "b c"', { title: 'a b c' }, '[a b c]'],
    ['marks what lies within another once', '"a b c" OR b', { title: 'a b c' }, '[a b c]'],
    ['is of the first field that has evidence', 'visa', { title: 'visa', summary: 'visa' }, '[visa]'],
    ['is of the summary where the headline has none', 'visa', { title: 'x', summary: 'a visa' }, 'a [visa]'],
    [
      'is cut at words before and after',
      'visa',
      { content: `${words(40)}visa ${words(40)}` },
      `… ${words(17)}[visa] ${words(17)}word …`,
    ],
    ['is whole where the text is short', 'visa', { content: `${words(5)}visa` }, `${words(5)}[visa]`],
    ['is none where there is no evidence', 'NOT visa', { title: 'x' }, ''],
  ])('%s', (_, query, its, expected) => {
    expect(quoted(query, its)).toBe(expected);
  });

  it('is none where the evidence is in no text', () => {
    const evidence: Evidence[] = [{ clause: 'source:civil', field: 'source', start: 0, end: 5, text: 'civil' }];
    expect(quotation({ title: 'civil', summary: '', content: '' }, evidence)).toEqual([]);
  });

  it.each([
    ['before it', `${'国'.repeat(200)}visa`],
    ['after it', `a visa${'国'.repeat(200)}`],
    ['on both sides', `新华社 ${'国'.repeat(120)}走廊${'国'.repeat(120)} 新华社`],
  ])('marks the first evidence also in a text without spaces %s', (_, summary) => {
    expect(quoted('visa OR 走廊', { summary })).toMatch(/\[(visa|走廊)\]/);
  });

  const unit = (...more: string[]) => fc.constantFrom('visa', 'route', '🙂', '国', '—', ...more);
  const anyText = fc.oneof(
    fc.string({ unit: unit('x', ' ', ' ', '\n'), maxLength: 400 }),
    fc
      .tuple(fc.string({ unit: unit() }), fc.string({ unit: fc.constantFrom('a', '🙂'), minLength: 90 }))
      .map(([a, b]) => `${b} visa ${a}${b}`),
  );
  it('is a stretch of the text, in whole characters, with the first evidence marked', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('visa', 'route', 'visa OR route*', 'visa NEAR/3 route'), (text, query) => {
        const { evidence } = search(query, { summary: text });
        fc.pre(evidence.length > 0);
        const runs = quotation({ title: '', summary: text, content: '' }, evidence);
        const inner = runs.filter(
          ({ text }, n) => !(n === 0 && text === '… ') && !(n === runs.length - 1 && text === ' …'),
        );
        expect(text).toContain(inner.map((run) => run.text).join(''));
        expect(
          runs
            .filter((run) => run.marked)
            .map((run) => run.text)
            .join(''),
        ).toContain(evidence[0]!.text);
        expect(runs.every((run) => run.text.isWellFormed() && run.text !== '')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
