/** Dated sentences → deadlines, and the past dates that an analyst may want to know of. */

import { cueOf } from './cues.ts';
import { datesIn, endOf, type Mention } from './dates.ts';
import type { Proposal, ProposedDeadline } from './proposal.ts';
import type { Sentence } from './reading.ts';
import { type Terms, unique } from './terms.ts';
import { folded } from './words.ts';

interface Dated extends Mention {
  sentence: Sentence;
  /** A limit, or told of in a sentence that looks ahead. */
  ahead: boolean;
  /** Whether the text names no year, and the next one after what it tells of as past stands in. */
  guessed: boolean;
}

const MOST = 20;

/** Deadlines that the texts set, in the order of their dates, and the dates that they tell of as past. */
export function deadlinesOf(sentences: readonly Sentence[], terms: Terms): Pick<Proposal, 'deadlines' | 'past'> {
  const dated = sentences
    .filter(({ tagged }) => tagged.length > 0)
    .flatMap((sentence) =>
      datesIn(sentence.text, sentence.document.date).map(
        (mention): Dated => ({
          ...mention,
          sentence,
          guessed: false,
          ahead: mention.limit || (cueOf(sentence.meant)?.strength ?? 0) > 1,
        }),
      ),
    );
  const written = writtenAfter(dated);
  const whole = dated.flatMap((one) => withYear(one, written.get(one.sentence.document.id) ?? null) ?? []);
  const isAhead = ({ ahead, date, sentence }: Dated) =>
    ahead && endOf(date) > (written.get(sentence.document.id) ?? '0');
  const ahead = whole.filter(isAhead);
  const past = whole.filter((one) => !isAhead(one) && !one.guessed);
  return {
    deadlines: proposed(ahead, terms),
    past: past.map(({ date, sentence }) => ({ date, document: sentence.document.id, paragraph: sentence.paragraph })),
  };
}

/** The day after which each document was written: its own where it is known, else the last that it tells of as past. */
function writtenAfter(dated: readonly Dated[]): Map<string, string> {
  const last = new Map<string, string>();
  for (const { sentence, date, ahead } of dated) {
    const { id, date: known } = sentence.document;
    if (known !== null) last.set(id, known);
    else if (!ahead && !date.startsWith('-') && date > (last.get(id) ?? '')) last.set(id, date);
  }
  return last;
}

/** A limit without a year has the first one after the document was written: a guess. Others without a year tell nothing. */
function withYear(one: Dated, written: string | null): Dated | null {
  if (!one.date.startsWith('-')) return one;
  if (!one.limit || written === null) return null;
  const year = Number(written.slice(0, 4));
  const date = `${year}${one.date.slice(1)}`;
  const next = endOf(date) > written ? date : `${year + 1}${one.date.slice(1)}`;
  return { ...one, date: next, guessed: true };
}

function proposed(ahead: readonly Dated[], terms: Terms): ProposedDeadline[] {
  const taken = new Set<string>();
  const deadlines = [...Map.groupBy(ahead, ({ date }) => date)].map(([date, its]) =>
    deadlineOf(date, its, terms, taken),
  );
  return deadlines.sort((a, b) => (a.date < b.date ? -1 : 1)).slice(0, MOST);
}

function deadlineOf(date: string, its: readonly Dated[], terms: Terms, taken: Set<string>): ProposedDeadline {
  const [{ sentence, precision, text, guessed }] = its as [Dated];
  const about = namedIn(sentence, terms).join(', ') || 'what the paragraph says';
  const doubts = [
    guessed && `“${text}” names no year, and the day of the document is not known (--date); this is the next one`,
    its.every(({ limit }) => !limit) && precision !== 'day' && 'it may be no limit',
  ].filter((doubt) => doubt !== false);
  const cites = its.map(({ sentence: { document, paragraph } }) => ({
    document: document.id,
    paragraph,
    claim: `A date to come, ${date}: ${about}`,
  }));
  return {
    id: unique(`date-${date}`, taken),
    title: `Date to come, ${date}: ${about}`,
    date,
    precision,
    cites: [...new Map(cites.map((cite) => [`${cite.document} ${cite.paragraph}`, cite])).values()],
    doubt: doubts.length === 0 ? null : doubts.join('; '),
  };
}

/** The two names of a sentence that the documents name most. */
function namedIn({ words }: Sentence, { entities }: Terms): string[] {
  const text = ` ${words.join(' ')} `;
  const stands = (spelling: string) => text.includes(` ${folded(spelling).join(' ')} `);
  return entities
    .filter(({ entity }) => [...entity.spellings.keys()].some(stands))
    .slice(0, 2)
    .map(({ entity }) => entity.name);
}
