/** What one cadence tells at one due instant: gathered from the ledger, and frozen. */
import { randomUUID } from 'node:crypto';
import type { Waits } from '../rules/alert/next.ts';
import { phaseOf, severityOf } from '../rules/story.ts';
import { tell } from '../rules/tell.ts';
import { commonness } from '../rules/telling/reasons.ts';
import type { Edition, ToldStory } from '../state/edition.ts';
import { before, type Instant, later } from '../state/item.ts';
import type { Source } from '../state/source.ts';
import type { MatchedItem, Story } from '../state/story.ts';
import type { Sender } from '../templates/sender.ts';
import type { Config } from './config.ts';
import { toldBoards } from './edition/boards.ts';
import { toldCharts } from './edition/charts.ts';
import { toldCorrections } from './edition/corrections.ts';
import { coverageOf } from './edition/coverage.ts';
import { toldDeadlines } from './edition/deadlines.ts';
import { LATEST, type NewsAt, newsAfter } from './edition/late.ts';
import { toldSignals } from './edition/signals.ts';
import type { Rulebook } from './rulebook.ts';
import type { World } from './world.ts';

export interface Installation {
  rulebook: Rulebook;
  sources: readonly Source[];
  sender: Sender;
  /** How long alerts are gathered. */
  waits: Waits;
}

/** The sender of the mail, as the configuration says. */
export const senderOf = ({ from, web }: Pick<Config, 'from' | 'web'>): Sender => ({ from, web: web ?? null });

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
  const earlier = await earlierThan({ cadence, due, since }, ledger);
  const stories = await storiesBetween({ since, due }, earlier, rulebook, ledger);
  return {
    id: randomUUID(),
    cadence,
    due,
    since,
    frozen: now().toISOString(),
    topics: rulebook.topics.map(({ id, title }) => ({ id, title })),
    stories,
    deadlines: await toldDeadlines(rulebook, since, due, { ledger }, earlier),
    boards: await toldBoards(rulebook, since, due, { ledger }, earlier),
    corrections: await toldCorrections(since, due, { ledger }, earlier),
    signals: await toldSignals(rulebook, since, due, { ledger }, earlier),
    charts: await toldCharts(rulebook, sources, due, { ledger }),
    coverage: await coverageOf(from, due, stories, sources, { ledger, now: now() }),
  };
}

/** The editions that should have told what became known too late for them. */
export const earlierThan = ({ cadence, due, since }: Pick<Wanted, 'cadence' | 'due' | 'since'>, ledger: Ledger) =>
  ledger.frozenBetween(cadence, before(since, LATEST), due);

/** Stories as they stood at the due instant: what came after it belongs to the next edition, what came too late for the last one to this. */
async function storiesBetween(
  span: Pick<Wanted, 'since' | 'due'>,
  earlier: readonly Edition[],
  { documents }: Rulebook,
  ledger: Ledger,
): Promise<ToldStory[]> {
  const { since, due } = span;
  const news = await newsIn(await ledger.storiesBetween(before(since, LATEST), due), span, earlier, ledger);
  const common = commonness(await ledger.fired());
  return news
    .map(({ story, items, lastSeen }) => {
      return { ...tell(story, items, documents, common), lastSeen, phase: phaseOf(story, due) };
    })
    .sort(byReport);
}

/** The last reported first. A story's name would not do: it tells which of its items came to us first. */
function byReport({ lead: a }: ToldStory, { lead: b }: ToldStory): number {
  const [one, other] = [a.published ?? a.firstSeen, b.published ?? b.firstSeen];
  return one === other ? (a.id < b.id ? -1 : 1) : one > other ? -1 : 1;
}

/** Those of some stories that are news to an edition, with when they were. */
export async function newsIn(
  stories: readonly Story[],
  { since, due }: Pick<Wanted, 'since' | 'due'>,
  earlier: readonly Edition[],
  ledger: Ledger,
): Promise<(StoryThen & { lastSeen: Instant })[]> {
  const items = await ledger.items(stories.flatMap((story) => story.items));
  const newsAt = newsAfter(earlier, itemsIn);
  return stories
    .flatMap((story) => storyAt(story, items, due) ?? [])
    .map((one) => ({ ...one, ...newestOf(one, newsAt) }))
    .filter(({ lastSeen }) => lastSeen > since);
}

/** The items of an edition's stories, each with the topic of which it is told. */
const itemsIn = ({ stories }: Edition): string[] =>
  stories.flatMap(({ topic, lead, others }) => [lead, ...others].map(({ id }) => `${topic} ${id}`));

/** When the newest of a story's items is news. */
function newestOf({ story: { topic }, items }: StoryThen, newsAt: NewsAt): { lastSeen: Instant } {
  return { lastSeen: items.map((item) => newsAt(`${topic} ${item.id}`, item.fits[topic]!)).reduce(later) };
}

interface StoryThen {
  story: Story;
  items: MatchedItem[];
}

/** A story with those of its items that it had at an instant; null where it had none. */
function storyAt(story: Story, known: ReadonlyMap<string, MatchedItem>, at: Instant): StoryThen | null {
  // A revision may have taken an item out of the topic, and its source may have taken it back.
  const fitting = story.items.flatMap((id) => known.get(id) ?? []).filter((item) => story.topic in item.fits);
  const fittedAt = (item: MatchedItem) => item.fits[story.topic]!;
  const taken = ({ withdrawn }: MatchedItem) => withdrawn !== undefined && withdrawn <= at;
  const items = fitting.filter((item) => fittedAt(item) <= at && !taken(item));
  if (items.length === 0) return null;
  const lastSeen = items.map(fittedAt).reduce(later);
  return { story: { ...story, severity: severityOf(items, story.topic) ?? story.severity, lastSeen }, items };
}
