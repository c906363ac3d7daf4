import { describe, expect, test } from 'vitest';
import type { Paths } from '../../../state/source.ts';
import { readListing } from '../../../watchers/pages/listing.ts';
import { NO_ITEM, Unreadable } from '../../../watchers/reading/published.ts';

const URL_ = 'https://api.example/list?size=50';
const read = (value: unknown, paths: Paths) =>
  readListing(typeof value === 'string' ? value : JSON.stringify(value), { paths }, URL_);
const items = (value: unknown, more: Partial<Paths> = {}) => read(value, { items: '$[*]', title: 't', ...more }).items;
const refusal = (use: () => unknown) => {
  try {
    return use();
  } catch (error) {
    return error;
  }
};

test('the press corner of the Commission is read by path', () => {
  const answer = {
    totalNumber: 26000,
    docuLanguageListResources: [
      {
        refCode: 'IP/25/123',
        eventDate: '2025-11-21',
        title: 'Visa & Georgia',
        leadText: 'The Commission…',
        docutype: { code: 'IP' },
      },
      { refCode: 'STATEMENT/25/9', eventDate: '2025-11-20', title: 'Statement', leadText: null },
    ],
  };
  const document = read(answer, {
    items: 'docuLanguageListResources',
    title: 'title',
    link: 'https://ec.europa.eu/commission/presscorner/detail/en/{refCode|slug_}',
    id: 'refCode',
    summary: 'leadText',
    time: 'eventDate',
  });
  expect(document).toMatchObject({ format: 'json', link: URL_, cut: false });
  expect(document.items).toEqual([
    {
      ...NO_ITEM,
      guid: 'IP/25/123',
      url: 'https://ec.europa.eu/commission/presscorner/detail/en/ip_25_123',
      title: 'Visa & Georgia',
      summary: 'The Commission…',
      published: '2025-11-21',
    },
    expect.objectContaining({
      url: 'https://ec.europa.eu/commission/presscorner/detail/en/statement_25_9',
      summary: null,
    }),
  ]);
});

describe('items', () => {
  test.each<[string, unknown, string]>([
    ['of a member', { a: { list: [{ t: 'x' }] } }, 'a.list[*]'],
    ['are the elements of an array that is named', { a: { list: [{ t: 'x' }] } }, 'a.list'],
    ['of the root', [{ t: 'x' }], '$'],
    ['of the root, by index', [[{ t: 'x' }]], '[0]'],
    ['of an object’s values', { list: { k1: { t: 'x' } } }, '$.list.*'],
    [
      'by a filter',
      {
        list: [
          { t: 'x', on: true },
          { t: 'y', on: false },
        ],
      },
      '$.list[?@.on == true]',
    ],
    ['at any depth', { a: [{ b: { news: [{ t: 'x' }] } }] }, '$..news[*]'],
  ])('%s', (_, value, path) => expect(read(value, { items: path, title: 't' }).items).toMatchObject([{ title: 'x' }]));
});

describe('of an item', () => {
  test.each<[string, object, Partial<Paths>, object]>([
    ['a field may lie deep', { t: 'x', a: { b: ['s'] } }, { summary: 'a.b[0]' }, { summary: 's' }],
    [
      'a number is an id or a time',
      { t: 'x', id: 7, at: 1763719805 },
      { id: 'id', time: 'at' },
      { guid: '7', published: '1763719805' },
    ],
    [
      'what is no text is none',
      { t: 'x', s: { a: 1 }, id: true },
      { summary: 's', id: 'id' },
      { summary: null, guid: null },
    ],
    ['what is blank is none', { t: 'x', s: '  ' }, { summary: 's' }, { summary: null }],
    ['a relative address is the document’s', { t: 'x', u: '/n/1' }, { link: 'u' }, { url: 'https://api.example/n/1' }],
    ['an address that is none is none', { t: 'x', u: 'javascript:alert(1)' }, { link: 'u' }, { url: null }],
    [
      'a value is encoded in an address',
      { t: 'x', u: 'a/b ?&é' },
      { link: '/n/{u}' },
      { url: 'https://api.example/n/a%2Fb%20%3F%26%C3%A9' },
    ],
    ['or goes in as it is', { t: 'x', u: 'a/b?c=1' }, { link: '/n/{+u}' }, { url: 'https://api.example/n/a/b?c=1' }],
    [
      'or as a slug',
      { t: 'Որոշում Nº 5 — draft!' },
      { link: '/n/{t|slug-}' },
      { url: encodeURI('https://api.example/n/որոշում-nº-5-draft') },
    ],
    [
      'an address may be made of several',
      { t: 'x', y: 2025, m: 11 },
      { link: '/{y}/{m}/{t}' },
      { url: 'https://api.example/2025/11/x' },
    ],
    ['an address with a gap is none', { t: 'x' }, { link: '/n/{u}' }, { url: null }],
    [
      'a value cannot leave its host',
      { t: 'x', u: '//evil.example/' },
      { link: 'https://gov.example/{u}' },
      { url: 'https://gov.example/%2F%2Fevil.example%2F' },
    ],
  ])('%s', (_, item, paths, fields) => expect(items([item], paths)).toMatchObject([fields]));

  test('without a title there is none of it', () => {
    expect(items([{ t: 'x' }, { t: '' }, { n: 1 }, null, 7])).toMatchObject([{ title: 'x' }]);
  });
});

describe('a document that holds nothing there is a failure, and says what it does hold', () => {
  test.each<[string, unknown, Paths, Unreadable['reason'], string]>([
    [
      'no JSON',
      '<!doctype html><title>Sorry',
      { items: '$', title: 't' },
      'format',
      'no JSON; it begins “<!doctype html><title>Sorry”',
    ],
    ['cut short', '[{"t":"x"},{"t":', { items: '$', title: 't' }, 'format', 'no JSON; it begins'],
    ['nothing', '', { items: '$', title: 't' }, 'format', 'no JSON; it begins “”'],
    [
      'no such member',
      { data: { docs: [{ title: 'x', ref: 1, tags: ['a'] }], total: 1 }, ok: true },
      { items: 'docs', title: 't' },
      'selector',
      'items "docs" leads to nothing; the document is {data: {docs: [1 × {…}], total}, ok}',
    ],
    [
      'an empty list',
      { docs: [] },
      { items: 'docs', title: 't' },
      'selector',
      'items "docs" leads to nothing; the document is {docs: []}',
    ],
    [
      'no title',
      [{ name: 'x', at: { y: 1 } }],
      { items: '$', title: 'title' },
      'selector',
      'items "$" leads to 1, but title "title" to nothing in any; the first is {name, at: {y}}',
    ],
    [
      'too many',
      Array(10_001).fill({ t: 'x' }),
      { items: '$', title: 't' },
      'selector',
      'items "$" leads to 10001; the document is [10001 × {t}]',
    ],
    [
      'nested without end',
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      { items: '$..x', title: 't' },
      'selector',
      'items "$..x" leads to nothing; the document is [1 × [1 × [1 × […]]]]',
    ],
  ])('%s', (_, value, paths, reason, message) => {
    const thrown = refusal(() => read(value, paths)) as Unreadable;
    expect(thrown).toBeInstanceOf(Unreadable);
    expect([thrown.reason, thrown.message.slice(0, message.length)]).toEqual([reason, message]);
    expect(thrown.message.length).toBeLessThan(600);
  });

  test('and so is a source that names no paths', () => {
    const thrown = refusal(() => readListing('{"docs":[{"a":1}]}', { paths: null }, URL_)) as Unreadable;
    expect(thrown.message).toBe('the source names no paths; the document is {docs: [1 × {a}]}');
  });
});
