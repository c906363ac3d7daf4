/** `silkwatch subscribers`: who gets our mail. */
import type { Command } from 'commander';
import { sameAddress } from '../../state/address.ts';
import { refuseAny } from '../../state/refusal.ts';
import { silent } from '../log.ts';
import { subscriberLine, subscriberOf } from '../subscribe.ts';
import { command, say, setupOf } from './setup.ts';

export function addSubscribers(silkwatch: Command): void {
  const subscribers = silkwatch.command('subscribers').description('who gets our mail: add, list, remove');
  command(subscribers, 'add', 'topics')
    .description('add a subscriber, or change what is named of one')
    .argument('<address>')
    .option('--topics <list>', 'topics, separated by commas (default: all)')
    .option('--cadence <now|daily|weekly>', 'each story at once, or an edition a day or a week (default: daily)')
    .option('--hour <0-23>', 'local hour of the edition (default: 7)')
    .option('--weekday <day>', 'day of a weekly edition (default: monday)')
    .option('--timezone <zone>', 'IANA time zone (default: that of the configuration)')
    .option('--least <low|medium|high>', 'least severity that is told (default: low)')
    .option('--alerts <on|off>', 'whether stories of high severity are told at once (default: on)')
    .option(
      '--quiet <22:00-07:00[,high]|off>',
      'local hours in which nothing is told at once, or high severity only (default: off)',
    )
    .option('--all-quiet <on|off>', 'whether an edition without news is sent too (default: off)')
    .option('--format <html|text>', 'form of the mail (default: html)')
    .option('--language <code>', 'language in which dates are written (default: en)')
    .action((address: string, options, self: Command) => add(address, options, self));
  command(subscribers, 'list')
    .description('everyone who has not left')
    .action((_, self: Command) =>
      setupOf(self).inWorld(async ({ ledger, now }) => {
        for (const subscriber of await ledger.subscribers()) say(subscriberLine(subscriber, now()));
      }, silent),
    );
  command(subscribers, 'remove')
    .description('end a subscription: nothing is sent from then on, not even what is waiting')
    .argument('<address>')
    .action((address: string, _, self: Command) => remove(address, self));
}

async function add(address: string, options: Record<string, string>, self: Command): Promise<void> {
  const setup = setupOf(self);
  const { config: _, data: __, sources: ___, ...wishes } = options;
  await setup.inWorld(async ({ ledger, now }) => {
    const known = await ledger.subscriberAt(sameAddress(address));
    const subscriber = subscriberOf({ address, ...wishes }, setup.topicIds, setup.config.timezone, now(), known);
    await ledger.subscribe(subscriber);
    say(subscriberLine(subscriber, now()));
  }, silent);
}

async function remove(address: string, self: Command): Promise<void> {
  const left = await setupOf(self).inWorld(
    ({ ledger, now }) => ledger.leave(sameAddress(address), now().toISOString()),
    silent,
  );
  if (!left) refuseAny([{ file: 'the command line', field: address, what: 'nobody subscribes with this address' }]);
  say(`${sameAddress(address)} has left: nothing is sent there from now on`);
}
