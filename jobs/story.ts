/** `silkwatch story`: one story with everything that is known of it, and who was told what of it. */
import { threadsOf } from '../rules/alert/thread.ts';
import type { Documents } from '../rules/documents.ts';
import { familiesOf, phaseOf } from '../rules/story.ts';
import type { Alert } from '../state/alert.ts';
import type { Announcement } from '../state/deadline.ts';
import type { Telling } from '../state/deliveries.ts';
import type { Instant } from '../state/item.ts';
import type { Citation } from '../state/match.ts';
import { rank, type Severity } from '../state/severity.ts';
import type { Silence } from '../state/silence.ts';
import { byReport, type MatchedItem, type Phase, reportedAt, type Story } from '../state/story.ts';
import type { Move } from '../state/tracker.ts';
import type { World } from './world.ts';

/** An item of a story, as its time line shows it. */
export interface TimedItem {
  id: string;
  title: string;
  url: string | null;
  publisher: string;
  family: string;
  /** The family whose words it prints, where it reprints another's. */
  voice?: string;
  language: string | null;
  /** When its event was reported, as far as that is known, and when it came to us. */
  reported: Instant;
  firstSeen: Instant;
  revision: number;
  withdrawn: Instant | null;
  /** Ids of the topic's rules that fit it. */
  rules: string[];
}

/** A rule that fits some of a story's items. */
export interface Fitting {
  /** `topic/rule`. */
  rule: string;
  title: string;
  severity: Severity;
  items: number;
  /** The words of the earliest of them that made it fit, each once. */
  words: string[];
  cites: (Citation & { title: string; author: string | null })[];
}

/** A message that told the story. */
export type ToldTo = Telling & { address: string };

export interface StoryFacts extends Story {
  /** Names that it had before another story took it in. */
  formerly: string[];
  phase: Phase;
  families: string[];
  /** The earliest first. */
  timeline: TimedItem[];
  /** The gravest first. */
  rules: Fitting[];
  moves: Move[];
  announcements: Announcement[];
  alerts: Alert[];
  told: ToldTo[];
  held: { silence: Silence; at: Instant }[];
}

type StoryWorld = Pick<World, 'now' | 'ledger'>;

/** Everything that is known of a story that is there. */
export async function storyFacts(id: string, documents: Documents, { now, ledger }: StoryWorld): Promise<StoryFacts> {
  const [story] = await ledger.storiesById([id]);
  if (!story) throw new Error(`the story ${id} is gone`);
  const items = [...(await ledger.items(story.items)).values()].sort(byReport);
  const members = new Set(story.items);
  const timeline = timelineOf(items, story.topic);
  const formerly = (await ledger.formerNames([id])).map(({ name }) => name);
  const names = [id, ...formerly];
  return {
    ...story,
    formerly,
    phase: phaseOf(story, now().toISOString()),
    families: familiesOf(timeline),
    timeline,
    rules: rulesOf(items, story.topic, documents),
    moves: (await ledger.moves(story.topic)).filter(({ item }) => members.has(item)),
    announcements: (await ledger.announcements(story.topic)).filter(({ item }) => members.has(item)),
    alerts: await tellingsOf(story, names, ledger),
    told: await toldOf(names, story, ledger),
    held: await heldOf(names, ledger),
  };
}

function timelineOf(items: readonly MatchedItem[], topic: string): TimedItem[] {
  return items.map((item) => {
    const { id, title, url, publisher, family, voice, language, firstSeen, revision, withdrawn = null } = item;
    const reported = new Date(reportedAt(item)).toISOString();
    const rules = item.matches.filter((match) => match.topic === topic).map(({ rule }) => rule);
    const same = { id, title, url, publisher, family, ...(voice && { voice }), language };
    return { ...same, reported, firstSeen, revision, withdrawn, rules };
  });
}

function rulesOf(items: readonly MatchedItem[], topic: string, documents: Documents): Fitting[] {
  const matches = items.flatMap((item) => item.matches.filter((match) => match.topic === topic));
  const byRule = Map.groupBy(matches, ({ rule }) => rule);
  return [...byRule]
    .map(([rule, [first, ...more]]) => {
      const { title, severity, cites, evidence } = first!;
      const words = [...new Set(evidence.map(({ text }) => text))];
      const cited = cites.map((cite) => {
        const document = documents.get(cite.document);
        return { ...cite, title: document?.title ?? cite.document, author: document?.author ?? null };
      });
      return { rule: `${topic}/${rule}`, title, severity, items: 1 + more.length, words, cites: cited };
    })
    .sort((a, b) => rank(b.severity) - rank(a.severity) || b.items - a.items || (a.rule < b.rule ? -1 : 1));
}

/** Who was told of it, by whatever name it had. */
async function toldOf(names: readonly string[], { firstSeen }: Story, ledger: World['ledger']): Promise<ToldTo[]> {
  const deliveries = await ledger.deliveriesOf(names, firstSeen);
  const told: ToldTo[] = [];
  for (const [id, its] of Map.groupBy(deliveries, ({ subscriber }) => subscriber)) {
    const address = (await ledger.subscriber(id))?.address ?? id;
    told.push(...its.map((delivery) => ({ ...delivery, address })));
  }
  return told.sort((a, b) => (a.created < b.created || (a.created === b.created && a.address < b.address) ? -1 : 1));
}

/** What was told of it at once: under any name, and of what it now holds. */
async function tellingsOf(story: Story, names: readonly string[], ledger: World['ledger']): Promise<Alert[]> {
  const alerts = await ledger.alertsOf(story.topic, story.firstSeen, names);
  const [thread] = threadsOf([story], alerts, []);
  return [...thread!.tellings];
}

async function heldOf(names: readonly string[], ledger: World['ledger']): Promise<StoryFacts['held']> {
  const silences = new Map((await ledger.allSilences()).map((silence) => [silence.id, silence]));
  return (await ledger.heldOf(names)).flatMap(({ silence, at }) => {
    const by = silences.get(silence);
    return by ? [{ silence: by, at }] : [];
  });
}
