import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { machineProblems } from '../../jobs/check/machine.ts';
import { accept, checkProvenance, textsIn } from '../../jobs/check/provenance.ts';
import { firedIn, warningsOf } from '../../jobs/check/warnings.ts';
import { type Checked, check, readAll } from '../../jobs/check.ts';
import { program } from '../../jobs/cli.ts';
import { SHIPPED } from '../../jobs/config/keys.ts';
import { readConfig } from '../../jobs/config.ts';
import type { Key } from '../../jobs/mail/keys.ts';
import { gatherRulebook, type Rulebook, readRulebook } from '../../jobs/rulebook.ts';
import { openDatabase } from '../../state/database.ts';
import { Refusal } from '../../state/refusal.ts';
import { BRIDGE, DOCUMENTS, sourceOf } from './fixture.ts';

const TEXT = ['A report.', 'Bridges need watching.', 'Tenders are due in May.', '', 'It ends.'];
const cite = (paragraph: number) => `cites: [{ document: report, paragraph: ${paragraph}, claim: c }]`;
const TOPIC = `
topic: bridge
title: The bridge
summary: Who builds it.
rules:
  - { id: falls, title: It falls, when: bridge collaps*, severity: high, ${cite(2)} }
  - { id: tender, title: The tender, when: bridge tender, severity: low, ${cite(3)} }
deadlines:
  - { id: due, title: Bids, date: 2027-05, precision: month, ${cite(3)} }
`;

let folder: string;
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'silkwatch-check-'));
  for (const name of ['topics', 'texts']) mkdirSync(at(name));
  writeFileSync(at('topics/bridge.yaml'), TOPIC);
  writeFileSync(at('documents.yaml'), '- { id: report, file: report.txt, lines: [1, 5], title: R } # theirs\n');
  text(TEXT);
});
afterEach(() => rmSync(folder, { recursive: true }));

const text = (lines: readonly string[]) => writeFileSync(at('texts/report.txt'), `${lines.join('\n')}\n`);
const paths = () => ({ topics: at('topics'), documents: at('documents.yaml') });
const provenance = (rulebook = readRulebook(paths())): Checked =>
  checkProvenance(rulebook, textsIn(at('texts')), 'texts');
const accepting = () => accept(readRulebook(paths()), textsIn(at('texts')), at('documents.yaml'));
const accepted = (): Rulebook => accepting().rulebook;
const MEND = "mend: write the new numbers in the topics (and the document's lines), then --accept";
const SOUND = { lines: ['3 citations; every paragraph stands as it was read'], failed: false };

