import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tell, tellDeadline } from '../../rules/tell.ts';
import { type Commonness, commonness } from '../../rules/telling/reasons.ts';
import type { Evidence } from '../../state/match.ts';
import type { Severity } from '../../state/severity.ts';
import type { MatchedItem, Story } from '../../state/story.ts';
import { documents, match, matched } from './fixture.ts';

const at = (hour: number) => `2025-11-20T${String(hour).padStart(2, '0')}:00:00.000Z`;
const story = (its: Partial<Story> = {}): Story => ({
  id: 's',
  topic: 'tripp',
  severity: 'high',
  lead: 'b',
  items: ['a', 'b', 'c'],
  firstSeen: at(8),
  lastSeen: at(10),
  ...its,
});
const rule = (id: string, severity: Severity, evidence: Evidence[] = []) => match({ rule: id, severity, evidence });
const excerpt = (its: Partial<MatchedItem>) => tell(story({ lead: 'a' }), [matched('a', its)], documents).lead.excerpt;

describe('the excerpt', () => {
  const sentence = 'Forty-three kilometres of rail run along the river. ';
  it.each([
    ['is a short text whole', { summary: 'It is signed.' }, 'It is signed.'],
    ['is the summary before the body', { summary: 'Short.', content: 'Long.' }, 'Short.'],
    ['is the body where there is no summary', { content: 'Long.' }, 'Long.'],
    ['is empty where there is a headline only', {}, ''],
    ['has no line breaks', { summary: 'One\n\n two' }, 'One two'],
    ['ends with the last whole sentence', { summary: sentence.repeat(10) }, sentence.repeat(6).trim()],
    [
      'ends with a sentence in Armenian',
      { summary: `${'բառ '.repeat(50)}վերջ։ ${'բառ '.repeat(50)}` },
      `${'բառ '.repeat(50)}վերջ։`,
    ],
    [
      'ends at a word where no sentence ends in good time',
      { summary: `One. ${'word '.repeat(99)}` },
      `One. ${'word '.repeat(62)}word…`,
    ],
  ])('%s', (_, its, expected) => {
    expect(excerpt(its)).toBe(expected);
  });

  const spaced = fc.string({ unit: fc.constantFrom('a', ' ', '. ', '🙂', '国', '\n'), minLength: 200, maxLength: 700 });
  const unspaced = fc.string({ unit: fc.constantFrom('a', '🙂', '国'), minLength: 300, maxLength: 400 });
  it('is at most 320 characters and an ellipsis, from the beginning, and ends with a whole character', () => {
    fc.assert(
      fc.property(fc.oneof(spaced, unspaced), (summary) => {
        const [told, flat] = [excerpt({ summary }), summary.replace(/\s+/g, ' ').trim()];
        expect(told.length).toBeLessThanOrEqual(321);
        expect(told.length).toBeGreaterThanOrEqual(Math.min(flat.length, 160));
        expect(flat.startsWith(told.replace(/…$/, ''))).toBe(true);
        expect(told.isWellFormed()).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a told story', () => {
  const items = [
    matched('c', { firstSeen: at(10) }),
    matched('b', { firstSeen: at(9), matches: [rule('r1', 'low'), rule('r2', 'high')] }),
    matched('a', { firstSeen: at(8), matches: [rule('r3', 'high')] }),
  ];
  const told = tell(story(), items, documents);

  it('has its lead, and the others as they were reported', () => {
    expect(told.lead.id).toBe('b');
    expect(told.others.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it('is led by its earliest item where its lead is not among those given', () => {
    expect(tell(story(), [items[0]!, items[2]!], documents).lead.id).toBe('a');
  });

  it('gives the rules of its severity as reasons', () => {
    expect(told.reasons.map((reason) => [reason.rule, reason.severity])).toEqual([
      ['tripp/r2', 'high'],
      ['tripp/r3', 'high'],
    ]);
  });

  it('gives at most two reasons, each once, and none of another topic', () => {
    const matches = ['r1', 'r2', 'r3'].map((id) => rule(id, 'high'));
    const elsewhere = match({ topic: 'visa', rule: 'r0', severity: 'high' });
    const both = [matched('a', { matches: [elsewhere, ...matches] }), matched('b', { matches })];
    expect(tell(story(), both, documents).reasons.map((reason) => reason.rule)).toEqual(['tripp/r1', 'tripp/r2']);
  });

  describe('of several reasons gives the more telling first:', () => {
    const words = (...clauses: string[]): Evidence[] =>
      clauses.map((clause, n) => ({ clause, field: 'title', start: n, end: n + 1, text: 'x' }));
    const order = (items: MatchedItem[], common?: Commonness) =>
      tell(story(), items, documents, common).reasons.map((reason) => reason.rule);
    const any = rule('any-other-step', 'high', words('a', 'a', 'a'));
    const signed = rule('signed', 'high', words('a', 'b', 'c'));
    const bare = { ...signed, evidence: [] };
    const [step, two] = ['tripp/any-other-step', 'tripp/signed'];
    const edition = (...rules: [string, number][]): Commonness => ({ items: 20, fits: new Map(rules) });
    it('that of the rule that fits fewer items of the edition', () => {
      const items = [matched('b', { matches: [any, bare] })];
      expect(order(items, edition([step, 9], [two, 2]))).toEqual([two, step]);
      expect(order(items, edition([step, 2], [two, 9]))).toEqual([step, two]);
    });
    it('that of the rule that fits more items of the story, where it is not common elsewhere', () => {
      const items = ['a', 'b', 'c'].map((id) => matched(id, { matches: id === 'b' ? [bare, any] : [any] }));
      expect(order(items, edition([step, 3], [two, 1]))).toEqual([step, two]);
      expect(order(items, edition([step, 18], [two, 1]))).toEqual([two, step]);
    });
    it('counted by how often each rule ever fitted, so that every edition says the same of a story', () => {
      const fired = [
        { topic: 'tripp', rule: 'any-other-step', fired: 30 },
        { topic: 'tripp', rule: 'signed', fired: 2 },
      ];
      expect(order([matched('b', { matches: [any, signed] })], commonness(fired))).toEqual([two, step]);
      expect(order([matched('b', { matches: [any, signed] })], commonness(fired.toReversed()))).toEqual([two, step]);
    });
    it('where that is equal, the one that shows more different clauses', () => {
      expect(order([matched('b', { matches: [any, signed] })])).toEqual(['tripp/signed', 'tripp/any-other-step']);
    });
    it('the same whichever way the items and the matches came', () => {
      const [a, b] = [matched('a', { matches: [signed, any] }), matched('b', { matches: [any, signed] })];
      expect(order([a, b])).toEqual(order([b, a]));
      expect(order([a, b])[0]).toBe('tripp/signed');
    });
  });

  it('cites documents by title and author, and by id where the document is gone', () => {
    const cites = ['caci-iran', 'gone'].map((document) => ({ document, paragraph: 3, claim: 'So it is.' }));
    const [reason] = tell(
      story(),
      [matched('b', { matches: [match({ severity: 'high', cites })] })],
      documents,
    ).reasons;
    expect(reason!.cites).toEqual([
      { document: 'Iran and the Route', author: 'A. Author', paragraph: 3, claim: 'So it is.' },
      { document: 'gone', author: null, paragraph: 3, claim: 'So it is.' },
    ]);
  });

  it('keeps what stood when it was told', () => {
    expect(told).toMatchObject({ id: 's', topic: 'tripp', severity: 'high', firstSeen: at(8), lastSeen: at(10) });
    expect(told.lead).toEqual(expect.objectContaining({ title: 'Headline b', publisher: 'Civil', language: 'en' }));
  });
});

it('a told deadline cites documents by title', () => {
  const cites = [{ document: 'caci-iran', paragraph: 1, claim: 'Then.' }];
  const deadline = {
    topic: 'tripp',
    id: 'vote',
    title: 'The vote',
    date: '2026-06',
    precision: 'month' as const,
    cites,
  };
  expect(tellDeadline(deadline, documents)).toEqual({
    ...deadline,
    cites: [{ document: 'Iran and the Route', paragraph: 1, claim: 'Then.' }],
  });
});
