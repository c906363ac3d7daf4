/** Whether a subscriber is told at once that a rule over time fired. Pure. */
import { DAY, type Instant } from '../../state/item.ts';
import type { Severity } from '../../state/severity.ts';
import type { Signal } from '../../state/signal.ts';
import type { Silence } from '../../state/silence.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { asksFor } from '../alert/decide.ts';
import { pauseOn } from '../alert/pause.ts';
import { endOf, silencedBy } from '../silence.ts';

/** What the decision rests on. */
export interface Asked {
  subscriber: Subscriber;
  silences: readonly Silence[];
  /** The end of the quiet hours that the subscriber has now, by severity. */
  quietUntil(severity: Severity): Instant | null;
  now: Instant;
}

export type SignalDecision =
  | { do: 'tell' }
  | { do: 'wait'; until: Instant; because: string; silence?: string }
  | { do: 'skip'; because: string };

/** What was over for so long when we noticed it need not wake anybody. */
const FRESH = 6 * 3600_000;
/** How long quiet hours or a silence may hold back what was news when it was noticed. */
export const HELD_BACK = 2 * DAY;

/** What names a signal in a delivery, and to what holds it back. */
export const subjectOf = ({ topic, trend, period }: Pick<Signal, 'topic' | 'trend' | 'period'>): string =>
  `${topic}/${trend}@${period}`;

/**
 * Whether a subscriber is told a signal at once. Whether it is news is judged as of when it was noticed, so that a night
 * of quiet hours loses nothing. That nobody can tell is for the digest, beside its coverage.
 */
export function decideSignal(signal: Signal, { subscriber, silences, quietUntil, now }: Asked): SignalDecision {
  const { topic, trend, severity, at, until, blind } = signal;
  const skip = (because: string): SignalDecision => ({ do: 'skip', because });
  if (!subscriber.topics.includes(topic)) return skip('follows other topics');
  if (blind || !asksFor(subscriber, severity)) return skip('can wait for the digest');
  if (at < subscriber.since) return skip('came before the subscription');
  if (span(until, at) > FRESH) return skip('was over for too long');
  if (span(at, now) > HELD_BACK) return skip('was held back too long');
  const paused = pauseOn(subscriber, at, now);
  if (paused) return paused;
  const silence = silencedBy(silences, { topic, trends: [trend] }, now);
  if (silence) {
    const because = `is silenced by ${silence.author}: ${silence.reason}`;
    return { do: 'wait', until: endOf(silence), because, silence: silence.id };
  }
  const quiet = quietUntil(severity);
  return quiet === null ? { do: 'tell' } : { do: 'wait', until: quiet, because: 'has quiet hours' };
}

const span = (from: Instant, to: Instant): number => Date.parse(to) - Date.parse(from);
