/** What changed in a story since it was told, in a sentence each. */
import type { Change } from '../state/alert.ts';
import type { DeadlineChange } from '../state/deadline.ts';
import type { Language } from '../state/subscriber.ts';
import type { PlaceChange } from '../state/tracker.ts';
import { type CorrectionView, viewCorrection } from './correction.ts';
import { type Clock, wholeDate } from './dates.ts';
import { count, isolated, oneLine } from './words.ts';

export interface ChangeView {
  words: string;
  /** What a mailbox shows of it before the mail is opened. */
  preview: string;
  /** Of what its source edited or took back: the difference. */
  correction: CorrectionView | null;
}

/** What a subscriber sees of a change. */
export function viewChange(change: Change, clock: Clock): ChangeView {
  const correction = change.what === 'corrected' ? viewCorrection(change.correction, clock) : null;
  const words = changeWords(change, clock.language);
  const now = correction?.texts[0]?.now;
  return { words, preview: now ? `${words.replace(/\.$/, '')}, now: ${now}` : words, correction };
}

/** `Now high, was medium.`, `Kazakhstan: announced → signed, as one source reports.` */
export function changeWords(change: Change, language: Language = 'en'): string {
  switch (change.what) {
    case 'graver':
      return `Now ${change.to}, was ${change.from}.`;
    case 'confirmed':
      return `Confirmed by ${further(change.families)}: ${isolated(oneLine(change.by))}.`;
    case 'moved':
      return `${oneLine(change.subject)}: ${placeWords(change.change)}.`;
    case 'deadline':
      return `${oneLine(change.title)}: ${dateWords(change.change, language)}.`;
    case 'corrected':
      return `${isolated(oneLine(change.correction.told.publisher))} ${CORRECTED[change.correction.because]}.`;
    case 'new':
      return 'New.';
  }
}

/** Besides the family that told it first. */
const further = (families: number): string =>
  families === 2 ? 'a second independent source' : `${count(families - 1, 'more independent source')}, first`;

const CORRECTED = {
  edited: 'has changed what it wrote',
  withdrawn: 'has withdrawn what it wrote',
  restored: 'has published again what it had withdrawn',
  'no longer about the topic': 'has changed what it wrote, which is no longer about this topic',
};

const STANDING = {
  reported: 'as one source reports',
  confirmed: 'as independent sources confirm',
  disputed: 'which is disputed',
};

function placeWords({ what, from, to, standing }: PlaceChange): string {
  const [was, is] = [from && oneLine(from), oneLine(to ?? 'nothing known')];
  if (what === 'moved') return `${was === null ? '' : `${was} → `}${is}, ${STANDING[standing]}`;
  if (what === 'withdrawn') return `${was ?? is} was withdrawn${from === to ? ' by some' : ''}; it stands at ${is}`;
  return what === 'confirmed' ? `${is} is confirmed by independent sources` : `${is} is disputed`;
}

function dateWords({ what, date, precision, was, by }: DeadlineChange, language: Language): string {
  const day = wholeDate(date.slice(0, LENGTHS[precision]), language);
  const before = was === null ? null : wholeDate(was, language);
  const confirmed = by === null ? '' : `, confirmed by ${oneLine(by)}`;
  switch (what) {
    case 'proposed':
      return before === null ? `${day} is announced` : `${day} is announced, instead of ${before}`;
    case 'slipped':
      return `the date moved ${before === null ? '' : `from ${before} `}to ${day}${confirmed}`;
    case 'set':
      return `the date is ${day}${confirmed}`;
    case 'met':
      return `took place, as reported on ${day}`;
    case 'passed':
      return `${day} has passed`;
  }
}

const LENGTHS = { day: 10, month: 7, year: 4 };
