import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { familiesOf, type Gatherable, gather, instant, spanOf } from '../../rules/story.ts';
import type { Severity } from '../../state/severity.ts';
import { match, read, readable } from './fixture.ts';

const DAY = 24 * 3600_000;
const START = Date.UTC(2025, 10, 1);

/** A topic whose vocabulary and boards are in Latin and Cyrillic letters. */
const TOPIC = read(`
topic: tripp
title: The accords
summary: Who joins.
terms:
  kazakhstan: [Kazakh*, Казах*]
  uzbekistan: [Uzbek*, Узбек*]
  accords: [Accords, Соглашени*]
  joins: [join*, присоедин*]
  visa: [visa*, безвиз*]
  route: [route, маршрут*]
  border: [border, границ*]
  attack: [attack*, нападени*]
  patrols: [patrol*, патрул*]
rules:
  - { id: joins, title: A state joins, when: $joins, severity: high, cites: [{ document: caci-iran, paragraph: 1, claim: It counts. }] }
  - { id: denial, title: It is denied, when: den*, severity: high, cites: [{ document: caci-iran, paragraph: 1, claim: It counts. }] }
trackers:
  - id: accessions
    title: Who has joined
    stages: [announced, signed]
    subjects:
      - { id: kazakhstan, title: Kazakhstan, is: $kazakhstan }
      - { id: uzbekistan, title: Uzbekistan, is: $uzbekistan }
    moves:
      - { rules: [joins], stage: signed }
      - { rules: [denial], denies: signed }
`).topic!;

interface Its extends Partial<Pick<Gatherable, 'summary' | 'content' | 'language' | 'when'>> {
  /** Since the first. */
  days?: number;
  rule?: string;
  severity?: Severity;
}

function item(id: string, title: string, its: Its = {}): Gatherable {
  const { days = 0, rule = 'about', severity = 'medium', language = 'en', ...more } = its;
  return {
    ...readable({ title, language, ...more }),
    id,
    matches: [match({ rule, severity })],
    when: its.when === undefined ? instant(START + days * DAY) : its.when,
  };
}

const names = (groups: readonly Gatherable[][]) => groups.map((group) => group.map(({ id }) => id).join(' '));
const groups = (items: readonly Gatherable[]) => names(gather(items, TOPIC));

/** What else is reported: words are rare or common among something. */
const OTHERS = [
  'Parliament adopts the budget after a long night of talks',
  'Rain floods the old town and closes three schools',
  'Bulldozers reach Meghri to build a railway through Syunik',
  'Минобороны сообщило о новых учениях на полигоне',
  'Премьер встретился с послами и обсудил торговлю',
  'Museums open in two more cities',
].map((title, n) => item(`x${n}`, title, { language: /[а-я]/.test(title) ? 'ru' : 'en' }));
const among = (items: readonly Gatherable[]) => groups([...items, ...OTHERS]).filter((group) => !group.startsWith('x'));

const VISA = 'Brussels suspends visa-free travel for Georgian diplomats';
const JOINS = 'Kazakhstan joins the Abraham Accords, Tokayev tells Trump in Washington';
const SHEVRON = 'Товарищ Тасмагамбетов прибыл в Душанбе';

describe('items are one story', () => {
  it.each<[string, Gatherable, Gatherable]>([
    ['with the same words on the same day', item('a', VISA), item('b', VISA)],
    [
      'with many words in common',
      item('a', VISA),
      item('b', 'Brussels: Georgian diplomats lose visa-free travel rights as Brussels suspends it'),
    ],
    ['with the same words within three days', item('a', VISA), item('b', VISA, { days: 3 })],
    [
      'with the same words, where one gives a body and the other a summary',
      item('a', VISA, { summary: JOINS }),
      item('b', VISA, { content: JOINS }),
    ],
    [
      'with the same words in other forms',
      item('a', 'Границу закрывают солдаты', { language: 'ru' }),
      item('b', 'Граница закрывается солдатами', { language: 'ru' }),
    ],
    ['with the same words, where one is undated', item('a', VISA), item('b', VISA, { when: null })],
    [
      'with the same words, where one is dated by the month',
      item('a', VISA),
      item('b', VISA, { when: spanOf('2025-11') }),
    ],
    [
      'with the same words where nobody says the language',
      item('a', VISA, { language: null }),
      item('b', VISA, { language: null }),
    ],
    [
      'with the same words under two tags of one language',
      item('a', VISA, { language: 'en-GB' }),
      item('b', VISA, { language: 'en' }),
    ],
    [
      'in two languages, of the same names and the same terms',
      item('a', JOINS),
      item('b', 'Казахстан присоединяется к Соглашениям Авраама: Токаев рассказал Трампу в Вашингтоне', {
        language: 'ru',
      }),
    ],
    [
      'that one outlet words more gravely',
      item('a', VISA),
      item('b', 'Brussels: Georgian diplomats lose visa-free travel rights', { severity: 'high' }),
    ],
    [
      'that are copies, though graver words were put above one',
      item('a', VISA, { summary: `${JOINS}. ${SHEVRON}` }),
      item('b', VISA, { summary: `${JOINS}. ${SHEVRON}`, severity: 'high' }),
    ],
  ])('%s', (_, a, b) => {
    expect(among([a, b])).toEqual(['a b']);
  });
});

