/** Keeps the dates that items announce for deadlines. */
import { lastDay } from '../../rules/dates/written.ts';
import { announcedBy, type Said } from '../../rules/deadline/announced.ts';
import { type Turn, turns } from '../../rules/deadline/turns.ts';
import { toldItem } from '../../rules/tell.ts';
import type { Topic } from '../../rules/topic.ts';
import type { Cause } from '../../state/alert.ts';
import type { Announcement, DeadlineChange } from '../../state/deadline.ts';
import { before, DAY, type Instant, later } from '../../state/item.ts';
import { type MatchedItem, reportedAt } from '../../state/story.ts';
import { deadlineFacts } from '../deadlines/facts.ts';
import type { World } from '../world.ts';
import { revisedAt } from './moves.ts';

type Needs = Pick<World, 'now' | 'ledger'>;

/** Whether an item still says that a date was to be which is gone for longer, nobody asks. */
const LOOKED_UP = 30 * DAY;

/**
 * Keeps what the given items announce, and marks what they, or any that announced a date before, say no longer: they were
 * revised or taken back, or the deadline asks for something else now. Done again, it changes nothing.
 */
export async function keepAnnouncements(
  topic: Topic,
  items: readonly MatchedItem[],
  { now, ledger }: Needs,
): Promise<void> {
  if (topic.deadlines.every(({ announced }) => announced === null)) return;
  const at = now().toISOString();
  const known = await ledger.announcements(topic.id);
  const standing = known.filter(({ withdrawn }) => withdrawn === null);
  const oldest = before(at, LOOKED_UP);
  const asked = await withEarlier(
    items,
    standing.filter(({ date }) => lastDay(date) >= oldest.slice(0, 10)),
    ledger,
  );
  const read = readOf(ledger, topic);
  const said = [...asked.values()].flatMap((item) => saidBy(item, topic, read));
  const [fresh, gone] = [missing(said, standing), missing(standing, said).filter(({ item }) => asked.has(item))];
  const touched = new Set([...fresh, ...gone].flatMap(({ item }) => asked.get(item) ?? []));
  const revised = await revisedAt([...touched], ledger);
  await ledger.keepAnnouncements(
    fresh.map((one) => came(one, known, revised.get(one.item), at)),
    gone.map((one) => {
      const ended = asked.get(one.item)?.withdrawn ?? revised.get(one.item);
      return { ...one, withdrawn: ended !== undefined && ended > one.at ? ended : at };
    }),
  );
}

/** The given items, and those that announced a date before, by their ids. */
async function withEarlier(
  items: readonly MatchedItem[],
  standing: readonly Announcement[],
  ledger: Needs['ledger'],
): Promise<ReadonlyMap<string, MatchedItem>> {
  const given = new Map(items.map((item) => [item.id, item]));
  const others = new Set(standing.map(({ item }) => item).filter((id) => !given.has(id)));
  return new Map([...given, ...(await ledger.items([...others]))]);
}

/** What an item says now. What its source took back, and what is no longer about the topic, says nothing. */
function saidBy(item: MatchedItem, topic: Topic, read: (item: MatchedItem) => Said[]): Announcement[] {
  const fits = item.fits[topic.id];
  if (item.withdrawn || fits === undefined) return [];
  const reported = new Date(reportedAt(item)).toISOString();
  const same = { topic: topic.id, item: item.id, family: item.family, reported, at: fits, withdrawn: null };
  return read(item).map((said) => ({ ...same, ...said }));
}

/** So many texts are remembered of a topic: to read one takes as long as all the rest of what is done with it. */
const REMEMBERED = 20_000;
const remembered = new WeakMap<Needs['ledger'], WeakMap<Topic, Map<string, Said[]>>>();

/** What items of a ledger say of a topic, each text read once in the life of the process. */
function readOf(ledger: Needs['ledger'], topic: Topic): (item: MatchedItem) => Said[] {
  const ofLedger = remembered.get(ledger) ?? new WeakMap<Topic, Map<string, Said[]>>();
  remembered.set(ledger, ofLedger);
  const known = ofLedger.get(topic) ?? new Map<string, Said[]>();
  ofLedger.set(topic, known);
  return (item) => {
    const text = `${item.id} ${item.revision}`;
    const said = known.get(text);
    if (said) return said;
    if (known.size >= REMEMBERED) known.clear();
    const fresh = announcedBy(topic, item);
    known.set(text, fresh);
    return fresh;
  };
}

/** What one list has and another has not. */
function missing(of: readonly Announcement[], others: readonly Announcement[]): Announcement[] {
  const there = new Set(others.map(keyOf));
  return of.filter((one) => !there.has(keyOf(one)));
}

const keyOf = ({ deadline, item, date }: Announcement): string => `${deadline} ${item} ${date}`;

/** Of an item that was revised nobody knows that it said so before; what it says again, it says from now on. */
function came(said: Announcement, known: readonly Announcement[], revised: Instant | undefined, now: Instant) {
  if (known.some((one) => keyOf(one) === keyOf(said))) return { ...said, at: now, reported: revised ?? said.reported };
  if (revised === undefined) return said;
  return { ...said, at: later(said.at, revised), reported: later(said.reported, revised) };
}

/** What tells a story again: that a date was set or moved. That somebody proposes one can wait for the digest. */
const TOLD: ReadonlySet<Turn['what']> = new Set(['set', 'slipped']);

/** The deadlines of a topic that moved since an instant, with the items that say so. */
export async function deadlineChanges(topic: Topic, since: Instant, { now, ledger }: Needs): Promise<Cause[]> {
  const until = now().toISOString();
  const facts = await deadlineFacts(topic, { ledger });
  const moved = topic.deadlines.flatMap((deadline) =>
    turns(deadline, facts.get(deadline.id)!, until, since)
      .filter(({ what, items }) => TOLD.has(what) && items.length > 0)
      .map((turn) => ({ deadline, turn })),
  );
  const items = await ledger.items([...new Set(moved.flatMap(({ turn }) => turn.items))]);
  return moved.map(({ deadline: { id, title }, turn }) => ({
    items: turn.items,
    at: turn.at,
    change: { what: 'deadline', deadline: id, title, change: withItems(turn, items) },
  }));
}

/** A change with the words of its items, as far as they are still known. */
export const withItems = (turn: Turn, items: ReadonlyMap<string, MatchedItem>): DeadlineChange => ({
  ...turn,
  items: turn.items.flatMap((id) => {
    const item = items.get(id);
    return item ? [toldItem(item)] : [];
  }),
});
