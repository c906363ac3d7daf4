/** `silkwatch sources check`: a look at each source, politely and many hosts at once, and nothing recorded. */
import type { Source } from '../../state/source.ts';
import { type Failure, failed } from '../../watchers/failure.ts';
import { type FeedLink, namedFeeds } from '../../watchers/finding/find.ts';
import { type Lane, lanes } from '../../watchers/lanes.ts';
import { openPage } from '../../watchers/pages/html.ts';
import { decode } from '../../watchers/reading/decode.ts';
import { Unreadable } from '../../watchers/reading/published.ts';
import type { VisitLimits } from '../../watchers/visit.ts';
import { eachAtOnce } from '../atonce.ts';
import type { Config } from '../config.ts';
import { articleAt } from '../watch/article.ts';
import { isCool, leaveAlone } from '../watch/hosts.ts';
import { type Look, type LookWorld, limitsOf, look } from '../watch/look.ts';
import type { World } from '../world.ts';
import { otherAgent, type Sight, type Verdict, verdictOf } from './verdict.ts';

type CheckWorld = LookWorld & Pick<World, 'article' | 'ledger' | 'cooldowns' | 'pause' | 'ending' | 'log'>;

/**
 * Looks at sources as they are configured and says of each how it does, in their order. What was learnt of them is
 * neither used nor changed; only a host that asks us to come later is left alone for as long, by `watch` too.
 */
export async function checkSources(
  sources: readonly Source[],
  config: Pick<Config, 'timeout' | 'maxBytes' | 'concurrency'>,
  world: CheckWorld,
): Promise<Verdict[]> {
  const sights = new Map<Source, Sight>();
  const all = lanes(sources, await world.ledger.hostBudgets(), world.now());
  const seen = (sight: Sight) => {
    sights.set(sight.source, sight);
    world.log.progress(sights.size, sources.length, sight.source.title);
  };
  await eachAtOnce(all, config.concurrency, (lane) => walk(lane, limitsOf(config), world, seen));
  return sources.flatMap((source) => {
    const sight = sights.get(source);
    return sight ? verdictOf(sight, world.now()) : [];
  });
}

/** Looks at the sources of one host, one after the other. One that asks us to come later is asked no more. */
async function walk(
  { host, sources, spacing }: Lane<Source>,
  limits: VisitLimits,
  world: CheckWorld,
  seen: (sight: Sight) => void,
): Promise<void> {
  for (const [n, source] of sources.entries()) {
    if (world.ending.aborted) return;
    if (await isCool(host, world)) {
      seen(unasked(source, `${host} has asked us to come later, at ${await world.cooldowns.get<string>(host)}`));
      continue;
    }
    if (n > 0) await world.pause(spacing);
    const sight = await sightOf(source, spacing, limits, world);
    const { look } = sight;
    if (look.outcome === 'failed' && look.reason === 'busy') await leaveAlone(host, look.retryAfter, world);
    seen(sight);
  }
}

const unasked = (source: Source, detail: string): Sight => ({
  source,
  look: failed('busy', detail),
  charset: null,
  tried: null,
  named: [],
  article: null,
});

/** One look, and where it may be about who asks, one more under another name. */
async function sightOf(source: Source, spacing: number, limits: VisitLimits, world: CheckWorld): Promise<Sight> {
  const first = await sees(source, limits, world);
  const agent = otherAgent(source, first.look);
  if (!agent)
    return { source, ...first, tried: null, article: await articleTrouble(source, first.look, spacing, limits, world) };
  await world.pause(spacing);
  const { look } = await sees({ ...source, agent }, limits, world);
  return { source, ...first, tried: { agent, look }, article: null };
}

/** Why the page of a source's first item gives no text, where such pages are to be read. */
async function articleTrouble(
  source: Source,
  look: Look,
  spacing: number,
  limits: VisitLimits,
  world: CheckWorld,
): Promise<Failure | null> {
  const [first] = look.outcome === 'read' ? look.readout.items.filter(({ url }) => url !== null) : [];
  if (!source.article || !first) return null;
  const read = await articleAt(first.url!, source, spacing, limits, world);
  return typeof read === 'string' ? null : read;
}

/** A look with what else is to be known of its document: its items as published, its charset, the feeds that it names. */
async function sees(
  source: Source,
  limits: VisitLimits,
  world: CheckWorld,
): Promise<Pick<Sight, 'charset' | 'named'> & { look: Look }> {
  let charset: string | null = null;
  let text = '';
  let at = source.url;
  const read: LookWorld['read'] = (body, origin) => {
    ({ charset, text } = decode(body, origin.contentType));
    at = origin.url;
    return world.read(body, { ...origin, published: true });
  };
  const looked = await look(source, undefined, undefined, limits, { ...world, read });
  const instead = looked.outcome === 'failed' && looked.reason === 'format';
  return { look: looked, charset, named: instead ? feedsIn(text, at) : [] };
}

function feedsIn(text: string, url: string): FeedLink[] {
  try {
    return namedFeeds(openPage(text), url);
  } catch (error) {
    if (error instanceof Unreadable) return [];
    throw error;
  }
}
