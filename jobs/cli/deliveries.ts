/** `silkwatch deliveries`: what became of the mail. */
import { type Command, Option } from 'commander';
import { DELIVERY_STATES, type DeliveryState } from '../../state/delivery.ts';
import { deliveriesLines, outcomeLine } from '../deliveries/words.ts';
import { deliveriesOf, outcomesOf } from '../deliveries.ts';
import { refuse } from '../subject.ts';
import { command, inLedger, say, setupOf, whole } from './setup.ts';

interface Options {
  days: number;
  state?: DeliveryState;
  json?: boolean;
}

export function addDeliveries(silkwatch: Command): void {
  command(silkwatch, 'deliveries')
    .description('what became of the mail, by editions and kinds, and what is in trouble and why; or of one edition')
    .argument('[edition]', 'its name, as 2026-10-06T0400-daily-edition: then every recipient')
    .option('--days <n>', 'how far back, without an edition', whole, 14)
    .addOption(new Option('--state <state>', 'of an edition only those that are in it').choices(DELIVERY_STATES))
    .option('--json', 'of an edition a JSON line for each recipient, else one in all')
    .action((edition: string | undefined, options: Options, self: Command) =>
      edition === undefined ? listAll(options, self) : listOne(edition, options, self),
    );
}

async function listAll({ days, state, json }: Options, self: Command): Promise<void> {
  if (state !== undefined)
    refuse('--state', 'it is of one edition; mend: name the edition, as silkwatch deliveries prints it');
  const found = await inLedger(setupOf(self), (world) => deliveriesOf(days, world));
  for (const line of json ? [JSON.stringify(found)] : deliveriesLines(found)) say(line);
}

async function listOne(edition: string, { state, json }: Options, self: Command): Promise<void> {
  const found = await inLedger(setupOf(self), (world) => outcomesOf(edition, state, world));
  for (const one of found) say(json ? JSON.stringify(one) : outcomeLine(one));
}
