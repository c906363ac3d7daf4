/** What one cadence tells at one due instant: gathered from the ledger, and frozen. */
import { randomUUID } from 'node:crypto';
import { severityOf } from '../rules/story.ts';
import { tell } from '../rules/tell.ts';
import type { Coverage, Edition, ToldStory } from '../state/edition.ts';
import { type Instant, later } from '../state/item.ts';
import type { Source } from '../state/source.ts';
import type { MatchedItem } from '../state/story.ts';
import { toldBoards } from './edition/boards.ts';
import { toldCorrections } from './edition/corrections.ts';
import { toldDeadlines } from './edition/deadlines.ts';
import { toldSignals } from './edition/signals.ts';
import type { Rulebook } from './rulebook.ts';
import { type SourceStatus, sourceStatus } from './sources.ts';
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
  const stories = await storiesBetween(since, due, rulebook, ledger);
  return {
    id: randomUUID(),
    cadence,
    due,
    frozen: now().toISOString(),
    topics: rulebook.topics.map(({ id, title }) => ({ id, title })),
    stories,
    deadlines: await toldDeadlines(rulebook, since, due, { ledger }),
    boards: await toldBoards(rulebook, since, due, { ledger }),
    corrections: await toldCorrections(since, due, { ledger }),
    signals: await toldSignals(since, due, { ledger }),
    coverage: await coverageOf(from, due, stories, sources, { ledger, now: now() }),
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
    // A revision may have taken an item out of the topic.
    const fitting = story.items.flatMap((id) => items.get(id) ?? []).filter((item) => story.topic in item.fits);
    const fittedAt = (item: MatchedItem) => item.fits[story.topic]!;
    const seen = fitting.filter((item) => fittedAt(item) <= due);
    if (seen.length === 0) return [];
    const lastSeen = seen.map(fittedAt).reduce(later);
    const severity = severityOf(seen, story.topic) ?? story.severity;
    return [tell({ ...story, severity, lastSeen }, seen, documents)];
  });
}

/** In these states a source may have published what we do not know of. */
const UNSEEN: ReadonlySet<SourceStatus['state']> = new Set(['failing', 'blind', 'late', 'gone']);

async function coverageOf(
  from: Instant,
  to: Instant,
  stories: readonly ToldStory[],
  sources: readonly Source[],
  { ledger, now }: { ledger: Ledger; now: Date },
): Promise<Coverage> {
  const learnt = await ledger.learnt();
  const watched = sources.filter((source) => source.enabled);
  const rows = sourceStatus(watched, learnt, now);
  const failing = rows.filter(({ state }) => UNSEEN.has(state));
  const count = (state: SourceStatus['state']) => rows.filter((row) => row.state === state).length;
  const [quiet, unvisited] = [count('quiet'), count('not visited yet')];
  return {
    from,
    to,
    sources: watched.length,
    healthy: watched.length - failing.length - quiet - unvisited,
    quiet,
    failing: failing.map(({ id, title, state, since, because }) => {
      return { source: id, title, state, since: since ?? to, reason: because ?? '' };
    }),
    gaps: watched.flatMap(({ id, title }) => {
      const at = learnt.get(id)?.gap;
      return at && at > from && at <= to ? [{ source: id, title, at }] : [];
    }),
    unvisited,
    ...(await ledger.seen(from, to)),
    stories: stories.filter((story) => story.lastSeen > from).length,
  };
}
