/** Rules that fire more often than they help, as far as analysts have said which of their matches were useful. */
import type { Fired } from '../../state/labels.ts';

/** Fewer judgements than this say little: two bad days would condemn a rule. */
const JUDGED = 5;
/** Where fewer of the judged matches than this were useful, most of what the rule tells is a waste of attention. */
const USEFUL = 0.25;

/** What is to be said of rules that are mostly noise, the noisiest first. */
export function noiseOf(counts: readonly Fired[]): { topic: string; rule: string; what: string }[] {
  const shareOf = ({ useful, judged }: Fired) => useful / judged;
  return counts
    .filter((count) => count.judged >= JUDGED && shareOf(count) < USEFUL)
    .sort((a, b) => shareOf(a) - shareOf(b) || b.fired - a.fired)
    .map(({ topic, rule, fired, judged, useful }) => ({
      topic,
      rule,
      what: `fired ${fired} times; of ${judged} judged, ${useful} useful; mend: narrow the query, or lower the severity`,
    }));
}
