/** Whether a story is told at once, or told again. Pure. */
import type { Change } from '../../state/alert.ts';
import { before, earlier, type Instant } from '../../state/item.ts';
import { rank } from '../../state/severity.ts';
import type { MatchedItem, Story } from '../../state/story.ts';
import { severityOf } from '../story.ts';
import { changesSince, isFresh } from './changes.ts';
import type { Thread } from './thread.ts';

/** In milliseconds: how long a new story is gathered before it is told, and how long nothing is told of it again. */
export interface Waits {
  wait: number;
  interval: number;
}

export type NextTelling =
  | { do: 'tell'; changes: Change[] }
  | { do: 'wait'; until: Instant; because: string }
  | { do: 'skip'; because: string };

/**
 * What is to become of a story, whoever asked for it. The group wait is counted from when an item made the story as
 * grave as it is: reprints and confirmations that come at once are told with it. The group interval is counted from the
 * last telling; that a story has become graver does not wait for its end, so that who is told for the first time does
 * not wait for who was told before.
 */
export function nextTelling(thread: Thread, waits: Waits, now: Instant): NextTelling {
  return thread.tellings.length === 0 ? firstTelling(thread, waits, now) : furtherTelling(thread, waits, now);
}

function firstTelling(thread: Thread, { wait }: Waits, now: Instant): NextTelling {
  const { story, items, reported } = thread;
  const standing = items.filter(({ withdrawn }) => withdrawn === undefined);
  if (story === null || standing.length === 0) return { do: 'skip', because: 'nothing of it is left' };
  if (reported === null) return { do: 'skip', because: 'has no date, and was there when its source was first visited' };
  if (!isFresh(reported, now)) return { do: 'skip', because: 'was reported too long ago' };
  const until = before(graveSince(story, items), -wait);
  if (now < until) return { do: 'wait', until, because: 'is new, and is told with what comes at once' };
  return { do: 'tell', changes: [{ what: 'new' }] };
}

function furtherTelling(thread: Thread, { wait, interval }: Waits, now: Instant): NextTelling {
  const { story, items, tellings } = thread;
  const changes = changesSince(thread, now);
  if (changes.length === 0) return { do: 'skip', because: 'nothing has changed since it was told' };
  const again = before(tellings.at(-1)!.at, -interval);
  const grave = story !== null && changes.some(({ what }) => what === 'graver');
  const until = grave ? earlier(again, before(graveSince(story, items), -wait)) : again;
  if (now < until) return { do: 'wait', until, because: 'was told a short time ago' };
  return { do: 'tell', changes };
}

/** When an item first made a story as grave as it is. */
function graveSince({ topic, severity, firstSeen }: Story, items: readonly MatchedItem[]): Instant {
  const grave = items.filter((item) => rank(severityOf([item], topic) ?? 'low') >= rank(severity));
  return grave.map(({ fits }) => fits[topic]!).sort()[0] ?? firstSeen;
}
