import { describe, expect, it } from 'vitest';
import { nextTelling } from '../../../rules/alert/next.ts';
import type { Thread } from '../../../rules/alert/thread.ts';
import { match } from '../fixture.ts';
import { alertOf, at, corrected, item, moved, slipped, thread, told, WAITS } from './fixture.ts';

const next = (its: Parameters<typeof thread>[0], now: string, waits = WAITS) => nextTelling(thread(its), waits, now);
/** In a word: what is told, or until when it waits, or why it is not told. */
function inWords(its: Parameters<typeof thread>[0], now: string): string {
  const decision = next(its, now);
  if (decision.do === 'tell') return decision.changes.map(({ what }) => what).join(' ');
  return decision.do === 'wait' ? `until ${decision.until.slice(11, 16)}` : decision.because;
}

const low = { matches: [match({ severity: 'low' })] };
const agency = (id: string, its = {}) => item(id, { family: 'agency', publisher: 'The Agency', ...its });

describe('a story that nobody was told of', () => {
  it.each<[string, Partial<Thread>, string, string]>([
    ['waits for what comes at once', {}, at(8, 0), 'until 08:05'],
    ['waits to the last moment', {}, at(8, 4), 'until 08:05'],
    ['is told when its wait is over', {}, at(8, 5), 'new'],
    [
      'waits from when it was first seen, whatever joins it',
      { items: [item('a'), item('b', { firstSeen: at(8, 4) })] },
      at(8, 5),
      'new',
    ],
    [
      'waits from when it came to be so grave',
      { items: [item('a', low), item('b', { firstSeen: at(20) })] },
      at(20, 1),
      'until 20:05',
    ],
    ['is told on its second day', { reported: at(8) }, at(56), 'new'],
    ['is not told after it', { reported: at(8) }, at(56, 1), 'was reported too long ago'],
    [
      'is not told where it was there before us',
      { reported: null },
      at(9),
      'has no date, and was there when its source was first visited',
    ],
    ['is not told where its items have left the topic', { items: [] }, at(9), 'nothing of it is left'],
    ['is not told where it is gone', { story: null }, at(9), 'nothing of it is left'],
  ])('%s', (_, its, now, words) => expect(inWords(its, now)).toBe(words));
});

