/** What the ledger knows of the deadlines of a topic. */
import { type DeadlineFacts, type Met, mayBeOf } from '../../rules/deadline.ts';
import type { Topic } from '../../rules/topic.ts';
import type { Fitting } from '../../state/announcements.ts';
import { reportedAt } from '../../state/story.ts';
import type { World } from '../world.ts';

/** By the id of each deadline of a topic. */
export async function deadlineFacts(
  topic: Topic,
  { ledger }: Pick<World, 'ledger'>,
): Promise<ReadonlyMap<string, DeadlineFacts>> {
  if (topic.deadlines.length === 0) return new Map();
  const announcements = await ledger.announcements(topic.id);
  const verdicts = await ledger.verdicts(topic.id);
  const rules = [...new Set(topic.deadlines.flatMap(({ met }) => met))];
  const fittings = await ledger.fittings(topic.id, rules);
  return new Map(
    topic.deadlines.map(({ id, met, date }) => {
      const its = fittings.filter(({ rule }) => met.includes(rule));
      const said = announcements.filter(({ deadline }) => deadline === id);
      const decided = verdicts.filter(({ deadline }) => deadline === id);
      const dates = new Set([...(date === null ? [] : [date]), ...[...said, ...decided].map((one) => one.date)]);
      return [id, { announcements: said, verdicts: decided, met: firstOfDays(its, dates) }];
    }),
  );
}

/** Of years of fitting items those that may be of any of the dates, the first to come of each day. */
function firstOfDays(fittings: readonly Fitting[], dates: ReadonlySet<string>): Met[] {
  const firsts = new Map<string, Met>();
  for (const one of fittings) {
    const day = dayOf(one);
    const counts = !firsts.has(day) && [...dates].some((date) => mayBeOf(date, day));
    if (counts) firsts.set(day, { item: one.item, at: one.at, day });
  }
  return [...firsts.values()];
}

/** The day on which an item was reported. */
const dayOf = (item: Parameters<typeof reportedAt>[0]): string => new Date(reportedAt(item)).toISOString().slice(0, 10);
