/** `silkwatch silence`: what is not told at once for a while, who said so, and what it held back. */
import { randomBytes } from 'node:crypto';
import { endOf, endsSoon, isInForce } from '../rules/silence.ts';
import type { Topic } from '../rules/topic.ts';
import { before, DAY, type Instant } from '../state/item.ts';
import { didYouMean, refuseAny } from '../state/refusal.ts';
import type { Held, Silence } from '../state/silence.ts';
import { nameOf, termsOf, type Wish } from './silence/wish.ts';
import { minute, silenceLine } from './silence/words.ts';
import { LETTERS } from './story/named.ts';
import { refuse } from './subject.ts';
import type { World } from './world.ts';

type SilenceWorld = Pick<World, 'now' | 'ledger'>;

/** Something that a silence kept from being told at once. */
export interface HeldBack extends Held {
  /** The story that it is now; null where it is no story, or is gone. */
  story: string | null;
  /** Of the story's lead, as its publisher wrote it. */
  headline: string | null;
}

/** A silence with what became of it. */
export interface Silenced {
  silence: Silence;
  state: 'in force' | 'ended' | 'over';
  endsWithinDay: boolean;
  held: HeldBack[];
}

/**
 * Silences something from now on.
 *
 * @throws Refusal naming everything that is wrong with the name and the terms at once
 */
export async function addSilence(
  what: string,
  wish: Wish,
  { topics, timezone, user }: { topics: readonly Topic[]; timezone: string; user: string | null },
  { now, ledger }: SilenceWorld,
): Promise<Silence> {
  const at = now();
  const named = await nameOf(what, topics, { ledger });
  const terms = termsOf(wish, user, timezone, at);
  refuseAny([...named.problems, ...terms.problems]);
  const id = randomBytes(4).toString('hex');
  // `refuseAny` has not returned where one of them is not there.
  const of = named.value!;
  const silence = { id, of, ...terms.value!, since: at.toISOString(), ended: null, warned: null };
  await ledger.addSilence(silence);
  return silence;
}

/** The silences in force, or all there ever were, with what they held back. */
export async function silencesNow(all: boolean, { now, ledger }: SilenceWorld): Promise<Silenced[]> {
  const at = now().toISOString();
  const silences = all ? await ledger.allSilences() : await ledger.silences(at);
  return Promise.all(silences.map((silence) => silencedAt(silence, at, ledger)));
}

async function silencedAt(silence: Silence, at: Instant, ledger: World['ledger']): Promise<Silenced> {
  const over = silence.ended === null ? 'over' : 'ended';
  return {
    silence,
    state: isInForce(silence, at) ? 'in force' : over,
    endsWithinDay: isInForce(silence, at) && endOf(silence) <= before(at, -DAY),
    held: await headlined(await ledger.heldBy(silence.id), ledger),
  };
}

/** What was held back, with the headline of each story. */
async function headlined(held: readonly Held[], ledger: World['ledger']): Promise<HeldBack[]> {
  const names = await Promise.all(held.map(({ subject }) => ledger.storiesNamed(subject)));
  const ids = names.map((found, n) => found.find(({ name }) => name === held[n]!.subject)?.story ?? null);
  const stories = await ledger.storiesById(ids.filter((id) => id !== null));
  const leads = await ledger.items(stories.map(({ lead }) => lead));
  return held.map((one, n) => {
    const story = stories.find(({ id }) => id === ids[n]);
    return { ...one, story: story?.id ?? null, headline: (story && leads.get(story.lead)?.title) ?? null };
  });
}

/** Ends a silence before its time. @throws Refusal where there is none such, or it is over */
export async function endSilence(named: string, { now, ledger }: SilenceWorld): Promise<Silenced> {
  const all = await ledger.allSilences();
  const found = all.filter(({ id }) => id === named || (named.length >= LETTERS && id.startsWith(named)));
  const [silence] = found;
  const ids = all.map(({ id }) => id);
  if (!silence) return refuse(named, `there is no such silence${didYouMean(named, ids)}; see silkwatch silence list`);
  if (found.length > 1) return refuse(named, `begins the names of ${found.map(({ id }) => id).join(', ')}`);
  const at = now().toISOString();
  if (!(await ledger.endSilence(silence.id, at))) return refuse(named, `is over since ${minute(endOf(silence))} UTC`);
  return silencedAt({ ...silence, ended: at }, at, ledger);
}

/** Warns of every silence that is about to end, once. */
export async function warnOfEndings({ now, ledger, log }: SilenceWorld & Pick<World, 'log'>): Promise<void> {
  const at = now().toISOString();
  for (const silence of await ledger.silences(at)) {
    if (!endsSoon(silence, at) || !(await ledger.warnedOf(silence.id, at))) continue;
    const held = (await ledger.heldBy(silence.id)).length;
    const { id, of, until } = silence;
    const words = `a silence is about to end: ${silenceLine(silence)}; it held back ${held}`;
    log('silence', { id, of, until, held }, words, 'warn');
  }
}
