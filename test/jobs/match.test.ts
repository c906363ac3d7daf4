import { describe, expect, it } from 'vitest';
import { matchLines } from '../../jobs/match.ts';
import { Refusal } from '../../state/refusal.ts';
import { TOPICS } from './fixture.ts';

const lines = (...items: object[]) => items.map((item) => JSON.stringify(item)).join('\n');
const match = (...items: object[]) => matchLines(lines(...items), TOPICS, false);
const story = (id: string, its: object = {}) => ({
  id,
  title: 'The bridge over the Arax at Julfa collapsed, says governor',
  ...its,
});

describe('a decision', () => {
  it('is made of every item, in their order', () => {
    const decided = match(story('b'), { id: 'c', title: 'A fair summer' }, { id: 'a', title: 'The railway opens' });
    expect(decided.map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });
  it('says what of which topic fits, how grave it is, and in which story', () => {
    const [both, none] = match(
      { id: '1', title: 'Minister: railway opens beside bridge' },
      { id: '2', title: 'A fair summer' },
    );
    expect(both).toEqual({
      id: '1',
      topics: ['bridge', 'railway'],
      rules: ['bridge/talk', 'railway/opens'],
      severity: 'high',
      story: expect.stringMatching(/^[0-9a-f]{10}$/),
    });
    expect(none).toEqual({ id: '2', topics: [], rules: [], severity: null, story: null });
  });
  it.each(['title', 'summary', 'content'])('is made of the %s too', (field) => {
    expect(match({ id: '1', title: '', [field]: 'The bridge collapsed' })[0]!.rules).toEqual(['bridge/falls']);
  });
  it('takes a number for an id', () => expect(match({ id: 7, title: 'x' })[0]!.id).toBe('7'));
  it('skips empty lines and does without what is null or unknown', () => {
    const text = `\n${lines({ id: '1', title: 'x', summary: null, published: null, url: null, more: 1 })}\r\n\n`;
    expect(matchLines(text, TOPICS, false)).toHaveLength(1);
    expect(matchLines('', TOPICS, false)).toEqual([]);
  });
});

describe('two items that tell the same', () => {
  it.each([
    ['on one day', '2026-10-05', '2026-10-05', true],
    ['with an hour and with a day', '2026-10-05T22:00:00+04:00', '2026-10-05', true],
    ['in words that hold the day', '2026-10-05 noonish', '2026-10-05', true],
    ['in such words a month apart', '2026-09-05 noonish', '2026-10-05', false],
    ['a month apart', '2026-09-05', '2026-10-05', false],
    ['in a month that is all we know', '2026-10', '2026-10', true],
    ['in a year that is all we know', '2026', '2026-10-05', true],
    ['without a date', undefined, null, true],
    ['with a date and without', '2026-10-05', undefined, true],
  ])('%s are in one story: %s, %s → %s', (_, one, other, together) => {
    const [a, b] = match(story('a', { published: one }), story('b', { published: other }));
    expect(a!.story).not.toBeNull();
    expect(a!.story === b!.story).toBe(together);
  });
});

it('an item of two topics is in the story of the first', () => {
  const [both, one] = match(story('a', { summary: 'The railway opens.' }), story('b'));
  expect(both).toMatchObject({ topics: ['bridge', 'railway'], story: one!.story });
});

describe('refused', () => {
  const refusal = (text: string): Refusal => {
    try {
      matchLines(text, TOPICS, false);
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
    throw new Error('nothing was refused');
  };
  it.each([
    ['no JSON', '{"id": 1,', undefined, /is no JSON/],
    ['no object', '["id", "title"]', '', /a map of keys/],
    ['no title', '{"id": "1"}', 'title', /must be text/],
    ['no id', '{"title": "x"}', 'id', /id is/],
    ['an id that is none', '{"id": {}, "title": "x"}', 'id', /id is/],
    ['a title that is a number', '{"id": "1", "title": 5}', 'title', /must be text/],
    ['a date in words', '{"id": "1", "title": "x", "published": "last May"}', 'published', /ISO 8601/],
    ['a day that does not exist', '{"id": "1", "title": "x", "published": "2026-13-45"}', 'published', /ISO 8601/],
  ])('is a line with %s', (_, line, field, what) => {
    const { problems } = refusal(line);
    expect(problems).toMatchObject([{ file: 'standard input', line: 1, what: expect.stringMatching(what) }]);
    expect(problems[0]!.field).toBe(field);
  });
  it('is everything at once, each at its line, and then nothing is decided', () => {
    const { problems } = refusal([lines(story('a')), '{', '', '{"title": 5}', lines(story('b'))].join('\n'));
    expect(problems.map(({ line, field }) => [line, field])).toEqual([
      [2, undefined],
      [4, 'id'],
      [4, 'title'],
    ]);
  });
});

describe('with --explain', () => {
  const item = {
    id: '1',
    title: 'Moved by the minister',
    summary: 'The old bridge has\ncollapsed at last.',
    source: 'gazette',
  };
  const [decided] = matchLines(lines(item), TOPICS, true);

  it('every match shows which words of the item made it', () => {
    const { evidence } = decided!;
    expect(evidence!.map(({ rule }) => rule)).toEqual(['falls', 'talk']);
    for (const { field, start, end, text } of evidence!.flatMap((match) => match.evidence)) {
      expect(item[field as 'title' | 'summary'].slice(start, end)).toBe(text);
    }
    expect(evidence![0]!.evidence.map(({ text }) => text)).toEqual(['bridge', 'collapsed']);
  });
  it('every match names its rule’s version and whom it cites', () => {
    const { version, cites, title, severity } = decided!.evidence![0]!;
    expect({ cites, title, severity }).toEqual({
      title: 'The bridge falls',
      severity: 'high',
      cites: [{ document: 'report', paragraph: 1, claim: 'Bridges need watching' }],
    });
    expect(version).toMatch(/^[0-9a-f]{12}$/);
  });
  it('nothing else is decided than without', () => {
    const { evidence: _, ...plain } = decided!;
    expect(match(item)).toEqual([plain]);
  });
});
