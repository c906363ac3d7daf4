import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Readable } from '../../../rules/engine/columns.ts';
import { parseQuery } from '../../../rules/language/parse.ts';
import type { Query } from '../../../rules/language/query.ts';
import { clausesOf, idleOf } from '../../../rules/lint/clauses.ts';
import { flat, type Where } from '../../../rules/lint/flat.ts';
import { excludes, implies, isAlways, isNever, placesWithin } from '../../../rules/lint/logic.ts';
import { runs } from '../../runs.ts';
import { matchQuery, readable } from '../fixture.ts';

const query = (text: string): Query => {
  const { query, problems } = parseQuery(text);
  if (!query) throw new Error(problems.map(({ what }) => what).join('\n'));
  return query;
};
const asked = (text: string) => flat(query(text), 'text');

describe('a query implies another', () => {
  it.each([
    ['visa', 'visa*'],
    ['visa*', 'vis*'],
    ['visa', 'vi?a'],
    ['vi?a*', 'vi*'],
    ['"visa free"', 'visa'],
    ['"the visa free regime"', '"visa fr*"'],
    ['"visa free"', '"visa free"~3'],
    ['"visa free regime"~2', 'regime'],
    ['"visa * regime"', 'regime'],
    ['title:visa', 'visa'],
    ['title:visa', 'lead:visa'],
    ['lead:"visa ban"', 'lead:visa'],
    ['summary:visa', 'text:visa*'],
    ['visa ban', 'ban'],
    ['visa', 'ban OR visa'],
    ['visa OR ban', 'ban OR war OR visa'],
    ['visa NEAR/3 ban', 'visa NEAR/5 ban*'],
    ['visa ONEAR/3 ban', 'ban NEAR/3 visa'],
    ['visa NEAR/3 ban', 'ban'],
    ['2 OF (a, b, c)', '2 OF (a, b, c)'],
    ['visa ban', '1 OF (visa, war)'],
    ['2 OF (visa, visas, ban)', 'vis* OR ban'],
    ['2 OF (visa, visas, ban)', 'visa*'],
    ['visa ban', '2 OF (visa, war, ban)'],
    ['NOT visa*', 'NOT visa'],
    ['date:2025-03', 'date:2025'],
    ['date:2025', 'NOT date:2026'],
    ['lang:ru', 'NOT lang:en'],
    ['visa AND NOT ban', 'NOT (ban AND war)'],
  ])('%s implies %s', (a, b) => expect(implies(asked(a), asked(b))).toBe(true));

  it.each([
    ['visa*', 'visa'],
    ['visa', 'title:visa'],
    ['lead:"visa ban"', 'lead:ban'],
    ['"visa free"~3', '"visa free"'],
    ['"visa free regime"', '"visa regime"'],
    ['visa NEAR/5 ban', 'visa NEAR/3 ban'],
    ['visa NEAR/3 ban', 'visa ONEAR/3 ban'],
    ['("visa regime" OR x) NEAR/3 ban', '(visa OR x) NEAR/3 ban'],
    ['title:/visa/', '/visa/'],
    ['date:2025', 'date:2025-03'],
    ['content:visa', 'lead:visa'],
    ['2 OF (visa, visas, ban)', 'ban'],
  ])('%s does not imply %s', (a, b) => expect(implies(asked(a), asked(b))).toBe(false));
});

describe('no item fits', () => {
  it.each([
    'visa AND NOT visa',
    'visa AND NOT vis*',
    '"visa free" AND NOT visa',
    'title:visa AND NOT visa',
    'lang:ru AND lang:en',
    'date:2024 AND date:2025',
    'date:..2024 AND date:2025..',
    'title:visa NEAR/3 content:ban',
    '(title:a OR title:b) NEAR/3 summary:c',
    '2 OF (visa AND NOT visa, ban)',
    'NOT (visa OR NOT visa)',
    '(visa OR ban) AND NOT (visa* OR ban* OR war)',
  ])('%s', (text) => expect(isNever(asked(text))).toBe(true));

  it.each([
    'visa AND NOT visas',
    'lang:ru OR lang:en',
    'visa NEAR/3 visa',
    'title:visa NEAR/3 ban',
    'visa AND NOT title:visa',
    'date:2024..2025 AND date:2025..2026',
  ])('of %s that is not so', (text) => expect(isNever(asked(text))).toBe(false));
});

