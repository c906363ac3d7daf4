/** A story as it is told: its words at this moment, why it matched, and who said to watch for it. Pure. */
import type { Deadline } from '../state/deadline.ts';
import type { Reason, ToldItem, ToldStory } from '../state/edition.ts';
import { DAY, type Instant } from '../state/item.ts';
import { type Evidence, type Match, TEXT_FIELDS, type TextField } from '../state/match.ts';
import { type MatchedItem, reportedAt, type Story } from '../state/story.ts';
import type { Documents } from './documents.ts';

/** About two sentences: enough to decide whether to open the article, and never the article itself. */
const EXCERPT = 320;
/** Around the evidence: the words before and after that make it a quotation. */
const AROUND = 90;
/** More reasons than this explain less. */
const REASONS = 2;

/** Freezes a story. Its items are the ones given, which may be fewer than it has by now. */
export function tell(story: Story, items: readonly MatchedItem[], documents: Documents): ToldStory {
  const ordered = items.toSorted((a, b) => reportedAt(a) - reportedAt(b) || (a.id < b.id ? -1 : 1));
  const lead = ordered.find((item) => item.id === story.lead) ?? ordered[0]!;
  return {
    id: story.id,
    topic: story.topic,
    severity: story.severity,
    firstSeen: story.firstSeen,
    lastSeen: story.lastSeen,
    lead: toldItem(lead),
    others: ordered.filter((item) => item !== lead).map(toldItem),
    reasons: reasons(story, [lead, ...ordered], documents),
  };
}

function toldItem(item: MatchedItem): ToldItem {
  const { id, title, url, publisher, family, published, firstSeen, language } = item;
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

/** The rules that made the story as grave as it is, each with the words of the first item that it fits. */
function reasons({ topic, severity }: Story, items: readonly MatchedItem[], documents: Documents): Reason[] {
  const firsts = new Map<string, { match: Match; item: MatchedItem }>();
  for (const item of items) {
    for (const match of item.matches) {
      if (match.topic === topic && match.severity === severity && !firsts.has(match.rule))
        firsts.set(match.rule, { match, item });
    }
  }
  return [...firsts.values()].slice(0, REASONS).map(({ match, item }) => ({
    rule: `${topic}/${match.rule}`,
    title: match.title,
    severity: match.severity,
    words: quotation(item, match.evidence),
    cites: match.cites.map(({ document, ...cite }) => ({
      ...cite,
      document: titleOf(document, documents),
      author: documents.get(document)?.author ?? null,
    })),
  }));
}

const titleOf = (document: string, documents: Documents): string => documents.get(document)?.title ?? document;

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

/** The stretch of text around the first evidence, with every piece of evidence in it marked. */
export function quotation(item: Pick<MatchedItem, TextField>, evidence: readonly Evidence[]): Reason['words'] {
  const inText = evidence.filter((e): e is Evidence & { field: TextField } =>
    TEXT_FIELDS.some((field) => field === e.field),
  );
  const first = inText[0];
  if (!first) return [];
  const text = item[first.field];
  const from = wordStart(text, first.start - AROUND, first.start);
  const to = wordEnd(text, first.end + AROUND, first.end);
  const runs: Reason['words'] = [];
  let at = from;
  for (const { start, end } of marksIn(
    text,
    inText.filter((e) => e.field === first.field),
  )) {
    if (end <= at || start >= to) continue;
    runs.push(
      { text: text.slice(at, Math.max(start, at)), marked: false },
      { text: text.slice(Math.max(start, at), end), marked: true },
    );
    at = end;
  }
  runs.push({ text: text.slice(at, Math.max(to, at)), marked: false });
  if (from > 0) runs.unshift({ text: '… ', marked: false });
  if (Math.max(to, at) < text.length) runs.push({ text: ' …', marked: false });
  return runs.filter((run) => run.text !== '');
}

/** The stretches of the evidence in order; two with no word between them are one. */
function marksIn(text: string, evidence: readonly Evidence[]): { start: number; end: number }[] {
  const marks: { start: number; end: number }[] = [];
  for (const { start, end } of evidence.toSorted((a, b) => a.start - b.start)) {
    const last = marks.at(-1);
    if (last && !/[\p{L}\p{N}]/u.test(text.slice(last.end, start))) last.end = Math.max(last.end, end);
    else marks.push({ start, end });
  }
  return marks;
}

/** The first word's beginning after an offset and before the evidence; the offset where the script has no spaces. */
function wordStart(text: string, near: number, evidence: number): number {
  if (near <= 0) return 0;
  const space = text.indexOf(' ', near);
  return space < 0 || space >= evidence ? wholeCharacters(text, near) : space + 1;
}

function wordEnd(text: string, near: number, evidence: number): number {
  if (near >= text.length) return text.length;
  const space = text.lastIndexOf(' ', near);
  return space < evidence ? wholeCharacters(text, near) : space;
}

/** An offset, or the one before it where it would cut a character in half. */
function wholeCharacters(text: string, at: number): number {
  return text.codePointAt(at - 1)! > 0xffff ? at - 1 : at;
}
