/** `silkwatch backtest`: a draft, or a rule as it stands, tried on the archive or on a file of items. */
import { existsSync } from 'node:fs';
import { z } from 'zod';
import { Backtest, meant, type Subject } from '../rules/backtest.ts';
import { decide } from '../rules/decide.ts';
import type { Readable } from '../rules/engine/columns.ts';
import { readTopic, type Topic } from '../rules/topic.ts';
import type { Trial } from '../rules/trial.ts';
import { before, DAY } from '../state/item.ts';
import type { Label } from '../state/label.ts';
import type { Match } from '../state/match.ts';
import { refuseAny } from '../state/refusal.ts';
import type { Source } from '../state/source.ts';
import { readItems, readLines, textIn } from './given.ts';
import type { Rulebook } from './rulebook.ts';
import { subjectOf } from './subject.ts';
import type { World } from './world.ts';

/** What is tried, and what it is compared with. */
export interface Draft {
  subject: Subject;
  /** The same topic as it is saved, where a file is tried; null where that file's topic is new or a saved topic is tried. */
  saved: Topic | null;
  /** Whether it is compared with what was decided when each item came. */
  live: boolean;
}

/** What a command line names: a topic file or `file/rule`, or a topic or rule as it stands. @throws Refusal where it cannot be read */
export function draftOf(named: string, { topics, documents }: Rulebook): Draft {
  const { file = named, rule } = named.match(/^(?<file>.*\.ya?ml)(?:\/(?<rule>[\w-]+))?$/)?.groups ?? {};
  if (!existsSync(file)) return { subject: subjectOf(named, topics), saved: null, live: true };
  const { topic, problems } = readTopic(file, textIn(file), documents);
  refuseAny(problems);
  const { id } = topic!;
  const saved = topics.find((topic) => topic.id === id) ?? null;
  return { subject: subjectOf(rule === undefined ? id : `${id}/${rule}`, [topic!]), saved, live: false };
}

/** What the saved version decides, where there is one. */
function deciderOf(saved: Topic | null): (item: Readable) => Match[] | null {
  const topics = saved && [saved];
  return (item) => topics && decide(item, topics);
}

/** How many items are read at once. */
const PART = 1000;

/** Tries a draft on everything that came in the last days. A source that does not serve a saved topic is not asked about it. */
export async function backtestArchive(
  { subject, saved, live }: Draft,
  days: number,
  sources: readonly Source[],
  { ledger, now }: Pick<World, 'ledger' | 'now'>,
): Promise<Trial> {
  const { id } = subject.topic;
  const backtest = new Backtest(subject, meant(await ledger.labels(id), subject));
  const isServed = new Map(sources.map((source) => [source.id, source.topics.includes(id)]));
  const asBefore = deciderOf(saved);
  const since = before(now().toISOString(), days * DAY);
  let part = await ledger.archived(since, null, PART);
  while (part.length > 0) {
    for (const item of part) {
      const serves = (!live && saved === null) || (isServed.get(item.source) ?? true);
      const then = live ? item.matches : serves ? asBefore(item) : [];
      backtest.take(item, item.firstSeen, then, serves);
    }
    part = await ledger.archived(since, part.at(-1)!, PART);
  }
  return backtest.trial;
}

const labelled = z.object({
  id: z.union([z.string(), z.number()], 'id is a text or a number').transform(String),
  topics: z.array(z.string(), 'topics is a list of ids'),
});

/**
 * Tries a draft on the items of a file.
 *
 * @param labels a file with a line `{id, topics}` for each item that was judged: it is about these topics and no other
 * @throws Refusal naming every malformed line of either
 */
export function backtestFile({ subject, saved }: Draft, items: string, labels?: string): Trial {
  const { id: topic } = subject.topic;
  const judged = labels === undefined ? [] : readLines(labels, textIn(labels), labelled);
  const given = judged.map(({ id, topics }): Label => {
    return { item: id, topic, rule: null, fits: topics.includes(topic), at: '' };
  });
  const backtest = new Backtest(subject, meant(given, subject));
  const asBefore = deciderOf(saved);
  for (const item of readItems(items, textIn(items))) backtest.take(item, item.published, asBefore(item));
  return backtest.trial;
}
