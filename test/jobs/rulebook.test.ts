import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRulebook } from '../../jobs/rulebook.ts';
import { readSourcesFile } from '../../jobs/sources.ts';
import { Refusal } from '../../state/refusal.ts';
import { BRIDGE, DOCUMENTS, RAILWAY } from './fixture.ts';

let folder: string;
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'silkwatch-rulebook-'));
  writeFileSync(at('documents.txt'), DOCUMENTS);
});
afterEach(() => rmSync(folder, { recursive: true }));

function read(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) writeFileSync(at(name), text);
  return readRulebook({ topics: folder, documents: at('documents.txt') });
}
function problems(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.problems;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the rulebook', () => {
  it('holds every topic of the folder, by file name, and nothing else', () => {
    const { topics, documents } = read({ '2.yaml': BRIDGE, '1.yml': RAILWAY, 'notes.md': 'x', '3.yaml.bak': '{' });
    expect(topics.map(({ id }) => id)).toEqual(['railway', 'bridge']);
    expect([...documents.keys()]).toEqual(['report']);
  });
  it('is refused whole, with the problems of every file', () => {
    writeFileSync(at('documents.txt'), `${DOCUMENTS}- { id: report, file: x, lines: [1, 2], title: Again }\n`);
    const found = problems(() =>
      read({ '1.yaml': BRIDGE.replace('bridge AND tender', '$brige'), '2.yaml': '{', '3.yaml': RAILWAY }),
    );
    expect(new Set(found.map(({ file }) => file))).toEqual(new Set([at('documents.txt'), at('1.yaml'), at('2.yaml')]));
    for (const { line } of found) expect(line).toBeGreaterThan(0);
  });
  it.each([
    ['there is no topic file', {}, '.', /no topic file/],
    [
      'two files define one topic',
      { '1.yaml': BRIDGE, '2.yaml': BRIDGE },
      '2.yaml',
      /second file defines the topic bridge/,
    ],
  ])('is refused where %s', (_, files, file, what) => {
    expect(problems(() => read(files))).toMatchObject([
      { file: join(folder, file), what: expect.stringMatching(what) },
    ]);
  });
  it('is refused where a folder or file is not there, each of them named', () => {
    const paths = { topics: at('nowhere'), documents: at('nothing.yaml') };
    const files = problems(() => readRulebook(paths)).map(({ file }) => file);
    expect(new Set(files)).toEqual(new Set([paths.topics, paths.documents]));
  });
});

describe('the sources', () => {
  const source = 'id: gazette, title: G, kind: feed, url: https://g.example.org, family: g, every: 1h';
  it('are those of the file', () => {
    writeFileSync(at('sources.yaml'), `- { ${source}, topics: [bridge] }`);
    expect(readSourcesFile(at('sources.yaml'), ['bridge'])).toMatchObject([
      { id: 'gazette', every: 3600_000, enabled: true },
    ]);
  });
  it('are refused whole where one serves a topic that is not there', () => {
    writeFileSync(at('sources.yaml'), `- { ${source}, topics: [brige] }\n- { ${source}, topics: [bridge] }`);
    const found = problems(() => readSourcesFile(at('sources.yaml'), ['bridge']));
    expect(found.map(({ line, field }) => [line, field])).toEqual([
      [1, '[0].topics[0]'],
      [2, '[1].id'],
    ]);
  });
  it('are refused where the file is not there', () => {
    expect(problems(() => readSourcesFile(at('nowhere.yaml'), []))).toMatchObject([
      { file: at('nowhere.yaml'), what: expect.stringContaining('ENOENT') },
    ]);
  });
});
