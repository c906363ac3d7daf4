/** The package as it is published: JavaScript, and every file that the program reads, in a folder that knows no clone. */
import { execFile } from 'node:child_process';
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

it('runs from its tarball: it checks itself, reads a feed in its thread, and lives the demo', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'silkwatch-'));
  await run('npm', ['run', 'build'], { cwd: root });
  await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root });
  await run('sh', ['-c', 'tar xzf silkwatch-*.tgz'], { cwd: folder });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const silkwatch = (...args: string[]) =>
    run(process.execPath, [join(folder, 'package/dist/jobs/main.js'), ...args], { cwd: folder, maxBuffer: 2 ** 26 });
  const feed = join(folder, 'feed.xml');
  writeFileSync(feed, '<rss version="2.0"><channel><item><title>One</title></item></channel></rss>');
  expect((await silkwatch('check')).stdout).toMatch(/no problem/);
  expect(JSON.parse((await silkwatch('parse', feed)).stdout)).toMatchObject({ items: [{ title: 'One' }] });
  expect((await silkwatch('demo')).stdout).toMatch(/mails lie in/);
});
