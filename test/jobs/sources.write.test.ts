import { describe, expect, it } from 'vitest';
import { type Draft, draftOf, type Finding, spelled } from '../../jobs/sources/draft.ts';
import { withRows } from '../../jobs/sources/write.ts';
import { readSources } from '../../watchers/sources.ts';

const draft = (id: string, its: Partial<Draft> = {}): Draft => ({
  id,
  title: id,
  kind: 'feed',
  url: `https://${id}.example/`,
  language: 'mul',
  topics: ['t', 'u'],
  family: id,
  every: '30m',
  ...its,
});
const OLD =
  '- id: old\n  title: Old # yes\n  kind: feed\n  url: https://old.example/\n  topics: [t]\n  family: f\n  every: 1h\n';
const read = (text: string) => readSources('sources.yaml', text, ['t', 'u']);

describe('rows are added', () => {
  it.each([
    ['to nothing', '', ['a', 'b']],
    ['to comments alone', '# ours\n', ['a', 'b']],
    ['to an empty list', '# ours\n[] # none yet\n', ['a', 'b']],
    ['to rows', OLD, ['old', 'a', 'b']],
    ['to rows without a last line end', OLD.trimEnd(), ['old', 'a', 'b']],
    ['to rows that are indented', OLD.replace(/^(?=.)/gm, '    '), ['old', 'a', 'b']],
    ['to rows with the line ends of Windows', OLD.replaceAll('\n', '\r\n'), ['old', 'a', 'b']],
    ['to rows under a document’s mark', `---\n${OLD}`, ['old', 'a', 'b']],
    ['to rows before comments', `${OLD}\n# - id: not-yet\n`, ['old', 'a', 'b']],
    [
      'to a list in brackets',
      '[{id: old, title: O, kind: feed, url: "https://o.example", topics: [t], family: f, every: 1h}] # ours',
      ['old', 'a', 'b'],
    ],
  ])('%s', (_, text, ids) => {
    const whole = withRows(text, [
      draft('a'),
      draft('b', { select: { item: 'article.news', time: 'time' }, kind: 'page' }),
    ]);
    const { sources, problems } = read(whole);
    expect(problems).toEqual([]);
    expect(sources.map(({ id }) => id)).toEqual(ids);
    for (const comment of text.match(/#.*/g) ?? []) expect(whole).toContain(comment);
    if (text.includes('\r\n')) expect(whole.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('behind the letters that are there, where the file is a list in lines', () => {
    expect(withRows(OLD, [draft('a')])).toBe(
      `${OLD}\n- id: a\n  title: a\n  kind: feed\n  url: https://a.example/\n  language: mul\n  topics: [t, u]\n  family: a\n  every: 30m\n`,
    );
  });

  it.each(['no', '12', '#x', 'a: b', '- x', '"q', '*star', '&a', '!t', '%d', '@x', 'null', '’'])(
    'with a title that YAML might misread: %s',
    (title) => {
      expect(read(withRows(OLD, [draft('a', { title })])).sources[1]?.title).toBe(title);
    },
  );
});

const found = (url: string, its: Partial<Finding> = {}): Finding => ({
  kind: 'feed',
  url,
  title: null,
  language: null,
  ...its,
});
const row = (finding: Finding, taken: string[] = []) => draftOf(finding, {}, new Set(taken), ['t']);

describe('where nothing is said of a source', () => {
  it.each([
    ['https://www.civil.ge/feed', 'civil-ge'],
    ['https://civil.ge/ka/feed/', 'civil-ge-ka'],
    ['https://tass.com/rss/v2.xml', 'tass-com'],
    ['https://a.example/category/politics/feed/', 'a-example-category-politics'],
    ['https://a.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/rss', 'a-example'],
    ['https://a.example/%zz', 'a-example-zz'],
    ['http://127.0.0.1:8080/feeds/en-0', '127-0-0-1-en-0'],
    [`https://a.example/${'long-'.repeat(30)}`, 'a-example-long-long-long-long-long-long'],
  ])('the id of %s is %s', (url, id) => expect(row(found(url)).id).toBe(id));
  it('the id is one that nobody has', () =>
    expect(row(found('https://a.example/'), ['a-example', 'a-example-2']).id).toBe('a-example-3'));
  it('the family is the registrable domain', () =>
    expect(row(found('https://news.bbc.co.uk/rss')).family).toBe('bbc.co.uk'));
  it.each([
    ['en-US', 'en'],
    ['ka', 'ka'],
    ['English', 'mul'],
    [null, 'mul'],
  ])('the language of %s is %s', (language, tag) =>
    expect(row(found('https://a.example/', { language })).language).toBe(tag),
  );
  it('the title is the host where the document has none', () =>
    expect(row(found('https://a.example/')).title).toBe('a.example'));
});

describe('a time is spelled', () => {
  it.each([
    [30 * 60_000, '30m'],
    [3600_000, '1h'],
    [90 * 60_000, '90m'],
    [24 * 3600_000, '1d'],
    [61_000, '2m'],
    [1, '1m'],
  ])('%d ms as %s', (milliseconds, text) => expect(spelled(milliseconds)).toBe(text));
});
