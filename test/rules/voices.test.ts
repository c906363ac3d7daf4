import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCopy, voicesOf } from '../../rules/voices.ts';
import { item, TEXT } from './alert/fixture.ts';

describe('a copy', () => {
  const own =
    'Armenia and its neighbour put their names to a paper that opens a corridor, the speaker of the parliament told reporters.';
  const text = (summary: string, content = '') => ({ summary, content });
  it.each<[string, Parameters<typeof isCopy>, boolean]>([
    ['is the same text', [text(TEXT), text(TEXT)], true],
    ['is the same text in another part of the item', [text(TEXT), text('', TEXT)], true],
    ['has a first sentence of its own', [text(TEXT), text(`Our correspondent reports. ${TEXT}`)], true],
    ['may be cut off', [text(TEXT), text(TEXT.split(' ').slice(0, 15).join(' '))], true],
    ['is not another report of the event', [text(TEXT), text(own)], false],
    ['is not a headline', [text(''), text('')], false],
    [
      'is not a formula of few words',
      [
        text('The ministers signed the agreement on Thursday.'),
        text('The ministers signed the agreement on Thursday.'),
      ],
      false,
    ],
  ])('%s', (_, [a, b], copies) => {
    expect([isCopy(a, b), isCopy(b, a)]).toEqual([copies, copies]);
  });
});

describe('a voice', () => {
  const wire = (id: string, family: string, published: string, summary = TEXT) =>
    item(id, { family, published, summary });
  const all = [
    wire('a', 'agency', '2025-11-20T06:00:00.000Z'),
    wire('b', 'gazette', '2025-11-20T07:00:00.000Z'),
    wire('c', 'herald', '2025-11-20T08:00:00.000Z', `Our desk reports. ${TEXT}`),
    wire(
      'd',
      'civil',
      '2025-11-20T05:00:00.000Z',
      'What the speaker told reporters in his own words about the paper and the road to come.',
    ),
    wire('e', 'agency', '2025-11-20T09:00:00.000Z'),
  ];
  const expected = { a: 'agency', b: 'agency', c: 'agency', d: 'civil', e: 'agency' };

  it('is that of who reported the words first, for whoever prints them', () =>
    expect(Object.fromEntries(voicesOf(all))).toEqual(expected));

  it('is the same in whatever order the items come', () =>
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (some) => {
        expect(Object.fromEntries(voicesOf(some))).toEqual(expected);
      }),
      { numRuns: 20 },
    ));
});
