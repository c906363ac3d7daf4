/** The manual is a test: every block and every command of the README is run. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { program } from '../jobs/cli.ts';
import { KEYS, SHIPPED } from '../jobs/config/keys.ts';
import { readConfig, variableOf } from '../jobs/config.ts';
import { SMTP_OPTIONS } from '../jobs/mail/smtp/options.ts';
import { VERSION } from '../jobs/world.ts';
import { readDocuments } from '../rules/documents.ts';
import { parseQuery } from '../rules/language/parse.ts';
import type { Query } from '../rules/language/query.ts';
import { readTopic } from '../rules/topic.ts';
import { readSources } from '../watchers/sources.ts';
import { matchQuery, readable } from './rules/fixture.ts';

const root = resolve(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map((m) => m[1]!);
const yaml = (name: string) => blocks('yaml').find((block) => block.includes(`# ${name}`))!;
const documents = join(root, 'rules/documents.yaml');

describe('every YAML block of the README', () => {
  it('is one of the three that are tried here', () => expect(blocks('yaml')).toHaveLength(3));

  it('the configuration is taken', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'silkwatch-')), 'silkwatch.yaml');
    writeFileSync(file, yaml('silkwatch.yaml'));
    expect(readConfig({ config: file }, {})).toMatchObject({ timezone: 'Asia/Tbilisi', data: '/var/lib/silkwatch' });
  });

  it('the topic is read, and its examples hold', () => {
    const known = readDocuments(documents, readFileSync(documents, 'utf8')).documents;
    const { topic, problems } = readTopic('topic', yaml('topics/'), known);
    expect(problems).toEqual([]);
    expect(topic).toMatchObject({
      id: 'georgia-trade',
      deadlines: [{ date: '2028' }, { date: null }],
      trackers: [{}],
      trends: [{}],
    });
  });

  it('the sources are read', () => {
    const { sources, problems } = readSources('sources', yaml('sources.yaml'), ['tripp', 'georgia-visa']);
    expect(problems).toEqual([]);
    expect(sources.map(({ kind }) => kind)).toEqual(['feed', 'page', 'region', 'json']);
  });
});

describe('the manual of the query language', () => {
  const known = readDocuments(documents, readFileSync(documents, 'utf8')).documents;
  const { topic, terms: entries } = readTopic('topic', yaml('topics/'), known);
  const terms = new Map([...entries].map(([name, of]) => [name, { kind: 'or', of: [...of] } satisfies Query] as const));
  const rules = new Map(topic?.rules.map(({ id, when }) => [id, when]));
  const page = readme.slice(readme.indexOf('### The query language'), readme.indexOf('## Sources\n'));
  const rows = [...page.matchAll(/^\| (`.*?) \| .* \| `([^`]*)` \| `([^`]*)` \|$/gm)].map(
    ([, queries, fits, misses]) => {
      return { queries: [...queries!.matchAll(/`([^`]+)`/g)].map(([, query]) => query!), fits: fits!, misses: misses! };
    },
  );
  const item = (cell: string) => readable(cell.startsWith('{') ? JSON.parse(cell) : { title: cell });

  it('says something of every part of the language', () => {
    expect(rows).toHaveLength(page.split('\n').filter((line) => line.startsWith('| `')).length);
    expect(rows.length).toBeGreaterThanOrEqual(19);
  });

  it.each(rows.flatMap(({ queries, ...row }) => queries.map((query) => ({ query, ...row }))))(
    '$query fits $fits, and not $misses',
    ({ query: written, fits, misses }) => {
      const { query, problems } = parseQuery(written, terms, rules);
      expect(problems).toEqual([]);
      expect(matchQuery(query!, item(fits)).fits).toBe(true);
      expect(matchQuery(query!, item(misses)).fits).toBe(false);
    },
  );
});

const squeezed = (text: string) => text.replace(/ +/g, ' ');

describe('the table of the configuration', () => {
  it.each(Object.keys(KEYS))('has %s as the program has it', (key) => {
    const schema = KEYS[key as keyof typeof KEYS];
    const fallback = schema.safeParse(undefined);
    const value = fallback.success ? fallback.data : undefined;
    const text = typeof value === 'string' && value.startsWith(SHIPPED) ? relative(SHIPPED, value) : value;
    const shown = text === undefined || String(text) === '' ? '' : `\`${text}\``;
    const also = { smtpUrl: ', `SMTP_URL`', databaseUrl: ', `DATABASE_URL`', imapUrl: ', `IMAP_URL`' }[key] ?? '';
    const row = `| \`${key}\` | \`${variableOf(key)}\`${also} | ${shown} | ${schema.description} |`;
    expect(squeezed(readme)).toContain(squeezed(row));
  });
});

describe('the options of a mail server', () => {
  it.each(Object.keys(SMTP_OPTIONS))('%s is named', (name) => {
    expect(readme).toMatch(new RegExp(`\`\\??${name.replace('.', '\\.')}(=[^\`]*)?\``));
  });
});

describe('every command of the README', () => {
  const PREFIX = 'npm run -s silkwatch -- ';
  const lines = blocks('sh').flatMap((block) => block.trim().split('\n'));

  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  /** In this process, as its arguments come out of a shell: to start a process for each takes longer than all they do. */
  async function inside(args: string): Promise<void> {
    const { stdout } = await promisify(execFile)('sh', ['-c', `printf '%s\\0' ${args}`]);
    const quiet = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      await program().parseAsync(stdout.split('\0').slice(0, -1), { from: 'user' });
    } finally {
      quiet.mockRestore();
    }
    expect(process.exitCode ?? 0, args).toBe(0);
  }

  it('runs, one after the other, as a new user would type them', { timeout: 180_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'silkwatch-'));
    // The shipped sources are on the network, which a test has no business with.
    writeFileSync(join(folder, 'sources.yaml'), '[]');
    const main = `"${process.execPath}" "${join(root, 'jobs/main.ts')}" `;
    const commands = lines.filter((line) => line.includes(PREFIX));
    expect(commands.length).toBeGreaterThan(10);
    vi.stubEnv('SILKWATCH_SOURCES', join(folder, 'sources.yaml'));
    const before = process.cwd();
    process.chdir(folder);
    try {
      for (const command of commands) {
        if (command.startsWith(PREFIX) && !command.includes(' > ')) await inside(command.slice(PREFIX.length));
        else {
          const { stdout } = await promisify(execFile)('sh', ['-c', command.replace(PREFIX, main)]);
          if (command.endsWith('match'))
            expect(JSON.parse(stdout)).toMatchObject({ topics: ['tripp'], severity: 'high' });
        }
      }
    } finally {
      process.chdir(before);
    }
  });

  it('that is no silkwatch command is a script of the package, whose version is the program’s', () => {
    const { scripts, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(VERSION).toBe(version);
    const others = lines
      .filter((line) => !line.includes(PREFIX))
      .flatMap((line) => line.split('&&').map((part) => part.trim()));
    expect(others.filter((line) => line !== 'npm ci' && !(line.replace(/^npm (run )?/, '') in scripts))).toEqual([]);
  });
});
