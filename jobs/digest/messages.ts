/** The messages of an edition: what of it is new to each, composed once for all to whom it is the same. */
import type { NewDelivery } from '../../state/deliveries.ts';
import type { Mail } from '../../state/delivery.ts';
import type { Edition } from '../../state/edition.ts';
import { NOTHING_NEW } from '../../state/editions.ts';
import { before, type Instant } from '../../state/item.ts';
import type { Told } from '../../state/tellings.ts';
import { composeDigest } from '../../templates/digest.ts';
import { digestWish } from '../../templates/footer.ts';
import { hasNews, type Selection } from '../../templates/selection.ts';
import type { Sender } from '../../templates/sender.ts';
import { type ComposedOnce, composedOnce } from '../composed.ts';
import { written } from '../message.ts';
import { selectionOf } from '../selection.ts';
import type { World } from '../world.ts';
import { LONGEST, type Reader } from './owed.ts';

type Needs = Pick<World, 'now' | 'ledger'>;

/** The messages of an edition to its readers, in their order; those without news are written as skipped. */
export async function messagesOf(
  edition: Edition,
  readers: readonly Reader[],
  sender: Sender,
  world: Needs,
): Promise<NewDelivery[]> {
  const silenced = await silencedNow(world);
  const told = await toldOf(edition, world);
  const compose = composedOnce();
  return readers.map((reader) => {
    const selection = selectionFor(reader, edition, told(reader.subscriber.id), silenced);
    return messageTo(reader, edition, selection, mailOf(edition, selection, reader, sender, compose), sender);
  });
}

/** What a subscriber was told of what an edition tells, within the time that it can be about. */
export async function toldOf(edition: Edition, { ledger }: Needs): Promise<(subscriber: string) => readonly Told[]> {
  const { stories, corrections = [], due } = edition;
  const bySubscriber = await ledger.tellingsOf(
    {
      stories: [...new Set([...stories.map(({ id }) => id), ...corrections.map(({ story }) => story)])],
      frozen: [...new Set(corrections.flatMap(({ toldIn, toldElse }) => [...toldIn, ...toldElse]))],
    },
    before(due, 2 * LONGEST),
  );
  return (subscriber) => bySubscriber.get(subscriber) ?? [];
}

/** The ids of the stories that a silence keeps from being told at once. */
export async function silencedNow({ now, ledger }: Needs): Promise<Set<string>> {
  const silences = await ledger.silences(now().toISOString());
  const held = await Promise.all(silences.map(({ id }) => ledger.heldBy(id)));
  return new Set(held.flat().map(({ subject }) => subject));
}

/** What of an edition is new to a reader. */
export const selectionFor = (
  { subscriber, since, absent }: Pick<Reader, 'subscriber' | 'since' | 'absent'>,
  edition: Edition,
  told: readonly Told[],
  silenced: ReadonlySet<string>,
): Selection => selectionOf(edition, subscriber, since, told, absent, silenced);

/**
 * The mail of an edition to a reader. The rest of a selection follows from the edition, how far back it reaches and the
 * wishes: to tell two mails apart, to compare these is enough.
 */
export function mailOf(
  edition: Edition,
  selection: Selection,
  { subscriber }: Pick<Reader, 'subscriber'>,
  sender: Sender,
  compose: ComposedOnce,
): Mail {
  const { since, absent, atOnce, corrections } = selection;
  const wish = digestWish(subscriber);
  const of = [edition.id, since, absent, [...atOnce], corrections, wish];
  return compose(of, () => composeDigest(edition, selection, wish, sender));
}

/** A message without news is written too, as skipped: its period is settled then. */
function messageTo(
  { subscriber, due }: Reader,
  edition: Edition,
  selection: Selection,
  mail: Mail,
  { from }: Sender,
): NewDelivery {
  const message = {
    ...{ kind: 'edition' as const, subject: edition.id, subscriber: subscriber.id, period: due.period, mail },
    stories: [
      ...new Set([...selection.stories.map(({ id }) => id), ...selection.corrections.map(({ story }) => story)]),
    ],
    created: edition.frozen as Instant,
  };
  return written(hasNews(selection) || subscriber.allQuiet ? message : { ...message, skipped: NOTHING_NEW }, from);
}
