/** A story as it is told: its words at this moment, why it matched, and who said to watch for it. Pure. */
import type { Deadline } from '../state/deadline.ts';
import type { ToldItem, ToldStory } from '../state/edition.ts';
import { DAY, type Instant } from '../state/item.ts';
import { byReport, type MatchedItem, type Story } from '../state/story.ts';
import { type Documents, titleOf } from './documents.ts';
import { wholeCharacters } from './telling/quotation.ts';
import { type Commonness, reasons } from './telling/reasons.ts';

/** About two sentences: enough to decide whether to open the article, and never the article itself. */
const EXCERPT = 320;

/**
 * Freezes a story. Its items are the ones given, which may be fewer than it has by now. Of its reasons the more telling
 * go first: those of rules that fit many of its items and few others, where that is known.
 */
export function tell(
  story: Story,
  items: readonly MatchedItem[],
  documents: Documents,
  common?: Commonness,
): ToldStory {
  const ordered = items.toSorted(byReport);
  const standing = ordered.filter(({ withdrawn }) => withdrawn === undefined);
  const speaking = standing.length > 0 ? standing : ordered;
  const lead = speaking.find((item) => item.id === story.lead) ?? speaking[0]!;
  return {
    id: story.id,
    topic: story.topic,
    severity: story.severity,
    firstSeen: story.firstSeen,
    lastSeen: story.lastSeen,
    lead: toldItem(lead),
    others: ordered.filter((item) => item !== lead).map(toldItem),
    reasons: reasons(story, [lead, ...ordered.filter((item) => item !== lead)], documents, common),
  };
}

/** An item as it is told: its words at this moment. */
export function toldItem(item: MatchedItem): ToldItem {
  const { id, title, url, publisher, family, published, firstSeen, language, revision, withdrawn, voice } = item;
  return {
    id,
    title,
    url,
    excerpt: beginning(item.summary || item.content),
    publisher,
    family,
    published,
    firstSeen,
    language,
    revision,
    ...(withdrawn && { withdrawn }),
    ...(voice && { voice }),
  };
}

/** Whole sentences where one ends in good time, else words and an ellipsis. */
function beginning(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat.length <= EXCERPT) return flat;
  const cut = flat.slice(0, EXCERPT);
  const end = Math.max(...['. ', '! ', '? ', '։ ', '؟ '].map((stop) => cut.lastIndexOf(stop)));
  if (end > EXCERPT / 2) return cut.slice(0, end + 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), wholeCharacters(cut, EXCERPT / 2)))}…`;
}

/** What has passed longer ago is history. */
const JUST_PASSED = 30 * DAY;

/** Whether a deadline lies ahead, or has only just passed. A month or a year is over at its end. */
export function isCurrent({ date, precision }: Deadline, now: Instant): boolean {
  if (date === null) return true;
  const [year, month = 12, day = 0] = date.split('-').map(Number) as [number, number?, number?];
  const end =
    precision === 'day' ? Date.UTC(year, month - 1, day + 1) : Date.UTC(year, precision === 'year' ? 12 : month, 1);
  return end > Date.parse(now) - JUST_PASSED;
}

/** A deadline as it is told: with the titles of the documents that set it. */
export function tellDeadline(deadline: Deadline, documents: Documents): Deadline {
  const cites = deadline.cites.map((cite) => ({ ...cite, document: titleOf(cite.document, documents) }));
  return { ...deadline, cites };
}
