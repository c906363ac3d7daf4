/** What changed in a story since it was told, of what is worth telling. Pure. */
import type { Alert, Cause, Change } from '../../state/alert.ts';
import { DAY, type Instant } from '../../state/item.ts';
import { highest, rank } from '../../state/severity.ts';
import { byReport, voiceOf } from '../../state/story.ts';
import { type Thread, toldIn, toldItems, voicesIn } from './thread.ts';

/** What was reported longer ago is no news that cannot wait for the digest; a first watch must not wake anybody with last month's. */
const FRESH = 2 * DAY;

/** Whether what was reported then is news now. */
export const isFresh = (reported: Instant | null, now: Instant): boolean =>
  reported !== null && Date.parse(now) - Date.parse(reported) <= FRESH;

/**
 * Why a story that was told is told again: it is graver, an independent source confirms what one alone said, or
 * something happened to its items. That more is written of it is no reason.
 */
export function changesSince(thread: Thread, now: Instant): Change[] {
  const grown = isFresh(thread.reported, now) ? [...graver(thread), ...confirmed(thread)] : [];
  return [...grown, ...happened(thread, now)];
}

function graver({ story, tellings }: Thread): Change[] {
  const from = highest(tellings.map(({ told }) => told.severity));
  return story && from && rank(story.severity) > rank(from) ? [{ what: 'graver', from, to: story.severity }] : [];
}

/**
 * Told with one voice, now with two: the editions of a broadcaster are one, and whoever reprints what was told adds none,
 * also where it turns out only now that what was told was the reprint.
 */
function confirmed({ items, tellings }: Thread): Change[] {
  const told = voicesIn(tellings, items);
  if (told.size !== 1) return [];
  const standing = items.filter(({ withdrawn }) => withdrawn === undefined);
  const others = standing.filter((item) => !told.has(voiceOf(item)));
  const [first] = others.toSorted(byReport);
  if (first === undefined) return [];
  return [{ what: 'confirmed', families: told.union(new Set(others.map(voiceOf))).size, by: first.publisher }];
}

/** What happened after the story was told last, or of late to items that came before then, stand, and were not told with it. */
function happened({ tellings, causes, items }: Thread, now: Instant): Change[] {
  const said = new Set(tellings.flatMap(({ changes }) => changes.map(nameOf)));
  const standing = items.filter(({ withdrawn }) => withdrawn === undefined);
  const untold = new Set(standing.map(({ id }) => id)).difference(toldIn({ tellings }));
  const isNews = ({ at, items: by, change }: Cause) =>
    change.what === 'corrected'
      ? wasTold(change.correction.told.id, at, tellings)
      : at > tellings.at(-1)!.at || (isFresh(at, now) && by.some((item) => untold.has(item)));
  return causes.filter((cause) => isNews(cause) && !said.has(nameOf(cause.change))).map(({ change }) => change);
}

/** Whether an item was told before an instant. */
const wasTold = (item: string, until: Instant, tellings: readonly Alert[]): boolean =>
  tellings.some((alert) => alert.at < until && toldItems(alert).includes(item));

/** What makes two changes one, so that none is told twice. */
function nameOf(change: Change): string {
  switch (change.what) {
    case 'moved':
      return [change.what, change.tracker, change.subject, change.change.what, change.change.to, change.change.at].join(
        ' ',
      );
    case 'deadline':
      return [change.what, change.deadline, change.change.what, change.change.date, change.change.at].join(' ');
    case 'corrected':
      return [change.what, change.correction.told.id, change.correction.because, change.correction.at].join(' ');
    default:
      return change.what;
  }
}

/** What a subscriber has not been told of the changes of some tellings: those of the later ones. */
export function changesAfter(told: readonly Alert[], tellings: readonly Alert[]): Change[] {
  const last = Math.max(...told.map((alert) => tellings.indexOf(alert)));
  return tellings.slice(last + 1).flatMap(({ changes }) => changes.filter(({ what }) => what !== 'new'));
}
