/** A topic's proposed terms: what its documents name, the events that they tell of, and their key phrases. */

import { slug } from './analysis.ts';
import { AHEAD } from './cues.ts';
import type { Entity } from './entities.ts';
import { CIRCUMSTANCES, EVENTS, type Event, wordsUsed } from './events.ts';
import { phrasesOf, SHORT } from './phrases.ts';
import type { Reading } from './reading.ts';
import { queriesOf } from './spellings.ts';
import { folded, queryFor, stemOf } from './words.ts';

export interface Term {
  name: string;
  queries: string[];
}

export interface Terms {
  /** Names with how often the documents name them, the most often named first. */
  entities: (Term & { entity: Entity })[];
  events: (Term & { event: Event })[];
  /** Who speaks, and how surely. */
  circumstances: Term[];
  phrases: Term[];
  /** Named once, in passing as far as anybody can tell: proposed as comments. */
  background: string[];
}

/** As many are proposed for each document. */
const PHRASES = 25;
const ENTITIES = 25;
const BACKGROUND = 200;

/** Proposes terms. What documents of some length name once only is background. */
export function termsOf({ sentences, entities, vocabulary }: Reading): Terms {
  const taken = new Set<string>();
  const documents = new Set(sentences.map(({ document }) => document)).size;
  const least = sentences.length > SHORT ? 2 : 1;
  const often = entities.filter(({ count }) => count >= least).slice(0, ENTITIES * documents);
  const told = new Set(sentences.flatMap(({ meant }) => meant));
  const events = EVENTS.flatMap((event) => {
    const used = wordsUsed(event, told);
    return used.length === 0 ? [] : [{ name: unique(event.id, taken), queries: used, event }];
  });
  const circumstances = [...CIRCUMSTANCES, AHEAD].flatMap((one) => {
    const used = wordsUsed(one, told);
    return used.length === 0 ? [] : [{ name: unique(one.id, taken), queries: used }];
  });
  const stems = new Set(entities.flatMap(({ spellings }) => [...spellings.keys()].flatMap(folded)).map(stemOf));
  const phrases = phrasesOf(sentences, stems)
    .slice(0, PHRASES * documents)
    .flatMap(({ text }) => {
      const query = queryFor(text, true);
      return query === null ? [] : [{ name: unique(slug(text) || 'phrase', taken), queries: [query] }];
    });
  return {
    entities: often.flatMap((entity) => termOf(entity, vocabulary, taken)),
    events,
    circumstances,
    phrases,
    background: entities
      .filter(({ count }) => count < least)
      .map(({ name }) => name)
      .slice(0, BACKGROUND),
  };
}

function termOf(entity: Entity, vocabulary: ReadonlySet<string>, taken: Set<string>): Terms['entities'] {
  const queries = queriesOf(entity, vocabulary);
  return queries.length === 0 ? [] : [{ name: unique(slug(entity.name) || 'name', taken), queries, entity }];
}

/** A name that no other term has. */
export function unique(name: string, taken: Set<string>): string {
  let own = name;
  for (let n = 2; taken.has(own); n++) own = `${name}-${n}`;
  taken.add(own);
  return own;
}
