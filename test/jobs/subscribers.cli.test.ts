import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { program } from '../../jobs/cli.ts';
import { Refusal } from '../../state/refusal.ts';

const folder = mkdtempSync(join(tmpdir(), 'silkwatch-subscribers-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  process.exitCode = undefined;
});

/** What a command line of `subscribers` says on its output, or the field and words of its refusal; and its exit status. */
async function run(...args: string[]): Promise<{ said: string[]; status: unknown }> {
  const said: string[] = [];
  const output = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.push(...String(text).trimEnd().split('\n'));
    return true;
  });
  process.exitCode = undefined;
  try {
    await program().parseAsync(['subscribers', ...args, '--data', join(folder, 'data')], { from: 'user' });
  } catch (error) {
    said.push(...(error as Refusal).problems.map(({ field, what }) => `${field} ${what}`));
    process.exitCode = error instanceof Refusal ? 2 : 1;
  } finally {
    output.mockRestore();
  }
  return { said, status: process.exitCode };
}

describe('silkwatch subscribers', () => {
  it('takes a table, gives it back, and lets nobody in again who is out', async () => {
    const people = join(folder, 'people.csv');
    writeFileSync(people, 'address;topics\nnino@example.org;tripp\nbad;\n\u001b[31mana@example.org;\n');
    expect(await run('import', people, '--dry-run')).toMatchObject({ status: 1, said: { length: 4 } });
    const { said, status } = await run('import', people);
    expect([said[0], said.at(-1), status]).toEqual([
      'people.csv:2  added      nino@example.org: tripp; daily, alerts',
      expect.stringMatching(/^1 added, 0 changed, 0 kept, 0 suppressed, 2 refused; 1 without a word/),
      1,
    ]);
    expect(said.join('')).not.toContain('\u001b');
    expect((await run('export')).said[1]).toMatch(
      /^nino@example\.org,tripp,daily,7,monday,UTC,low,on,off,off,html,en,/,
    );
    expect(JSON.parse((await run('list', '--json')).said[0]!)).toMatchObject({ address: 'nino@example.org' });

    expect((await run('remove', 'NINO@example.org')).status).toBeUndefined();
    expect((await run('import', people)).said[0]).toMatch(/suppressed nino@example\.org: left on /);
    expect(await run('add', 'nino@example.org')).toEqual({
      said: [expect.stringMatching(/^nino@example\.org is suppressed: left on .* suppress --lift nino@example\.org$/)],
      status: 2,
    });
    expect((await run('export')).said).toHaveLength(1);
    expect((await run('export', '--all')).said).toHaveLength(2);
    expect((await run('suppress')).said).toEqual(['left       1']);

    expect((await run('suppress', '--lift', 'nino@example.org')).said).toEqual([
      'nino@example.org may be written to again',
    ]);
    expect((await run('add', 'nino@example.org')).said[0]).toMatch(/^nino@example\.org {2}daily/);
    expect((await run('suppress', 'nino@example.org', 'eve@example.org')).said).toEqual([
      'nino@example.org is written to no more, whoever brings it; the subscription has ended',
      'eve@example.org is written to no more, whoever brings it',
    ]);
    expect((await run('suppress')).said).toEqual(['blocked    2']);
  });

  it.each([
    ['there is no such file', ['import', join(folder, 'none.csv')], /none\.csv ENOENT/],
    ['it is of another encoding', ['import', join(folder, 'cyrillic.csv')], /is not UTF-8; mend: save it as CSV UTF-8/],
    ['an address to suppress is none', ['suppress', 'nino@@example.org'], /^nino@@example\.org is no mail address/],
    ['nobody is there to remove', ['remove', 'eva@example.org'], /nobody subscribes with this address/],
  ])('says that %s', async (_, args, words) => {
    writeFileSync(join(folder, 'cyrillic.csv'), Buffer.from([0x61, 0xcc, 0xee, 0xf1, 0xf2]));
    const { said, status } = await run(...args);
    expect([said.join(), status]).toEqual([expect.stringMatching(words), 2]);
  });
});
