import { describe, expect, test } from 'vitest';
import { notAlone, overruled, strangers } from '../../templates/lint/sheet.ts';
import { lintTemplate, lintTemplates } from '../../templates/lint.ts';

const problems = (source: string) => lintTemplate('story.html.hbs', source).map(({ what }) => what);
const ofPage = (source: string) => lintTemplate('templates/pages/join.html.hbs', source).map(({ what }) => what);

test('every template that we ship is clean', () => expect(lintTemplates()).toEqual([]));

describe('is refused', () => {
  test.each([
    ['a triple stash', '<p>{{{title}}}</p>', 'prints without escaping'],
    ['a triple stash that trims', '<p>{{~{title}~}}</p>', 'prints without escaping'],
    ['an ampersand', '<p>{{&title}}</p>', 'prints without escaping'],
    ['an ampersand that trims', '<p>{{~& title}}</p>', 'prints without escaping'],
    ['an unquoted mustache', '<p class={{severity}}>x</p>', 'without quotes'],
    ['an unquoted value with a mustache in it', '<p class=x-{{severity}}>x</p>', 'without quotes'],
    ['a mustache for attributes', '<p {{attributes}}>x</p>', 'attribute is named'],
    ['a mustache in the name of an attribute', '<p data-{{name}}="x">x</p>', 'attribute is named'],
    ['a partial among attributes', '<p {{> attributes}}>x</p>', 'attribute is named'],
    ['a mustache for a tag', '<{{tag}}>x', 'tag that does not end'],
    ['a tag that does not end', '<p class="x', 'tag that does not end'],
    ['an address that is not checked', '<a href="{{url}}">x</a>', 'not safeUrl'],
    ['an address that is checked in part', '<a href="https://x.example/{{safeUrl url}}">x</a>', 'not safeUrl'],
    ['an address that is checked and followed by more', '<a href="{{safeUrl url}}{{tail}}">x</a>', 'not safeUrl'],
    ['an address in single quotes', "<a href='{{url}}'>x</a>", 'not safeUrl'],
    ['an address behind a condition', '<a {{#if url}}href="{{url}}"{{/if}}>x</a>', 'not safeUrl'],
    ['an address in an HTML comment', '<!--[if mso]><a href="{{url}}">x</a><![endif]-->', 'not safeUrl'],
    ['a javascript: address', '<a href="javascript:alert(1)">x</a>', 'no absolute'],
    ['a relative address', '<a href="/leave">x</a>', 'no absolute'],
    ['a script', '<script>alert(1)</script>', '<script>'],
    ['a script in capitals', '<SCRIPT SRC="https://x.example/x.js"></SCRIPT>', '<script>'],
    ['a handler', '<p onclick="x()">x</p>', 'onclick='],
    ['a handler in capitals', '<p ONLOAD=x>x</p>', 'onload='],
    ['a remote image', '<img src="https://x.example/x.png" alt="">', 'loads an asset'],
    ['a remote image without a scheme', '<img src="//x.example/x.png" alt="">', 'loads an asset'],
    ['an image that a feed names', '<img src="{{safeUrl url}}" alt="">', 'loads an asset'],
    ['a remote background', '<td background="http://x.example/x.png">', 'loads an asset'],
    ['a remote style', '<p style="background:url(http://x.example/x.png)">', 'loads an asset'],
    ['an import', '<style>@import "http://x.example/x.css";</style>', 'loads an asset'],
    ['a linked style sheet', '<link rel="stylesheet" href="https://x.example/x.css">', '<link>'],
    ['a frame', '<iframe src="https://x.example"></iframe>', '<iframe>'],
    ['a form', '<form action="https://x.example"><input></form>', 'no form'],
    ['a refresh', '<meta http-equiv="refresh" content="0;https://x.example">', 'by itself'],
    ['a mustache in a style attribute', '<p style="color:{{colour}}">x</p>', 'into a style'],
    ['a choice between styles in a tag', '<p style="{{#if high}}color:red{{/if}}">x</p>', 'stands in a tag'],
    ['a mustache in a style sheet', '<style>p { color: {{colour}} }</style>', 'into a style sheet'],
    ['a class that is printed', '<p class="badge {{severity}}">x</p>', 'does not say every class'],
    ['a second choice of classes', '<p class="{{#if a}}b{{/if}}{{#if c}}d{{/if}}">x</p>', 'does not say every class'],
    ['a picture without words', '<img src="cid:x.png" alt="" width="1" height="1">', '<img> has no alt='],
    ['a picture without a size', '<img src="cid:x.png" alt="x">', '<img> has no width='],
  ])('%s', (_, source, words) => expect(problems(source).join('\n')).toContain(words));
});