const word = fc.constantFrom('aa', 'aab', 'aabb', 'bb', 'bba');
const pattern = fc.oneof(
  { weight: 3, arbitrary: word },
  fc.constantFrom('aa*', 'aab*', 'bb*', 'a?', 'aa?', 'a?b*', 'b?a'),
);
const phrase = fc
  .tuple(
    fc.array(fc.oneof({ weight: 5, arbitrary: pattern }, fc.constant('*')), { minLength: 1, maxLength: 2 }),
    pattern,
    pattern,
    fc.constantFrom('', '', '~1', '~2'),
  )
  .map(([inner, a, b, slack]) => `"${[a, ...inner, b].join(' ')}"${slack}`);
const short = fc.tuple(pattern, pattern, fc.constantFrom('', '~1')).map(([a, b, slack]) => `"${a} ${b}"${slack}`);
const field = fc.constantFrom('title', 'summary', 'content', 'lead', 'text');
const { place, any } = fc.letrec<{ leaf: string; place: string; any: string }>((tie) => ({
  leaf: fc.oneof(
    { weight: 4, arbitrary: pattern },
    { weight: 2, arbitrary: short },
    phrase,
    fc.constantFrom('/aab/', '/bb$/'),
  ),
  place: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.tuple(tie('place'), tie('place')).map((of) => `(${of.join(' OR ')})`),
    fc
      .tuple(tie('place'), fc.constantFrom('NEAR/1', 'NEAR/2', 'NEAR/3', 'ONEAR/2'), tie('place'))
      .map((of) => `(${of.join(' ')})`),
    fc.tuple(field, tie('place')).map(([of, place]) => `${of}:(${place})`),
  ),
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('place'),
    fc.constantFrom('lang:ru', 'lang:en', 'date:2025', 'date:2025-03', 'date:2025-03..', 'date:..2024'),
    fc.tuple(tie('any'), tie('any')).map((of) => `(${of.join(' AND ')})`),
    fc.tuple(tie('any'), tie('any')).map((of) => `(${of.join(' OR ')})`),
    fc
      .tuple(fc.constantFrom(1, 2), tie('any'), tie('any'), tie('any'))
      .map(([n, ...of]) => `${n} OF (${of.join(', ')})`),
    tie('any').map((of) => `NOT (${of})`),
    fc.tuple(field, tie('any')).map(([of, any]) => `${of}:(${any})`),
  ),
}));
const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
const items: fc.Arbitrary<Readable[]> = fc.array(
  fc
    .record({
      title: text,
      summary: text,
      content: fc.tuple(fc.constantFrom(0, 0, 78, 79), text).map(([before, text]) => `${'x '.repeat(before)}${text}`),
      language: fc.constantFrom('ru', 'en', null),
      published: fc.constantFrom(null, '2024', '2025', '2025-03', '2025-03-09', '2025-03-09T10:00:00Z'),
    })
    .map((its) => readable(its as Partial<Readable>)),
  { minLength: 8, maxLength: 8 },
);
const fits = (query: Query, item: Readable) => matchQuery(query, item).fits;

