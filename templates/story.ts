/** A story as mail shows it: what templates print, in the order in which they print it. */

import type { Reason, ToldItem, ToldStory } from '../state/edition.ts';
import type { Instant } from '../state/item.ts';
import { rank, type Severity } from '../state/severity.ts';
import { voiceOf } from '../state/story.ts';
import { ago, type Clock, dayAndTime, isWhole, publishedWhen } from './dates.ts';
import { count, cut, firstOf, foreignLanguage, foreignTag, isolated, oneLine, squeezed } from './words.ts';

/** How much of each story is shown. */
export interface Detail {
  /** Characters of the headline; the whole of it where nothing is said. */
  headline?: number;
  /** Characters of the excerpt; none hides it. */
  excerpt: number;
  /** Further sources, reasons, and citations of each reason, before `+ n more`. */
  sources: number;
  reasons: number;
  cites: number;
}

export interface StoryView {
  severity: Severity;
  headline: string;
  /** The headline as plain text carries it, its direction kept to itself. */
  plainHeadline: string;
  url: string | null;
  /** BCP 47, for `lang`, where it is not English. */
  language: string | null;
  excerpt: string | null;
  /** `new` or `developing`, of a story that is either. */
  phase: string | null;
  /** `3 independent sources`, counted by family. */
  voices: string;
  /** `told at once on 8 October, 16:05`, of a story that the subscriber was told so. */
  atOnce: string | null;
  lead: Reporter;
  others: Reporter[];
  moreOthers: string | null;
  reasons: ReasonView[];
  moreReasons: string | null;
}

interface Reporter {
  publisher: string;
  url: string | null;
  when: string;
  /** In English, where it is another language. */
  language: string | null;
}

interface ReasonView {
  title: string;
  words: { text: string; marked: boolean }[];
  cites: { document: string; author: string | null; paragraph: number; claim: string }[];
  moreCites: string | null;
}

/** What a subscriber sees of one story; `atOnce` is when they were told it at once. */
export function viewStory(story: ToldStory, detail: Detail, clock: Clock, atOnce?: Instant): StoryView {
  const { lead } = story;
  const headline = cut(oneLine(lead.title) || 'Untitled', detail.headline ?? Number.POSITIVE_INFINITY);
  const others = firstOf(story.others, detail.sources);
  const reasons = firstOf(
    story.reasons.toSorted((a, b) => rank(b.severity) - rank(a.severity)),
    detail.reasons,
  );
  return {
    severity: story.severity,
    headline,
    plainHeadline: isolated(headline),
    url: lead.url,
    language: foreignTag(lead.language),
    excerpt: excerptOf(lead, detail.excerpt),
    phase: story.phase === 'fading' ? null : (story.phase ?? null),
    voices: voices(story),
    atOnce: atOnce === undefined ? null : `told at once on ${dayAndTime(atOnce, clock)}`,
    lead: reporter(lead, clock),
    others: others.shown.map((item) => reporter(item, clock)),
    moreOthers: others.more,
    reasons: reasons.shown.map((reason) => viewReason(reason, detail)),
    moreReasons: reasons.more,
  };
}

/** How long ago a story was reported, by its earliest item that names a time; where none does, since when we know it. */
export function reportedAgo({ lead, others, firstSeen }: ToldStory, now: string): string {
  const times = [lead, ...others].flatMap(({ published }) =>
    published !== null && isWhole(published) ? [published] : [],
  );
  const earliest = times.filter((time) => Date.parse(time) <= Date.parse(now)).sort()[0];
  return earliest ? `First reported ${ago(earliest, now)}` : `First seen ${ago(firstSeen, now)}`;
}

function reporter({ publisher, url, published, firstSeen, language, withdrawn }: ToldItem, clock: Clock): Reporter {
  return {
    publisher: oneLine(publisher),
    url,
    when: publishedWhen(published, firstSeen, clock) + (withdrawn === undefined ? '' : ', withdrawn since'),
    language: foreignLanguage(language),
  };
}

/** Aggregators repeat a headline as its own excerpt; that tells nothing. */
function excerptOf({ title, excerpt }: ToldItem, most: number): string | null {
  const text = oneLine(excerpt);
  const headline = oneLine(title);
  const says = text.startsWith(headline) && text.length < headline.length + 40 ? '' : text;
  return most === 0 || says === '' ? null : cut(says, most);
}

function voices({ lead, others }: ToldStory): string {
  const standing = [lead, ...others].filter(({ withdrawn }) => withdrawn === undefined);
  const families = new Set(standing.map(voiceOf));
  if (families.size === 0) return 'withdrawn by its source';
  return families.size === 1 ? '1 source' : count(families.size, 'independent source');
}

function viewReason({ title, words, cites }: Reason, detail: Detail): ReasonView {
  const { shown, more } = firstOf(cites, detail.cites);
  return {
    title: oneLine(title),
    words: words.map(({ text, marked }) => ({ text: squeezed(text), marked })),
    cites: shown.map(({ document, author, paragraph, claim }) => ({
      document: oneLine(document),
      author: author === null ? null : oneLine(author),
      paragraph,
      claim: oneLine(claim),
    })),
    moreCites: more,
  };
}
