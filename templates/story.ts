/** A story as mail shows it: what templates print, in the order in which they print it. */
import type { Reason, ToldItem, ToldStory } from '../state/edition.ts';
import { rank, type Severity } from '../state/severity.ts';
import { ago, type Clock, isWhole, publishedWhen } from './dates.ts';
import { count, cut, firstOf, foreignLanguage, isolated, languageTag, oneLine, squeezed } from './words.ts';

/** How much of each story is shown. */
export interface Detail {
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
  /** BCP 47, for `lang`. */
  language: string | null;
  excerpt: string | null;
  /** `3 independent sources`, counted by family. */
  voices: string;
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

/** What a subscriber sees of one story. */
export function viewStory(story: ToldStory, detail: Detail, clock: Clock): StoryView {
  const { lead } = story;
  const headline = oneLine(lead.title) || 'Untitled';
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
    language: languageTag(lead.language),
    excerpt: excerptOf(lead, detail.excerpt),
    voices: voices(story),
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

function reporter({ publisher, url, published, firstSeen, language }: ToldItem, clock: Clock): Reporter {
  return {
    publisher: oneLine(publisher),
    url,
    when: publishedWhen(published, firstSeen, clock),
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
  const families = new Set([lead, ...others].map(({ family }) => family));
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
