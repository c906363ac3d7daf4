/** The list of editions: month by month, the newest first. Pure. */
import type { Past } from '../../state/archive.ts';
import type { Edition } from '../../state/edition.ts';
import { dateline, wholeDate } from '../../templates/dates.ts';
import { pageStem } from '../../templates/page.ts';

const NAME = /^(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)-(daily|weekly)-edition$/;

/** Which edition a page's name means; null where it can be none's. */
export function editionNamed(name: string): Pick<Past, 'due' | 'cadence'> | null {
  const [, day, hours, minutes, cadence] = NAME.exec(name) ?? [];
  const due = new Date(`${day}T${hours}:${minutes}:00.000Z`);
  return Number.isNaN(due.getTime()) ? null : { due: due.toISOString(), cadence: cadence as Edition['cadence'] };
}

/** Editions by their months, for a template. */
export function viewMonths(editions: readonly Titled[]) {
  const months = Map.groupBy(editions, ({ due }) => due.slice(0, 7));
  return [...months].map(([month, its]) => ({ title: wholeDate(month), editions: viewEditions(its) }));
}

type Titled = Pick<Past, 'due' | 'cadence'> & { title: string };

/** Editions with what each tells first. */
export const viewEditions = (editions: readonly Titled[]) =>
  editions.map((one) => ({
    link: `/archive/${pageStem(one)}`,
    date: dateline(one.due, { zone: 'UTC', language: 'en' }),
    kind: `${one.cadence}, ${one.due.slice(11, 16)} UTC`,
    title: one.title,
  }));
