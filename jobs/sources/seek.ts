/** What can be watched behind an address: the feed that it is, names or hides, else the page itself. */
import type { Selectors } from '../../state/source.ts';
import { type Failure, failureWords } from '../../watchers/failure.ts';
import {
  aggregated,
  bestFeed,
  type FeedLink,
  linkedFeeds,
  namedFeeds,
  wellKnown,
} from '../../watchers/finding/find.ts';
import { proposePattern } from '../../watchers/finding/pathpattern.ts';
import { propose } from '../../watchers/finding/propose.ts';
import { headOf, openPage } from '../../watchers/pages/html.ts';
import { outline } from '../../watchers/pages/outline.ts';
import { decode } from '../../watchers/reading/decode.ts';
import { Unreadable } from '../../watchers/reading/published.ts';
import { mayRead } from '../../watchers/robots.ts';
import type { Fetched, VisitLimits } from '../../watchers/visit.ts';
import type { Finding } from './draft.ts';
import {
  type Find,
  feedAt,
  findAt,
  findOf,
  politely,
  readAs,
  type Search,
  type SeekWorld,
  type Sought,
  visited,
} from './step.ts';

/** A list of fewer is more likely a menu. */
const FEWEST = 3;
type Page = ReturnType<typeof openPage>;

/** Seeks what can be watched behind an address, one polite request after the other. */
export async function seek(url: string, limits: VisitLimits, world: SeekWorld): Promise<Sought> {
  const known = aggregated(url);
  const search: Search = { url: known?.url ?? url, agent: 'own', limits, world, tried: [] };
  const first = await arrive(search);
  if (first.outcome === 'failed') return { find: null, tried: search.tried, failure: first };
  const kind = known?.kind ?? 'feed';
  const read = await readAs({ kind, url: first.url, title: null, language: null }, first, search);
  if (read.outcome === 'read') {
    const how = known ? `a query of ${kind}` : 'the address is a feed';
    return { find: findOf({ ...search, url: first.moved ?? search.url }, kind, how, read), tried: search.tried };
  }
  const find = read.reason === 'format' && !known ? await behind(first, search) : null;
  // Of a page that led on, it goes without saying that it was no feed.
  const itself = find ? [] : [{ url: search.url, words: failureWords(read) }];
  return { find, tried: [...itself, ...search.tried] };
}

/** The first visit: as ourselves, and where that is forbidden as a browser. */
async function arrive(search: Search): Promise<Fetched | Failure> {
  const answer = await visited(search.url, search);
  if (answer.outcome === 'fetched') return answer;
  search.tried.push({ url: search.url, words: failureWords(answer) });
  if (answer.reason !== 'forbidden' && !/^HTTP 4(?:00|06)/.test(answer.detail)) return answer;
  search.agent = 'browser';
  await politely(search);
  const again = await visited(search.url, search);
  if (again.outcome === 'failed') search.tried.push({ url: search.url, words: `as a browser: ${failureWords(again)}` });
  return again;
}

/** What the page that came leads to: feeds that it names, feeds that it links to, feeds where feeds are, the page itself. */
async function behind(answer: Fetched, search: Search): Promise<Find | null> {
  const page = opened(answer, search);
  if (!page) return null;
  return (
    (await bestOf(namedFeeds(page, answer.url), 'the page names it', answer.url, search)) ??
    (await bestOf(linkedFeeds(page, answer.url), 'the page links to it', answer.url, search)) ??
    (await firstOf(wellKnown(answer.url), search)) ??
    (await pageItself(page, answer, search))
  );
}

function opened({ body, contentType }: Fetched, { url, tried }: Search): Page | null {
  try {
    return openPage(decode(body, contentType).text);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    tried.push({ url, words: error.message });
    return null;
  }
}

/** The best of several feeds, each of which is tried. */
async function bestOf(links: readonly FeedLink[], how: string, page: string, search: Search): Promise<Find | null> {
  const found: (FeedLink & { items: number; find: Find })[] = [];
  for (const link of links) {
    const find = await feedAt(link.url, how, link.title, search);
    if (find) found.push({ ...link, items: find.items.length, find });
  }
  const best = bestFeed(found, page);
  for (const { find, title } of found.filter((one) => one !== best)) {
    const called = title ? ` “${title}”` : '';
    search.tried.push({
      url: find.finding.url,
      words: `${find.format}, ${find.items.length} items${called}: not taken`,
    });
  }
  return best?.find ?? null;
}

/** Reasons that no other path of the host will mend. */
const HOPELESS = /^(?:busy|connect|timeout|tls|dns|address)$/;

async function firstOf(urls: readonly string[], search: Search): Promise<Find | null> {
  for (const url of urls) {
    await politely(search);
    const answer = await visited(url, search);
    if (answer.outcome === 'failed' && HOPELESS.test(answer.reason)) {
      search.tried.push({ url, words: failureWords(answer) });
      return null;
    }
    const find = await findAt(url, 'it is where feeds often are', null, answer, search);
    if (find && find.items.length > 0) return find;
    if (find) search.tried.push({ url, words: `${find.format} without items` });
  }
  return null;
}

/** The page as a source of its own, by selectors or by a pattern, where its host lets robots read it. */
async function pageItself(page: Page, answer: Fetched, search: Search): Promise<Find | null> {
  const { limits, world, tried } = search;
  const url = answer.moved ?? search.url;
  const permission = await mayRead(answer.url, world.robots, limits, world);
  if (permission.outcome === 'failed') {
    tried.push({ url, words: failureWords(permission) });
    return null;
  }
  const ways: { select?: Selectors; links?: string }[] = propose(page, answer.url).map((select) => ({ select }));
  const links = proposePattern(page, answer.url);
  for (const way of links === null ? ways : [...ways, { links }]) {
    const { title, language } = headOf(page, answer.url);
    const finding: Finding = { kind: 'page', url, title, language, agent: search.agent, ...way };
    const read = await readAs(finding, answer, search);
    if (read.outcome !== 'read' || read.items.length < FEWEST) continue;
    return { finding, how: 'no feed was found; the page itself repeats this', format: 'page', items: read.items };
  }
  tried.push({ url, words: `nothing repeats on the page as a list of articles would; it is ${outline(page)}` });
  return null;
}
