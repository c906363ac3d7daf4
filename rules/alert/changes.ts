/** What changed in a story since it was told, of what is worth telling. Pure. */
import type { Alert, Cause, Change } from '../../state/alert.ts';
import { DAY, type Instant } from '../../state/item.ts';
import { highest, rank } from '../../state/severity.ts';
import { type MatchedItem, reportedAt } from '../../state/story.ts';
import { isCopy } from './copy.ts';
import { familiesOf, type Thread, toldIn, toldItems } from './thread.ts';

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
  return [...grown, ...happened(thread)];
}

function graver({ story, tellings }: Thread): Change[] {
  const from = highest(tellings.map(({ told }) => told.severity));
  return story && from && rank(story.severity) > rank(from) ? [{ what: 'graver', from, to: story.severity }] : [];
}

/**
 * Told with one family, now with two: the editions of a broadcaster are one voice, and whoever reprints what was told
 * adds none.
 */
function confirmed({ items, tellings }: Thread): Change[] {
  const families = new Set(tellings.flatMap(familiesOf));
  if (families.size !== 1) return [];
  const told = toldIn({ tellings });
  const known = items.filter(({ id }) => told.has(id));
  const standing = items.filter(({ withdrawn }) => withdrawn === undefined);
  const others = standing.filter((item) => !families.has(item.family) && !known.some((one) => isCopy(one, item)));
  const [first] = others.toSorted(byReport);
  if (first === undefined) return [];
  const voices = families.union(new Set(others.map(({ family }) => family)));
  return [{ what: 'confirmed', families: voices.size, by: first.publisher }];
}

const byReport = (a: MatchedItem, b: MatchedItem): number => reportedAt(a) - reportedAt(b) || (a.id < b.id ? -1 : 1);

/** What happened after the story was told last, or to items that came before then and were not told with it. */
function happened({ tellings, causes, story }: Thread): Change[] {
  const said = new Set(tellings.flatMap(({ changes }) => changes.map(nameOf)));
  const untold = new Set(story?.items).difference(toldIn({ tellings }));
  const isNews = ({ at, items, change }: Cause) =>
    change.what === 'corrected'
      ? wasTold(change.correction.told.id, at, tellings)
      : at > tellings.at(-1)!.at || items.some((item) => untold.has(item));
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
