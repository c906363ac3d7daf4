import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readBody } from '../../watchers/read.ts';
import { shared, withShared } from '../shared.ts';

const source = { id: 's', title: 'S', kind: 'feed', language: null, family: 's', select: null, links: null } as const;
const origin = { url: 'https://h.example/feed', contentType: null, source };

withShared('every real feed gives items, or a reason why not', async () => {
  const folder = join(shared!, 'feeds/real');
  const files = readdirSync(folder).filter((name) => name !== 'manifest.json');
  const results = await Promise.all(
    files.map(async (name) => ({ name, result: await readBody(readFileSync(join(folder, name)), origin) })),
  );
  const silent = results.filter(({ result }) => result.outcome === 'read' && result.items.length === 0);
  const read = results.filter(({ result }) => result.outcome === 'read' && result.items.length > 0);
  expect(files.length).toBeGreaterThanOrEqual(234);
  expect(silent.map(({ name }) => name)).toEqual([]);
  expect(read.length).toBeGreaterThanOrEqual(228);
});
