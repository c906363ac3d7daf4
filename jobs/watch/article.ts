/** The whole text of items whose feed carries a teaser: their pages, read politely, once, before the rules judge them. */
import type { FoundItem } from '../../state/item.ts';
import type { Source } from '../../state/source.ts';
import type { Failure } from '../../watchers/failure.ts';
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
  const refused = async ({ reason, detail, retryAfter }: Failure) => {
    if (reason === 'busy') await cool({ host, spacing }, retryAfter, world);
    return untold(item, source, detail, world);
  };
  const permission = await mayRead(url, world.robots, limits, world);
  if (permission.outcome === 'failed') return refused(permission);
  await world.pause(Math.max(spacing, permission.delay));
  const answer = await visit({ url, agent: source.agent, floor: 0 }, {}, limits, world);
  if (answer.outcome === 'failed') return refused(answer);
  if (answer.outcome === 'unchanged') return untold(item, source, '304', world);
  const read = await world.article(answer.body, { url: answer.url, contentType: answer.contentType, source });
  if (typeof read !== 'string') return untold(item, source, read.detail, world);
  // A page that says less than the feed is a cookie wall, or a video with a caption.
  if (read.length <= Math.max(item.content.length, item.summary.length)) return item;
  // The feed's own words stay, so that the next visit finds nothing in it that the item has not said.
  return { ...item, content: [read, item.content].filter(Boolean).join('\n') };
}

function untold(item: FoundItem, { id, title }: Source, why: string, { log }: ArticleWorld): FoundItem {
  log('article', { source: id, url: item.url, why }, `  ${title}: only the teaser of ${item.url} (${why})`);
  return item;
}
