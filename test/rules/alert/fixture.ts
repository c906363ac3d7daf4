/** Threads as small as a promise needs them: a story of the twentieth, seen at eight, of a broadcaster. */
import type { Thread } from '../../../rules/alert/thread.ts';
import type { Alert, Cause, Change } from '../../../state/alert.ts';
import type { ToldItem, ToldStory } from '../../../state/edition.ts';
import type { Instant } from '../../../state/item.ts';
import type { MatchedItem, Story } from '../../../state/story.ts';
import { match, matched } from '../fixture.ts';

export const MINUTE = 60_000;
export const WAITS = { wait: 5 * MINUTE, interval: 60 * MINUTE };

/** An instant of the twentieth, by its hour and minute; of the days after by more than 24 hours. */
export const at = (hour: number, minute = 0): Instant =>
  new Date(Date.parse('2025-11-20T00:00:00.000Z') + (hour * 60 + minute) * MINUTE).toISOString();

export const TEXT =
  'The foreign ministers signed the agreement on the route through Syunik in the presence of the ambassador on Thursday morning.';

export const item = (id: string, its: Partial<MatchedItem> = {}): MatchedItem =>
  matched(id, { firstSeen: at(8), family: 'bbc', publisher: 'BBC', matches: [match({ severity: 'high' })], ...its });

export const storyOf = (items: readonly MatchedItem[], its: Partial<Story> = {}): Story => ({
  id: 's1',
  topic: 'tripp',
  severity: 'high',
  lead: items[0]?.id ?? 'a',
  items: items.map(({ id }) => id),
  firstSeen: at(8),
  lastSeen: at(8),
  ...its,
});

export const thread = (its: Partial<Thread> & { severity?: Story['severity'] } = {}): Thread => {
  const { severity = 'high', items = [item('a')], ...rest } = its;
  const story = storyOf(items, { severity });
  return { id: 's1', story, items, reported: at(8), tellings: [], causes: [], ...rest };
};

export const told = (id: string, its: Partial<ToldItem> = {}): ToldItem => ({
  id,
  title: `Headline ${id}`,
  url: null,
  excerpt: '',
  publisher: 'BBC',
  family: 'bbc',
  published: null,
  firstSeen: at(8),
  language: 'en',
  ...its,
});

/** An alert of s1 at nine that told item a. */
export function alertOf(its: Partial<Alert> = {}, story: Partial<ToldStory> = {}): Alert {
  const id = its.story ?? 's1';
  const all = { id, topic: 'tripp', severity: 'high', firstSeen: at(8), lastSeen: at(8), lead: told('a') } as const;
  const rest = {
    others: [],
    reasons: [{ rule: 'tripp/signed', title: 'x', severity: 'high' as const, words: [], cites: [] }],
  };
  const said = { ...all, ...rest, ...story };
  return {
    story: id,
    topic: 'tripp',
    revision: 0,
    at: at(9),
    reported: at(8),
    changes: [{ what: 'new' }],
    rules: said.reasons.map(({ rule }) => rule.split('/')[1]!),
    told: said,
    ...its,
  };
}

export const moved = (when: Instant, items = ['a']): Cause => {
  const change = { at: when, what: 'moved', from: 'announced', to: 'signed', standing: 'reported' } as const;
  return {
    items,
    at: when,
    change: { what: 'moved', tracker: 'board', title: 'The board', subject: 'Kazakhstan', change },
  };
};

export const slipped = (when: Instant, items = ['a']): Cause => {
  const change = {
    at: when,
    what: 'slipped',
    date: '2026-07-01',
    precision: 'day',
    was: '2026-06-07',
    by: 'Ada',
  } as const;
  return {
    items,
    at: when,
    change: { what: 'deadline', deadline: 'vote', title: 'The vote', change: { ...change, items: [] } },
  };
};

export const corrected = (when: Instant, id = 'a'): Cause => {
  const correction = { told: told(id), now: null, at: when, because: 'withdrawn' } as const;
  return { items: [id], at: when, change: { what: 'corrected', correction } as Change };
};