describe('is allowed', () => {
  test.each([
    ['an escaped value in text and in quotes', '<p title="of {{severity}}">{{title}}</p>'],
    ['a checked address', '<a href="{{safeUrl url}}">{{title}}</a>'],
    ['an attribute behind a condition', '<h3 dir="auto"{{#if tag}} lang="{{tag}}"{{/if}}>{{title}}</h3>'],
    ['a choice between our own classes', '<p class="a {{#if (is b \'c\')}}c{{else}}d{{/if}}">x</p>'],
    ['a picture of the mail', '<img src="cid:{{name}}" alt="{{words}}" width="{{width}}" height="{{height}}">'],
    ['an attribute without a value behind a condition', '<p{{#if on}} hidden{{/if}}>x</p>'],
    ['a fixed link', '<a href="https://example.org/">x</a>'],
    ['a comment that shows what is refused', '{{!-- <script>{{{x}}} --}}<p>x</p>'],
    ['a partial and a block', '{{#> layout}}{{#each all}}{{> story}}{{/each}}{{/layout}}'],
  ])('%s', (_, source) => expect(problems(source)).toEqual([]));

  test('anything in a text template, which is no markup', () => {
    expect(lintTemplate('story.text.hbs', '{{{title}}} <script>')).toEqual([]);
  });
});

test('a problem stands at its line and column', () => {
  expect(lintTemplate('a.html.hbs', '{{!-- two\nlines --}}\n  <p>{{{x}}}</p>')).toEqual([
    { file: 'a.html.hbs', line: 3, column: 6, what: '{{{ prints without escaping; mend: {{…}}' },
  ]);
});

test('every problem of a template is told at once', () => {
  expect(problems('<p onclick="x" class={{y}}>{{{z}}}</p>')).toHaveLength(3);
});

test('a template of neither kind is refused', () => {
  expect(lintTemplate('story.hbs', '')).toEqual([
    { file: 'story.hbs', what: 'the name must end in .html.hbs or .text.hbs' },
  ]);
});

describe('a page of the web is refused', () => {
  test.each([
    ['a script', '<script src="/x.js"></script>', '<script>'],
    ['a handler', '<button onclick="x()">x</button>', 'onclick='],
    ['a style in a tag', '<p style="color:red">x</p>', 'stands in a tag'],
    ['a style sheet in the page', '<style>p { color: red }</style>', '<style>'],
    ['the style sheet of others', '<link rel="stylesheet" href="https://x.example/x.css">', 'not our own'],
    ['a style sheet without a scheme', '<link rel="stylesheet" href="//x.example/x.css">', 'not our own'],
    ['a link to load ahead', '<link rel="prefetch" href="/x">', 'neither stylesheet'],
    ['a picture of others', '<img src="https://x.example/x.png" alt="x">', 'not our own'],
    ['a form that does not say its method', '<form action="/join"></form>', 'method'],
    ['a form that goes elsewhere', '<form method="post" action="https://x.example/"></form>', 'no path of our own'],
    ['a form that goes elsewhere without a scheme', '<form method="post" action="//x.example/"></form>', 'no path'],
    ['a form that goes where a value says', '<form method="post" action="{{here}}"></form>', 'no path of our own'],
    ['a button that goes elsewhere', '<button formaction="javascript:x">x</button>', 'no path of our own'],
    ['a link that a value says', '<a href="{{to}}">x</a>', 'may lead anywhere'],
    ['a link whose host a value may say', '<a href="/{{to}}">x</a>', 'may lead anywhere'],
    ['a link whose host a value may say after our path', '<a href="{{ownPath to}}{{more}}">x</a>', 'may lead anywhere'],
    ['a javascript: address', '<a href="javascript:x">x</a>', 'may lead anywhere'],
    ['what asks without a label', '<p>Address <input name="address"></p>', '<input> has no label'],
    ['a label that names something else', '<label for="b">x</label><select id="a"></select>', '<select> has no label'],
    ['an id that stands twice', '<p id="a">x</p><p id="a">y</p>', 'stands twice'],
    ['a refresh', '<meta http-equiv="refresh" content="0;/x">', 'by itself'],
    ['a triple stash', '<p>{{{title}}}</p>', 'prints without escaping'],
  ])('%s', (_, source, words) => expect(ofPage(source).join('\n')).toContain(words));
});

