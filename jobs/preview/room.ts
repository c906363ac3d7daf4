/** What the preview's pages show: editions and people to choose from, and a letter as it would leave. */
import { sameAddress } from '../../state/address.ts';
import { filled } from '../../state/delivery.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { subscriberWith } from '../../state/wishes.ts';
import { standalone } from '../../templates/standalone.ts';
import type { Previews } from '../../web/preview.ts';
import type { Config } from '../config.ts';
import type { Letter } from '../deliver.ts';
import type { Installation } from '../edition.ts';
import { rawBuilder } from '../mail/raw.ts';
import { previewable, previewOf } from '../preview.ts';
import { refuse } from '../subject.ts';
import type { World } from '../world.ts';

/** Somebody who would join now, and wish nothing but what is usual: there is a preview before anybody has joined. */
export const ANYBODY = 'anybody';

/** Whoever has this id, or would join now. */
async function readerOf(
  id: string,
  { rulebook }: Pick<Installation, 'rulebook'>,
  { timezone }: Pick<Config, 'timezone'>,
  { ledger, now }: Pick<World, 'ledger' | 'now'>,
): Promise<Subscriber | undefined> {
  if (id !== ANYBODY) return ledger.subscriber(id);
  const topics = rulebook.topics.map((topic) => topic.id);
  return { ...subscriberWith({ address: 'anybody@example.org' }, topics, timezone, now()), id: ANYBODY };
}

/**
 * The letter of an edition as a subscriber would get it, or somebody who would join now.
 *
 * @throws Refusal where there is no such edition or subscriber
 */
export async function previewNamed(
  edition: string,
  address: string | undefined,
  { installation, config }: { installation: Installation; config: Config },
  world: Pick<World, 'now' | 'ledger' | 'post'>,
): Promise<{ letter: Letter; to: string }> {
  const known = address === undefined ? { id: ANYBODY } : await world.ledger.subscriberAt(sameAddress(address));
  if (!known) refuse(address!, 'nobody subscribes with this address; see silkwatch subscribers list');
  const reader = (await readerOf(known.id, installation, config, world))!;
  const letter = await previewOf(edition, reader, installation, world);
  if (!letter) refuse(edition, 'there is no such edition; name daily, weekly, or the page of a frozen one');
  return { letter, to: known.id };
}

/** What the pages ask, answered from a world that they do not change. */
export function previewsOf(
  installation: Installation,
  config: Config,
  world: Pick<World, 'now' | 'ledger' | 'post'>,
): Previews {
  return {
    editions: () => previewable(world),
    readers: async () => [
      { id: ANYBODY, name: 'somebody who joins now' },
      ...(await world.ledger.subscribers()).map(({ id, address }) => ({ id, name: address })),
    ],
    mail: async (edition, id) => {
      const subscriber = await readerOf(id, installation, config, world);
      const letter = subscriber && (await previewOf(edition, subscriber, installation, world));
      return letter ? previewed(letter, config) : null;
    },
  };
}

async function previewed(letter: Letter, config: Config) {
  const { mail, links } = letter;
  const source = Buffer.concat(await rawBuilder(config)(letter));
  return {
    subject: mail.subject,
    html: letter.html ? filled(standalone(mail), links) : null,
    text: filled(mail.text, links),
    source: source.toString('latin1'),
  };
}
