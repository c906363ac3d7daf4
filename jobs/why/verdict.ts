/** One plain sentence on whether a subscriber was told of a story. Pure. */
import type { Telling } from '../../state/deliveries.ts';
import type { Instant } from '../../state/item.ts';
import type { Cadence } from '../../state/subscriber.ts';
import { count, listed, oneLine } from '../../templates/words.ts';
import { minute } from '../silence/words.ts';

/** What is going to be told, by one of the two ways: at once, or in an edition. */
export type Ahead =
  | { do: 'tell'; when: Instant }
  /** Something keeps it back until then; what will be so then is decided then. */
  | { do: 'wait'; until: Instant; because: string }
  | { do: 'skip'; because: string };

export interface Outcome {
  cadence: Cadence;
  /** What was written to the subscriber that tells the story, oldest first. */
  deliveries: readonly Telling[];
  atOnce: Ahead;
  /** Of the next edition; null for a subscriber who gets none. */
  edition: Ahead | null;
}

/** Somebody's words on one line, with instants by the minute. */
export const plain = (words: string): string =>
  oneLine(words).replace(/\b(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d\.\d{3}Z/g, '$1 $2');

/** Whether it was told, by what and when, and whether it will be; else why not. */
export function verdict(outcome: Outcome): string {
  const of = (...states: Telling['state'][]) => outcome.deliveries.filter(({ state }) => states.includes(state));
  const [told, doubtful, waiting] = [of('accepted'), of('unknown'), of('queued', 'leased', 'handed')];
  const sentences = [
    ...(told.length > 0 ? [`Told ${listed(told.map(tellingWords))}.`] : []),
    ...(doubtful.length > 0 ? [`Perhaps told ${listed(doubtful.map(tellingWords))}: ${LOST}.`] : []),
    // What waits may be taken back for what comes after it, which then tells all.
    ...(waiting.length > 0 ? [`Will be told ${listed(waiting.map(waitingWords))}.`] : aheadWords(outcome)),
  ];
  return sentences.join(' ') || `Not told${failureWords(of('refused', 'skipped').at(-1)) ?? ` ${whyNot(outcome)}`}.`;
}

const LOST = 'the mail server’s answer was lost';

/** What became of the last message, where one was written and not sent. */
const failureWords = (failed: Telling | undefined): string | undefined =>
  failed && `: the ${failed.kind} of ${minute(failed.created)} was ${failed.state} (${plain(failed.because ?? '')})`;

/** At once, and in which editions; each time by the minute. */
const tellingWords = ({ kind, created, settled, cadence, due }: Telling): string =>
  AS[kind](minute(due ?? settled ?? created), cadence ?? 'former');

/** A confirmation and what operators get tell no story, so nothing asks for theirs. */
const AS: Record<Telling['kind'], (at: string, cadence: string) => string> = {
  edition: (at, cadence) => `in the ${cadence} edition of ${at}`,
  alert: (at) => `at once on ${at}`,
  'follow-up': (at) => `again by a follow-up on ${at}`,
  correction: (at) => `again by a correction on ${at}`,
  reminder: (at) => `in a reminder on ${at}`,
  signal: (at) => `in a signal on ${at}`,
  confirmation: (at) => `in a confirmation on ${at}`,
  ops: (at) => `in a mail to operators on ${at}`,
};

const waitingWords = ({ kind, next, attempts }: Telling): string => {
  const tried = attempts === 0 ? '' : ` (${count(attempts, 'attempt')} so far)`;
  return `by the ${kind} that waits to be sent from ${minute(next)}${tried}`;
};

/** What will be told in one sentence, the way that comes first; nothing where nothing will be. */
function aheadWords({ atOnce, edition, cadence }: Outcome): string[] {
  const ways = [
    ...(atOnce.do === 'tell' ? ['at once, when `assess` runs next'] : []),
    ...(atOnce.do === 'wait' ? [`at once, not before ${minute(atOnce.until)} (${plain(atOnce.because)})`] : []),
    ...(edition?.do === 'tell' ? [`in the ${cadence} edition of ${minute(edition.when)}`] : []),
  ];
  return ways.length === 0 ? [] : [`Will be told ${listed(ways)}.`];
}

function whyNot({ atOnce, edition }: Outcome): string {
  const once = atOnce.do === 'skip' ? [`at once: ${plain(atOnce.because)}`] : [];
  const later = edition?.do === 'skip' ? [`in the next edition: ${plain(edition.because)}`] : [];
  return [...once, ...later].join('; nor ');
}
