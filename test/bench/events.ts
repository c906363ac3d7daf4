/** Items of made-up events: as many families, languages, copies and days as a busy topic has, the same ones for ever. */
import type { Gatherable } from '../../rules/story.ts';
import { instant } from '../../rules/story.ts';
import type { Topic } from '../../rules/topic.ts';
import { DAY } from '../../state/item.ts';
import type { Severity } from '../../state/severity.ts';
import { queryOf } from './corpus.ts';
import { dice, type Language, languages, rankOf, wordIn } from './languages.ts';

/** A gathering takes in so many days. */
const DAYS = 14;
/** How many reports an event gets, and how many of a hundred are an agency's text as it came. */
const SIZES = [1, 1, 1, 1, 2, 2, 3, 4, 6, 9, 25];
const COPIED = 0.3;
/** Words of headline and lead; of them the event's own. */
const TITLE = 10;
const LEAD = 45;
const OWN = 0.35;
const TERMS = 60;
const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high'];

const VOWELS = ['aа', 'eе', 'iи', 'oо', 'uу'];
const CONSONANTS = ['bб', 'dд', 'gг', 'kк', 'lл', 'mм', 'nн', 'pп', 'rр', 'sс', 'tт', 'vв', 'zз'];

/** A term's word in a language: such as are met in one text of a hundred. */
const termIn = ({ words }: Language, term: number): string => words[300 + term * 7]!;

/** A topic of so many terms, each in every language, and no rule that the items were not given by hand. */
export const eventTopic = (topic: Topic): Topic => ({
  ...topic,
  terms: new Map(
    Array.from({ length: TERMS }, (_, n) => [`t${n}`, [queryOf(languages.map((one) => termIn(one, n)).join(' OR '))]]),
  ),
});

/** So many items; the event of each is the beginning of its id. */
export function eventItems(count: number, topic: string): Gatherable[] {
  const items: Gatherable[] = [];
  for (let event = 0; items.length < count; event++) items.push(...reports(event, count, topic));
  return items.slice(0, count);
}

function reports(event: number, count: number, topic: string): Gatherable[] {
  const roll = dice(5_000_000 + event * 31 + count);
  const [day, size] = [roll() * DAYS * DAY, SIZES[Math.floor(roll() * SIZES.length)]!];
  const names = Array.from({ length: 3 }, () => nameOf(roll));
  const terms = Array.from({ length: 4 }, () => Math.floor(roll() ** 2 * TERMS));
  const ranks = Array.from({ length: 12 }, () => roll());
  const severity = SEVERITIES[Math.floor(roll() * 3)]!;
  const texts: { title: string; summary: string; language: string }[] = [];
  return Array.from({ length: size }, (_, n) => {
    const language = languages[Math.floor(roll() ** 2 * languages.length)]!;
    const copied = texts.length > 0 && roll() < COPIED;
    const text = copied ? texts[0]! : textOf(language, { names, terms, ranks }, roll);
    texts.push(text);
    const family = `f${Math.floor(roll() * 400)}`;
    const at = Date.UTC(2026, 0, 1) + day + roll() * DAY * 0.7;
    const matches = [
      { topic, rule: `r${event % 20}`, title: '', severity, version: '', cites: [], evidence: [], why: null },
    ];
    return {
      id: `${event}-${n}`,
      ...text,
      content: '',
      source: family,
      family,
      url: null,
      published: null,
      matches,
      when: instant(at),
    };
  });
}

interface Event {
  names: string[];
  terms: number[];
  ranks: number[];
}

function textOf(language: Language, event: Event, roll: () => number) {
  const text = (words: number) => Array.from({ length: words }, () => wordOf(language, event, roll)).join(' ');
  return { title: text(TITLE), summary: text(LEAD), language: language.tag };
}

function wordOf(language: Language, { names, terms, ranks }: Event, roll: () => number): string {
  const any = <T>(all: readonly T[]): T => all[Math.floor(roll() * all.length)]!;
  if (roll() > OWN) return wordIn(language, roll);
  const kind = roll();
  if (kind < 0.25) return [...any(names).split(' ')][language.tag === 'ru' ? 1 : 0]!;
  if (kind < 0.5) return termIn(language, any(terms));
  return language.words[rankOf(language.shares, 0.5 + any(ranks) / 2)]!;
}

/** A name in Latin and in Cyrillic letters. */
function nameOf(roll: () => number): string {
  const letters = Array.from({ length: 7 }, (_, n) => {
    const all = n % 2 ? VOWELS : CONSONANTS;
    return all[Math.floor(roll() * all.length)]!;
  });
  return [0, 1].map((script) => letters.map((letter) => letter[script]).join('')).join(' ');
}
