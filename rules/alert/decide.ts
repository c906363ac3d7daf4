/** Whether a subscriber is told an alert, and as what. Pure. */
import type { Alert, Change, Written } from '../../state/alert.ts';
import { before, type Instant } from '../../state/item.ts';
import { atLeast, highest, rank, type Severity } from '../../state/severity.ts';
import type { Silence } from '../../state/silence.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { joinCorrections } from '../correction/told.ts';
import { endOf, silencedBy } from '../silence.ts';
import { changesAfter, isFresh } from './changes.ts';
import { pauseOn } from './pause.ts';
import { type Thread, toldItems } from './thread.ts';

/** What a decision rests on, besides the thread whose newest telling it is about. */
export interface Asked {
  subscriber: Subscriber;
  /** What was written to the subscriber of the thread's tellings, oldest first. */
  written: readonly Written[];
  silences: readonly Silence[];
  /** The end of the quiet hours that the subscriber has now, by severity. */
  quietUntil(severity: Severity): Instant | null;
  /** The group interval, in milliseconds. */
  interval: number;
  now: Instant;
}

export type AlertDecision =
  | {
      do: 'tell';
      as: 'alert' | 'follow-up' | 'correction';
      /** What changed since the subscriber was told; empty in an alert. */
      changes: Change[];
      /** What the subscriber was told before, oldest first. */
      after: Written[];
      /** What waits to be sent and is not needed any more. */
      instead: Written[];
    }
  | { do: 'wait'; until: Instant; because: string; silence?: string }
  | { do: 'skip'; because: string };

/** Whether a subscriber asked to be told at once what is so severe. */
export const asksFor = ({ cadence, least, alerts }: Subscriber, severity: Severity): boolean =>
  (cadence === 'now' && atLeast(severity, least)) || (alerts && severity === 'high');

/**
 * Whether a subscriber is told the newest telling of a thread. Who was told of it before gets a follow-up or a
 * correction of what changed since, everybody else an alert. Whether it is news is judged as of when it was raised, so
 * that a night of quiet hours loses nothing; whether it still is so severe, as of now.
 *
 * @throws where the thread was never told.
 */
export function decideAlert(thread: Thread, asked: Asked): AlertDecision {
  const alert = thread.tellings.at(-1)!;
  const standing = standingOf(thread, alert, asked);
  const because = refusal(alert, standing, asked);
  if (because !== null) return { do: 'skip', because };
  const { reached: after, waiting: instead } = standing;
  const changes = standing.news ?? [];
  const paused = pauseOn(asked.subscriber, alert.at, asked.now);
  return paused ?? hold(thread, alert, standing, asked) ?? { do: 'tell', as: kindOf(changes), changes, after, instead };
}

interface Standing {
  /** What may have come to the subscriber, oldest first, and what still waits to be sent. */
  reached: Written[];
  waiting: Written[];
  /** What changed since the subscriber was told; null where nothing told them of the story before. */
  news: Change[] | null;
  /** How grave the story is to them: to whom it is new, no graver than it still is; null where it is gone. */
  severity: Severity | null;
}

function standingOf({ story, tellings }: Thread, alert: Alert, { written }: Asked): Standing {
  const reached = written.filter(({ state }) => state === 'accepted' || state === 'unknown' || state === 'handed');
  const waiting = written.filter(({ state }) => state === 'queued' || state === 'leased');
  const isReached = (one: Alert) => reached.some((row) => row.story === one.story && row.revision === one.revision);
  const told = tellings.filter(isReached);
  if (told.length === 0) return { reached, waiting, news: null, severity: story && lesser(story, gravest(tellings)) };
  const severity = highest([alert, ...told].map((one) => one.told.severity));
  return { reached, waiting, news: newsOf(told, tellings), severity };
}

/** The gravest of some tellings: who was told none of them is not owed less since a lesser story was joined to it. */
const gravest = (tellings: readonly Alert[]): { severity: Severity } => ({
  severity: highest(tellings.map(({ told }) => told.severity))!,
});

const lesser = (a: { severity: Severity }, b: { severity: Severity }): Severity =>
  rank(a.severity) < rank(b.severity) ? a.severity : b.severity;

/** Why a subscriber is not told, whenever it is asked again; null where they are. */
function refusal(alert: Alert, { news, severity }: Standing, { subscriber, written, now }: Asked): string | null {
  const own = written.find(({ story, revision }) => story === alert.story && revision === alert.revision);
  if (!subscriber.topics.includes(alert.topic)) return 'follows other topics';
  if (own) return `was written to on ${own.created}`;
  if (severity === null) return 'nothing of it is left';
  if (!asksFor(subscriber, severity)) return 'can wait for the digest';
  if (news?.length === 0) return 'was told, and nothing has changed since';
  if (news === null && alert.told.lastSeen < subscriber.since) return 'came before the subscription';
  if (news === null && !isFresh(alert.reported, alert.at)) return 'was reported too long ago';
  return isFresh(alert.at, now) ? null : 'was held back too long';
}

/** The changes that the subscriber was not told; of corrections those of what they were told. */
function newsOf(told: readonly Alert[], tellings: readonly Alert[]): Change[] {
  const items = new Set(told.flatMap(toldItems));
  const after = changesAfter(told, tellings);
  return joinCorrections(after.filter((it) => it.what !== 'corrected' || items.has(it.correction.told.id)));
}

function kindOf(changes: readonly Change[]): 'alert' | 'follow-up' | 'correction' {
  if (changes.length === 0) return 'alert';
  return changes.every(({ what }) => what === 'corrected') ? 'correction' : 'follow-up';
}

/** What keeps a telling back for now: that the subscriber was just told, a silence, the subscriber's quiet hours. */
function hold(
  thread: Thread,
  alert: Alert,
  { reached, news, severity }: Standing,
  { silences, quietUntil, interval, now }: Asked,
): AlertDecision | null {
  const again = reached.length === 0 ? now : before(reached.at(-1)!.created, -interval);
  if (now < again) return { do: 'wait', until: again, because: 'was told of it a short time ago' };
  const silence = silenceOn(thread, alert, news ?? [], silences, now);
  if (silence) {
    const because = `is silenced by ${silence.author}: ${silence.reason}`;
    return { do: 'wait', until: endOf(silence), because, silence: silence.id };
  }
  const quiet = quietUntil(severity!);
  return quiet === null ? null : { do: 'wait', until: quiet, because: 'has quiet hours' };
}

/** The one place where a silence is asked for: by everything that one may name of what is to be told. */
function silenceOn(
  { id, tellings }: Thread,
  { topic, rules }: Alert,
  changes: readonly Change[],
  silences: readonly Silence[],
  now: Instant,
): Silence | undefined {
  const moved = changes.flatMap((it) => (it.what === 'moved' ? [it.tracker] : []));
  const set = changes.flatMap((it) => (it.what === 'deadline' ? [it.deadline] : []));
  const alone = moved.length + set.length === changes.length;
  const what = {
    topic,
    stories: [id, ...tellings.map(({ story }) => story)],
    rules,
    ...(alone && { trackers: moved, deadlines: set }),
  };
  return silencedBy(silences, what, now);
}
