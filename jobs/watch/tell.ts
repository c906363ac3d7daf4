/** What a visit says of itself in the log. */
import type { Learnt, Source } from '../../state/source.ts';
import type { Listing } from '../../state/withdrawals.ts';
import { FAILURES, failureWords } from '../../watchers/failure.ts';
import type { Lane } from '../../watchers/lanes.ts';
import { adopted, type Ending } from '../../watchers/lesson.ts';
import type { Log } from '../log.ts';

/** One line: how a visit ended. */
export function tellVisit({ id, title }: Source, ending: Ending, items: number, fresh: number, log: Log): void {
  if (ending.outcome === 'failed') {
    const { outcome, reason, detail } = ending;
    const sign = FAILURES[reason].weight === 0 ? '…' : '✗';
    log('visit', { source: id, outcome, reason, detail }, `${sign} ${title}: ${failureWords(ending)}`, 'warn');
  } else {
    const words =
      ending.outcome === 'unchanged' ? 'unchanged' : `${items === 1 ? '1 item' : `${items} items`}, ${fresh} new`;
    log('visit', { source: id, outcome: ending.outcome, items, fresh }, `✓ ${title}: ${words}`);
  }
}

/** A line when the rest of a host's sources must wait, since it has asked for patience. */
export function tellPutOff(
  { host, sources }: Lane<{ id: string }>,
  from: number,
  run: { later: number },
  log: Log,
): void {
  const waiting = sources.slice(from).map(({ id }) => id);
  run.later += waiting.length;
  log('put off', { host, sources: waiting }, `… ${waiting.join(', ')}: ${host} has asked to be left alone for a while`);
}

/** A line when a source's address has been adopted, or was given up again, and one when items may have been lost. */
export function tellMove(source: Source, before: Learnt | undefined, now: Learnt, log: Log): void {
  const [was, is] = [adopted(source, before), adopted(source, now)];
  const { id, title } = source;
  if (was !== is) {
    const words = is
      ? `has moved for good: ${is} is asked from now on; mend its url`
      : `is asked at ${source.url} again`;
    log('moved', { source: id, from: was ?? source.url, to: is ?? source.url }, `→ ${title} ${words}`, 'warn');
  }
  if (now.gap !== null && now.gap !== (before?.gap ?? null))
    log('gap', { source: id }, `… ${title}: nothing in common with the last visit; items may have been lost`, 'warn');
}

/** A line when a source has taken back what a rule fits, or lists it again. */
export function tellListing({ id, title }: Source, listing: Listing | undefined, log: Log): void {
  const { withdrawn = [], back = [] } = listing ?? {};
  const items = (n: number) => (n === 1 ? '1 item' : `${n} items`);
  if (withdrawn.length > 0)
    log('withdrawn', { source: id, withdrawn }, `↩ ${title} lists ${items(withdrawn.length)} no more`, 'warn');
  if (back.length > 0) log('back', { source: id, back }, `↪ ${title} lists ${items(back.length)} again`);
}
