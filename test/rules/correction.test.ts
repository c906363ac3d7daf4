import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { correctionsFor, joinCorrections } from '../../rules/correction/told.ts';
import { correctionOf } from '../../rules/correction.ts';
import { toldItem } from '../../rules/tell.ts';
import type { Correction } from '../../state/alert.ts';
import { differenceOf } from '../../state/difference.ts';
import type { ToldCorrection } from '../../state/edition.ts';
import type { MatchedItem } from '../../state/story.ts';
import { matched } from './fixture.ts';

const AT = '2025-11-20T10:00:00.000Z';
type Words = Partial<Pick<MatchedItem, 'title' | 'summary' | 'content'>>;
const itemWith = (its: Partial<MatchedItem>) => matched('1', its);
const last = (item: MatchedItem, its = {}) => ({ item: toldItem(item), inWords: true, gone: false, ...its });
const corrected = (before: Words, now: Words) =>
  correctionOf(last(itemWith(before)), itemWith({ ...now, revision: 1 }), 'tripp', AT) !== null;

const titled = (title: string) => toldItem(itemWith({ title }));
const edited = (told: string, now: string): Correction => ({
  told: titled(told),
  now: titled(now),
  at: AT,
  because: 'edited',
});
const gone = (told: string): Correction => ({ told: titled(told), now: null, at: AT, because: 'withdrawn' });
const restored = (told: string, now: string): Correction => ({ ...edited(told, now), because: 'restored' });

const LONG = 'The ministers met in Yerevan on Monday and agreed to open the crossing at Margara before the winter.';

describe('a headline is corrected', () => {
  test.each<[string, string, string]>([
    [
      'in a figure',
      'Bridge collapse at Meghri kills 12 people, governor says',
      'Bridge collapse at Meghri kills 15 people, governor says',
    ],
    [
      'in a figure of a thousand',
      'Fund of 3,500 dollars for the bridge at Meghri',
      'Fund of 3,400 dollars for the bridge at Meghri',
    ],
    [
      'in a figure in Persian digits',
      'انفجار در پل آغبند ۱۲ کشته برجای گذاشت',
      'انفجار در پل آغبند ۱۵ کشته برجای گذاشت',
    ],
    [
      'in a number word',
      'Three workers die under the fallen bridge at Meghri',
      'Four workers die under the fallen bridge at Meghri',
    ],
    [
      'in a magnitude',
      'EU lends Armenia two million euros for the road south',
      'EU lends Armenia two billion euros for the road south',
    ],
    [
      'in a magnitude in Russian',
      'На мост через Аракс в Мегри выделят два миллиона долларов',
      'На мост через Аракс в Мегри выделят два миллиарда долларов',
    ],
    [
      'in a figure that is nowhere now',
      'Bridge collapse at Meghri kills 12 people',
      'Bridge collapse at Meghri kills people',
    ],
    [
      'in a name',
      'Talks in Yerevan: the accords are joined by Kazakhstan this week',
      'Talks in Yerevan: the accords are joined by Uzbekistan this week',
    ],
    [
      'in whom it is about',
      'Kazakhstan is to join the accords this week, says the envoy',
      'Uzbekistan is to join the accords this week, says the envoy',
    ],
    [
      'in a name in Russian',
      'Глава МИД заявил, что Казахстан присоединится к соглашениям',
      'Глава МИД заявил, что Таджикистан присоединится к соглашениям',
    ],
    [
      'by a negation',
      'Minister says the route will cross the village',
      'Minister says the route will not cross the village',
    ],
    [
      'by a negation in Russian',
      'Премьер заявил, что дорога пройдёт через село',
      'Премьер заявил, что дорога не пройдёт через село',
    ],
    [
      'by a negation in Georgian',
      'პრემიერმა თქვა, რომ გზა სოფელში გაივლის',
      'პრემიერმა თქვა, რომ გზა სოფელში არ გაივლის',
    ],
    [
      'by a negation in Turkish',
      'Bakan: koridor anlaşması onaylandı, yol açık',
      'Bakan: koridor anlaşması onaylandı değil, yol açık',
    ],
    [
      'by a denial',
      'Baku confirms a meeting of the two leaders in Abu Dhabi',
      'Baku denies a meeting of the two leaders in Abu Dhabi',
    ],
    ['by another statement', 'The bridge collapses', 'The bridge stands'],
    ['by another statement in Chinese', '大桥垮塌', '大桥通车'],
    ['by another statement in Armenian', 'Կամուրջը փլուզվել է', 'Կամուրջը կանգուն է'],
    ['by its own word', 'The bridge collapses near Meghri town', 'Correction: The bridge collapses near Meghri town'],
    ['by its own word in Russian', 'Мост обрушился близ Мегри', 'Исправлено: Мост обрушился близ Мегри'],
  ])('%s', (_, before, now) => {
    expect(corrected({ title: before }, { title: now })).toBe(true);
  });
});

