/** Why a story is told: the rules that fit it, the more telling first. Pure. */
import type { Reason } from '../../state/edition.ts';
import type { Match } from '../../state/match.ts';
import type { MatchedItem, Story } from '../../state/story.ts';
import { type Documents, titleOf } from '../documents.ts';
import { quotation } from './quotation.ts';

/** More reasons than this explain less. */
const REASONS = 2;

/** How many items there are, and how many of them each rule fits, by `topic/rule`: what fits many says little of one. */
export interface Commonness {
  items: number;
  fits: ReadonlyMap<string, number>;
}

/** How common each rule is, by how often it fitted; a rule cannot have fitted more items than all of them together. */
export function commonness(fired: readonly { topic: string; rule: string; fired: number }[]): Commonness {
  const fits = new Map(fired.map(({ topic, rule, fired }) => [`${topic}/${rule}`, fired]));
  return { items: fits.values().reduce((sum, n) => sum + n, 0), fits };
}

interface Fit {
  match: Match;
  /** The first of the story's items that the rule fits. */
  item: MatchedItem;
  /** How many it fits, the one that speaks for the story twice: its words are those that are read. */
  items: number;
}

/** The rules that made the story as grave as it is, each with the words of the first item that it fits, the most telling first. */
export function reasons(
  { topic, severity }: Story,
  items: readonly MatchedItem[],
  documents: Documents,
  common?: Commonness,
): Reason[] {
  const all = items.flatMap((item) => item.matches.map((match) => ({ match, item })));
  const grave = all.filter(({ match }) => match.topic === topic && match.severity === severity);
  const fits = [...Map.groupBy(grave, ({ match }) => match.rule).values()].map((its) => ({
    ...its[0]!,
    items: its.length + Number(its[0]!.item === items[0]),
  }));
  const telling = fits.sort((a, b) => byTelling(a, b, common));
  return telling.slice(0, REASONS).map(({ match, item }) => ({
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

/** What tells more goes first; of two, the one that has more to show; the name decides between the rest. */
function byTelling(a: Fit, b: Fit, common?: Commonness): number {
  const more = common ? tells(b, common) - tells(a, common) : 0;
  return more || shows(b.match) - shows(a.match) || (a.match.rule < b.match.rule ? -1 : 1);
}

/** Like a word of a text (tf-idf): a rule that fits all of the story tells more than one that fits half, and a catch-all tells little. */
function tells({ match, items }: Fit, common: Commonness): number {
  const others = common.fits.get(`${match.topic}/${match.rule}`) ?? 1;
  return items * Math.log((common.items + 1) / others);
}

/** How many clauses of a match have words in the text to show for themselves: a catch-all has one or two. */
const shows = ({ evidence }: Match): number => new Set(evidence.map(({ clause }) => clause)).size;
