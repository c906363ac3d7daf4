/** The style of mail: in the tags of mails, in the head of pages, and everything else of a template as it was. */
import { describe, expect, test } from 'vitest';
import { branchesOf, byBranch } from '../../templates/choice.ts';
import { composeDigest } from '../../templates/digest.ts';
import { inlined } from '../../templates/inline.ts';
import { composePage } from '../../templates/page.ts';
import { openStyle } from '../../templates/render.ts';
import { rulesOf, styleOf } from '../../templates/sheet.ts';
import { shippedTemplates } from '../../templates/shipped.ts';
import { edition, SENDER, selectionOf, story, subscriber } from './fixture.ts';

const inline = (text: string) => inlined([{ name: 'x.html.hbs', text }])[0]!.text;

describe('inlining', () => {
  test.each([
    ['puts the style of a class in the tag', '<p class="excerpt">x</p>', '<p style="margin:9px 0 0">x</p>'],
    [
      'keeps a class that the style sheet still means',
      '<div class="by quoted">x</div>',
      '<div class="by" style="margin:9px 0 0;font-size:14px;color:#5d574d">x</div>',
    ],
    [
      'puts the style of an element at the end of its tag',
      '<a href="#x">x</a>',
      '<a href="#x" style="color:inherit">x</a>',
    ],
    [
      'lets the later rule win, without saying both',
      '<td class="step here">',
      '<td class="step here" style="height:7px;border-right:3px solid #fff;font-size:5px;line-height:7px;background:#2f5d8a">',
    ],
    [
      'writes every branch of a choice',
      '<i class="{{#if @last}}lines{{else}}words{{/if}}">',
      '<i{{#if @last}} style="padding:16px 0 0;font-size:15px"{{else}} style="margin:5px 0 0"{{/if}}>',
    ],
    [
      'writes the branch that is not said',
      '<i class="words{{#if (is state \'last\')}} gone{{/if}}">',
      '<i{{#if (is state \'last\')}} class="gone" style="margin:5px 0 0;color:#5d574d"{{else}} style="margin:5px 0 0"{{/if}}>',
    ],
    [
      'leaves blocks and mustaches inside a tag where they are',
      '<p title="{{a}}{{#if b}} > {{/if}}" class="words"{{#if c}} lang="{{c}}"{{/if}}>{{> d}}',
      '<p title="{{a}}{{#if b}} > {{/if}}" style="margin:5px 0 0"{{#if c}} lang="{{c}}"{{/if}}>{{> d}}',
    ],
    ['leaves what has no style', '<p lang="x"><br><!--[if mso]><table><![endif]-->', null],
    ['leaves comments', '{{!-- <p class="words"> --}}<!-- ¶ -->', null],
  ])('%s', (_, source, expected) => expect(inline(source)).toBe(expected ?? source));

  const bare = (text: string) =>
    text
      .replace(/ (?:class|style)="(?:\{\{.*?\}\}|[^"{])*"/g, '')
      .replace(/\{\{#(if|unless) [^{}]*\}\}(?:\{\{else[^{}]*\}\})*\{\{\/\1\}\}/g, '');

  test.each(shippedTemplates().filter(({ name }) => name.endsWith('.html.hbs')))(
    'leaves all of $name but classes and styles, byte for byte',
    ({ name, text }) => expect(bare(inlined([{ name, text }])[0]!.text)).toBe(bare(text)),
  );
});

describe('a choice among classes', () => {
  test.each([
    ['no choice', 'a b', [['a', 'b']]],
    ['nothing', '', [[]]],
    [
      'one way or the other',
      'a {{#if x}}b{{else}}c{{/if}} d',
      [
        ['a', 'b', 'd'],
        ['a', 'c', 'd'],
      ],
    ],
    ['one way or not', 'a{{#unless x}} b{{/unless}}', [['a', 'b'], ['a']]],
    ['one of many values', "{{#if (is x 'b')}}b{{else if (is x 'c')}}c{{else}}d{{/if}}", [['b'], ['c'], ['d']]],
    ['a value that is printed', 'a {{x}}', null],
    ['a value that is printed in a branch', 'a {{#if x}}{{x}}{{/if}}', null],
    ['two choices', '{{#if x}}a{{/if}}{{#if y}}b{{/if}}', null],
    ['a choice in a choice', '{{#if x}}{{#if y}}b{{/if}}{{/if}}', null],
    ['a block that does not choose', '{{#each x}}b{{/each}}', null],
  ])('%s', (_, value, expected) => expect(branchesOf(value)).toEqual(expected));

  test('keeps the mustaches that choose', () => {
    expect(byBranch('a{{#if x}} b{{/if}}', (words) => `[${words.join(' ')}]`)).toBe('{{#if x}}[a b]{{else}}[a]{{/if}}');
  });
});

describe('a mail', () => {
  const told = [story()];
  const { html } = composeDigest({ ...edition, stories: told }, selectionOf(edition, told), subscriber, SENDER);
  const [, sheet] = /<style>([\s\S]*?)<\/style>/.exec(html)!;

  test('has in its style sheet only what no tag can hold, short enough for Gmail, which drops more than 8,192 characters', () => {
    expect(sheet).toBe(styleOf('screen'));
    expect(sheet!.length).toBeLessThan(8192);
    expect(sheet).toContain('@media (prefers-color-scheme:dark){');
  });
  test('says its style in its tags', () => {
    expect(html).toContain('<b class="high" style="padding:2px 7px;');
    expect(html.match(/ style="/g)!.length).toBeGreaterThan(20);
  });
});

test('the page of an edition has its style in its head alone, as a policy can name it by its hash', () => {
  const { html } = composePage({ ...edition, stories: [story()] });
  expect(html).toContain(`<style>${openStyle()}</style>`);
  expect(openStyle()).toContain('.inner{padding:32px 24px;');
  expect(html).not.toMatch(/<[^>]* style=/);
  expect(html).toMatch(/<b class="badge high">/);
});

test('the rules of a sheet are read with where they stand', () => {
  const css = '/* a { } */\n.a, b { x: y; }\n@media (w) {\n.c { z: w }\n.d { }\n}\n.e { f: g }';
  expect(rulesOf(css).map(({ selector, body, within, at }) => [selector, body, within, css.slice(at, at + 2)])).toEqual(
    [
      ['.a, b', 'x: y;', null, '.a'],
      ['.c', 'z: w', '@media (w)', '.c'],
      ['.d', '', '@media (w)', '.d'],
      ['.e', 'f: g', null, '.e'],
    ],
  );
});
