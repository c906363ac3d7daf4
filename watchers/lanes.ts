/** Manners towards hosts: what shares one is visited one after the other, with the pause that it puts up with. Pure. */
import ipaddr from 'ipaddr.js';
import { getDomain } from 'tldts';
import { DAY, type Instant } from '../state/item.ts';
import type { HostBudget, Source } from '../state/source.ts';

/** Sources of one host, to be visited in this order, with so many milliseconds between the end of a visit and the next. */
export interface Lane<T> {
  host: string;
  sources: T[];
  spacing: number;
}

/** Milliseconds between two visits to one host: GDELT asks for five seconds, Google fails those who hurry. */
const SPACING: Record<Source['kind'], number> = {
  gdelt: 5000,
  'google-news': 1500,
  'bing-news': 1500,
  feed: 500,
  page: 1000,
  region: 1000,
  json: 1000,
};

/** Sources by the host that they share. What is on our own network has no other customers: each source has a lane there. */
export function lanes<T extends Pick<Source, 'id' | 'kind' | 'url'>>(
  sources: readonly T[],
  budgets: ReadonlyMap<string, HostBudget>,
  now: Date,
): Lane<T>[] {
  const byHost = Map.groupBy(sources, ({ id, url }) => hostOf(url) ?? id);
  return [...byHost].map(([host, sources]) => {
    const usual = Math.max(...sources.map(({ kind }) => SPACING[kind]));
    return { host, sources, spacing: Math.max(usual, spacingOf(budgets.get(host), now)) };
  });
}

/** The registrable domain of an address, or its public IP address; null on a network of our own. */
export function hostOf(url: string): string | null {
  const domain = getDomain(url);
  if (domain !== null) return domain;
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(host) && ipaddr.process(host).range() === 'unicast' ? host : null;
}

const LEAST = 1000;
const MOST = 60_000;
/** After a day without complaint a host is asked at the usual pace again. */
const FORGETS = DAY;

/** What a host puts up with, after it asked us to come later: twice the pause that was too short. */
export function slower(host: string, spacing: number, now: Date): HostBudget {
  return { host, spacing: Math.min(Math.max(2 * spacing, LEAST), MOST), busy: now.toISOString() };
}

function spacingOf(budget: HostBudget | undefined, now: Date): number {
  return budget && now.getTime() - Date.parse(budget.busy) < FORGETS ? budget.spacing : 0;
}

/** Without a word of its own, a busy host is left alone for so long. */
const COOLING = 15 * 60_000;

/** Until when a host is left alone, all its sources with it. */
export const coolUntil = (now: Date, retryAfter: number | undefined): Instant =>
  new Date(now.getTime() + (retryAfter ?? COOLING)).toISOString();
