import { describe, expect, test } from 'vitest';
import type { RegionState } from '../../../state/source.ts';
import { readRegion } from '../../../watchers/pages/region.ts';
import { Unreadable } from '../../../watchers/reading/published.ts';

const URL_ = 'https://gov.example/accords';
const page = (inside: string) =>
  `<!doctype html><html lang="en"><title>The Accords</title><nav>Menu</nav><main>${inside}</main><footer>1 2 3</footer>`;
const SIGNED = '<h1>Signatories</h1><ul><li>Israel<li>Bahrain</ul>';

const read = (html: string, before: RegionState | null = null, ignore: string[] = [], watch = 'main') =>
  readRegion(html, { title: 'State', region: { watch, ignore } }, URL_, before);
const baseline = (html: string, ignore: string[] = [], watch = 'main') => read(html, null, ignore, watch).region;
const change = (was: string, now: string, ignore: string[] = []) =>
  read(page(now), baseline(page(was), ignore), ignore).document.items;
const refusal = (use: () => unknown) => {
  try {
    return use();
  } catch (error) {
    return error;
  }
};

describe('a region', () => {
  test('is a line for each block, and nothing of the page around it', () => {
    expect(
      baseline(page('<h1> The\n Accords</h1><p>One <b>two</b><br>three</p><p> </p><div><div>four</div></div>')),
    ).toEqual({
      text: 'The Accords\nOne two\nthree\nfour',
      changes: 0,
    });
  });
  test('tells nothing at the first visit, which is the base line', () => {
    expect(read(page(SIGNED)).document).toMatchObject({ title: 'The Accords', language: 'en', link: URL_, items: [] });
  });
  test.each<[string, string, string, string[]]>([
    ['that says the same tells nothing', SIGNED, SIGNED, []],
    ['that is only written otherwise tells nothing', '<p>a  b</p>', '<div class="x"> a <i>b</i>\n</div>', []],
    ['does not tell what is ignored by selector', '<p>a</p><p class="t">1</p>', '<p>a</p><p class="t">2</p>', ['.t']],
    [
      'does not tell what is ignored by pattern',
      '<p>a</p><p>Seen 1 time</p>',
      '<p>a</p><p>Seen 9 times</p>',
      ['/^Seen \\d+ times?$/'],
    ],
    ['does not tell a part of a line', '<p>a 10:15</p>', '<p>a 11:20</p>', ['/\\d+:\\d+/']],
    [
      'never sees scripts',
      '<p>a</p><script>1</script><style>1</style>',
      '<p>a</p><script>2</script><style>2</style>',
      [],
    ],
  ])('%s', (_, was, now, ignore) => expect(change(was, now, ignore)).toEqual([]));
  test('of several elements is all of them, each once', () => {
    const html = page('<p class="a">one <b class="a">two</b></p><p>three</p><p class="a">four</p>');
    expect(baseline(html, [], '.a').text).toBe('one two\nfour');
  });
});