describe('items are stories apart', () => {
  it.each<[string, Gatherable, Gatherable]>([
    ['of different words', item('a', VISA), item('b', JOINS)],
    ['of the same words more than three days apart', item('a', VISA), item('b', VISA, { days: 3.01 })],
    [
      'of the same words, dated by two months',
      item('a', VISA, { when: spanOf('2025-11') }),
      item('b', VISA, { when: spanOf('2026-01') }),
    ],
    [
      'of some words in common, three days apart',
      item('a', VISA),
      item('b', 'Serbian ministers keep visa-free travel', { days: 3 }),
    ],
    [
      'of a proposal and of the decision, in much the same words',
      item('a', VISA),
      item('b', 'Union decides: Georgian diplomats need a visa from Monday', { severity: 'high', days: 1 }),
    ],
    [
      'of one common term in two languages, where no name agrees',
      item('a', 'Smugglers held at the border near Panj'),
      item('b', 'Рынки на границе: обзор', { language: 'ru', days: 2 }),
    ],
  ])('%s', (_, a, b) => {
    expect(among([a, b])).toEqual(['a', 'b']);
  });
});

describe('of some words in common, two items', () => {
  const [a, b] = [item('a', VISA), item('b', 'Visa plan of Brussels worries exporters in Georgian ports')];
  it.each<[string, Gatherable['when'], string[]]>([
    ['of one day are one story', instant(START), ['a b']],
    ['of which one names only the month are not', spanOf('2025-11'), ['a', 'b']],
    ['of which one has no date are not', null, ['a', 'b']],
  ])('%s', (_, when, found) => {
    expect(among([a, { ...b, when }]).sort()).toEqual(found);
  });
});

describe('however alike they are, two items are apart where', () => {
  const TEXT = {
    summary: 'Ministers met on Monday and spoke until late at night, officials told reporters in Brussels.',
  };
  const RUSSIAN = {
    language: 'ru',
    summary: 'Министры заседали в понедельник до поздней ночи, сказали чиновники журналистам.',
  };
  const on = (id: string, title: string, its: Its = {}) => item(id, title, { ...TEXT, ...its });
  it.each<[string, Gatherable, Gatherable, Its?]>([
    [
      'one is the twelfth and one the thirteenth',
      on('a', 'EU adopts twelfth sanctions package'),
      on('b', 'EU adopts thirteenth sanctions package'),
    ],
    ['so do figures say', on('a', 'EU adopts 12th sanctions package'), on('b', 'EU adopts 13th sanctions package')],
    [
      'so say words and figures',
      on('a', 'EU adopts twelfth sanctions package'),
      on('b', 'EU adopts 13th sanctions package'),
    ],
    [
      'so they say in Russian',
      on('a', 'ЕС принял двенадцатый пакет санкций', RUSSIAN),
      on('b', 'ЕС принял 13-й пакет санкций', RUSSIAN),
    ],
    [
      'so they say in Turkish',
      on('a', 'AB on ikinci yaptırım paketini kabul etti', { language: 'tr' }),
      on('b', 'AB ikinci yaptırım paketini kabul etti', { language: 'tr' }),
    ],
    [
      'so they say in Georgian',
      on('a', 'ევროკავშირმა მეთორმეტე პაკეტი მიიღო', { language: 'ka' }),
      on('b', 'ევროკავშირმა მე-13 პაკეტი მიიღო', { language: 'ka' }),
    ],
    [
      'so they say in Persian',
      on('a', 'بسته دوازدهم تحریم‌ها تصویب شد', { language: 'fa' }),
      on('b', 'بسته سیزدهم تحریم‌ها تصویب شد', { language: 'fa' }),
    ],
    [
      'so they say in Armenian',
      on('a', 'ԵՄ-ն ընդունեց տասներկուերորդ փաթեթը', { language: 'hy' }),
      on('b', 'ԵՄ-ն ընդունեց 13-րդ փաթեթը', { language: 'hy' }),
    ],
    [
      'another number stands behind the same word',
      on('a', 'Council votes on Resolution 2593'),
      on('b', 'Council votes on Resolution 2594'),
    ],
    [
      'they move other subjects of one board',
      on('a', 'Kazakhstan joins the accords', { rule: 'joins' }),
      on('b', 'Uzbekistan joins the accords', { rule: 'joins' }),
    ],
    [
      'one denies what the other reports',
      on('a', 'Kazakhstan says it joins the accords', { rule: 'joins' }),
      on('b', 'Kazakhstan denies that it joins the accords', { rule: 'denial' }),
    ],
  ])('%s', (_, a, b) => {
    expect(among([a, b])).toEqual(['a', 'b']);
  });

  it.each<[string, Gatherable, Gatherable]>([
    [
      'of one number, in words and in figures',
      on('a', 'EU adopts twelfth sanctions package'),
      on('b', 'EU adopts 12th sanctions package'),
    ],
    [
      'of which one gives no number',
      on('a', 'EU adopts twelfth sanctions package'),
      on('b', 'EU adopts sanctions package'),
    ],
    [
      'of another count of the dead',
      on('a', '3 dead as border post is attacked'),
      on('b', '5 dead as border post is attacked'),
    ],
    ['of one year and the next', on('a', 'Border plan to last until 2026'), on('b', 'Border plan to last until 2027')],
    [
      'of which one moves two subjects',
      on('a', 'Kazakhstan joins the accords', { rule: 'joins' }),
      on('b', 'Kazakhstan joins the accords before Uzbekistan', { rule: 'joins' }),
    ],
  ])('and together %s', (_, a, b) => {
    expect(among([a, b])).toEqual(['a b']);
  });

  it('no third item that is like both joins them', () => {
    const [a, b, both] = [
      on('a', 'EU adopts twelfth sanctions package'),
      on('b', 'EU adopts thirteenth sanctions package'),
      on('c', 'EU adopts sanctions package'),
    ];
    expect(among([a, b, both])).toHaveLength(2);
  });
});

