import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from '../../../watchers/reading/canonical.ts';

describe('one page has one address', () => {
  test.each([
    ['in http and https', 'http://x.example/1', 'x.example/1'],
    ['with or without www', 'https://www.x.example/1', 'x.example/1'],
    ['in capitals', 'HTTPS://X.EXAMPLE/1', 'x.example/1'],
    ['with a dot behind the host', 'https://x.example./1', 'x.example/1'],
    ['with the port that goes without saying', 'https://x.example:443/1', 'x.example/1'],
    ['with a name and a password', 'https://a:b@x.example/1', 'x.example/1'],
    ['with a slash at its end', 'https://x.example/1/', 'x.example/1'],
    ['with slashes in a row', 'https://x.example//a///1', 'x.example/a/1'],
    ['of the front page', 'https://x.example/', 'x.example'],
    ['with an index file', 'https://x.example/a/index.php', 'x.example/a'],
    ['with a default file', 'https://x.example/a/Default.aspx?id=1', 'x.example/a?id=1'],
    ['with a fragment', 'https://x.example/1#comments', 'x.example/1'],
    ['with a piece of its text', 'https://x.example/1#:~:text=a', 'x.example/1'],
    ['with parameters in another order', 'https://x.example/?b=2&a=1', 'x.example?a=1&b=2'],
    ['with empty parameters', 'https://x.example/1?&&', 'x.example/1'],
    ['escaped once too often', 'https://x.example/1?a=1&amp;b=2', 'x.example/1?a=1&b=2'],
    ['with spaces as plus signs', 'https://x.example/?q=a+b', 'x.example?q=a%20b'],
    ['in letters or in percents', 'https://x.example/სია', 'x.example/%E1%83%A1%E1%83%98%E1%83%90'],
    ['in percents, small', 'https://x.example/%e1%83%a1', 'x.example/%E1%83%A1'],
    ['in percents that nobody needs', 'https://x.example/%7Ea%2Db?%61=1', 'x.example/~a-b?a=1'],
    ['in an international name', 'https://пример.рф/1', 'xn--e1afmkfd.xn--p1ai/1'],
    ['in dots', 'https://x.example/a/../1', 'x.example/1'],
  ])('%s', (_, url, one) => expect(canonical(url)).toBe(one));
});

describe('two pages have two', () => {
  test.each([
    ['in the case of a path', '/a', '/A'],
    ['in a parameter', '/?id=1', '/?id=2'],
    ['in a parameter that only looks like a tracker', '/?reference=1', '/?reference=2'],
    ['in a parameter with a tracker for its value', '/?a=utm_source', '/'],
    ['in a route', '/#!/1', '/#!/2'],
    ['in an escaped slash', '/a%2Fb', '/a/b'],
    ['in an escaped percent', '/%2541', '/A'],
    ['in a port', ':8080/1', '/1'],
    ['in a file that is no index', '/a/index-of-freedom.html', '/a'],
    ['in where a story comes from', '/?from=Tbilisi', '/'],
    ['in a page about amplifiers', '/amp', '/'],
    ['in a word that ends so', '/stamp', '/st'],
  ])('%s', (_, one, other) =>
    expect(canonical(`https://x.example${one}`)).not.toBe(canonical(`https://x.example${other}`)),
  );
});

describe('what tells where a reader came from is gone', () => {
  test.each([
    'utm_source=rss&utm_medium=feed',
    'UTM_Campaign=x',
    'utm%5Fsource=x',
    'fbclid=x',
    'gclid=x&gbraid=y&wbraid=z&gad_source=1',
    'yclid=x',
    'ysclid=x',
    '_openstat=x',
    'msclkid=x',
    'twclid=x',
    'igshid=x',
    'mc_cid=x&mc_eid=y',
    '_hsenc=x&_hsmi=y',
    'mkt_tok=x',
    'ml_subscriber=x',
    'ref=x',
    'ref_src=twsrc%5Etfw',
    'at_medium=RSS&at_campaign=KARANGA',
    'xtor=RSS-1',
    'wt_mc=rss.ho.beitrag.rdf',
    'ns_mchannel=rss',
    'cmp=rss',
    'mtm_source=x&pk_campaign=y',
    'from=rss',
    'vk_ref=x&rb_clickid=y&frommail=1',
    'rss',
    'rss=1',
    'share=facebook',
    'PHPSESSID=x',
    'a=1&amp;utm_source=x',
  ])('%s', (query) => expect(canonical(`https://x.example/1?a=1&${query}`)).toMatch(/^x\.example\/1\?a=1(&a=1)?$/));
});

