import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { pagesIn } from '../../jobs/pages.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'silkwatch-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

const page = (html: string) => ({ name: '2026-10-05T0700-daily-edition.html', html });

it('a page is a file that a browser shows with its pictures, whole, and the same however often it is written', async () => {
  const outbox = join(folder(), 'outbox');
  const images = [{ name: 'coverage-bridge.png', png: 'iVBORw0KGgo=' }];
  for (let n = 0; n < 2; n++) await pagesIn(outbox)({ ...page('<img src="cid:coverage-bridge.png">'), images });
  expect(readdirSync(outbox)).toEqual(['2026-10-05T0700-daily-edition.html']);
  expect(readFileSync(join(outbox, page('').name), 'utf8')).toBe('<img src="data:image/png;base64,iVBORw0KGgo=">');
});

it('a folder that cannot be written is named', async () => {
  const file = join(folder(), 'outbox');
  writeFileSync(file, '');
  await expect(pagesIn(file)(page(''))).rejects.toThrow(`cannot write the page of an edition to ${file}`);
});
