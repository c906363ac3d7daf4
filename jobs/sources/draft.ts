/** The row of a new source: what the analyst says of it, and else what its address and its document do. Pure. */
import { DAY, HOUR, MINUTE } from '../../state/item.ts';
import type { Kind, PublisherPace, Selectors } from '../../state/source.ts';
import { isAggregator } from '../../state/source.ts';
import { hostOf } from '../../watchers/lanes.ts';
import { line } from '../../watchers/reading/text.ts';

/** What was found out about a source before it is one. */
export interface Finding {
  kind: Kind;
  url: string;
  title: string | null;
  language: string | null;
  pace?: PublisherPace | null;
  agent?: 'own' | 'browser';
  select?: Selectors;
  links?: string;
  enabled?: boolean;
  note?: string;
}

/** What the analyst says of it on the command line. */
export interface Wishes {
  id?: string | undefined;
  title?: string | undefined;
  topics?: readonly string[] | undefined;
  every?: string | undefined;
  language?: string | undefined;
  family?: string | undefined;
}

/** A row of the sources file, as it is written there. */
export interface Draft {
  id: string;
  title: string;
  kind: Kind;
  url: string;
  language: string;
  topics: string[];
  family: string;
  every: string;
  agent?: 'browser';
  select?: Selectors;
  links?: string;
  enabled?: false;
  note?: string;
}

/** What is asked of a source whose publisher wishes nothing in particular. */
const USUAL = 30 * MINUTE;
const MAX_TITLE = 100;

/** Writes the row of a source, under an id that no other has. */
export function draftOf(found: Finding, wishes: Wishes, taken: ReadonlySet<string>, topics: readonly string[]): Draft {
  const { kind, url, select, links, agent, enabled, note } = found;
  return {
    id: wishes.id ?? unique(slugOf(url, kind), taken),
    title: line(wishes.title ?? found.title ?? '', MAX_TITLE) || new URL(url).hostname,
    kind,
    url,
    language: wishes.language ?? languageOf(found.language) ?? 'mul',
    topics: [...(wishes.topics ?? topics)],
    family: wishes.family ?? (isAggregator(kind) ? kind : (hostOf(url) ?? new URL(url).hostname)),
    every: wishes.every ?? everyOf(found),
    ...(agent === 'browser' && { agent }),
    ...(select && { select }),
    ...(links !== undefined && { links }),
    ...(enabled === false && { enabled }),
    ...(note !== undefined && { note }),
  };
}

/** The primary language alone: half of all feeds say en-US, since their software did. */
function languageOf(tag: string | null): string | null {
  const [primary] = /^[a-z]{2,3}(?=[-_]|$)/.exec(tag?.trim().toLowerCase() ?? '') ?? [];
  return primary ?? null;
}

/** As often as the publisher wishes, but neither more than usual nor less than once a day. */
function everyOf({ kind, pace }: Finding): string {
  const usual = kind === 'page' || kind === 'region' ? HOUR : USUAL;
  return spelled(Math.min(Math.max(usual, pace?.every ?? 0), DAY));
}

/** A time as the sources file has it, `90m` or `2h`: whole, and rather a minute too long. */
export function spelled(milliseconds: number): string {
  const minutes = Math.max(1, Math.ceil(milliseconds / MINUTE));
  if (minutes % 1440 === 0) return `${minutes / 1440}d`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}

/** Parts of a path that say that it is a feed, and not of what. */
const NAMELESS = /^(?:feeds?|rss\d*|atom|rdf|xml|index|news|www|default|all|latest|[a-z]{0,2}\d*)$/;
const LANGUAGE = /^[a-z]{2}$/;
const LONGEST = 40;

/** A name made of host and path: `civil-ge-ka` of https://civil.ge/ka/feed/. */
function slugOf(url: string, kind: Kind): string {
  const { hostname, pathname, searchParams } = new URL(url);
  if (isAggregator(kind)) return slug([kind, searchParams.get('q') ?? searchParams.get('query') ?? '']);
  const parts = decoded(pathname)
    .toLowerCase()
    .split('/')
    .map((part) => part.replace(/\.\w{2,4}$/, ''));
  return slug([hostname.replace(/^www\./, ''), ...parts.filter((part) => LANGUAGE.test(part) || !NAMELESS.test(part))]);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function slug(parts: string[]): string {
  const words = parts
    .join('-')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-');
  return words.slice(0, LONGEST).replace(/^-|-$/g, '') || 'source';
}

function unique(name: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const id = n === 1 ? name : `${name}-${n}`;
    if (!taken.has(id)) return id;
  }
}
