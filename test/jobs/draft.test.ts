import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../jobs/config.ts';
import { writeDraft } from '../../jobs/draft/write.ts';
import { draft, type Wishes } from '../../jobs/draft.ts';
import { readRulebook } from '../../jobs/rulebook.ts';
import { schemaText } from '../../rules/schemas.ts';
import { paragraphsOf } from '../../state/document.ts';
import { pdfOf } from '../watchers/pdf.ts';
import { type TestWorld, testWorld } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'silkwatch-draft-'));
afterAll(() => rmSync(folder, { recursive: true }));
const config = { ...readConfig({}, {}), maxBytes: 100_000 };
let world: TestWorld;
beforeEach(async () => {
  world = await testWorld();
});

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}
const draftOf = (names: string[], wishes: Wishes = {}) => draft(names, wishes, config, world);

const SENTENCE =
  'Kazakhstan may join the Abraham Accords and deploy troops to Gaza, Israel and the United States announced. ';
const PAGE = `<!doctype html><html lang=en><head><title>Kazakhstan and the Accords</title><meta name=author content="Ada Lovelace">
  <meta property="article:published_time" content="2026-02-03T09:00:00Z"></head><body><nav><a href=/>Home</a></nav>
  <article><h1>Kazakhstan and the Accords</h1>${`<p>${SENTENCE.repeat(3)}</p>`.repeat(4)}<p>They must answer by August 31, and the officials of both states know it well.</p></article></body></html>`;

describe('silkwatch draft', () => {
  it('reads text, HTML and PDF, files and addresses, into one topic that passes', async () => {
    world.answers.set(
      'https://example.org/accords',
      () => new Response(PAGE, { headers: { 'content-type': 'text/html' } }),
    );
    const text = file('a.txt', `On accords\n\n${SENTENCE}`);
    const pdf = file('b.pdf', pdfOf([[[0, SENTENCE.trim()]], []]));
    const { proposal, remarks } = await draftOf([text, 'https://example.org/accords', pdf], { topic: 'accords' });
    expect(proposal.topic).toBe('accords');
    expect(proposal.documents).toMatchObject([
      { id: 'a', file: 'a.txt', title: 'On accords', date: null },
      {
        file: 'example-org-accords.txt',
        title: 'Kazakhstan and the Accords',
        author: 'Ada Lovelace',
        date: '2026-02-03',
      },
      { file: 'b.txt', count: 1 },
    ]);
    expect(proposal.rules.map(({ id }) => id)).toContain('join-abraham-accords-kazakhstan');
    // The page names its day, so that the year of its limit is known.
    expect(proposal.deadlines).toContainEqual(expect.objectContaining({ date: '2026-08-31', doubt: null }));
    expect(remarks.join('\n')).toMatch(/b\.pdf → b\.txt: 2 pages, no text on page 2/);
  });

  it('says of another language what is not proposed', async () => {
    const { remarks } = await draftOf([file('ru.txt', 'Армения откроет коридор. Коридор пройдёт через Мегри.')]);
    expect(remarks.at(-1)).toMatch(/^ru: not in English, so only key phrases/);
  });

  it('refuses everything that cannot be read at once, by file, with what can be done', async () => {
    world.answers.set('https://example.org/gone', () => new Response('', { status: 404 }));
    const names = [
      join(folder, 'absent.txt'),
      folder,
      file('binary', Buffer.from([1, 0, 2, 0xff, 0])),
      file('empty.txt', ''),
      file('large.txt', 'x'.repeat(100_001)),
      file('scan.pdf', pdfOf([[]])),
      file('broken.pdf', '%PDF-1.4'),
      file('menu.html', '<!doctype html><p>Menu'),
      'https://example.org/gone',
    ];
    const refused = await draftOf(names, { topic: 'Not An Id', date: '31.8.2025' }).catch((error) => error.message);
    for (const name of names) expect(refused).toContain(`${name}\n`);
    for (const words of [
      'no such file',
      'name the files in it',
      'no text, HTML or PDF',
      'is empty',
      'more than 100000 bytes',
      'OCR',
      'HTTP 404',
      '--topic',
      '--date',
    ])
      expect(refused).toContain(words);
    expect(refused).toMatch(/11 problems\. Nothing was changed\.$/);
  });

  it('says why there is no draft where a text holds no words', async () => {
    await expect(draftOf([file('none.txt', '…\n')])).rejects.toThrow(
      /no word stands there that a rule could be made of/,
    );
  });

  it('writes a folder that the check takes, with the texts that its paragraphs are in, and touches nothing that is there', async () => {
    const [one, page] = [file('c.txt', `On accords\n\n${SENTENCE}\n${SENTENCE}`), file('page.html', PAGE)];
    const out = join(folder, 'out');
    const drafted = await draftOf([one, page], { topic: 'accords', out });
    expect(drafted.remarks).toEqual([
      'c.txt: one analysis, 3 paragraphs',
      expect.stringMatching(
        /^page\.html → documents\/page\.txt: the article of the page, one analysis, \d+ paragraphs$/,
      ),
    ]);
    expect(await writeDraft(out, drafted)).toEqual(
      [
        'topics/accords.yaml',
        'topic.schema.json',
        'documents.yaml',
        'sources.yaml',
        'silkwatch.yaml',
        'documents/c.txt',
        'documents/page.txt',
      ].map((name) => join(out, name)),
    );
    const { topics, documents } = readRulebook(readConfig({ config: join(out, 'silkwatch.yaml') }, {}));
    expect(topics.map(({ id }) => id)).toEqual(['accords']);
    expect(readFileSync(join(out, 'topic.schema.json'), 'utf8')).toBe(schemaText('topic'));
    expect(drafted.topic.split('\n')[0]).toBe('# yaml-language-server: $schema=../topic.schema.json');
    for (const document of documents.values()) {
      const text = readFileSync(join(out, 'documents', document.file), 'utf8');
      expect(paragraphsOf(document, text)).toHaveLength(document.paragraphs);
      expect(Object.keys(document.cited ?? {}).length).toBeGreaterThan(0);
    }
    const before = readFileSync(join(out, 'documents.yaml'), 'utf8');
    await expect(writeDraft(out, await draftOf([one]))).rejects.toThrow(/documents\.yaml\n +is there already/);
    expect(readFileSync(join(out, 'documents.yaml'), 'utf8')).toBe(before);
  });

  it('tells two files of one name apart', async () => {
    const { proposal } = await draftOf([file('d.txt', SENTENCE), file('d.html', PAGE)]);
    expect(proposal.documents.map(({ id, file }) => [id, file])).toEqual([
      ['d', 'd.txt'],
      ['d-2', 'd-2.txt'],
    ]);
  });

  it('reads no more than it can, and says so', async () => {
    const roomy = { ...config, maxBytes: 2_000_000 };
    // Of letters there are many, and of words, which take the time, few.
    const name = file('long.txt', `${SENTENCE}\n${`${'x'.repeat(1000)}.\n`.repeat(450)}`);
    const { remarks } = await draft([name], {}, roomy, world);
    expect(remarks.at(-1)).toMatch(/^\d+ letters at the end were not read/);
  });
});
