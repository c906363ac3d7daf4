/** Names of all texts → what they name: one entity with its spellings, its people's name and its acronym. */
import { sharedPrefix } from './alike.ts';
import { eventsIn } from './events.ts';
import type { Kind, Name } from './names.ts';
import { folded, stemOf } from './words.ts';

export interface Entity {
  /** The spelling that stands in the texts most often. */
  name: string;
  kind: Kind;
  /** Every spelling with how often it stands in the texts. */
  spellings: Map<string, number>;
  count: number;
}

export type Found = Pick<Name, 'text' | 'kind'>;

/**
 * Entities by how often the texts name them, the most often named first. `common` counts the texts' words that are
 * written small, by their stems: what stands small as often as with a capital is no name.
 */
export function entitiesOf(
  names: readonly Found[],
  acronyms: ReadonlyMap<string, string>,
  common: ReadonlyMap<string, number>,
): Entity[] {
  const entities = new Map<string, Entity>();
  const shorts = new Map([...acronyms].map(([short, long]) => [keyOf(long), keyOf(short)]));
  for (const { text, kind } of apart(names).map((name) => thing(name, common)))
    record(entities, shorts.get(keyOf(text)) ?? keyOf(text), text, kind, 1);
  for (const [short, long] of acronyms) {
    for (const text of [short, long]) record(entities, keyOf(short), text, 'organisation', 0);
    entities.get(keyOf(short))!.kind = 'organisation';
  }
  withoutRarest(entities);
  joinInitials(entities, acronyms);
  joinPeoples(entities);
  joinPersons(entities);
  for (const [key, { count }] of entities) if ((common.get(key) ?? 0) >= count && count > 0) entities.delete(key);
  return [...entities.values()]
    .map((entity) => ({ ...entity, name: commonest(entity.spellings) }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

/** No person is called by a word that the texts write small elsewhere, or that tells of events: Abraham Accords. */
function thing(name: Found, common: ReadonlyMap<string, number>): Found {
  const last = keyOf(name.text).split(' ').at(-1)!;
  return name.kind === 'person' && (common.has(last) || eventsIn([last]).length > 0) ? { ...name, kind: 'name' } : name;
}

/** As many of the most often named are looked at: each is held against each. */
const MOST = 2000;

function withoutRarest(entities: Map<string, Entity>): void {
  const rarest = [...entities].sort(([, a], [, b]) => b.count - a.count).slice(MOST);
  for (const [key] of rarest) entities.delete(key);
}

/** “Iran-Russia” and “AA/DCFTA” are two names, where each is named by itself too. */
function apart(names: readonly Found[]): Found[] {
  const alone = new Map(names.map((name) => [keyOf(name.text), name]));
  return names.flatMap((name) => {
    const parts = name.text.split(/[-/]/).map((part) => alone.get(keyOf(part)));
    return parts.length > 1 && parts.every((part) => part !== undefined) ? parts : [name];
  });
}

/** Singular and plural, and spellings that differ in case or diacritics, are one. */
const keyOf = (text: string): string => folded(text).map(stemOf).join(' ');

function record(entities: Map<string, Entity>, key: string, text: string, kind: Kind, times: number): void {
  const entity = entities.get(key) ?? { name: text, kind, spellings: new Map(), count: 0 };
  entities.set(key, entity);
  entity.spellings.set(text, (entity.spellings.get(text) ?? 0) + times);
  entity.count += times;
  if (entity.kind === 'name' || (kind === 'place' && entity.kind !== 'people')) entity.kind = kind;
}

/** Makes one entity part of another. */
function join(entities: Map<string, Entity>, from: string, to: string): void {
  const { kind } = entities.get(to)!;
  for (const [text, times] of entities.get(from)!.spellings) record(entities, to, text, kind, times);
  entities.delete(from);
}

/** Puts a people's name to its country's: Armenian to Armenia, by the letters that both begin with. */
function joinPeoples(entities: Map<string, Entity>): void {
  const places = [...entities].filter(([, { kind }]) => kind === 'place' || kind === 'name').map(([key]) => key);
  const countries = places.filter((key) => entities.get(key)!.kind === 'place');
  for (const [key, { kind }] of [...entities]) {
    const country = derivedFrom(key, places) ?? (kind === 'people' ? countryOf(key, countries) : null);
    if (country !== null) join(entities, key, country);
  }
}

/** The name that another is made of by an ending, or makes by one: Central Asian, Tajik and Tajikistan. */
const derivedFrom = (name: string, places: readonly string[]): string | null =>
  places.find((place) => endingOf(name, place, /^(?:n|an|ian|i|ern)$/) || endingOf(place, name, /^i?stan$/)) ?? null;

const endingOf = (long: string, short: string, ending: RegExp): boolean =>
  short.length >= COMMON && long.startsWith(short) && ending.test(long.slice(short.length));

/** As many letters as a country and its people have in common at least: Turkey and Turkish have four. */
const COMMON = 4;

function countryOf(people: string, places: readonly string[]): string | null {
  const near = places
    .map((place) => ({ place, common: sharedPrefix(people, place) }))
    .filter(({ place, common }) => common >= COMMON && common * 2 >= place.length - 1 && people.length - common <= 4)
    .sort((a, b) => b.common - a.common || a.place.length - b.place.length);
  return near[0]?.place ?? null;
}

/** Puts a full name to the one acronym that its initials make: European Union to EU, United States to U.S. */
function joinInitials(entities: Map<string, Entity>, introduced: ReadonlyMap<string, string>): void {
  const shorts = new Map(
    [...entities].flatMap(([key, { name }]) =>
      ACRONYM.test(name) && !introduced.has(name) ? [[name.replaceAll('.', ''), key]] : [],
    ),
  );
  for (const [key, { name }] of [...entities]) {
    const initials = name
      .split(/[\s-]+/)
      .filter((word) => /^\p{Lu}/u.test(word))
      .map((word) => word[0]!);
    const short = initials.length > 1 ? shorts.get(initials.join('')) : undefined;
    if (short !== undefined && short !== key) join(entities, key, short);
  }
  for (const [key, { name }] of [...entities]) {
    const dotless = ACRONYM.test(name) ? shorts.get(name.replaceAll('.', '')) : undefined;
    if (dotless !== undefined && dotless !== key) join(entities, key, dotless);
  }
}

const ACRONYM = /^(?:\p{Lu}\.?){2,6}$/u;

/** Puts a full name to the surname that stands for it elsewhere. */
function joinPersons(entities: Map<string, Entity>): void {
  for (const [key, { kind }] of [...entities]) {
    const surname = key.slice(key.lastIndexOf(' ') + 1);
    if (kind !== 'person' || surname === key || !entities.has(surname)) continue;
    join(entities, key, surname);
    entities.get(surname)!.kind = 'person';
  }
}

const commonest = (spellings: ReadonlyMap<string, number>): string =>
  [...spellings].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
