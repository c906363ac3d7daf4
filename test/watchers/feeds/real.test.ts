import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readBody } from '../../../watchers/reading/read.ts';
import { shared, withShared } from '../../shared.ts';

const NOTHING = { language: null, select: null, links: null, region: null, paths: null, article: false } as const;
const source = { id: 's', title: 'S', kind: 'feed', family: 's', ...NOTHING } as const;
const origin = { url: 'https://h.example/feed', contentType: null, source, published: true };

/** Where a document does not give as many items as the manifest counts. */
const COUNTED: [file: string, manifest: number, read: number, because: string][] = [
  ['KDE+syndication__3a03dd_javaworld.xml', 11, 10, 'a comment before the root says <item> once more'],
  ['danmactough+node-feedparser__0b48c8_illegally-nested.xml', 20, 10, 'each item holds one more, which is empty'],
  ['rubycocos+feedparser__586113_byparker.json', 72, 36, 'each item is counted twice'],
];

withShared('every real feed that holds items gives as many as it holds, but for those that are listed', async () => {
  const folder = join(shared!, 'feeds/real');
  const manifest: { file: string; items: number }[] = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const files = new Set(readdirSync(folder));
  const results = await Promise.all(
    manifest.map(async ({ file, items }) => {
      const result = await readBody(readFileSync(join(folder, file)), origin);
      return { file, items, read: result.outcome === 'read' ? result.document.items.length : result.reason };
    }),
  );
  expect(manifest.every(({ file }) => files.has(file))).toBe(true);
  expect(results.length).toBeGreaterThanOrEqual(234);
  const otherwise = results.filter(({ items, read }) => read !== items);
  expect(otherwise).toEqual(COUNTED.map(([file, items, read]) => ({ file, items, read })));
});