describe('a headline is not corrected', () => {
  test.each<[string, string, string]>([
    [
      'by a misspelling mended',
      'Brigde at Meghri collapses after the flood',
      'Bridge at Meghri collapses after the flood',
    ],
    ['by signs and case', 'Bridge at Meghri collapses - governor', 'Bridge at Meghri Collapses — Governor!'],
    ['by another form of a name', 'Отставка: премьер Пашиняна поддержал', 'Отставка: премьер Пашинян поддержал'],
    ['by another spelling of a figure', 'Fund of 3,500 dollars for the bridge', 'Fund of 3500 dollars for the bridge'],
    ['by the same figure in other digits', 'انفجار در پل ۱۲ کشته', 'انفجار در پل 12 کشته'],
    [
      'by a clock',
      'LIVE 12:40 Protest at the parliament in Tbilisi',
      'LIVE 13:05 Protest at the parliament in Tbilisi',
    ],
    [
      'by more detail',
      'Bridge at Meghri collapses',
      'Bridge at Meghri collapses, killing 12, as Iran closes the crossing',
    ],
    [
      'by one synonym of many words',
      'Parliament of Georgia passes the law on broadcasting after a night of protest',
      'Parliament of Georgia adopts the law on broadcasting after a night of protest',
    ],
  ])('%s', (_, before, now) => {
    expect(corrected({ title: before }, { title: now })).toBe(false);
  });
  it('where what it said stands in the text', () => {
    const summary = 'Twelve people died when the bridge at Meghri collapsed on Monday.';
    const titles = ['Bridge collapses, twelve die', 'Twelve people died at Meghri: what we know'];
    expect(corrected({ title: titles[0]!, summary }, { title: titles[1]!, summary })).toBe(false);
  });
});

describe('a text', () => {
  test.each<[string, boolean, string, string]>([
    ['in which a figure is another is corrected', true, `${LONG} It costs 40 million.`, `${LONG} It costs 45 million.`],
    ['in which a name is another is corrected', true, LONG, LONG.replace('Margara', 'Akhurik')],
    ['that is turned round is corrected', true, LONG, LONG.replace('agreed to open', 'did not agree to open')],
    ['that is mended in a letter is not', false, LONG, LONG.replace('crossing', 'crosing')],
    ['that says the same with a synonym is not', false, LONG, LONG.replace('winter', 'cold season')],
    ['that goes on is not', false, LONG, `${LONG} Iran was not invited, said 3 diplomats in Tehran.`],
    [
      'that has its updates put first is not',
      false,
      LONG,
      `13:05 Trump calls Aliyev, who does not answer. 12 others wait. ${LONG}`,
    ],
    [
      'in whose place another stands is not',
      false,
      LONG,
      'Live: 14 parties vote in Tbilisi today, and Russia does not comment.',
    ],
  ])('%s', (_, is, before, now) => {
    expect(
      corrected({ title: 'Live from the talks', summary: before }, { title: 'Live from the talks', summary: now }),
    ).toBe(is);
  });
  it('that grows beyond what was told is not corrected, whatever comes', () => {
    const content = LONG.repeat(5);
    expect(corrected({ content }, { content: `${content} It will never cost 12 million, said Trump.` })).toBe(false);
  });
  it('of an item that only reports the story too was not told, and is not corrected', () => {
    const now = itemWith({ title: 'The bridge stands', revision: 1 });
    expect(
      correctionOf(last(itemWith({ title: 'The bridge collapses' }), { inWords: false }), now, 'tripp', AT),
    ).toBeNull();
  });
});

describe('an item', () => {
  const item = itemWith({ title: 'The bridge collapses' });
  const withdrawn = { ...item, withdrawn: AT };
  const unfit = itemWith({ title: 'The bridge stands', revision: 1, matches: [], fits: {} });
  const gone = { gone: true };
  test.each<[string, MatchedItem, object, string | null, string | null]>([
    ['that is withdrawn is told once', withdrawn, {}, 'withdrawn', null],
    ['that is withdrawn is not told again', withdrawn, gone, null, null],
    [
      'that says itself that it is withdrawn is told with what it says',
      { ...withdrawn, title: 'Withdrawn: The bridge collapses' },
      {},
      'withdrawn',
      'Withdrawn: The bridge collapses',
    ],
    [
      'that fits the topic no more is told with what it says',
      unfit,
      {},
      'no longer about the topic',
      'The bridge stands',
    ],
    ['that fits the topic no more is not told again', unfit, gone, null, null],
    ['that is there again is told', item, gone, 'restored', 'The bridge collapses'],
    ['that says what it said is not told', item, {}, null, null],
    ['that only reports the story too is told when it is withdrawn', withdrawn, { inWords: false }, 'withdrawn', null],
  ])('%s', (_, now, its, because, title) => {
    const correction = correctionOf(last(item, its), now, 'tripp', AT);
    expect(correction?.because ?? null).toBe(because);
    expect(correction?.now?.title ?? null).toBe(title);
  });
});

