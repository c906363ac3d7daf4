/** The steps that a sentence looks ahead to: events of its verbs, clause by clause. */
import { cueOf } from './cues.ts';
import { type Event, eventsIn, isThing } from './events.ts';
import type { Sentence } from './reading.ts';

export interface Step {
  event: Event;
  /** Number of its word in the sentence. */
  at: number;
  /** Whether it is a step to come as far as anybody can tell by the words: not one told of before, and no thing. */
  surely: boolean;
}

/** As far behind its verb an act may stand that is its object: “hold a first round of talks”. */
const OBJECT = 5;
/** What is said of an act that stands before it: “an attack is likely”. */
const SAID_OF = /^(?:likely|unlikely|possible|expected|planned)$/;

/** The words of one clause that are cues or events where they are spelt so. */
export const wordsIn = ({ meant, clauses }: Sentence, clause: number): string[] =>
  meant.filter((_, n) => clauses[n] === clause);

/** What each clause tells of: events of verbs behind its cue, each once; where it has none, whatever it tells of. */
export function stepsIn(sentence: Sentence): Step[] {
  return [...Map.groupBy(eventsIn(sentence.meant), ({ at }) => sentence.clauses[at]!)].flatMap(([clause, places]) => {
    const cue = cueIn(sentence, clause);
    const told = places.filter(({ at }) => sentence.verbs[at] && at >= cue.at);
    const steps = told.length > 0 ? told : places;
    const once = steps.filter(({ event }, n) => steps.findIndex((other) => other.event === event) === n);
    return once.map((step) => ({ ...step, surely: told.length > 0 || isAct(sentence, step.at, cue) }));
  });
}

/** Of “said that it would build” the building is to come. What a sentence asks to watch for is to come as a whole. */
function cueIn(sentence: Sentence, clause: number): { word: string; at: number } {
  const cue = sentence.watch ? null : cueOf(wordsIn(sentence, clause));
  const at = sentence.meant.findIndex((word, n) => word === cue?.word && sentence.clauses[n] === clause);
  return { word: cue?.word ?? '', at };
}

/** Whether a noun is an act, and the object of a verb to come or what is said to be likely. */
function isAct({ meant, verbs, clauses }: Sentence, at: number, cue: { word: string; at: number }): boolean {
  if (verbs[at] || isThing(meant[at]!)) return false;
  if (at < cue.at) return SAID_OF.test(cue.word);
  return verbs.some((verb, n) => verb && n >= cue.at && n < at && at - n <= OBJECT && clauses[n] === clauses[at]);
}