describe('a story that was told at nine', () => {
  const was = (severity: 'low' | 'medium' | 'high') => [alertOf({}, { severity })];
  it.each<[string, Parameters<typeof thread>[0], string, string]>([
    ['is not told again where nothing changed', {}, at(12), 'nothing has changed since it was told'],
    [
      'is not told again for further items',
      { items: [item('a'), item('b')] },
      at(12),
      'nothing has changed since it was told',
    ],
    ['is told again where it is graver', { tellings: was('medium') }, at(12), 'graver'],
    ['is not where it is less grave', { severity: 'medium' }, at(12), 'nothing has changed since it was told'],
    [
      'is told when graver without waiting for the hour',
      { tellings: was('medium'), items: [item('a', { firstSeen: at(9, 10) })] },
      at(9, 15),
      'graver',
    ],
    [
      'but gathers what comes with that',
      { tellings: was('medium'), items: [item('a', { firstSeen: at(9, 10) })] },
      at(9, 12),
      'until 09:15',
    ],
    ['is confirmed by another family', { items: [item('a'), agency('b')] }, at(12), 'confirmed'],
    [
      'is not confirmed by another edition of the broadcaster',
      { items: ['a', 'b', 'c'].map((id) => item(id)) },
      at(12),
      'nothing has changed since it was told',
    ],
    [
      'is not confirmed by a third family',
      {
        items: [item('a'), agency('b'), item('c', { family: 'third' })],
        tellings: [alertOf({}, { others: [told('b', { family: 'agency' })] })],
      },
      at(12),
      'nothing has changed since it was told',
    ],
    [
      'is not confirmed by who reprints it',
      { items: [item('a'), agency('b', { voice: 'bbc' })] },
      at(12),
      'nothing has changed since it was told',
    ],
    [
      'is not confirmed by those whom it turns out to have reprinted',
      { items: [item('a', { voice: 'agency' }), agency('b')] },
      at(12),
      'nothing has changed since it was told',
    ],
    ['is confirmed by a headline alone', { items: [item('a'), agency('b')] }, at(12), 'confirmed'],
    ['waits an hour for a confirmation', { items: [item('a'), agency('b')] }, at(9, 59), 'until 10:00'],
    [
      'is not graver or confirmed by old news',
      { items: [item('a'), agency('b')], tellings: was('medium'), reported: at(-72) },
      at(12),
      'nothing has changed since it was told',
    ],
    ['is told again where a tracker moves', { causes: [moved(at(9, 30))] }, at(12), 'moved'],
    ['is told again where a deadline moves', { causes: [slipped(at(9, 30))] }, at(12), 'deadline'],
    ['is told again where its source takes it back', { causes: [corrected(at(9, 30))] }, at(12), 'corrected'],
    [
      'is told again though it is gone',
      { story: null, items: [], causes: [corrected(at(9, 30))] },
      at(12),
      'corrected',
    ],
    [
      'is told all that changed at once',
      { causes: [moved(at(9, 30)), slipped(at(9, 40))], items: [item('a'), agency('b')] },
      at(12),
      'confirmed moved deadline',
    ],
    [
      'is not told what it told already by its items',
      { causes: [moved(at(8))] },
      at(12),
      'nothing has changed since it was told',
    ],
    [
      'is told what came before and was recorded after',
      { items: [item('a'), item('b')], causes: [moved(at(8, 59), ['b'])] },
      at(12),
      'moved',
    ],
    [
      'is not told what came long before with an item that only now turns out to be its own',
      { items: [item('a'), item('b')], causes: [moved(at(-48), ['b'])] },
      at(12),
      'nothing has changed since it was told',
    ],
    [
      'is told nothing of what came before with an item that its source took back untold',
      { items: [item('a'), item('b', { withdrawn: at(8, 59) })], causes: [moved(at(8, 58), ['b'])] },
      at(12),
      'nothing has changed since it was told',
    ],
    [
      'is told nothing for what another story’s item brought before',
      { causes: [moved(at(8, 59), ['x', 'a'])] },
      at(12),
      'nothing has changed since it was told',
    ],
    [
      'is not told the same twice',
      {
        causes: [moved(at(9, 30))],
        tellings: [alertOf(), alertOf({ revision: 1, at: at(10, 30), changes: [moved(at(9, 30)).change] })],
      },
      at(12),
      'nothing has changed since it was told',
    ],
    [
      'is told the same again where it happened again',
      {
        causes: [moved(at(9, 30)), moved(at(11))],
        tellings: [alertOf(), alertOf({ revision: 1, at: at(10, 30), changes: [moved(at(9, 30)).change] })],
      },
      at(12),
      'moved',
    ],
    [
      'is not corrected in what it did not tell',
      { causes: [corrected(at(9, 30), 'b')], items: [item('a'), item('b')] },
      at(12),
      'nothing has changed since it was told',
    ],
    [
      'is not corrected for what changed before it was told',
      { causes: [corrected(at(8, 30))] },
      at(12),
      'nothing has changed since it was told',
    ],
  ])('%s', (_, its, now, words) => expect(inWords({ tellings: [alertOf()], ...its }, now)).toBe(words));

  it('names who confirms it, and how many there are', () => {
    const items = [
      item('a'),
      agency('b', { firstSeen: at(9, 20) }),
      item('c', { family: 'third', firstSeen: at(9, 10), publisher: 'Third' }),
    ];
    expect(next({ tellings: [alertOf()], items }, at(12))).toEqual({
      do: 'tell',
      changes: [{ what: 'confirmed', families: 3, by: 'Third' }],
    });
  });
  it('is told at once and once where the waits are none', () => {
    expect(next({}, at(8), { wait: 0, interval: 0 })).toMatchObject({ do: 'tell' });
    expect(
      next({ tellings: [alertOf()], items: [item('a'), agency('b')] }, at(9), { wait: 0, interval: 0 }),
    ).toMatchObject({ do: 'tell' });
  });
});
