/** What of an edition is told to a subscriber. Pure. */
import { correctionsFor } from '../rules/correction/told.ts';
import type { Edition, ToldCorrection } from '../state/edition.ts';
import type { Instant } from '../state/item.ts';
import { atLeast, type Severity } from '../state/severity.ts';
import type { Subscriber } from '../state/subscriber.ts';
import type { Told } from '../state/tellings.ts';
import { byGravity, type Selection } from '../templates/selection.ts';

type Wish = Pick<Subscriber, 'topics' | 'least'>;

/** A subscriber's part of an edition's stories: their topics, from their severity up, new to them, the gravest and newest first. */
export function select<T extends { topic: string; severity: Severity; lastSeen: Instant }>(
  stories: readonly T[],
  { topics, least }: Wish,
  since: Instant,
): T[] {
  return stories
    .filter((story) => topics.includes(story.topic) && atLeast(story.severity, least) && story.lastSeen > since)
    .sort(byGravity);
}

/**
 * What is new to a subscriber, who was told some stories before; `absent` as in a selection. Of what was told at once no
 * mail corrects the stories that are `silenced`, nor any to who wants no alerts any more: then the edition does.
 */
export function selectionOf(
  edition: Edition,
  wish: Wish & Pick<Subscriber, 'alerts' | 'paused'>,
  since: Instant,
  told: readonly Told[],
  absent: Instant | null = null,
  silenced: ReadonlySet<string> = new Set(),
): Selection {
  const theirs = <T extends { topic: string }>(all: readonly T[] = []) =>
    all.filter(({ topic }) => wish.topics.includes(topic));
  const fresh = <T extends { at: Instant }>(all: readonly T[]) => all.filter(({ at }) => at > since);
  const stories = select(edition.stories, wish, since);
  const names = new Set(stories.map(({ id }) => id));
  const atOnce = told.filter(({ kind, now }) => kind === 'alert' && names.has(now));
  return {
    ...{ since, absent, stories },
    atOnce: new Map(atOnce.map(({ now, at }) => [now, at])),
    boards: theirs(edition.boards)
      .map((board) => ({
        ...board,
        places: board.places.map((place) => ({ ...place, changes: fresh(place.changes) })),
      }))
      .filter(({ places }) => places.some(({ changes }) => changes.length > 0)),
    deadlines: theirs(edition.deadlines).map((deadline) => ({ ...deadline, changes: fresh(deadline.changes) })),
    corrections: correctionsTo(fresh(theirs(edition.corrections)), wish, told, silenced),
    signals: fresh(theirs(edition.signals)).filter(({ severity }) => atLeast(severity, wish.least)),
  };
}

/** Those of an edition's corrections, the newest first, that no mail of their own tells to a subscriber. */
function correctionsTo(
  corrections: readonly ToldCorrection[],
  { alerts, paused }: Pick<Subscriber, 'alerts' | 'paused'>,
  told: readonly Told[],
  silenced: ReadonlySet<string>,
): ToldCorrection[] {
  const byEdition = told.filter(({ kind }) => kind === 'edition');
  const byMail = told.filter(({ kind, story, now }) => {
    return kind !== 'edition' && alerts && !silenced.has(story) && !silenced.has(now);
  });
  // What changed during a pause is older than all else, and told by no mail.
  const { after = [], during = [] } = Object.groupBy(corrections, ({ at }) =>
    at < (paused ?? '') ? 'during' : 'after',
  );
  return [...correctionsFor(after, [...byEdition, ...byMail]), ...correctionsFor(during, byEdition)];
}
