/** What of an edition is told to a subscriber. Pure. */
import { correctionsFor } from '../rules/correction/told.ts';
import type { Edition } from '../state/edition.ts';
import type { Told } from '../state/editions.ts';
import type { Instant } from '../state/item.ts';
import { atLeast, type Severity } from '../state/severity.ts';
import type { Subscriber } from '../state/subscriber.ts';
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
  wish: Wish & Pick<Subscriber, 'alerts'>,
  since: Instant,
  told: readonly Told[],
  absent: Instant | null = null,
  silenced: ReadonlySet<string> = new Set(),
): Selection {
  const theirs = <T extends { topic: string }>(all: readonly T[] = []) =>
    all.filter(({ topic }) => wish.topics.includes(topic));
  const fresh = <T extends { at: Instant }>(all: readonly T[]) => all.filter(({ at }) => at > since);
  const isCorrectedByMail = ({ story, now }: Told) => wish.alerts && !silenced.has(story) && !silenced.has(now);
  const correctable = told.filter((one) => one.kind === 'edition' || isCorrectedByMail(one));
  return {
    since,
    absent,
    stories: select(edition.stories, wish, since),
    atOnce: new Map(told.filter(({ kind }) => kind === 'alert').map(({ now, at }) => [now, at])),
    boards: theirs(edition.boards)
      .map((board) => ({
        ...board,
        places: board.places.map((place) => ({ ...place, changes: fresh(place.changes) })),
      }))
      .filter(({ places }) => places.some(({ changes }) => changes.length > 0)),
    deadlines: theirs(edition.deadlines).map((deadline) => ({ ...deadline, changes: fresh(deadline.changes) })),
    corrections: correctionsFor(fresh(theirs(edition.corrections)), correctable),
    signals: fresh(theirs(edition.signals)).filter(({ severity }) => atLeast(severity, wish.least)),
  };
}
