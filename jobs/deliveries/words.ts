/** What became of the mail, in words. Pure. */
import type { Counted, Outcome } from '../../state/outcomes.ts';
import { pageStem } from '../../templates/page.ts';
import { number, oneLine } from '../../templates/words.ts';
import { pauseWords } from '../deliver/pause.ts';
import type { Deliveries } from '../deliveries.ts';
import { minute } from '../silence/words.ts';

/** A line for each edition and each other kind, then what is in trouble and why. */
export function deliveriesLines({ paused, counts, troubled, troubledMore, refused }: Deliveries): string[] {
  return [
    ...(paused ? [pauseWords(paused)] : []),
    ...(counts.length === 0 ? ['nothing was written to anybody'] : countLines(counts)),
    ...titled('waiting to be tried again:', troubled),
    ...(troubledMore > 0 ? [`  and ${number(troubledMore)} more`] : []),
    ...titled('refused:', refused),
  ];
}

function countLines(counts: readonly Counted[]): string[] {
  const groups = [...Map.groupBy(counts, nameOf)];
  const width = Math.max(...groups.map(([name]) => name.length));
  return groups.map(([name, its]) => `${name.padEnd(width)}  ${statesOf(its)}`);
}

const nameOf = ({ kind, cadence, due }: Counted): string => (cadence && due ? pageStem({ cadence, due }) : kind);

/** Those that may have arrived twice are told once they are accepted: of who is `unknown` that is said already. */
function statesOf(counts: readonly Counted[]): string {
  const doubtful = counts.filter(({ state }) => state === 'accepted').reduce((sum, one) => sum + one.doubtful, 0);
  const states = counts.map(({ state, n }) => `${n} ${state}`).join(', ');
  return doubtful === 0 ? states : `${states}; ${doubtful} of them perhaps twice`;
}

const titled = (title: string, all: readonly Outcome[]): string[] =>
  all.length === 0 ? [] : [title, ...all.map((one) => `  ${outcomeLine(one)}  “${oneLine(one.title)}”`)];

/** Who, how it ended or stands, and why. */
export function outcomeLine({ to, state, attempts, next, settled, lost, because }: Outcome): string {
  const tried = attempts > 1 ? `, ${attempts} attempts` : '';
  const twice = lost !== null && state === 'accepted' ? ', perhaps twice' : '';
  const waiting = state === 'handed' ? ' (being sent)' : `, to be tried from ${minute(next)}`;
  const when = settled === null ? waiting : ` ${minute(settled)}`;
  return `${to}: ${state}${when}${tried}${twice}${because === null ? '' : ` (${oneLine(because)})`}`;
}
