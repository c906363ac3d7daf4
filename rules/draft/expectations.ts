/** Sentences that say what to expect → candidate rules: whom they name, near the event that they look ahead to. */
import type { Citation } from '../../state/match.ts';
import { cueOf, isDenied } from './cues.ts';
import type { ProposedRule } from './proposal.ts';
import type { Sentence } from './reading.ts';
import { stepsIn, wordsIn } from './steps.ts';
import { type Terms, unique } from './terms.ts';
import { folded } from './words.ts';

type NamedTerm = Terms['entities'][number];
type EventTerm = Terms['events'][number];

/** One sentence's expectation: an event, and who is named next to it. */
interface Expectation {
  sentence: Sentence;
  event: EventTerm;
  who: NamedTerm[];
  cue: { word: string; strength: number };
  /** Words between the event and who is named nearest. */
  distance: number;
  denied: boolean;
  /** Whether the sentence asks to watch for it. */
  watched: boolean;
  /** Why the sentence may not look ahead to it. */
  doubts: string[];
}

const MOST = 20;
const CITES = 4;
/** Further apart than this, event and name are in one sentence rather than in one statement; the rules' NEAR is as wide. */
const NEAR = 12;

/** Candidate rules, the best supported first, at most twenty; the unsure ones with the reason. */
export function rulesOf(sentences: readonly Sentence[], terms: Terms): ProposedRule[] {
  const found = sentences.flatMap((sentence) => expectationsIn(sentence, terms));
  const groups = Map.groupBy(found, ({ event, who }) => [event.name, ...who.map(({ name }) => name).sort()].join(' '));
  const taken = new Set<string>();
  const weighed = [...groups.values()]
    .map((its) => ({ its, weight: weightOf(its) }))
    .sort((a, b) => b.weight - a.weight);
  return varied(weighed).map((its) => ruleOf(its, taken));
}

interface Weighed {
  its: Expectation[];
  weight: number;
}

/** The weightiest, each worth the less the more of its event, its names and its document stand already. */
function varied(weighed: Weighed[]): Expectation[][] {
  const chosen: Expectation[][] = [];
  const seen = new Map<string, number>();
  const worth = ({ its, weight }: Weighed) =>
    weight / traits(its).reduce((product, trait) => product * (1 + (seen.get(trait) ?? 0)), 1);
  const left = new Set(weighed);
  while (chosen.length < MOST && left.size > 0) {
    const best = [...left].reduce((top, next) => (worth(next) > worth(top) ? next : top));
    left.delete(best);
    chosen.push(best.its);
    for (const trait of traits(best.its)) seen.set(trait, (seen.get(trait) ?? 0) + 1);
  }
  return chosen;
}

const traits = ([first]: readonly Expectation[]): string[] => [
  `event ${first!.event.name}`,
  `names ${first!.who
    .map(({ name }) => name)
    .sort()
    .join(' ')}`,
  `document ${first!.sentence.document.id}`,
];

/** Many sentences, strong words and names that matter make a candidate; what merely says so, or is unsure, makes less of one. */
function weightOf(its: readonly Expectation[]): number {
  const support = its.reduce(
    (sum, { cue, denied, doubts }) => sum + cue.strength / ((denied ? 2 : 1) * (1 + doubts.length)),
    0,
  );
  const [{ who, event }] = its as [Expectation];
  const weight = who.reduce((sum, { entity }) => sum + Math.log(1 + entity.count), 0);
  return support * weight * (event.event.severity === 'low' ? 0.5 : 1);
}

