/** The deadlines of an edition. */
import { turns } from '../../rules/deadline/turns.ts';
import type { DeadlineFacts } from '../../rules/deadline.ts';
import { standing } from '../../rules/deadline.ts';
import { isCurrent, tellDeadline } from '../../rules/tell.ts';
import type { TopicDeadline } from '../../rules/topic.ts';
import type { DeadlineChange, ToldDeadline } from '../../state/deadline.ts';
import type { Edition } from '../../state/edition.ts';
import { before, type Instant } from '../../state/item.ts';
import { withItems } from '../assess/announcements.ts';
import { deadlineFacts } from '../deadlines/facts.ts';
import type { Rulebook } from '../rulebook.ts';
import type { World } from '../world.ts';
import { LATEST, newsAfter, newsOf } from './late.ts';

/**
 * The topics' deadlines as they stood at the due instant, with what became of them since, and what items said of them
 * before that was kept too late for the `earlier` editions.
 */
export async function toldDeadlines(
  { topics, documents }: Rulebook,
  since: Instant,
  due: Instant,
  { ledger }: Pick<World, 'ledger'>,
  earlier: readonly Edition[] = [],
): Promise<ToldDeadline[]> {
  const told: ToldDeadline[] = [];
  for (const topic of topics) {
    const facts = await deadlineFacts(topic, { ledger });
    for (const deadline of topic.deadlines) {
      const lately = await toldDeadline(deadline, facts.get(deadline.id)!, before(since, LATEST), due, ledger);
      const its = withNews(lately, since, earlier);
      if (isTold(its, due)) told.push({ ...its, ...tellDeadline(its, documents) });
    }
  }
  return told;
}

function withNews(deadline: ToldDeadline, since: Instant, earlier: readonly Edition[]): ToldDeadline {
  const namesIn = ({ boards, deadlines }: Edition) => boards && deadlines.filter(isSame).flatMap(namesOf);
  const isSame = ({ topic, id }: ToldDeadline) => topic === deadline.topic && id === deadline.id;
  const newsAt = newsAfter(earlier, namesIn);
  return { ...deadline, changes: newsOf(deadline.changes, nameOf, newsAt, since) };
}

const namesOf = ({ changes }: ToldDeadline): string[] => changes.map(nameOf);

const nameOf = ({ what, date, was }: DeadlineChange): string => [what, date, was].join(' ');

/** One deadline as it stood, before the titles of its documents are looked up. */
export async function toldDeadline(
  { announced: _, met: rules, ...deadline }: TopicDeadline,
  facts: DeadlineFacts,
  since: Instant,
  at: Instant,
  ledger: World['ledger'],
): Promise<ToldDeadline> {
  const { state, date, precision, was, proposals, met } = standing(deadline, facts, at);
  const became = turns(deadline, facts, at, since);
  const items = await ledger.items([...new Set(became.flatMap((turn) => turn.items))]);
  const changes = became.map((turn) => withItems(turn, items));
  return {
    ...deadline,
    state,
    date,
    precision,
    was,
    proposals,
    met: met?.day ?? null,
    watched: rules.length > 0,
    changes,
  };
}

/** What has long passed is told only where something became of it; what has no date, once somebody proposes one. */
const isTold = (deadline: ToldDeadline, due: Instant): boolean =>
  deadline.changes.length > 0 ||
  (deadline.proposals ?? []).length > 0 ||
  (deadline.date !== null && isCurrent(deadline, due));