describe('what the logic says holds of whatever item there is', () => {
  // Of two unlike queries seldom anything follows: one that is made of the other shows more.
  const related = fc.tuple(any, any, fc.constantFrom(0, 1, 2, 3, 4)).map(([a, b, how]) => {
    const made = [b, `(${a}) OR (${b})`, `(${a}) AND (${b})`, `NOT (${a})`, `NOT ((${a}) AND (${b}))`][how]!;
    return [a, made] as const;
  });

  it('of what implies or excludes what, and of what always or never fits', () => {
    const said = { implies: 0, excludes: 0, never: 0, always: 0 };
    fc.assert(
      fc.property(related, fc.boolean(), items, ([one, other], turned, items) => {
        const [a, b] = (turned ? [other, one] : [one, other]).map(query) as [Query, Query];
        const [first, second] = [flat(a, 'text'), flat(b, 'text')];
        const is = {
          implies: implies(first, second),
          excludes: excludes(first, second),
          never: isNever(second),
          always: isAlways(second),
        };
        for (const key of ['implies', 'excludes', 'never', 'always'] as const) said[key] += Number(is[key]);
        for (const item of items) {
          if (is.implies) expect(!fits(a, item) || fits(b, item)).toBe(true);
          if (is.excludes) expect(fits(a, item) && fits(b, item)).toBe(false);
          if (is.never) expect(fits(b, item)).toBe(false);
          if (is.always) expect(fits(b, item)).toBe(true);
        }
      }),
      runs(800),
    );
    for (const times of Object.values(said)) expect(times).toBeGreaterThan(0);
  });

  it('of places, which NEAR measures from', () => {
    let said = 0;
    fc.assert(
      fc.property(
        place,
        place,
        pattern,
        fc.constantFrom('NEAR/1', 'NEAR/2', 'ONEAR/2'),
        items,
        (a, b, other, near, items) => {
          const both = `(${a}) OR (${b})`;
          const within = placesWithin(flat(query(a), 'text'), flat(query(b), 'text'));
          said += Number(within);
          if (within)
            for (const item of items)
              expect(fits(query(`(${both}) ${near} ${other}`), item)).toBe(
                fits(query(`(${b}) ${near} ${other}`), item),
              );
        },
      ),
      runs(800),
    );
    expect(said).toBeGreaterThan(0);
  });
});

describe('a clause that is called idle', () => {
  const without = (kind: 'or' | 'and', text: readonly string[], near: boolean, field: Where) => {
    const whole: Query = { kind, of: text.map(query) };
    const clauses = clausesOf(whole, [], { field, near });
    const gone = idleOf(kind, clauses, near).map(({ clause }) => clause);
    const rest = clauses.filter((clause) => !gone.includes(clause)).map((clause) => clause.query);
    return { whole, rest: rest.length === 1 ? rest[0]! : { kind, of: rest }, gone: gone.length };
  };

  it.each(['or', 'and'] as const)('of an %s can be removed with all the others, and no decision changes', (kind) => {
    let said = 0;
    fc.assert(
      fc.property(fc.array(any, { minLength: 2, maxLength: 5 }), fc.option(field), items, (of, around, items) => {
        const { whole, rest, gone } = without(
          kind,
          of,
          false,
          around === null ? 'text' : around === 'lead' ? 'somewhere' : 'whole',
        );
        said += gone;
        const within = (of: Query): Query => (around === null ? of : { kind: 'field', field: around, of });
        if (gone > 0) for (const item of items) expect(fits(within(rest), item)).toBe(fits(within(whole), item));
      }),
      runs(500),
    );
    expect(said).toBeGreaterThan(10);
  });

  it('of an OR in a NEAR can be removed with all the others, and no decision changes', () => {
    let said = 0;
    fc.assert(
      fc.property(
        fc.array(place, { minLength: 2, maxLength: 5 }),
        word,
        fc.constantFrom(1, 2),
        fc.boolean(),
        items,
        (of, other, within, ordered, items) => {
          const { whole, rest, gone } = without('or', of, true, 'text');
          said += gone;
          const near = (left: Query): Query => ({ kind: 'near', within, ordered, left, right: query(other) });
          if (gone > 0) for (const item of items) expect(fits(near(rest), item)).toBe(fits(near(whole), item));
        },
      ),
      runs(500),
    );
    expect(said).toBeGreaterThan(10);
  });
});