it('twenty copies of one text, retouched here and there, are one story of so many families', () => {
  const text =
    'Drones crossed the river at dawn and hit a camp of workers, of whom three died, the border service said on Friday.';
  const copies = Array.from({ length: 20 }, (_, n) => ({
    ...item(
      `c${String(n).padStart(2, '0')}`,
      n % 3 ? 'Three workers die in attack on border camp' : 'Three workers die in an attack on border camp',
      {
        days: n / 24,
        summary: n % 4 ? text : `${text} Read more`,
      },
    ),
    family: `outlet ${n % 7}`,
  }));
  const [story, ...more] = gather([...copies, ...OTHERS], TOPIC).filter(([first]) => first!.id.startsWith('c'));
  expect(more).toEqual([]);
  expect(story).toHaveLength(20);
  expect(familiesOf(story!)).toHaveLength(7);
});

const WORDS = [
  'visa',
  'road',
  'drone',
  'border',
  'talks',
  'виза',
  'граница',
  'vote',
  'rail',
  'Kazakhstan',
  'Uzbekistan',
  'twelfth',
  '13th',
];
const anyItems = fc
  .array(
    fc.record({
      title: fc.array(fc.constantFrom(...WORDS), { maxLength: 6 }),
      summary: fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }),
      when: fc.option(fc.oneof(fc.double({ min: 0, max: 12, noNaN: true }), fc.nat(2))),
      severity: fc.constantFrom<Severity>('low', 'high'),
      rule: fc.constantFrom('joins', 'denial', 'about'),
      language: fc.constantFrom('en', 'ru', null),
    }),
    { maxLength: 16 },
  )
  .map((rows) =>
    rows.map(({ title, summary, when, ...its }, n) => {
      const at = when === null ? null : instant(START + when * DAY);
      return item(`i${n}`, title.join(' '), { summary: summary.join(' '), when: at, ...its });
    }),
  );

describe('whatever the items', () => {
  it('any order of arrival gives the same groups, and every item is in one', () => {
    fc.assert(
      fc.property(
        anyItems.chain((items) => fc.tuple(fc.constant(items), shuffled(items))),
        ([items, others]) => {
          const found = groups(items);
          expect(groups(others)).toEqual(found);
          expect(found.flatMap((group) => group.split(' ')).sort()).toEqual(items.map(({ id }) => id).sort());
        },
      ),
      { numRuns: 200 },
    );
  });

  it('an item that is given twice is one', () => {
    fc.assert(
      fc.property(anyItems, (items) => {
        expect(groups([...items, ...items])).toEqual(groups(items));
      }),
      { numRuns: 50 },
    );
  });
});

function shuffled<T>(all: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length });
}
