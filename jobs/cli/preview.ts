/** `silkwatch preview`: a mail before anybody gets it, in a browser or as files. */
import { type Command, InvalidArgumentError } from 'commander';
import { previewApp } from '../../web/preview.ts';
import { outbox } from '../mail/outbox.ts';
import { rawBuilder } from '../mail/raw.ts';
import { previewNamed, previewsOf } from '../preview/room.ts';
import { type Fetch, listen } from '../web/server.ts';
import type { World } from '../world.ts';
import { ending } from './runs.ts';
import { command, inLedger, type Setup, say, setupOf } from './setup.ts';

export function addPreview(silkwatch: Command): void {
  command(silkwatch, 'preview')
    .description('show any edition as any subscriber would get it, in the browser; nothing is sent or written')
    .argument('[edition]', 'daily or weekly for the next one, or a frozen one by the name of its page', 'daily')
    .argument('[address]', 'a subscriber (default: somebody who joins now)')
    .option('--port <number>', 'port of this machine to serve it at', port, 0)
    .option('--out <folder>', 'write the mail to a folder instead, as HTML and as a message')
    .action((edition: string, address: string | undefined, options: Options, self: Command) => {
      const setup = setupOf(self);
      // Whoever names a person alone means the next edition.
      const [what, whom] = edition.includes('@') && address === undefined ? ['daily', edition] : [edition, address];
      return inLedger(setup, (world) => preview(what, whom, options, setup, world));
    });
}

interface Options {
  port: number;
  out?: string;
}

async function preview(
  edition: string,
  address: string | undefined,
  { port, out }: Options,
  { installation, config }: Setup,
  world: World,
): Promise<void> {
  const { letter, to } = await previewNamed(edition, address, { installation, config }, world);
  if (out === undefined) return served(previewsOf(installation, config, world), { edition, to }, port, world);
  say((await outbox(out, rawBuilder(config))(letter)).because);
}

/** Until the program is told to end. */
async function served(
  previews: ReturnType<typeof previewsOf>,
  chosen: { edition: string; to: string },
  port: number,
  world: World,
): Promise<void> {
  const hosts: string[] = [];
  const server = await listen(previewApp(previews, () => hosts).fetch as Fetch, `127.0.0.1:${port}`);
  hosts.push(`127.0.0.1:${server.port}`, `localhost:${server.port}`);
  say(`http://127.0.0.1:${server.port}/?${new URLSearchParams(chosen)}`);
  await ending(world);
  await server.close();
}

function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('It is a port, from 0 to 65535.');
  return Number(text);
}