describe('the check of provenance', () => {
  it('asks for hashes where there are none, and is content when they are accepted', () => {
    const mend = 'mend: silkwatch check --documents texts --accept';
    expect(provenance()).toEqual({
      lines: [
        `unhashed bridge/falls report#2; ${mend}`,
        `unhashed bridge/tender report#3; ${mend}`,
        `unhashed bridge/due report#3; ${mend}`,
      ],
      failed: true,
    });
    expect(provenance(accepted())).toEqual(SOUND);
    expect(readFileSync(at('documents.yaml'), 'utf8')).toMatch(/title: R, cited: \{ 2: \S+, 3: \S+ \} \} # theirs\n$/);
    expect(provenance()).toEqual(SOUND);
  });

  it.each([
    [
      'names rules and deadlines whose paragraph says something else',
      TEXT.with(2, 'Tenders are due in June.'),
      ['stale bridge/tender report#3', 'stale bridge/due report#3'],
      true,
    ],
    [
      'tells where paragraphs have moved to, and does not fail for it',
      TEXT.toSpliced(1, 0, 'It is long.'),
      [
        'moved bridge/falls report#2 now #3',
        'moved bridge/tender report#3 now #4',
        'moved bridge/due report#3 now #4',
        `3 citations moved; ${MEND}`,
      ],
      false,
    ],
    [
      'tells the line of one that has moved out of the document',
      [...TEXT.slice(0, 2), 'x', 'y', 'z', ...TEXT.slice(2)],
      [
        "moved bridge/tender report#3 now line 6, outside the document's lines",
        "moved bridge/due report#3 now line 6, outside the document's lines",
        `2 citations moved; ${MEND}`,
      ],
      false,
    ],
    [
      'misses the end of a file',
      TEXT.slice(0, 2),
      [
        "missing report report.txt has 2 lines, and the document's end at 5",
        'missing bridge/tender report#3',
        'missing bridge/due report#3',
      ],
      true,
    ],
    ['is content with another typesetting', TEXT.map((line) => line.replaceAll(' ', '\u00a0')), SOUND.lines, false],
  ])('%s', (_, lines, expected, failed) => {
    accepted();
    text(lines);
    expect(provenance()).toEqual({ lines: expected, failed });
  });

  it('misses a file that is not there', () => {
    rmSync(at('texts/report.txt'));
    expect(provenance()).toEqual({ lines: ['missing report there is no file report.txt'], failed: true });
  });

  it('accepts what was read again, and leaves what has moved to be told until its number is mended', () => {
    accepted();
    const young = TEXT.with(1, 'Bridges need no watching.').toSpliced(2, 0, 'New.');
    text(young);
    const { rulebook, lines } = accepting();
    expect(lines).toEqual(['accepted report#2']);
    const moved = [
      'moved bridge/tender report#3 now #4',
      'moved bridge/due report#3 now #4',
      `2 citations moved; ${MEND}`,
    ];
    expect(provenance(rulebook).lines).toEqual(moved);
    expect(accepting().lines).toEqual([]);
    expect(provenance().lines).toEqual(moved);
  });

  it('takes the new numbers once they are written, though a paragraph with an old number stands in each place', () => {
    accepted();
    text(TEXT.toSpliced(1, 0, 'New.'));
    expect(accepting().lines).toEqual([]);
    const renumbered = TOPIC.replaceAll('paragraph: 3', 'paragraph: 4').replaceAll('paragraph: 2', 'paragraph: 3');
    writeFileSync(at('topics/bridge.yaml'), renumbered);
    expect(accepting().lines).toEqual(['accepted report#3', 'accepted report#4']);
    expect(provenance()).toEqual(SOUND);
  });

  it('takes no paragraph for a renumbered one because a rule that cited it is gone', () => {
    accepted();
    text(TEXT.toSpliced(1, 0, 'New.'));
    writeFileSync(at('topics/bridge.yaml'), TOPIC.replace(/.*id: falls.*\n/, ''));
    expect(accepting().lines).toEqual([]);
    expect(provenance().lines).toEqual([
      'moved bridge/tender report#3 now #4',
      'moved bridge/due report#3 now #4',
      `2 citations moved; ${MEND}`,
    ]);
  });

  it('says what it has accepted, paragraph by paragraph', () => {
    expect(accepting().lines).toEqual(['accepted report#2', 'accepted report#3']);
    expect(accepting().lines).toEqual([]);
  });

  it('is what the command does: findings on standard output, and 1 where anything is stale', () => {
    const run = (...args: string[]) => {
      const env = { PATH: process.env.PATH, SILKWATCH_DOCUMENTS: 'documents.yaml', SILKWATCH_TOPICS: 'topics' };
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [join(SHIPPED, 'jobs/main.ts'), 'check', ...args],
        { cwd: folder, env, encoding: 'utf8' },
      );
      return { status, stdout, stderr };
    };
    expect(run('--documents', 'texts', '--accept')).toEqual({
      status: 0,
      stdout: `accepted report#2\naccepted report#3\n${SOUND.lines[0]}\n`,
      stderr: '',
    });
    text(TEXT.with(1, 'Bridges fall.'));
    expect(run('--documents', 'texts')).toEqual({ status: 1, stdout: 'stale bridge/falls report#2\n', stderr: '' });
  });

  it.each([
    ['a folder that is not there', ['--documents', 'nowhere'], /there is no folder \S*nowhere/],
    ['--accept without the texts', ['--accept'], /--accept {2}needs --documents/],
    ['a file for a folder', ['--documents', 'documents.yaml'], /documents\.yaml is a file; mend: name the folder/],
  ])('is refused for %s', async (_, args, words) => {
    writeFileSync(at('silkwatch.yaml'), 'topics: topics\ndocuments: documents.yaml\n');
    const named = args.map((word) => (word.startsWith('--') ? word : at(word)));
    const checking = program().parseAsync(['check', ...named, '--config', at('silkwatch.yaml')], { from: 'user' });
    await expect(checking).rejects.toThrow(words);
  });
});

