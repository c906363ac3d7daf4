import { describe, expect, test } from 'vitest';
import { readArticle } from '../../../watchers/pages/article.ts';
import { Unreadable } from '../../../watchers/reading/published.ts';

const SENTENCE =
  'The Commission proposed, on Friday, to suspend the visa-free regime for holders of diplomatic passports. ';
const PARAGRAPHS = [
  SENTENCE,
  `Second paragraph: ${SENTENCE}`,
  `Third &amp; last, with <b>bold</b> words and <a href="/x">a link</a>. ${SENTENCE}`,
];
const body = PARAGRAPHS.map((text) => `<p>${text}</p>`).join('\n');
const page = (inside: string) => `<!doctype html><html lang="en"><head><title>News</title></head><body>
  <header><nav><ul><li><a href="/">Home</a><li><a href="/politics">Politics</a></ul></nav></header>
  ${inside}
  <aside class="sidebar"><h3>Most read</h3><ul><li><a href="/1">Something else that happened</a></ul></aside>
  <footer><p>All rights reserved, and please subscribe to our newsletter today.</p></footer></body></html>`;
const LINES = [
  SENTENCE.trim(),
  `Second paragraph: ${SENTENCE}`.trim(),
  `Third & last, with bold words and a link. ${SENTENCE}`.trim(),
].join('\n');

const refusal = (use: () => unknown) => {
  try {
    return use();
  } catch (error) {
    return error;
  }
};

describe('the text of an article', () => {
  test.each<[string, string, boolean | string]>([
    ['is what readers find readable, a line for each paragraph', page(`<main><article>${body}</article></main>`), true],
    ['whatever it stands in', page(`<div id="c"><div class="x7">${body}</div></div>`), true],
    ['also where the page leaves out its html and body', `<title>News</title><article>${body}</article>`, true],
    [
      'and holds no script and no style',
      page(`<article><script>evil()</script><style>p{}</style>${body}<script>evil()</script></article>`),
      true,
    ],
    ['is what the selector names', page(`<div class="story">${body}</div><p>Not this one.</p>`), '.story'],
    [
      'is every element that it names, each once',
      page(`<div class="s">${PARAGRAPHS.map((text) => `<p class="s">${text}</p>`).join('')}</div>`),
      '.s',
    ],
    [
      'by selector holds no script',
      page(`<div class="s"><script>evil()</script>${body}<noscript><img src=x></noscript></div>`),
      '.s',
    ],
  ])('%s', (_, html, article) => expect(readArticle(html, article)).toBe(LINES));

  test.each([
    ['Georgian', 'ევროკომისიამ პარასკევს წარმოადგინა წინადადება, რომელიც საქართველოს უვიზო რეჟიმს ეხება. '],
    ['Armenian', 'Հայաստանի վարչապետը ուրբաթ օրը հանդիպել է գործընկերների հետ, և քննարկել ճանապարհը։ '],
    ['Persian', 'رئیس جمهور روز جمعه با همتای خود دیدار کرد و درباره راه گذر گفتگو شد، و سپس بازگشت. '],
  ])('is found in %s', (_, text) => {
    const html = page(`<article><p>${text.repeat(2)}</p><p>${text.repeat(3)}</p></article>`);
    expect(readArticle(html, true)).toBe(`${text.repeat(2).trim()}\n${text.repeat(3).trim()}`);
  });

  test('of an agency is short, and an article', () => {
    const brief = `<p>${SENTENCE}</p><p>${SENTENCE}</p><p>Talks will go on in Brussels, officials told the agency on Monday.</p>`;
    expect(readArticle(page(`<article><h1>Brief</h1>${brief}</article>`), true).split('\n')).toHaveLength(4);
  });

  test('is bounded, and whole letters', () => {
    const text = readArticle(page(`<article>${`<p>😀 ${SENTENCE}</p>`.repeat(2000)}</article>`), true);
    expect(text.length).toBeLessThanOrEqual(100_000);
    expect(text.isWellFormed()).toBe(true);
  });
});

describe('a page that is no article is a failure, and says what it is', () => {
  const WALL =
    '<main><h1>Log in to continue</h1><form><p>Your e-mail address</p><input><button>Log in</button></form></main>';
  const COOKIES =
    '<div class="consent"><h2>We value your privacy</h2><p>We and our partners store information.</p><button>Accept</button></div>';
  test.each<[string, string, boolean | string, Unreadable['reason'], RegExp]>([
    ['a login page', page(WALL), true, 'selector', /^no paragraphs of an article; the page is “News” \(en\)/],
    ['a cookie wall', page(COOKIES), true, 'selector', /^no paragraphs of an article/],
    [
      'a shell that a script fills',
      '<title>App</title><div id="root"></div><script src="x.js"></script>',
      true,
      'selector',
      /“App” \(no language\); no headline that repeats, 0 letters of text, 1 scripts/,
    ],
    [
      'a list of links',
      page(`<ul>${'<li><a href="/x">A headline as long as headlines are</a></li>'.repeat(30)}</ul>`),
      true,
      'selector',
      /ul > li ×\d+ “A headline as long as headlines are”/,
    ],
    ['nothing', '', true, 'selector', /^no paragraphs/],
    ['not a page', '{"error": "not found"}', true, 'selector', /^no paragraphs/],
    [
      'without what the selector names',
      page(body),
      '.story',
      'selector',
      /^nothing fits article "\.story"; the page is “News”/,
    ],
    [
      'where the selector names too little',
      page('<p class="story">Read more</p>'),
      '.story',
      'selector',
      /^no article, only 9 letters: “Read more”; the page is/,
    ],
    ['nested without end', '<div>'.repeat(5000), true, 'large', /more than 512 deep/],
    ['of too many elements', '<i></i>'.repeat(30_001), true, 'large', /more than 30000 elements/],
    ['of nothing but brackets', '<'.repeat(100_000), true, 'selector', /^no /],
  ])('%s', (_, html, article, reason, message) => {
    const thrown = refusal(() => readArticle(html, article)) as Unreadable;
    expect(thrown).toBeInstanceOf(Unreadable);
    expect(thrown).toMatchObject({ reason, message: expect.stringMatching(message) });
    expect(thrown.message.length).toBeLessThan(700);
  });
});
