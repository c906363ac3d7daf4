import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { program } from '../../jobs/cli.ts';
import { BRIDGE, DOCUMENTS } from './fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'silkwatch-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));
const config = join(folder, 'silkwatch.yaml');
const sources = join(folder, 'sources.yaml');
writeFileSync(
  config,
  'databaseUrl: "sqlite::memory:"\nsources: sources.yaml\ntopics: topics\ndocuments: documents.yaml\n',
);
mkdirSync(join(folder, 'topics'));
writeFileSync(join(folder, 'documents.yaml'), DOCUMENTS);
for (const topic of ['tripp', 'georgia-visa'])
  writeFileSync(join(folder, `topics/${topic}.yaml`), BRIDGE.replace('topic: bridge', `topic: ${topic}`));
writeFileSync(
  sources,
  '- { id: old, title: O, kind: feed, url: https://old.example/feed, topics: [tripp], family: f, every: 1h }\n',
);
writeFileSync(join(folder, 'list.opml'), '<rss/>');

const run = (...args: string[]) => {
  const silkwatch = program();
  const sources = silkwatch.commands.find((command) => command.name() === 'sources')!;
  for (const command of [silkwatch, sources, ...sources.commands])
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  return silkwatch.parseAsync(['sources', ...args, '--config', config], { from: 'user' });
};

describe('a command on sources is refused, and nothing is changed,', () => {
  it.each([
    ['where it names a source that is not there', ['check', 'odl'], /odl {2}no such source; there are old/],
    [
      'where it adds what is watched already',
      ['add', 'old.example/feed'],
      /sources\.yaml\n +1:\d+ +\[0\]\.url {2}is watched already, as old/,
    ],
    [
      'where it adds under an unknown topic',
      ['add', 'a.example', '--topics', 'trip,georgia-visa'],
      /--topics {2}no topic is called trip; there are/,
    ],
    ['where it imports what is no list', ['import', join(folder, 'list.opml')], /list\.opml\n +no OPML/],
    [
      'where it imports under no topic',
      ['import', join(folder, 'list.opml'), '--topics', ','],
      /--topics {2}name at least one topic/,
    ],
    ['where it is none', ['chekc'], /chekc {2}no such command; there are list, check, add, import, export/],
  ])('%s', async (_, args, words) => {
    await expect(run(...args)).rejects.toThrow(words);
  });
});