describe('the check of what is written', () => {
  const checked = (topic: string, strict?: boolean): Checked => {
    writeFileSync(at('topics/bridge.yaml'), topic);
    writeFileSync(at('documents.yaml'), DOCUMENTS);
    const config = { ...readConfig({}, {}), ...paths() };
    const sources = [sourceOf(), sourceOf({ id: 'b', enabled: false })];
    return check({ rulebook: gatherRulebook(config).rulebook, sources, fired: [], keys: [] }, strict);
  };
  const OVERVIEW = 'bridge: The bridge over the Arax; 3 rules, 0 deadlines, 0 trackers, 0 trends';

  it('counts what there is', () => {
    expect(checked(BRIDGE)).toEqual({
      lines: [OVERVIEW, '2 sources, 1 of them off; 1 document; no problem'],
      failed: false,
    });
  });

  it('warns of what looks like a slip, and fails for it where it is strict', () => {
    const slip = BRIDGE.replace('when: bridge AND tender', 'when: bridge AND (tender OR tender*)');
    const lines = [
      OVERVIEW,
      `warning ${at('topics/bridge.yaml')}:7:65 rules[1].when  tender adds nothing beside tender*; mend: remove it`,
      '2 sources, 1 of them off; 1 document; no problem, 1 warning',
    ];
    expect(checked(slip)).toEqual({ lines, failed: false });
    expect(checked(slip, true)).toEqual({ lines, failed: true });
  });

  it('warns of rules that analysts have found to be noise', () => {
    writeFileSync(at('documents.yaml'), DOCUMENTS);
    writeFileSync(at('topics/bridge.yaml'), BRIDGE);
    const { read } = gatherRulebook(paths()).rulebook;
    const noisy = { topic: 'bridge', rule: 'talk', fired: 40, judged: 12, useful: 2 };
    expect(warningsOf(read, [noisy, { ...noisy, rule: 'gone' }, { ...noisy, rule: 'falls', useful: 9 }])).toEqual([
      `warning ${at('topics/bridge.yaml')}:8:5 rules[2]  talk fired 40 times; of 12 judged, 2 useful; mend: narrow the query, or lower the severity`,
    ]);
  });

  it('counts one as one, and lets no sign of a title steer the terminal', () => {
    const one = BRIDGE.slice(0, BRIDGE.indexOf('\n', BRIDGE.indexOf('rules:') + 7) + 1);
    expect(checked(one.replace('The bridge over the Arax', '"The \\e[31mbridge"')).lines[0]).toBe(
      'bridge: The [31mbridge; 1 rule, 0 deadlines, 0 trackers, 0 trends',
    );
  });

  const refusedAll = (files: Record<string, string>): string[] => {
    for (const [name, written] of Object.entries({ 'documents.yaml': DOCUMENTS, ...files }))
      writeFileSync(at(name), written);
    const config = { ...readConfig({}, {}), ...paths(), sources: at('sources.yaml') };
    try {
      readAll(config);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return error.problems.map(({ file, what }) => `${file.slice(folder.length + 1)}: ${what.split('\n')[0]}`);
    }
    return [];
  };
  it('refuses keys that cannot sign mail, and warns of those that sign it badly', () => {
    const config = { ...readConfig({}, {}), ...paths(), sources: at('sources.yaml'), dkim: ['s1:/nowhere/key.pem'] };
    writeFileSync(config.sources, '[]');
    expect(() => readAll(config)).toThrow(/^\/nowhere\/key\.pem\n +dkim s1 {2}cannot be read/m);
    const key = { selector: 's1', kind: 'rsa', bits: 1024, file: 'key.pem' } as Key;
    const { lines } = check({ rulebook: gatherRulebook(paths()).rulebook, sources: [], fired: [], keys: [key] });
    expect(lines).toContain('warning key.pem  the key s1 is of 1024 bits; 2048 are asked for');
  });

  it.each([
    [
      'a mail program that is not there',
      { smtpUrl: 'sendmail:///nowhere/sendmail' },
      '/nowhere/sendmail',
      'smtpUrl',
      /^cannot be run: ENOENT.*mend:/,
    ],
    ['a mail program that is a folder', { smtpUrl: 'sendmail:///usr' }, '/usr', 'smtpUrl', /^is no program; mend:/],
    [
      'a mail program that may not be run',
      { smtpUrl: 'sendmail:///etc/passwd' },
      '/etc/passwd',
      'smtpUrl',
      /^cannot be run: EACCES/,
    ],
    [
      'a package that is not installed',
      { smtpUrl: 'ses://eu-central-1' },
      'ses://eu-central-1',
      'smtpUrl',
      /mend: npm install @aws-sdk/,
    ],
    ['a Maildir that is not there', { maildir: '/nowhere' }, '/nowhere', 'maildir', /^is no Maildir: ENOENT/],
    ['a folder that is no Maildir', { maildir: '/usr' }, '/usr', 'maildir', /^is no Maildir: .*new, cur and tmp/],
  ])('refuses %s', (_, given, file, field, what) => {
    expect(machineProblems({ smtpUrl: undefined, maildir: undefined, ...given })).toEqual([
      { file, field, what: expect.stringMatching(what) },
    ]);
    const config = { ...readConfig({}, {}), ...paths(), sources: at('sources.yaml'), ...given };
    writeFileSync(config.sources, '[]');
    expect(() => readAll(config)).toThrow(file);
  });
  it('is content with a mail program and a Maildir that are there', () => {
    for (const name of ['new', 'cur']) mkdirSync(at(`mail/${name}`), { recursive: true });
    expect(machineProblems({ smtpUrl: `sendmail://${process.execPath}`, maildir: at('mail') })).toEqual([]);
  });

  const SOURCE = (topics: string, kind = 'feed') =>
    `- { id: g, title: G, kind: ${kind}, url: https://g.example.org, family: g, every: 1h, topics: [${topics}] }\n`;

  it.each<[string, Record<string, string>, string[]]>([
    [
      'of topics and sources, where the flawed topic is still known to sources and to its double',
      {
        'topics/bridge.yaml': BRIDGE.replace('bridge AND tender', 'bridge AND $tender'),
        'topics/later.yaml': BRIDGE,
        'sources.yaml': SOURCE('bridge, brige'),
      },
      [
        'topics/bridge.yaml: unknown term $tender',
        'topics/later.yaml: a second file defines the topic bridge',
        'sources.yaml: no topic is called brige; did you mean bridge',
      ],
    ],
    [
      'of documents, which flawed are still known to topics',
      {
        'documents.yaml': DOCUMENTS.replace('title:', 'titel:'),
        'topics/bridge.yaml': BRIDGE,
        'sources.yaml': SOURCE('bridge'),
      },
      ['documents.yaml: missing; it must be text', 'documents.yaml: unknown key titel'],
    ],
    [
      'but none of topics that sources name where a topic file cannot be read at all, nor of its citations',
      {
        'documents.yaml': '- {',
        'topics/bridge.yaml': BRIDGE,
        'topics/x.yaml': '{',
        'sources.yaml': SOURCE('nowhere'),
      },
      ['documents.yaml: ', 'topics/x.yaml: '],
    ],
  ])('refuses with all problems at once %s', (_, files, expected) => {
    expect(refusedAll(files).map((line, n) => line.slice(0, expected[n]?.length))).toEqual(expected);
  });

  it('asks a ledger that is there how rules have done', async () => {
    mkdirSync(at('data'));
    const config = readConfig({ data: at('data') }, {});
    const { db, sqlite, close } = await openDatabase(config.databaseUrl);
    sqlite.pragma('foreign_keys = off');
    const its = { item: 'i', topic: 'bridge', rule: 'falls', at: '2026-10-05T06:00:00.000Z' };
    const rest = { version: 'v', severity: 'high', title: 'T', cites: '[]', evidence: '[]', why: null } as const;
    await db
      .insertInto('matches')
      .values({ ...its, ...rest })
      .execute();
    await db
      .insertInto('labels')
      .values({ ...its, fits: 0 })
      .execute();
    await close();
    expect(await firedIn(config)).toEqual([{ topic: 'bridge', rule: 'falls', fired: 1, judged: 1, useful: 0 }]);
  });

  it('makes no ledger where there is none', async () => {
    const config = readConfig({ data: at('data') }, {});
    expect(await firedIn(config)).toEqual([]);
    expect(() => readFileSync(at('data/silkwatch.db'))).toThrow(/ENOENT/);
  });
});
