import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { program } from '../../jobs/cli.ts';
import { Refusal } from '../../state/refusal.ts';
import { BRIDGE, DOCUMENTS } from './fixture.ts';

type Command = ReturnType<typeof program>;

/** Runs a command line in this process, and answers how it ended and what it said. */
async function run(...args: string[]) {
  let [out, err] = ['', ''];
  const listen = (command: Command): void => {
    command.exitOverride().configureOutput({
      writeOut: (text) => {
        out += text;
      },
      writeErr: (text) => {
        err += text;
      },
      getOutHelpWidth: () => 200,
    });
    command.commands.forEach(listen);
  };
  const silkwatch = program();
  listen(silkwatch);
  try {
    await silkwatch.parseAsync(args, { from: 'user' });
    return { status: 0, out, err };
  } catch (error) {
    if (error instanceof Refusal) return { status: 2, out, err: error.message };
    return { status: (error as { exitCode?: number }).exitCode, out, err: err || (error as Error).message };
  }
}

const leaves = (command: Command, path: string[] = []): [string, Command][] =>
  command.commands.length === 0
    ? [[path.join(' '), command]]
    : command.commands.flatMap((sub) => leaves(sub, [...path, sub.name()]));

describe('the help', () => {
  it.each(leaves(program()))('of %s exits with 0 and names every option and argument', async (name, command) => {
    const { out, status } = await run(...name.split(' '), '--help');
    expect(status).toBe(0);
    expect(out).toContain(`Usage: silkwatch ${name}`);
    expect(out).toContain(command.description());
    for (const { flags, description } of command.options) {
      expect(out).toContain(flags);
      expect(out).toContain(description);
    }
    for (const argument of command.registeredArguments) expect(out).toContain(argument.name());
    expect(command.options.map(({ flags }) => flags)).toContain('--config <file>');
  });
  it('of the whole names every command, the exit statuses and where settings come from', async () => {
    const { out, status } = await run('--help');
    expect(status).toBe(0);
    const commands = [
      'watch',
      'assess',
      'digest',
      'deliver',
      'serve',
      'demo',
      'check',
      'status',
      'sources',
      'match',
      'parse',
    ];
    for (const words of [...commands, 'Exit status: 0 done; 1 something failed; 2', 'SILKWATCH_', 'SMTP_URL']) {
      expect(out).toContain(words);
    }
  });
  it.each(['mail', 'subscribers', 'silence'])('of the group %s is shown where only options follow', async (name) => {
    const { err, status } = await run(name, '--config', 'x.yaml');
    expect({ err, status }).toEqual({ err: expect.stringContaining(`Usage: silkwatch ${name} [options]`), status: 1 });
    expect(await run(name)).toMatchObject({ err });
  });
  it.each([
    ['before the group', ['--config', 'nowhere.yaml', 'mail', 'records']],
    ['in the group', ['mail', '--config', 'nowhere.yaml', 'records']],
    ['after the command, which wins', ['mail', '--config', 'other.yaml', 'records', '--config', 'nowhere.yaml']],
  ])('is not asked for where options stand %s', async (_, args) => {
    expect(await run(...args)).toMatchObject({ status: 2, err: expect.stringMatching(/^nowhere\.yaml/) });
  });
  it('is of the command that is named, whatever stands before it', async () => {
    const { out } = await run('sources', '--config', 'x.yaml', 'check', '--help');
    expect(out).toContain('Usage: silkwatch sources check ');
  });
  it('of the version is the version', async () => {
    expect(await run('--version')).toMatchObject({ status: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});

describe('a command line is refused with', () => {
  const folder = mkdtempSync(join(tmpdir(), 'silkwatch-help-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const config = join(folder, 'silkwatch.yaml');
  writeFileSync(
    config,
    'data: data\ndatabaseUrl: "sqlite::memory:"\ntopics: topics\ndocuments: documents.yaml\nsources: sources.yaml\n',
  );
  mkdirSync(join(folder, 'topics'));
  writeFileSync(join(folder, 'topics/bridge.yaml'), BRIDGE);
  writeFileSync(join(folder, 'documents.yaml'), DOCUMENTS);
  writeFileSync(
    join(folder, 'sources.yaml'),
    '- { id: gazette, title: G, kind: feed, url: https://g.example, topics: [bridge], family: g, every: 1h }\n',
  );

  it.each([
    ['an unknown command', ['wacth'], 1, /^error: unknown command 'wacth'\n\(Did you mean watch\?\)\n$/],
    ['an unknown source', ['watch', 'gazete', '--config', config], 2, /gazete {2}no such source; there are gazette/],
    [
      'nobody to remove',
      ['subscribers', 'remove', 'a@b.org', '--config', config],
      2,
      /a@b.org {2}nobody subscribes with/,
    ],
    ['an unknown option', ['watch', '--quickly'], 1, /^error: unknown option '--quickly'$/m],
    ['a missing argument', ['digest'], 1, /^error: missing required argument/],
    ['one argument too many', ['deliver', 'now'], 1, /^error: too many arguments/],
    ['an unknown topic', ['assess', 'brige', '--config', config], 2, /brige {2}no such topic; .*bridge/],
    [
      'an unknown cadence',
      ['digest', 'yearly', '--config', config],
      2,
      /yearly {2}no such cadence; there are daily, weekly/,
    ],
    [
      'a configuration that is not there',
      ['check', '--config', 'nowhere.yaml'],
      2,
      /^nowhere\.yaml\n +there is no such file/,
    ],
    [
      'a bad wish',
      ['subscribers', 'add', 'nino', '--hour', '99', '--config', config],
      2,
      /address {2}is no .*\n.*--hour {2}is an/,
    ],
    [
      'topics that are not there',
      ['--topics', '/nowhere', 'check', '--config', config],
      2,
      /^\/nowhere\n +cannot be read/,
    ],
    [
      'topics that are not there, said after the command',
      ['check', '--topics', '/nowhere', '--config', config],
      2,
      /^\/nowhere\n/,
    ],
  ])('%s', async (_, args, status, words) => {
    expect(await run(...args)).toEqual({ status, out: '', err: expect.stringMatching(words) });
  });
});
