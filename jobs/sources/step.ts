/** One step of a search: a polite visit, and the reading of what it brought. */
import type { FoundItem } from '../../state/item.ts';
import { type Failure, failureWords } from '../../watchers/failure.ts';
import { hostOf } from '../../watchers/lanes.ts';
import type { PublishedDocument } from '../../watchers/reading/published.ts';
import { type Fetched, type VisitLimits, visit } from '../../watchers/visit.ts';
import type { LookWorld } from '../watch/look.ts';
import type { World } from '../world.ts';
import type { Finding } from './draft.ts';

export type SeekWorld = LookWorld & Pick<World, 'pause' | 'log'>;

/** A feed or page that was found, with what it holds. */
export interface Find {
  finding: Finding;
  /** How it was found, as people read it. */
  how: string;
  format: string;
  items: FoundItem[];
}

/** What was tried at an address, and what came of it. */
export interface Tried {
  url: string;
  words: string;
}

/** The find, if any, and everything else that was tried on the way. */
export interface Sought {
  find: Find | null;
  tried: Tried[];
  /** Why not even the address itself could be seen. */
  failure?: Failure;
}

/** What a search shares. */
export interface Search {
  url: string;
  agent: 'own' | 'browser';
  limits: VisitLimits;
  world: SeekWorld;
  tried: Tried[];
}

/** Between two requests to one host, in milliseconds. */
const PAUSE = 1000;
export async function visited(url: string, { agent, limits, world }: Search): Promise<Fetched | Failure> {
  const answer = await visit({ url, agent, floor: 0 }, {}, limits, world);
  return answer.outcome === 'unchanged' ? { outcome: 'failed', reason: 'http', detail: 'HTTP 304' } : answer;
}

/** What is on our own network has no other customers. */
export const politely = async ({ url, world }: Search): Promise<void> => {
  if (hostOf(url) !== null) await world.pause(PAUSE);
};

export async function feedAt(url: string, how: string, title: string | null, search: Search): Promise<Find | null> {
  await politely(search);
  return findAt(url, how, title, await visited(url, search), search);
}

export async function findAt(
  url: string,
  how: string,
  title: string | null,
  answer: Fetched | Failure,
  search: Search,
): Promise<Find | null> {
  const known = { kind: 'feed', url, title, language: null } as const;
  const read = answer.outcome === 'failed' ? answer : await readAs(known, answer, search);
  if (read.outcome === 'read') return findOf({ ...search, url: (answer as Fetched).moved ?? url }, 'feed', how, read);
  search.tried.push({ url, words: failureWords(read) });
  return null;
}

type Read = { outcome: 'read'; document: PublishedDocument; items: FoundItem[] };

/** Reads an answer as a source would be read. */
export function readAs(
  finding: Finding,
  { body, url, contentType }: Fetched,
  { world }: Search,
): Promise<Read | Failure> {
  const { kind, title, select = null, links = null } = finding;
  const source = { id: 'new', title: title ?? '', kind, language: null, family: '', select, links };
  return world.read(body, { url, contentType, source: { ...source, region: null, paths: null, article: false } });
}

export function findOf(
  { url, agent }: Pick<Search, 'url' | 'agent'>,
  kind: Finding['kind'],
  how: string,
  read: Read,
): Find {
  const { title, language, pace, format } = read.document;
  return { finding: { kind, url, title, language, pace, agent }, how, format, items: read.items };
}
