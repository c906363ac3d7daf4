/** The coverage of an edition. */
import type { Coverage, ToldStory } from '../../state/edition.ts';
import type { Instant } from '../../state/item.ts';
import type { Ledger } from '../../state/ledger.ts';
import type { Source } from '../../state/source.ts';
import { type SourceStatus, sourceStatus } from '../sources.ts';

/** In these states a source may have published what we do not know of. */
const UNSEEN: ReadonlySet<SourceStatus['state']> = new Set(['failing', 'blind', 'late', 'gone']);

/** What was watched and seen after `from` and until `to`, and what of it was not; `stories` are those of the edition. */
export async function coverageOf(
  from: Instant,
  to: Instant,
  stories: readonly ToldStory[],
  sources: readonly Source[],
  { ledger, now }: { ledger: Pick<Ledger, 'learnt' | 'seen' | 'gravities'>; now: Date },
): Promise<Coverage> {
  const learnt = await ledger.learnt();
  const watched = sources.filter((source) => source.enabled);
  const rows = sourceStatus(watched, learnt, now);
  const topicsOf = new Map(watched.map(({ id, topics }) => [id, topics]));
  const failing = rows.filter(({ state }) => UNSEEN.has(state));
  // What comes between the two may be counted as unmatched, and never as less than nothing.
  const fits = await ledger.gravities(from, to);
  const { items } = await ledger.seen(from, to);
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
    watching: rows.map(({ id, state }) => ({ state, topics: topicsOf.get(id)! })),
    items,
    matched: fits.length,
    stories: stories.filter((story) => story.lastSeen > from).length,
    fits,
  };
}
