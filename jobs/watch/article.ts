/** The whole text of items whose feed carries a teaser: their pages, read politely, once, before the rules judge them. */
import type { FoundItem } from '../../state/item.ts';
import type { Source } from '../../state/source.ts';
import { type Failure, failed } from '../../watchers/failure.ts';
import type { Compared } from '../../watchers/identity.ts';
import { hostOf } from '../../watchers/lanes.ts';
import { mayRead } from '../../watchers/robots.ts';
import { type VisitLimits, type VisitWorld, visit } from '../../watchers/visit.ts';
import type { World } from '../world.ts';
import { cool, isCool } from './hosts.ts';

type ArticleWorld = VisitWorld &
  Pick<World, 'robots' | 'article' | 'pause' | 'ending' | 'log' | 'cooldowns' | 'ledger'>;

/** As many pages are read after one visit: a feed of a thousand teasers must not become a thousand requests. */
const MOST = 20;

/**
 * Reads the pages of a source's new items, where it is set to. An item whose page cannot be read keeps its teaser and
 * is not tried again: it is known by then.
 */
export async function withArticles(
  news: Compared,
  source: Source,
  spacing: number,
  limits: VisitLimits,
  world: ArticleWorld,
): Promise<Compared> {
  if (!source.article || news.fresh.length === 0) return news;
  const fresh: FoundItem[] = [];
  for (const [n, item] of news.fresh.entries()) {
    const wanted = n < MOST && item.url !== null && !world.ending.aborted;
    fresh.push(wanted ? await withArticle(item, item.url!, source, spacing, limits, world) : item);
  }
  return { ...news, fresh };
}

async function withArticle(
  item: FoundItem,
  url: string,
  source: Source,
  spacing: number,
  limits: VisitLimits,
  world: ArticleWorld,
): Promise<FoundItem> {
  const host = hostOf(url) ?? source.id;
  if (await isCool(host, world)) return untold(item, source, `${host} is left alone`, world);
  const read = await articleAt(url, source, spacing, limits, world);
  if (typeof read !== 'string') {
    if (read.reason === 'busy') await cool({ host, spacing }, read.retryAfter, world);
    return untold(item, source, read.detail, world);
  }
  // A page that says less than the feed is a cookie wall, or a video with a caption.
  if (read.length <= Math.max(item.content.length, item.summary.length)) return item;
  // The feed's own words stay, so that the next visit finds nothing in it that the item has not said.
  return { ...item, content: [read, item.content].filter(Boolean).join('\n') };
}

/** The text of an article's page, where robots.txt lets us read it, after a pause; or why there is none. */
export async function articleAt(
  url: string,
  source: Source,
  spacing: number,
  limits: VisitLimits,
  world: VisitWorld & Pick<World, 'robots' | 'article' | 'pause'>,
): Promise<string | Failure> {
  const permission = await mayRead(url, world.robots, limits, world);
  if (permission.outcome === 'failed') return permission;
  await world.pause(Math.max(spacing, permission.delay));
  const answer = await visit({ url, agent: source.agent, floor: 0 }, {}, limits, world);
  if (answer.outcome === 'failed') return answer;
  if (answer.outcome === 'unchanged') return failed('http', 'HTTP 304 to an unconditional request');
  return world.article(answer.body, { url: answer.url, contentType: answer.contentType, source });
}

function untold(item: FoundItem, { id, title }: Source, why: string, { log }: ArticleWorld): FoundItem {
  log('article', { source: id, url: item.url, why }, `  ${title}: only the teaser of ${item.url} (${why})`);
  return item;
}
