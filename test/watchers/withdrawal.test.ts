import { describe, expect, it, test } from 'vitest';
import type { FoundItem } from '../../state/item.ts';
import type { Kind } from '../../state/source.ts';
import type { Listing, WatchedItem } from '../../state/withdrawals.ts';
import { listingOf, saysWithdrawn } from '../../watchers/withdrawal.ts';
import { itemOf } from '../jobs/fixture.ts';

const DAYS = [9, 8, 7, 6, 5];
const date = (day: number) => `2026-10-0${day}T08:00:00.000Z`;
const TITLES = ['Rain in Gyumri', 'A new school for Goris', 'Talks in Baku', 'Apricots are dear', 'Trains stand still'];
const item = (day: number, its: Partial<FoundItem> = {}): FoundItem =>
  itemOf(TITLES[day - 5]!, { published: date(day), ...its });
/** What a source lists when it has taken back its item of the seventh. */
const without = (...days: number[]) => DAYS.filter((day) => !days.includes(day)).map((day) => item(day));
const watched = (day: number, its: Partial<WatchedItem> = {}): WatchedItem => {
  const { key, canonical, title, published } = item(day);
  return { id: `${day}`, source: 'gazette', key, canonical, title, published, missing: null, withdrawn: null, ...its };
};

const NOTHING: Listing = { missing: [], withdrawn: [], back: [] };
const listing = (items: FoundItem[], its: { kind?: Kind; cut?: boolean; fresh?: FoundItem[] } = {}, seventh = {}) =>
  listingOf({ kind: 'feed', cut: false, fresh: [], ...its, items }, [watched(7, seventh)]);
const missed = { ...NOTHING, missing: ['7'] };

describe('an item that is not where its date would put it', () => {
  it('is missed', () => {
    expect(listing(without(7))).toEqual(missed);
    expect(listing(without(7).reverse())).toEqual(missed);
    expect(listing(without(7).map((one) => ({ ...one, published: one.published!.slice(0, 10) })))).toEqual(missed);
  });
  it('is withdrawn when it is missed again, once', () => {
    expect(listing(without(7), {}, { missing: date(9) })).toEqual({ ...NOTHING, withdrawn: ['7'] });
    expect(listing(without(7), {}, { missing: date(9), withdrawn: date(9) })).toEqual(NOTHING);
  });
  it('is back when it is listed again, whatever document lists it', () => {
    const back = { ...NOTHING, back: ['7'] };
    expect(listing(without(), {}, { missing: date(9) })).toEqual(back);
    expect(listing(without(), { cut: true }, { missing: date(9), withdrawn: date(9) })).toEqual(back);
    expect(listing(without().reverse(), { kind: 'gdelt' }, { missing: date(9) })).toEqual(back);
  });
  it('is not back while its own words say that it is withdrawn', () => {
    const title = 'Withdrawn: Talks in Baku';
    const items = DAYS.map((day) => item(day, day === 7 ? { key: 'guid 7', title } : {}));
    const seventh = { key: 'guid 7', title, withdrawn: date(9) };
    expect(listing(items, {}, seventh)).toEqual(NOTHING);
    expect(listing(items, {}, { key: 'guid 7', missing: date(9) })).toEqual(NOTHING);
  });
});

test.each<[string, FoundItem[], object, object]>([
  ['of a document that was cut', without(7), { cut: true }, {}],
  ['of an answer of Google News', without(7), { kind: 'google-news' }, {}],
  ['of an answer of Bing News', without(7), { kind: 'bing-news' }, {}],
  ['of an answer of GDELT', without(7), { kind: 'gdelt' }, {}],
  ['of a watched region', without(7), { kind: 'region' }, {}],
  ['of a document that shares nothing with what came before', without(7), { fresh: without(7) }, {}],
  ['of items in no order of dates', [item(8), item(9), item(6), item(5)], {}, {}],
  ['of items without dates', without(7).map((one) => ({ ...one, published: null })), {}, {}],
  ['of items of which one has no date', [...without(7), itemOf('Pinned')], {}, {}],
  ['of dates that are months', without(7).map((one) => ({ ...one, published: '2026-10' })), {}, {}],
  ['where nothing older is listed', without(5, 6, 7), {}, {}],
  ['where nothing newer is listed, as in the stale copy of a cache', without(7, 8, 9), {}, {}],
  ['of an item that is listed', without(), {}, {}],
  ['of an item without a date', without(7), {}, { published: null }],
  ['of an item that is named after its words', without(7), {}, { key: 'text 7', canonical: null }],
  ['of an item that is listed at its address', DAYS.map((day) => item(day, { key: `guid ${day}` })), {}, {}],
  [
    'of an item that has another headline at another address',
    [item(9), itemOf('Talks held in Baku', { published: date(8) }), item(6)],
    { fresh: [itemOf('Talks held in Baku', { published: date(8) })] },
    {},
  ],
  [
    'of an item whose instant another has',
    [item(9), itemOf('Leaders meet', { published: date(7) }), item(6)],
    { fresh: [itemOf('Leaders meet', { published: date(7) })] },
    {},
  ],
  ['of an empty document', [], {}, {}],
])('nothing is told %s', (_, items, its, seventh) => {
  expect(listing(items, its, seventh)).toEqual(NOTHING);
});

it('a source that drops many items at once has changed what it lists', () => {
  const all = [6, 7, 8].map((day) => watched(day));
  const document = { kind: 'feed' as const, cut: false, fresh: [] };
  expect(listingOf({ ...document, items: [item(9), item(8), item(5)] }, all).missing).toEqual(['6', '7']);
  expect(listingOf({ ...document, items: [item(9), item(5)] }, all)).toEqual(NOTHING);
});

test.each([
  ['Withdrawn: The bridge collapses', true],
  ['WITHDRAWN — The bridge collapses', true],
  ['[Retracted] The bridge collapses', true],
  ['Story removed: The bridge collapses', true],
  ['Retraction', true],
  ['Отозвано: мост рухнул', true],
  ['Новость удалена', true],
  ['Видалено: міст упав', true],
  ['Haber kaldırıldı: köprü çöktü', true],
  ['(Xəbər silinib) Körpü uçdu', true],
  ['Հետ է կանչվել: Կամուրջը փլուզվել է', true],
  ['სტატია წაშლილია: ხიდი ჩამოინგრა', true],
  ['خبر حذف شد: پل فرو ریخت', true],
  ['Мақала жойылды: көпір құлады', true],
  ['Xabar o‘chirildi: ko‘prik quladi', true],
  ['Zurückgezogen: Die Brücke fällt', true],
  ['Withdrawn troops return to Gyumri', false],
  ['Troops withdrawn: what comes next', false],
  ['Retracted-wing aircraft land in Ganja', false],
  ['Удалено от границы: репортаж', false],
  ['Correction: The bridge stands', false],
  ['', false],
])('%s', (title, is) => {
  expect(saysWithdrawn(title)).toBe(is);
});
