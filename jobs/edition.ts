/** What one cadence tells at one due instant: gathered from the ledger, and frozen. */
import { randomUUID } from 'node:crypto';
import { severityOf } from '../rules/story.ts';
import { isCurrent, tell, tellDeadline } from '../rules/tell.ts';
import type { Coverage, Edition, ToldStory } from '../state/edition.ts';
import { type Instant, later } from '../state/item.ts';
import type { Source } from '../state/source.ts';
import type { Rulebook } from './rulebook.ts';
import type { World } from './world.ts';

export interface Installation {
  rulebook: Rulebook;
  sources: readonly Source[];
  /** Sender of the mail. */
  from: string;
}

/** Which edition: `since` is how far back its stories reach, `from` where the time begins that its coverage counts. */
export interface Wanted {
  cadence: Edition['cadence'];
  due: Instant;
  since: Instant;
  from: Instant;
}

type EditionWorld = Pick<World, 'now' | 'ledger'>;
type Ledger = EditionWorld['ledger'];

/** The edition of a due instant: frozen the first time that anybody asks, and the same for all who ask after. */
export async function frozenEdition(wanted: Wanted, installation: Installation, world: EditionWorld): Promise<Edition> {
  const frozen = await world.ledger.edition(wanted.cadence, wanted.due);
  return frozen ?? world.ledger.freeze(await draftEdition(wanted, installation, world));
}

/** The edition as it would be frozen now. */
export async function draftEdition(
  { cadence, due, since, from }: Wanted,
  { rulebook, sources }: Installation,
  { now, ledger }: EditionWorld,
): Promise<Edition> {
  const { topics, documents } = rulebook;
  const stories = await storiesBetween(since, due, rulebook, ledger);
  return {
    id: randomUUID(),
    cadence,
    due,
    frozen: now().toISOString(),
    topics: topics.map(({ id, title }) => ({ id, title })),
    stories,
    deadlines: topics
      .flatMap((topic) => topic.deadlines)
      .filter((deadline) => isCurrent(deadline, due))
      .map((deadline) => tellDeadline(deadline, documents)),
    coverage: await coverageOf(from, due, stories, sources, ledger),
  };
}

/** Stories as they stood at the due instant: what came after it belongs to the next edition. */
async function storiesBetween(
  since: Instant,
  due: Instant,
  { documents }: Rulebook,
  ledger: Ledger,
): Promise<ToldStory[]> {
  const stories = await ledger.storiesBetween(since, due);
  const items = await ledger.items(stories.flatMap((story) => story.items));
  return stories.flatMap((story) => {
    const seen = story.items.flatMap((id) => items.get(id) ?? []).filter((item) => item.firstSeen <= due);
    if (seen.length === 0) return [];
    const lastSeen = seen.map((item) => item.firstSeen).reduce(later);
    const severity = severityOf(seen, story.topic) ?? story.severity;
    return [tell({ ...story, severity, lastSeen }, seen, documents)];
  });
}

async function coverageOf(
  from: Instant,
  to: Instant,
  stories: readonly ToldStory[],
  sources: readonly Source[],
  ledger: Ledger,
): Promise<Coverage> {
  const learnt = await ledger.learnt();
  const watched = sources.filter((source) => source.enabled);
  const failing = watched.flatMap(({ id, title }) => {
    const known = learnt.get(id);
    return known?.outcome === 'failed' ? [{ source: id, title, since: known.since, reason: known.because ?? '' }] : [];
  });
  const unvisited = watched.filter(({ id }) => !learnt.has(id)).length;
  return {
    from,
    to,
    sources: watched.length,
    healthy: watched.length - failing.length - unvisited,
    failing,
    unvisited,
    ...(await ledger.seen(from, to)),
    stories: stories.filter((story) => story.lastSeen > from).length,
  };
}
