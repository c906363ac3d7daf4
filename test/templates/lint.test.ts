import { describe, expect, test } from 'vitest';
import { lintTemplate, lintTemplates } from '../../templates/lint.ts';

const problems = (source: string) => lintTemplate('story.html.hbs', source).map(({ what }) => what);

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
    ['a mustache in a style sheet', '<style>p { color: {{colour}} }</style>', 'into a style sheet'],
  ])('%s', (_, source, words) => expect(problems(source).join('\n')).toContain(words));
});

describe('is allowed', () => {
  test.each([
    ['an escaped value in text and in quotes', '<p class="badge {{severity}}">{{title}}</p>'],
    ['a checked address', '<a href="{{safeUrl url}}">{{title}}</a>'],
    ['an attribute behind a condition', '<h3 dir="auto"{{#if tag}} lang="{{tag}}"{{/if}}>{{title}}</h3>'],
    ['a choice between our own styles', '<p style="{{#if high}}color:red{{else}}color:grey{{/if}}">x</p>'],
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