describe('a change is one item', () => {
  const [added] = change(SIGNED, SIGNED.replace('<li>Bahrain', '<li>Bahrain<li>Kazakhstan'));

  test('whose title says what is new, whose summary is what is new, and whose content is the difference', () => {
    expect(added).toMatchObject({
      url: URL_,
      title: 'State: Kazakhstan',
      summary: 'Kazakhstan',
      content: '…\n  Israel\n  Bahrain\n+ Kazakhstan',
      plain: true,
      published: null,
    });
  });
  test.each<[string, string, string, object]>([
    [
      'names the line that went',
      SIGNED,
      '<h1>Signatories</h1><ul><li>Israel</ul>',
      { title: 'State: removed: Bahrain', summary: null },
    ],
    [
      'counts the lines that went',
      SIGNED,
      '<h1>Signatories</h1>',
      { title: 'State: 2 lines were removed', content: '  Signatories\n− Israel\n− Bahrain' },
    ],
    [
      'tells a line that was rewritten by its new words',
      '<p>a<p>b',
      '<p>a<p>c',
      { title: 'State: c', summary: 'c', content: '  a\n− b\n+ c' },
    ],
    [
      'leaves out what is far from it',
      '<p>1<p>2<p>3<p>4<p>5<p>6',
      '<p>0<p>2<p>3<p>4<p>5<p>7',
      { content: '− 1\n+ 0\n  2\n  3\n  4\n  5\n− 6\n+ 7' },
    ],
    [
      'says that it left out something',
      '<p>1<p>2<p>3<p>4<p>5',
      '<p>1<p>2<p>3<p>4<p>x',
      { content: '…\n  3\n  4\n− 5\n+ x' },
    ],
    ['does not call new what only moved', '<p>a<p>b<p>c', '<p>c<p>a<p>d<p>b', { title: 'State: d', summary: 'd' }],
    [
      'says that something only moved',
      '<p>a<p>b',
      '<p>b<p>a',
      { title: 'State: lines were moved or repeated', summary: null },
    ],
    [
      'keeps signs of markup as they are',
      '<p>a',
      '<p>a<p>x &lt;b&gt; y',
      { title: 'State: x <b> y', summary: 'x <b> y' },
    ],
  ])('that %s', (_, was, now, item) => expect(change(was, now)).toMatchObject([item]));

  test('of bounded length, and never half a letter', () => {
    const [item] = change('<p>a', `<p>a<p>${'😀'.repeat(9000)}<p>${'b '.repeat(20_000)}`);
    expect(item!.title!.length).toBeLessThanOrEqual(200);
    expect(item!.title!.isWellFormed()).toBe(true);
    expect(item!.content!.length).toBeLessThanOrEqual(20_001);
  });
  test('is the same item when a crash repeats the visit', () => {
    const before = baseline(page('<p>a'));
    expect(read(page('<p>b'), before)).toEqual(read(page('<p>b'), before));
  });
  test('goes to and fro as often as the page does: each turn is an item of its own', () => {
    const guids: (string | null)[] = [];
    let state = baseline(page('<p>a'));
    for (const now of ['<p>b', '<p>a', '<p>b', '<p>b', '<p>a']) {
      const { document, region } = read(page(now), state);
      guids.push(...document.items.map(({ guid }) => guid));
      state = region;
    }
    expect(new Set(guids).size).toBe(4);
    expect(guids).toHaveLength(4);
    expect(state.changes).toBe(4);
    expect(guids[0]).toMatch(/^region 1 [0-9a-f]{12}$/);
  });
  test('of a rewrite is found in time, whatever was there', { timeout: 5000 }, () => {
    const lines = (from: number) => Array.from({ length: 9000 }, (_, n) => `<p>${n * 2 + from}`).join('');
    const [item] = change(lines(0), `${lines(1)}<p>0`);
    expect(item!.summary!.split('\n')).toHaveLength(9000);
    expect(item!.summary!.split('\n')).not.toContain('0');
  });
});

describe('a region that cannot be read is a failure and no change', () => {
  test.each<[string, string, string, Unreadable['reason'], RegExp]>([
    [
      'it is not there',
      page(SIGNED),
      '.signatories',
      'selector',
      /^nothing fits watch "\.signatories"; the page is “The Accords” \(en\)/,
    ],
    [
      'it holds no words',
      page('<img src="x"><script>x</script>'),
      'main',
      'selector',
      /^what fits watch "main" holds no words; the page is “The Accords”/,
    ],
    ['it is a book', page('<p>letters '.repeat(20_000)), 'main', 'large', /is longer than 90000 letters/],
    ['it is nested without end', page('<div>'.repeat(5000)), 'main', 'large', /more than 512 deep/],
    ['it is no page', '\u0000\u0001', 'main', 'selector', /^nothing fits watch "main"; the page is “” \(no language\)/],
    ['its pattern leaves nothing', page('<p>1'), 'main', 'selector', /holds no words/],
  ])('where %s', (_, html, watch, reason, message) => {
    const thrown = refusal(() => read(html, { text: 'x', changes: 1 }, ['/\\d/'], watch));
    expect(thrown).toBeInstanceOf(Unreadable);
    expect(thrown).toMatchObject({ reason, message: expect.stringMatching(message) });
  });
  test('and so is a source that names none, which shows the page', () => {
    const html = page(
      '<article><h2>A headline as long as they are</h2></article><article><h2>Another headline as long</h2></article>',
    );
    const thrown = refusal(() => readRegion(html, { title: 'X', region: null }, URL_, null)) as Unreadable;
    expect(thrown.message).toContain('main > article ×2 “A headline as long as they are”');
  });
});