describe('a page of the web is allowed', () => {
  test.each([
    ['a form that posts to ourselves', '<form method="post" action="/join"><button>Join</button></form>'],
    ['a form that posts to itself', '<form method="post"><input type="hidden" name="x" value="{{x}}"></form>'],
    [
      'a path that is looked at',
      '<a href="{{ownPath to}}">x</a><form method="post" action="{{ownPath here}}/pause"></form>',
    ],
    [
      'values behind our path',
      '<a href="/archive/{{name}}?page={{n}}#top">x</a><a href="#{{field}}">y</a><a href="/">z</a>',
    ],
    ['a label around what asks', '<label>Address <input name="address"{{#if bad}} aria-invalid="true"{{/if}}></label>'],
    [
      'a label by its name',
      '<label for="t-{{id}}">x</label> <input id="t-{{id}}" type="checkbox"{{#if on}} checked{{/if}}>',
    ],
    [
      'our own style sheet, feed and pictures',
      '<link rel="stylesheet" href="/style.css"><link rel="alternate" href="/archive/feed.xml"><img src="/x.png" alt="x">',
    ],
    ['a checked address', '<a href="{{safeUrl url}}">x</a>'],
  ])('%s', (_, source) => expect(ofPage(source)).toEqual([]));
});

describe('a style sheet', () => {
  const file = (file: string, text: string) => ({ file, text });
  test('knows the classes of the templates, and they those of the sheet', () => {
    const templates = [file('a.html.hbs', '<p class="{{#if x}}here{{else}}gnoe{{/if}}">\n<i class="here">')];
    expect(strangers(templates, [file('s.css', '.here { a: b }\n@media x { .gone.here { a: b } }')])).toEqual([
      { file: 'a.html.hbs', line: 1, column: 4, what: 'no style sheet knows the class gnoe' },
      { file: 's.css', line: 2, column: 12, what: 'no template has the class gone' },
    ]);
  });
  test.each([
    ['.a .b { x: y }', 'more than one element'],
    ['.a + .b { x: y }', 'more than one element'],
    ['.a, b > c { x: y }', 'more than one element'],
    ['a:hover { x: y }', 'more than one element'],
    ['@media print { .a { x: y } }', 'cannot be written into a tag'],
  ])('for tags cannot say %s', (css, words) =>
    expect(
      notAlone(css)
        .map(({ what }) => what)
        .join(),
    ).toContain(words),
  );
  test('for tags speaks of one element at a time', () => expect(notAlone('a, .b, p.c { x: y }')).toEqual([]));
  test('for screens says what is important', () => {
    expect(overruled('.a { x: y } @media z { .a { x: y !important; z: w; } }').map(({ what }) => what)).toEqual([
      'z: w is overruled by the tag; mend: !important',
    ]);
  });
  test('loads nothing', () => {
    const what = strangers([], [file('s.css', 'a { background: url(https://x.example/x.png) }')]).map((it) => it.what);
    expect(what).toEqual([expect.stringContaining('loads an asset')]);
  });
});