describe('a page for telephones is the page', () => {
  test.each([
    ['m.', 'https://m.x.example/1', 'x.example/1'],
    ['mobile.', 'https://mobile.x.com.tr/1', 'x.com.tr/1'],
    ['wap.', 'https://wap.x.ru/1', 'x.ru/1'],
    ['amp.', 'https://amp.dw.com/ru/a-1', 'dw.com/ru/a-1'],
    ['www.m.', 'https://www.m.x.example/1', 'x.example/1'],
    ['/amp', 'https://x.example/1/amp', 'x.example/1'],
    ['/amp/', 'https://x.example/1/amp/', 'x.example/1'],
    ['.amp.html', 'https://x.example/1.amp.html', 'x.example/1.html'],
    ['?amp', 'https://x.example/1?amp', 'x.example/1'],
    ['?amp=1', 'https://x.example/1?a=1&amp=1', 'x.example/1?a=1'],
    ['?outputType=amp', 'https://x.example/1?outputType=amp', 'x.example/1'],
    ['?output=amp', 'https://x.example/1?output=amp', 'x.example/1'],
    ["Google's viewer", 'https://www.google.com/amp/s/www.x.example/1/amp/', 'x.example/1'],
    ["Google's viewer elsewhere", 'https://www.google.co.uk/amp/x.example/1', 'x.example/1'],
    [
      "Google's cache",
      'https://amp-x-example.cdn.ampproject.org/c/s/amp.x.example/1?a=1&amp_js_v=0.1&usqp=mq',
      'x.example/1?a=1',
    ],
    ["Google's cache of a viewer", 'https://x-example.cdn.ampproject.org/v/x.example/1', 'x.example/1'],
  ])('%s', (_, url, one) => expect(canonical(url)).toBe(one));

  test.each([
    ['a blog of that name', 'https://m.blogspot.com/1', 'm.blogspot.com/1'],
    ['a label of a section', 'https://m.news.x.com/1', 'm.news.x.com/1'],
    ['a name of that name', 'https://m.com/1', 'm.com/1'],
    ['a word that begins so', 'https://mx.x.com/1', 'mx.x.com/1'],
    ['a search at Google', 'https://www.google.com/search?q=amp', 'google.com/search?q=amp'],
    ['a cache of nothing', 'https://cdn.ampproject.org/v0.js', 'cdn.ampproject.org/v0.js'],
  ])('but not %s', (_, url, one) => expect(canonical(url)).toBe(one));
});

describe('what is no address of the web is left as it is', () => {
  test.each([
    '',
    'x.example/1',
    'mailto:a@x.example',
    'urn:uuid:1',
    'javascript:alert(1)',
    'data:text/plain,a',
    'http://[',
    'http://localhost:8080/',
    'http://https:8443/x',
    `https://x.example/${'a'.repeat(10_000)}`,
  ])('%.40s', (text) => expect(canonical(text)).toBe(text));

  test('numbers are addresses', () => {
    expect(canonical('http://127.0.0.1:8080/a/')).toBe('127.0.0.1:8080/a');
    expect(canonical('http://[::1]/a/')).toBe('[::1]/a');
  });
});

const part = fc.constantFrom(
  '/',
  'amp',
  'index.html',
  'index',
  '.amp.html',
  'a',
  '%41',
  '%',
  '%25',
  '%2e',
  '?',
  '&',
  '=',
  '#',
  '#!',
  '+',
  'utm_a',
  'amp;',
  ':',
);
const host = fc.array(
  fc.constantFrom(
    'www',
    'm',
    'amp',
    'mobile',
    'x',
    'com',
    'co',
    'uk',
    'blogspot',
    'google',
    'cdn',
    'ampproject',
    'org',
  ),
  { minLength: 1, maxLength: 6 },
);
const composed = fc
  .tuple(host, fc.array(part, { maxLength: 12 }))
  .map(([labels, parts]) => `https://${labels.join('.')}/${parts.join('')}`);
const address = fc.oneof(
  composed,
  fc.webUrl({ withQueryParameters: true, withFragments: true, validSchemes: ['http', 'https'] }),
);

test('what is canonical stays so, also as an address', () => {
  fc.assert(
    fc.property(address, (url) => {
      const one = canonical(url);
      expect(canonical(one)).toBe(one);
      if (!one.startsWith('http') && URL.canParse(`https://${one}`)) expect(canonical(`https://${one}`)).toBe(one);
    }),
    { numRuns: 2000 },
  );
});

test('whatever is written, nothing is thrown', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string().map((text) => `http://x.example/${text}`),
      ),
      (text) => {
        expect(typeof canonical(text)).toBe('string');
      },
    ),
  );
});
