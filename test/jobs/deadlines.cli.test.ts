import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { program } from '../../jobs/cli.ts';
import { SHIPPED } from '../../jobs/config/keys.ts';
import { proposalId } from '../../rules/deadline/candidates.ts';
import { openDatabase } from '../../state/database.ts';
import { ledgerOf } from '../../state/ledger.ts';
import { BRIDGE, DOCUMENTS } from './fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'silkwatch-deadlines-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'topics'));
const FILES = {
  'documents.yaml': DOCUMENTS,
  'sources.yaml': '[]',
  'topics/bridge.yaml': `${BRIDGE}
deadlines:
  - id: opening
    title: The bridge is opened
    date: '2126-10-20'
    announced: bridge NEAR/6 opens
    cites: [{ document: report, paragraph: 1, claim: Bridges need watching }]
`,
  'silkwatch.yaml': 'topics: topics\ndocuments: documents.yaml\nsources: sources.yaml\ndata: data\n',
};
for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content);
const config = join(folder, 'silkwatch.yaml');
const ID = proposalId('bridge', 'opening', '2126-11-15');

/** A ledger in which one item has announced another date. */
async function announced(): Promise<void> {
  mkdirSync(join(folder, 'data'));
  const { db, close } = await openDatabase(join(folder, 'data/silkwatch.db'));
  const at = '2026-10-05T06:00:00.000Z';
  const row = {
    topic: 'bridge',
    deadline: 'opening',
    item: 'i1',
    family: 'gazette',
    date: '2126-11-15',
    words: 'It opens.',
  };
  await ledgerOf(db).keepAnnouncements([{ ...row, precision: 'day', reported: at, at, withdrawn: null }], []);
  await close();
}

const run = (...args: string[]) => {
  const command = ['--disable-warning=ExperimentalWarning', join(SHIPPED, 'jobs/main.ts'), ...args, '--config', config];
  const { status, stdout } = spawnSync(process.execPath, command, {
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  });
  return { status, out: stdout };
};

describe('silkwatch deadlines', () => {
  it('confirms an announced date by the beginning of its id, and tells of it', async () => {
    await announced();
    expect(run('deadlines', 'confirm', ID.slice(0, 6), '--author', 'Nino')).toEqual({
      status: 0,
      out: 'confirmed 2126-11-15 for bridge/opening: The bridge is opened\n',
    });
    const { status, out } = run('deadlines', 'bridge', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ id: 'opening', date: '2126-11-15', was: '2126-10-20', state: 'ahead' });
  });

  it('refuses a topic that is not there', async () => {
    const given = ['deadlines', 'brigde', '--config', config];
    await expect(program().parseAsync(given, { from: 'user' })).rejects.toThrow(
      /brigde {2}no such topic; there are bridge/,
    );
  });
});
