/** `silkwatch preview`: any edition as any subscriber would get it. Nothing of it is written to the ledger, or sent. */
import { nextDue } from '../state/due.ts';
import type { Edition } from '../state/edition.ts';
import { before, type Instant } from '../state/item.ts';
import type { Subscriber } from '../state/subscriber.ts';
import { pageStem } from '../templates/page.ts';
import { composedOnce } from './composed.ts';
import { letterTo } from './deliver/letter.ts';
import type { Letter } from './deliver.ts';
import { mailOf, selectionFor, silencedNow, toldOf } from './digest/messages.ts';
import { PERIOD, type Reader, reachFor } from './digest/owed.ts';
import { draftEdition, type Installation } from './edition.ts';
import { written } from './message.ts';
import type { World } from './world.ts';

type PreviewWorld = Pick<World, 'now' | 'ledger' | 'post'>;

/** The editions that are not frozen yet are named after their cadence. */
export const DRAFTS = ['daily', 'weekly'] as const;

type Cadence = Edition['cadence'];

const isDraft = (name: string): name is Cadence => DRAFTS.some((cadence) => cadence === name);

/** So many frozen editions are there to choose from. */
const MOST = 60;

/** The names of what can be previewed, the drafts before the frozen editions, the newest of these first. */
export async function previewable({ now, ledger }: PreviewWorld): Promise<string[]> {
  return [...DRAFTS, ...(await ledger.pastEditions(now().toISOString(), MOST)).map(pageStem)];
}

/** A name of a frozen edition, as `2026-10-06T0400-daily-edition`, with its file's ending or without it. */
const NAME = /^(\d{4}-\d\d-\d\dT\d\d)(\d\d)-(daily|weekly)-edition(?:\.html)?$/;

/** Somebody's letter of the edition of a name, or undefined where there is no such edition. */
export async function previewOf(
  name: string,
  subscriber: Subscriber,
  installation: Installation,
  world: PreviewWorld,
): Promise<Letter | undefined> {
  const [, hour, minute, cadence] = NAME.exec(name) ?? [];
  const frozen = cadence && (await world.ledger.edition(cadence as Cadence, `${hour}:${minute}:00.000Z`));
  if (!frozen && !isDraft(name)) return undefined;
  const edition = frozen || (await draftFor(name as Cadence, subscriber, installation, world));
  const theirs = { ...subscriber, cadence: edition.cadence };
  const reader = { subscriber: theirs, ...(await reachIn(edition, theirs, world)) };
  return letterOf(edition, reader, installation, world);
}

/** The edition that is due to a subscriber next, as it would be frozen now. */
async function draftFor(
  cadence: Cadence,
  subscriber: Subscriber,
  installation: Installation,
  world: PreviewWorld,
): Promise<Edition> {
  const due = nextDue({ ...subscriber, cadence }, world.now()).at;
  const { since } = await reachIn({ cadence, due }, subscriber, world);
  return draftEdition({ cadence, due, since, from: before(due, PERIOD[cadence]) }, installation, world);
}

/** How far back an edition tells to a subscriber, by what they were sent before it. */
async function reachIn(
  edition: Pick<Edition, 'cadence' | 'due'>,
  subscriber: Subscriber,
  { ledger }: PreviewWorld,
): Promise<Pick<Reader, 'since' | 'absent'>> {
  const known = await ledger.editionsOf([subscriber.id], edition.due);
  return reachFor(subscriber, edition, known.get(subscriber.id));
}

/** In the links of a preview nobody is named: they lead to our pages, and change nothing there. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

async function letterOf(
  edition: Edition,
  reader: Pick<Reader, 'subscriber' | 'since' | 'absent'>,
  { sender }: Installation,
  world: PreviewWorld,
): Promise<Letter> {
  const told = (await toldOf(edition, world))(reader.subscriber.id).filter((one) => one.written < edition.frozen);
  const selection = selectionFor(reader, edition, told, await silencedNow(world));
  const mail = mailOf(edition, selection, reader, sender, composedOnce());
  const created: Instant = edition.frozen;
  const named = { kind: 'edition' as const, subject: edition.id, subscriber: NOBODY, period: null };
  const delivery = { ...written({ ...named, mail, stories: [], created }, sender.from), id: NOBODY, body: edition.id };
  return letterTo(
    { is: 'subscriber', subscriber: reader.subscriber },
    { ...delivery, title: mail.subject, attempts: 0, because: null, was: 'queued' },
    mail,
    world.post,
  );
}
