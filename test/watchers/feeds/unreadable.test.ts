import { describe, expect, test } from 'vitest';
import { readFeed } from '../../../watchers/feeds/feed.ts';
import { Unreadable } from '../../../watchers/reading/published.ts';
import { rss } from '../fixture.ts';

const published = async (text: string) => (await readFeed(text, null)).document;

const ITEM = '<item><title>One</title><link>http://h/1</link></item>';
const JSON_FEED = '{"version":"https://jsonfeed.org/version/1","items":[{"title":"One","url":"http://h/1"}]}';
const DOCTYPE = (inside: string) => rss(ITEM).replace('<rss', `<!DOCTYPE rss [${inside}]><rss`);

/** Why a text is refused. */
async function refusal(text: string): Promise<Unreadable> {
  const thrown = await published(text).then(
    (read) => read,
    (error) => error,
  );
  expect(thrown).toBeInstanceOf(Unreadable);
  return thrown as Unreadable;
}

describe('junk around a feed is passed over', () => {
  test.each([
    ['white space before the declaration', `\n\n  \t${rss(ITEM)}`],
    ['a mark before it', `\ufeff${rss(ITEM)}`],
    ['zero bytes before it', `\0\0${rss(ITEM)}`],
    ['a warning of PHP before it', `<br />\n<b>Warning</b>: x in <b>/y.php</b> on line <b>3</b><br />\n${rss(ITEM)}`],
    ['a comment before it', `<!-- made by hand -->\n${rss(ITEM)}`],
    ['no declaration', rss(ITEM).replace(/<\?xml.*?\?>/, '')],
    ['a style sheet', rss(ITEM).replace('<rss', '<?xml-stylesheet href="/x.xsl"?><rss')],
    ['a mark before JSON', `\ufeff \n${JSON_FEED}`],
    ['a comment behind it', `${rss(ITEM)}\n<!-- 0.3 s -->\n`],
  ])('%s', async (_, text) =>
    expect((await published(text)).items).toMatchObject([{ title: 'One', url: 'http://h/1' }]),
  );
});

describe('what is no feed is named', () => {
  test.each<[string, string, Unreadable['reason'], RegExp]>([
    [
      'a page',
      '<!DOCTYPE html><html><head><title> Just a\nmoment... </title></head><body>Checking</body></html>',
      'format',
      /^an HTML page titled "Just a.*moment\.\.\." instead of a feed$/,
    ],
    ['a page without a title', '<html><body>x</body></html>', 'format', /^an HTML page instead of a feed$/],
    ['a bare message', 'Invalid url', 'format', /^no feed: the answer begins "Invalid url"$/],
    ['XML of another kind', '<?xml version="1.0"?><urlset><url/></urlset>', 'format', /^no feed: the answer begins/],
    ['nothing', '', 'format', /^no feed/],
    ['JSON of another kind', '{"error":"Invalid url"}', 'format', /^JSON that is no JSON Feed$/],
    ['JSON whose version is no text', '{"version":1}', 'format', /^JSON that is no JSON Feed$/],
    ['broken JSON', '{"version":"https://jsonfeed.org/version/1.1",', 'unreadable', /JSON/],
    ['a feed that was cut in its first item', rss(ITEM).slice(0, -40), 'unreadable', /cut short before its first item/],
    ['a feed that was cut before it', rss(ITEM).slice(0, 60), 'unreadable', /cut short before its first item/],
    ['a feed that was cut in a comment', rss(`<!-- ${ITEM}`), 'unreadable', /cut short/],
  ])('%s', async (_, text, reason, detail) => {
    const refused = await refusal(text);
    expect([refused.reason, refused.message]).toEqual([reason, expect.stringMatching(detail)]);
  });

  test('a feed whose items say nothing is a failure, never a quiet day', async () => {
    const { reason, message } = await refusal('<r:rss xmlns:r="x"><r:channel><r:item></r:item></r:channel></r:rss>');
    expect([reason, message]).toEqual(['unreadable', 'the document holds 1 items, and none could be read']);
  });

  test.each([
    ['RSS', rss()],
    ['RDF', '<rdf:RDF xmlns:rdf="x"><channel><title>T</title></channel></rdf:RDF>'],
    ['Atom', '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title></feed>'],
    ['JSON', '{"version":"https://jsonfeed.org/version/1","title":"T","items":[]}'],
  ])('%s without items is a quiet day', async (_, text) => {
    expect(await published(text)).toMatchObject({ title: 'T', items: [] });
  });
});

describe('a hostile document harms nobody', () => {
  const entities = Array.from({ length: 10 }, (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`).join('');

  test.each([
    ['laughs a billion times', DOCTYPE(`<!ENTITY a0 "lol">${entities}`).replace('One', '&a10;')],
    ['reads a file', DOCTYPE('<!ENTITY x SYSTEM "file:///etc/passwd">').replace('One', '&x;')],
    ['swells', DOCTYPE(`<!ENTITY a "${'A'.repeat(10_000)}">`).replace('One', '&a;'.repeat(1000))],
  ])('an entity that %s does not expand', async (_, text) => {
    const read = JSON.stringify(await published(text).catch((error: Error) => error.message));
    expect(read.length).toBeLessThan(50_000);
    expect(read).not.toMatch(/lollol|root:|A{1000}/);
  });

  test('a body of 100 kB of "<" is read as it stands', async () => {
    const text = rss(`<item><title>One</title><description><![CDATA[${'<'.repeat(100_000)}]]></description></item>`);
    expect((await published(text)).items[0]?.summary).toBe('<'.repeat(100_000));
  });

  test('names of code are names like others', async () => {
    const names = '<__proto__ polluted="yes"><polluted>yes</polluted></__proto__><constructor>x</constructor>';
    const { items } = await published(rss(`<item><title>One</title>${names}<toString>1</toString></item>`));
    expect(items[0]?.title).toBe('One');
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});
