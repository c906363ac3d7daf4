/** `silkwatch subscribers`: who gets our mail. */
import type { Command } from 'commander';
import { mailAddress, sameAddress } from '../../state/address.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { silent } from '../log.ts';
import { refuse } from '../subject.ts';
import { subscriberLine, subscriberOf } from '../subscribe.ts';
import type { World } from '../world.ts';
import { command, inLedger, say, setupOf } from './setup.ts';
import { addTables } from './subscribertables.ts';

export function addSubscribers(silkwatch: Command): void {
  const subscribers = command(silkwatch, 'subscribers').description(
    'who gets our mail: add, list, remove, import, export, suppress',
  );
  addWishes(subscribers);
  command(subscribers, 'list')
    .description('everyone who has not left')
    .option('--json', 'a line of JSON each')
    .action(({ json }, self: Command) =>
      setupOf(self).inWorld(async ({ ledger, now }) => {
        for (const one of await ledger.subscribers()) say(json ? JSON.stringify(one) : subscriberLine(one, now()));
      }, silent),
    );
  command(subscribers, 'remove')
    .description(
      'end a subscription: nothing is sent from then on, not even what is waiting, and no import brings it back',
    )
    .argument('<address>')
    .action((address: string, _, self: Command) => remove(address, self));
  addTables(subscribers);
  command(subscribers, 'suppress')
    .description('keep addresses from being written to, whoever brings them; without one, count those that are')
    .argument('[address...]')
    .option('--lift', 'let them be written to again, whatever they were suppressed for')
    .action((addresses: string[], { lift }, self: Command) =>
      inLedger(setupOf(self), (world) => suppress(addresses, lift === true, world)),
    );
}

function addWishes(subscribers: Command): void {
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
}

async function add(address: string, options: Record<string, string>, self: Command): Promise<void> {
  const setup = setupOf(self);
  const { config: _, data: __, sources: ___, ...wishes } = options;
  await setup.inWorld(async ({ ledger, now }) => {
    const at = now();
    const known = await ledger.subscriberAt(sameAddress(address));
    const subscriber = subscriberOf({ address, ...wishes }, setup.topicIds, setup.config.timezone, at, known);
    await refuseSuppressed(subscriber, ledger);
    const what = known && !known.left ? 'changed' : 'added';
    await ledger.subscribe(subscriber, { at: at.toISOString(), what, network: null, wording: 'command line' });
    say(subscriberLine(subscriber, at));
  }, silent);
}

/** Who left or complained may come back by their own wish; on somebody else's word only where he says so twice. */
async function refuseSuppressed({ address }: Subscriber, ledger: World['ledger']): Promise<void> {
  const suppression = await ledger.suppressed(address);
  if (!suppression) return;
  const day = suppression.at.slice(0, 10);
  refuse(
    address,
    `is suppressed: ${suppression.reason} on ${day}; mend: silkwatch subscribers suppress --lift ${address}`,
  );
}

async function remove(address: string, self: Command): Promise<void> {
  const same = sameAddress(address);
  const left = await setupOf(self).inWorld(async ({ ledger, now }) => {
    const subscriber = await ledger.subscriberAt(same);
    const how = { at: now().toISOString(), reason: 'left', wording: 'command line' } as const;
    return subscriber !== undefined && ledger.depart(subscriber.id, how);
  }, silent);
  if (!left) refuse(address, 'nobody subscribes with this address');
  say(`${same} has left: nothing is sent there from now on`);
}

async function suppress(addresses: string[], lift: boolean, { ledger, now }: World): Promise<void> {
  const at = now().toISOString();
  for (const address of addresses.map(checked)) {
    if (lift)
      say(
        `${address} ${(await ledger.liftSuppression(address, true)) ? 'may be written to again' : 'was not suppressed'}`,
      );
    else await block(address, at, ledger);
  }
  if (addresses.length > 0) return;
  for (const { reason, n } of await ledger.countSuppressions()) say(`${reason.padEnd(10)} ${n}`);
}

/** A mistyped address would be blocked without a word, and the real one written to. */
function checked(address: string): string {
  const read = mailAddress.safeParse(address);
  return read.success ? read.data : refuse(address, read.error.issues[0]!.message);
}

async function block(address: string, at: string, ledger: World['ledger']): Promise<void> {
  const subscriber = await ledger.subscriberAt(address);
  const was =
    subscriber !== undefined &&
    (await ledger.depart(subscriber.id, { at, reason: 'blocked', wording: 'command line' }));
  if (!was) await ledger.suppress(address, 'blocked', at);
  say(`${address} is written to no more, whoever brings it${was ? '; the subscription has ended' : ''}`);
}