describe('a difference', () => {
  test.each<[string, string, string, string]>([
    ['of one word', 'It kills 12 people', 'It kills 15 people', 'It kills [-12][+15] people'],
    [
      'of neighbouring words is one',
      'Armenia signs the old treaty',
      'Armenia rejects this treaty',
      'Armenia [-signs the old ][+rejects this ]treaty',
    ],
    ['at the end', 'It stands', 'It stands, for now', 'It stands[+, for now]'],
    ['of nothing', 'It stands', 'It  stands ', 'It stands'],
    ['in Chinese is by words', '大桥今天垮塌', '大桥昨天垮塌', '大桥[-今天][+昨天]垮塌'],
    ['in Armenian', 'Կամուրջը փլուզվել է', 'Կամուրջը կանգուն է', 'Կամուրջը [-փլուզվել][+կանգուն] է'],
    ['from nothing', '', 'News', '[+News]'],
  ])('%s', (_, before, now, shown) => {
    const marks = {
      same: (text: string) => text,
      gone: (text: string) => `[-${text}]`,
      new: (text: string) => `[+${text}]`,
    };
    expect(
      differenceOf(before, now)
        .map(({ kind, text }) => marks[kind](text))
        .join(''),
    ).toBe(shown);
  });
  it('holds both texts, cuts no character in half, and ends', () => {
    const flat = (text: string) => [...text.toWellFormed().replace(/\s+/g, ' ').trim()].slice(0, 1000).join('');
    const of = (runs: ReturnType<typeof differenceOf>, but: string) =>
      runs.flatMap(({ kind, text }) => (kind === but ? [] : text)).join('');
    const words = fc.array(fc.constantFrom('one', 'two ', ' ', '桥', '🌉', '\ud83c', '. ', 'مرز'), { maxLength: 30 });
    fc.assert(
      fc.property(words, words, (left, right) => {
        const [before, now] = [left.join(''), right.join('')];
        const runs = differenceOf(before, now);
        expect(of(runs, 'new')).toBe(flat(before));
        expect(of(runs, 'gone')).toBe(flat(now));
        for (const { text } of runs) expect(text.isWellFormed()).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a subscriber', () => {
  const [MON, TUE, WED] = ['2025-11-17', '2025-11-18', '2025-11-19'].map((day) => `${day}T07:00:00.000Z`);
  const owed = (toldIn: string[], toldElse: string[]): ToldCorrection => ({
    ...edited('Before', 'Now'),
    ...{ topic: 'tripp', story: 's', toldIn, toldElse },
  });
  const written = (at: string, kind: 'edition' | 'alert' = 'edition', story = 's') => ({ kind, story, written: at });
  test.each<[string, ToldCorrection, ReturnType<typeof written>[], number]>([
    ['is owed a correction of what the last edition told', owed([TUE!], [MON!]), [written(MON!), written(TUE!)], 1],
    ['is not owed one of what an earlier edition told', owed([MON!], [TUE!]), [written(MON!), written(TUE!)], 0],
    ['is owed one of an earlier edition that they had last', owed([MON!], [TUE!]), [written(MON!)], 1],
    ['is owed one of the last edition that told of the item', owed([MON!], []), [written(MON!), written(TUE!)], 1],
    ['is not owed one of another story', owed([MON!], []), [written(MON!, 'edition', 'other')], 0],
    ['is not owed one of an edition that they did not get', owed([WED!], []), [written(MON!)], 0],
    ['who was told nothing is owed nothing', owed([MON!], []), [], 0],
    ['who was told at once gets a mail instead', owed([MON!], []), [written(MON!), written(TUE!, 'alert')], 0],
    ['who was told at once long ago gets none', owed([MON!], []), [written('2025-10-01', 'alert'), written(MON!)], 1],
  ])('%s', (_, correction, told, n) => {
    expect(correctionsFor([correction], told)).toHaveLength(n);
  });
  it('is told of an item once, also where it was told in its words and then as one more report', () => {
    expect(correctionsFor([owed([MON!], []), owed([TUE!], [MON!])], [written(MON!), written(TUE!)])).toHaveLength(1);
  });
  test.each<[string, Correction[], [string, string, string | null][]]>([
    ['two edits are one', [edited('a', 'b'), edited('b', 'c')], [['edited', 'a', 'c']]],
    ['what was withdrawn after an edit is withdrawn', [edited('a', 'b'), gone('b')], [['withdrawn', 'a', null]]],
    ['what was withdrawn and restored is none', [gone('a'), restored('a', 'a')], []],
    ['what was restored as another is edited', [gone('a'), restored('a', 'b')], [['edited', 'a', 'b']]],
    ['what was restored and then edited is restored', [restored('a', 'a'), edited('a', 'b')], [['restored', 'a', 'b']]],
    ['what was restored and then withdrawn is none', [restored('a', 'a'), gone('a')], []],
    ['an edit that was taken back is none', [edited('a', 'b'), edited('b', 'a')], []],
  ])('who was told none of several is told them as one: %s', (_, corrections, joined) => {
    const changes = joinCorrections(corrections.map((correction) => ({ what: 'corrected', correction })));
    const told = changes.map((it) => it.what === 'corrected' && it.correction);
    expect(told.map((it) => it && [it.because, it.told.title, it.now?.title ?? null])).toEqual(joined);
  });
});