/** Each clause that looks ahead gives its own candidates, of its verbs where they tell of events. */
function expectationsIn(sentence: Sentence, terms: Terms): Expectation[] {
  const ahead = aheadIn(sentence);
  if (!ahead) return [];
  const named = terms.entities.flatMap((term) => placesOf(term, sentence.words).map((place) => ({ term, place })));
  return stepsIn(sentence).flatMap(({ event, at, surely }) => {
    const clause = sentence.clauses[at]!;
    if (sentence.watch && clause < sentence.clauses[sentence.watch.from]!) return [];
    const cue = sentence.watch ? ahead : cueOf(wordsIn(sentence, clause));
    const here = named.filter(({ place }) => sentence.clauses[place] === clause);
    const near = nearest(here.length > 0 ? here : named, at);
    if (near.length === 0) return [];
    const doubts = [
      !surely && `“${sentence.words[at]}” may be no step that its sentence looks ahead to`,
      !cue && `“${ahead.word}” is said of something else in the sentence`,
      here.length === 0 && 'the names stand in another clause',
    ].filter((doubt) => doubt !== false);
    return [
      {
        sentence,
        event: terms.events.find((one) => one.event === event)!,
        who: near.slice(0, 2).map(({ term }) => term),
        cue: cue ?? ahead,
        watched: sentence.watch !== null,
        distance: Math.abs(near[0]!.place - at),
        denied: isDenied(wordsIn(sentence, clause)),
        doubts,
      },
    ];
  });
}

const aheadIn = ({ watch, meant }: Sentence): Expectation['cue'] | null =>
  watch && watch.from >= 0 ? { word: watch.words, strength: 4 } : cueOf(meant);

/** Each name once, at its place nearest to a word, the nearest first. */
function nearest<T extends { term: NamedTerm; place: number }>(named: readonly T[], at: number): T[] {
  const sorted = named.toSorted((a, b) => Math.abs(a.place - at) - Math.abs(b.place - at));
  return [...Map.groupBy(sorted, ({ term }) => term).values()].map(([first]) => first!);
}

function placesOf({ entity }: NamedTerm, words: readonly string[]): number[] {
  return [...entity.spellings.keys()].flatMap((spelling) => {
    const sought = folded(spelling);
    return words.flatMap((_, at) => (sought.every((word, n) => words[at + n] === word) ? [at] : []));
  });
}

function ruleOf(its: readonly Expectation[], taken: Set<string>): ProposedRule {
  const [{ event, who, denied, distance }] = its as [Expectation];
  const names = who.map(({ entity }) => entity.name);
  const [first, second] = who.map(({ name }) => `$${name}`);
  const near = `${first} NEAR/${NEAR} $${event.name}`;
  const strongest = Math.max(...its.map(({ cue }) => cue.strength));
  const least = its.toSorted((a, b) => a.doubts.length - b.doubts.length)[0]!;
  const reasons = [
    ...least.doubts,
    who.length < 2 && its.every(({ watched }) => !watched) && 'only one name stands with it',
    its.every((one) => one.denied) && denied && 'the sentence denies it',
    distance > NEAR && 'name and event stand far apart',
    strongest < 2 && 'it may tell of what has happened already',
  ].filter((reason) => reason !== false);
  return {
    id: unique([event.name, ...who.map(({ name }) => name)].join('-').slice(0, 60).replace(/-$/, ''), taken),
    title: `${event.event.title}: ${names.join(' and ')}`,
    when: second ? `lead:((${near}) AND ${second})` : `lead:(${near})`,
    severity: event.event.severity,
    // What is doubted supports nothing that stands.
    cites: citesOf(its.filter(({ doubts }) => least.doubts.length > 0 || doubts.length === 0)),
    doubt: reasons.length === 0 ? null : reasons.join('; '),
  };
}

/** One citation for each paragraph, the strongest words first. The claim is a frame of names and event, never the sentence. */
function citesOf(its: readonly Expectation[]): Citation[] {
  const cites = new Map<string, Citation>();
  for (const { sentence, cue, event, who, denied } of its.toSorted((a, b) => b.cue.strength - a.cue.strength)) {
    const { document, paragraph } = sentence;
    const names = who.map(({ entity }) => entity.name).join(', ');
    const claim = `Looks ahead (“${cue.word}”${denied ? ', with a denial' : ''}): ${event.event.title.toLowerCase()}; ${names}`;
    const key = `${document.id} ${paragraph}`;
    if (!cites.has(key)) cites.set(key, { document: document.id, paragraph, claim });
  }
  return [...cites.values()].slice(0, CITES);
}
