import { globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What a folder may import besides itself: the rings of the design. */
const MAY = {
  state: [],
  watchers: ['state'],
  rules: ['state'],
  templates: ['state'],
  web: ['state', 'rules', 'templates'],
  jobs: ['state', 'watchers', 'rules', 'templates', 'web'],
};
const HOMES = {
  hono: 'web',
  'rss-parser': 'watchers',
  cheerio: 'watchers',
  handlebars: 'templates',
  juice: 'templates',
  keyv: 'state',
  kysely: 'state',
  'better-sqlite3': 'state',
  nodemailer: 'jobs',
  'node-cron': 'jobs',
  pino: 'jobs',
};

const root = resolve(import.meta.dirname, '..');
const files = Object.keys(MAY).flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }));
const sources = files.map((file) => ({
  file,
  folder: folderOf(file),
  text: readFileSync(resolve(root, file), 'utf8'),
}));
const imports = sources.flatMap(({ file, folder, text }) =>
  [...text.matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name]) => ({ file, folder, name: name! })),
);
const own = imports
  .filter(({ name }) => name.startsWith('.'))
  .map(({ file, folder, name }) => ({ file, folder, name, to: folderOf(resolve(root, file, '..', name)) }));
const packages = Map.groupBy(
  imports.filter(({ name }) => !/^(\.|node:)/.test(name)),
  ({ name }) => name.match(/^(@[^/]+\/)?[^/]+/)![0],
);

function folderOf(path: string): string {
  return path.replace(`${root}/`, '').split('/')[0]!;
}

const foldersOf = (name: string) => [...new Set((packages.get(name) ?? []).map(({ folder }) => folder))];

describe('layout', () => {
  it.each(Object.entries(MAY))('%s imports itself and %j only', (folder, may) => {
    const its = own.filter((one) => one.folder === folder);
    expect(its).not.toEqual([]);
    expect(its.filter(({ to }) => to !== folder && !may.some((name) => name === to))).toEqual([]);
  });

  it.each(Object.entries(HOMES))('the package %s is imported in %s only', (name, home) => {
    expect(foldersOf(name)).toEqual([home]);
  });

  it('every package but zod and yaml is imported in one folder', () => {
    const one = [...packages.keys()].filter((name) => name !== 'zod' && name !== 'yaml');
    expect(one.filter((name) => foldersOf(name).length !== 1)).toEqual([]);
    expect(one.length).toBeGreaterThan(10);
  });

  it('yaml is read in state/refusal.ts and what it is made of, and by what writes it: the demo, new rows of the sources file, and hashes of what is cited', () => {
    const readers = (packages.get('yaml') ?? []).map(({ file }) => file);
    expect(readers).toContain('state/refusal.ts');
    const own = ['state/refusal.ts', 'state/slips.ts'];
    const writers = readers.filter((file) => !own.includes(file) && !file.startsWith('jobs/demo'));
    expect(writers.toSorted()).toEqual(['jobs/check/accept.ts', 'jobs/sources/write.ts']);
  });

  it('a command that reads no English, no dates and no network loads nothing that does', () => {
    const loaded = new Set<string>();
    const load = (file: string): void => {
      if (loaded.has(file)) return;
      loaded.add(file);
      const text = sources.find((one) => one.file === file)?.text ?? '';
      for (const [, name] of text.matchAll(/^(?:import|export)(?! type\b)[^;']* from '([^']+)'/gm))
        load(name!.startsWith('.') ? join(dirname(file), name!) : name!);
    };
    load('jobs/cli.ts');
    expect(loaded).toContain('rules/dates/read.ts');
    expect(['compromise', 'chrono-node', 'undici', 'juice'].filter((name) => loaded.has(name))).toEqual([]);
  });

  it('only jobs/config.ts reads the environment: whoever else names it hands it over whole', () => {
    const readers = sources.filter(({ text }) => /process\.env|node:process|import\.meta\.env/.test(text));
    const others = readers.filter(({ file }) => file !== 'jobs/config.ts');
    expect(others.filter(({ folder }) => folder !== 'jobs')).toEqual([]);
    expect(others.map(({ text }) => text.match(/.*(process\.env|node:process|import\.meta\.env).*/g))).toEqual([
      [expect.stringMatching(/readConfig\([^;]*, process\.env\)/)],
    ]);
  });
});
