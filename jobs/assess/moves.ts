/** Keeps what items say of the subjects of trackers. */
import type { Topic } from '../../rules/topic.ts';
import { changesOf } from '../../rules/tracker/changes.ts';
import { movesOf } from '../../rules/tracker/moves.ts';
import { reportedBy } from '../../rules/tracker/reported.ts';
import type { Cause } from '../../state/alert.ts';
import { before, DAY, type Instant, later } from '../../state/item.ts';
import type { MatchedItem } from '../../state/story.ts';
import type { Move } from '../../state/tracker.ts';
import type { World } from '../world.ts';

type Needs = Pick<World, 'now' | 'ledger'>;

/** What an item came to say longer ago is not looked up again: it counts for as long as nothing contradicts it. */
const LOOKED_UP = 30 * DAY;

/**
 * Keeps what these items say, and marks what they, or others that spoke of late, say no longer: they were revised, taken
 * back by their source, or the trackers were written anew.
 */
export async function keepMoves(topic: Topic, items: readonly MatchedItem[], { now, ledger }: Needs): Promise<void> {
  if (topic.trackers.length === 0) return;
  const at = now().toISOString();
  const known = await ledger.moves(topic.id);
  const standing = known.filter(({ withdrawn }) => withdrawn === null);
  const asked = new Map(items.map((item) => [item.id, item]));
  const spoke = standing.filter((move) => move.at >= before(at, LOOKED_UP) && !asked.has(move.item));
  for (const [id, item] of await ledger.items([...new Set(spoke.map(({ item }) => item))])) asked.set(id, item);
  const said = [...asked.values()].flatMap((item) => saidBy(item, topic));
  const fresh = missing(said, standing);
  const gone = missing(standing, said).filter(({ item }) => asked.has(item));
  const touched = [...new Set([...fresh, ...gone].map(({ item }) => item))].map((id) => asked.get(id)!);
  const revised = await revisedAt(touched, ledger);
  await ledger.keepMoves(
    fresh.map((move) => came(move, known, revised.get(move.item), at)),
    gone.map((move) => went(move, asked.get(move.item)!.withdrawn ?? revised.get(move.item), at)),
  );
}

/** The moves of a list that another one has not. */
function missing(moves: readonly Move[], among: readonly Move[]): Move[] {
  const keys = new Set(among.map(keyOf));
  return moves.filter((move) => !keys.has(keyOf(move)));
}

/** Since when an item says so: what it said before and took back, it says again since now. */
function came(move: Move, known: readonly Move[], revised: Instant | undefined, now: Instant): Move {
  const again = missing([move], known).length === 0;
  return { ...move, at: again ? now : later(move.at, revised ?? move.at) };
}

/** Since when it says so no more: since its source ended it, or else now, where the tracker asks for something else. */
const went = (move: Move, ended: Instant | undefined, now: Instant): Move => {
  return { ...move, withdrawn: ended !== undefined && ended > move.at ? ended : now };
};

/** What an item says now, as of when it came to fit the topic. What its source took back says nothing. */
function saidBy(item: MatchedItem, topic: Topic): Move[] {
  if (item.withdrawn) return [];
  return movesOf(topic, item).map((said) => {
    const reported = reportedBy(item, said.denied);
    return { ...said, item: item.id, family: item.family, reported, at: item.fits[topic.id]!, withdrawn: null };
  });
}

/** What makes two rows one claim. */
const keyOf = ({ tracker, subject, stage, denied, item }: Move): string =>
  JSON.stringify([tracker, subject, stage, denied, item]);

/** When those of the items that were revised came to be what they are. */
export async function revisedAt(items: readonly MatchedItem[], ledger: Needs['ledger']): Promise<Map<string, Instant>> {
  const found = new Map<string, Instant>();
  for (const { id } of items.filter(({ revision }) => revision > 0)) {
    const last = (await ledger.revisions(id)).at(-1);
    if (last) found.set(id, last.until);
  }
  return found;
}

/** What changed on the topic's boards since an instant, and the items that brought it. */
export async function boardChanges(topic: Topic, since: Instant, { now, ledger }: Needs): Promise<Cause[]> {
  if (topic.trackers.length === 0) return [];
  const until = now().toISOString();
  const moves = await ledger.moves(topic.id, until);
  return topic.trackers.flatMap((tracker) => {
    const own = moves.filter((move) => move.tracker === tracker.id);
    const titles = new Map(tracker.subjects.map(({ id, title }) => [id, title]));
    return changesOf(tracker, own, since, until).map(({ subject, change, by }) => ({
      items: [...new Set(by.map(({ item }) => item))],
      at: change.at,
      change: {
        what: 'moved' as const,
        tracker: tracker.id,
        title: tracker.title,
        subject: titles.get(subject)!,
        change,
      },
    }));
  });
}
