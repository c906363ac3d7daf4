/** Deadlines in words, for a terminal. Pure. */
import type { ToldDeadline } from '../../state/deadline.ts';
import type { Instant } from '../../state/item.ts';
import type { Scheduled } from '../../templates/calendar.ts';
import { wholeDate } from '../../templates/dates.ts';
import { viewDeadline } from '../../templates/deadline.ts';
import { cut, oneLine } from '../../templates/words.ts';

/** Of the items that say so, these many are named. */
const ITEMS = 3;
const HEADLINE = 90;

/** A deadline, what became of it, who says so, and what it is cited from. */
export function deadlineLines({ deadline }: Scheduled, now: Instant): string[] {
  const { when, title, note, cites } = viewDeadline(deadline, now.slice(0, 10));
  return [
    `${deadline.topic}/${deadline.id}  ${deadline.state}  ${when}`,
    `  ${title}`,
    ...(note === null ? [] : [`  ${note}`]),
    ...(deadline.proposals ?? []).flatMap((proposal) => proposalLines(proposal, deadline)),
    ...cites.map((cite) => `  after ${oneLine(cite)}`),
  ];
}

function proposalLines({ id, date, items }: NonNullable<ToldDeadline['proposals']>[number], { changes }: ToldDeadline) {
  const said = new Map(changes.flatMap((change) => change.items.map((item) => [item.id, item])));
  const named = items.flatMap((item) => said.get(item) ?? []).slice(0, ITEMS);
  return [
    `  ${id}  ${wholeDate(date)}: silkwatch deadlines confirm ${id}, or reject ${id}`,
    ...named.map(({ publisher, title }) => `    ${oneLine(publisher)}: ${cut(oneLine(title), HEADLINE)}`),
  ];
}
