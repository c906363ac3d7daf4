/** The `digest` job: freeze → compose, one edition at a time. What it writes, `deliver` sends. */
import type { NewDelivery } from '../state/deliveries.ts';
import type { Mail } from '../state/delivery.ts';
import type { Edition } from '../state/edition.ts';
import { before, earlier } from '../state/item.ts';
import type { Subscriber } from '../state/subscriber.ts';
import { composePage, pageName } from '../templates/page.ts';
import { messagesOf } from './digest/messages.ts';
import { dueReaders, PERIOD, type Reader, reaches } from './digest/owed.ts';
import { draftEdition, frozenEdition, type Installation } from './edition.ts';
import type { World } from './world.ts';

/** The page of an edition: all of it, for everyone. */
export interface Page extends Pick<Mail, 'html' | 'images'> {
  name: string;
}

/** Puts a page where it can be read; the same page again changes nothing. */
export type Publish = (page: Page) => Promise<void>;

type DigestWorld = Pick<World, 'now' | 'ledger' | 'log' | 'publish'>;

export interface DigestRun {
  editions: number;
  messages: number;
  quiet: number;
}

type Show = (subscriber: Subscriber, message: NewDelivery) => void;

/** Writes the messages of every edition of a cadence that is due and not yet written; with `show` it shows them instead. */
export async function digest(
  cadence: Edition['cadence'],
  installation: Installation,
  world: DigestWorld,
  show?: Show,
): Promise<DigestRun> {
  const run: DigestRun = { editions: 0, messages: 0, quiet: 0 };
  const due = await dueReaders(cadence, world, show === undefined);
  for (const [at, readers] of Map.groupBy(due, (reader) => reader.due.at)) {
    const since = readers.map((reader) => reader.since).reduce(earlier, before(at, PERIOD[cadence]));
    const wanted = { cadence, due: at, since, from: before(at, PERIOD[cadence]) };
    const edition = await (show ? draftEdition : frozenEdition)(wanted, installation, world);
    const reached = readers.filter((reader) => reaches(edition, reader));
    if (reached.length === 0) continue;
    run.editions++;
    const messages = await messagesOf(edition, reached, installation.sender, world);
    for (const { skipped } of messages) run[skipped ? 'quiet' : 'messages']++;
    if (show) showEach(messages, reached, show);
    else await write(edition, messages, world);
  }
  if (run.editions > 0) await warnOfZones(world);
  tell(cadence, run, show ? 'would write' : 'wrote', world);
  return run;
}

/** The page is there before the first mail names it. */
async function write(edition: Edition, messages: readonly NewDelivery[], { publish, ledger }: DigestWorld) {
  await publish({ name: pageName(edition), ...composePage(edition) });
  await ledger.enqueueAll(messages);
}

function showEach(messages: readonly NewDelivery[], readers: readonly Reader[], show: Show): void {
  for (const [n, message] of messages.entries()) if (!message.skipped) show(readers[n]!.subscriber, message);
}

async function warnOfZones({ ledger, log }: DigestWorld): Promise<void> {
  const zones = await ledger.strayZones();
  if (zones.length === 0) return;
  const words = `time zones of subscribers that are not known here: ${zones.join(', ')}; they are told in UTC; mend: \`subscribers add\` with --timezone, or a newer Node`;
  log('zones', { zones }, words, 'warn');
}

function tell(cadence: Edition['cadence'], run: DigestRun, verb: string, { log }: DigestWorld): void {
  const { editions, messages, quiet } = run;
  const words = `${verb} ${cadence} editions: ${editions}, with messages: ${messages}; subscribers without news: ${quiet}`;
  log('digest', { cadence, ...run }, editions === 0 ? `no ${cadence} edition is due` : words);
}
