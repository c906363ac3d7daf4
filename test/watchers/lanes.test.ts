import { describe, expect, test } from 'vitest';
import type { HostBudget, Kind } from '../../state/source.ts';
import { coolUntil, hostOf, lanes, slower } from '../../watchers/lanes.ts';

const NOW = new Date('2026-11-22T12:00:00.000Z');
const HOUR = 3600_000;
const ago = (milliseconds: number) => new Date(NOW.getTime() - milliseconds).toISOString();

const source = (id: string, url: string, kind: Kind = 'feed') => ({ id, url, kind });
type Row = ReturnType<typeof source>;

const laid = (sources: Row[], ...budgets: HostBudget[]) =>
  lanes(sources, new Map(budgets.map((budget) => [budget.host, budget])), NOW).map((lane) => ({
    ...lane,
    sources: lane.sources.map(({ id }) => id).join(' '),
  }));
const spacingOf = (sources: Row[], ...budgets: HostBudget[]) => laid(sources, ...budgets).map(({ spacing }) => spacing);

describe('sources share a lane', () => {
  test('where they share a registrable domain, in their order', () => {
    const sources = [
      source('a', 'https://www.rferl.org/api/1'),
      source('c', 'https://bbc.co.uk/'),
      source('b', 'http://about.rferl.org:8080/x'),
      source('d', 'https://itv.co.uk/'),
    ];
    expect(laid(sources)).toMatchObject([
      { host: 'rferl.org', sources: 'a b' },
      { host: 'bbc.co.uk', sources: 'c' },
      { host: 'itv.co.uk', sources: 'd' },
    ]);
  });
  test.each([
    ['a public address', 'http://8.8.8.8/1', 'https://8.8.8.8:8443/2'],
    ['a public IPv6 address', 'http://[2a00:1450:4001::1]/1', 'http://[2a00:1450:4001::1]:81/2'],
  ])('where they share %s', (_, one, other) => {
    expect(laid([source('a', one), source('b', other)])).toMatchObject([{ sources: 'a b' }]);
  });
});

describe('sources have lanes of their own', () => {
  test.each([
    ['of this machine', 'http://127.0.0.1:1/', 'http://127.0.0.1:2/'],
    ['of this machine, by name', 'http://localhost/1', 'http://localhost/2'],
    ['of this machine, by IPv6', 'http://[::1]/1', 'http://[::1]/2'],
    ['of this machine, mapped', 'http://[::ffff:127.0.0.1]/1', 'http://[::ffff:127.0.0.1]/2'],
    ['of a private network', 'http://192.168.1.5/1', 'http://192.168.1.5/2'],
    ['of a private network, by name', 'http://wiki/1', 'http://wiki/2'],
  ])('on a host %s, which has no other customers', (_, one, other) => {
    expect(laid([source('a', one), source('b', other)])).toMatchObject([{ sources: 'a' }, { sources: 'b' }]);
    expect(hostOf(one)).toBeNull();
  });
});

describe('the pause between two visits to a host is', () => {
  const url = 'https://host.example/';
  test.each<[string, number, Kind[]]>([
    ['half a second for feeds', 500, ['feed', 'feed']],
    ['a second for pages', 1000, ['page', 'page']],
    ['a second for regions', 1000, ['region', 'region']],
    ['a second for JSON', 1000, ['json', 'json']],
    ['a second and a half for Google News', 1500, ['google-news', 'google-news']],
    ['a second and a half for Bing News', 1500, ['bing-news', 'bing-news']],
    ['five seconds for GDELT', 5000, ['gdelt', 'gdelt']],
    ['the longest that one of them needs', 5000, ['feed', 'gdelt', 'page']],
  ])('%s', (_, spacing, kinds) => {
    expect(spacingOf(kinds.map((kind, n) => source(`s${n}`, url, kind)))).toEqual([spacing]);
  });

  const budget = (spacing: number, age: number): HostBudget => ({ host: 'host.example', spacing, busy: ago(age) });
  test.each<[string, HostBudget, number]>([
    ['what it has shown to need', budget(8000, HOUR), 8000],
    ['the usual, where that is more', budget(100, HOUR), 500],
    ['what it needed, up to a day after', budget(8000, 24 * HOUR - 1), 8000],
    ['the usual again, a day after it last complained', budget(8000, 24 * HOUR), 500],
    ['the usual, where another host complained', { ...budget(8000, HOUR), host: 'other.example' }, 500],
  ])('%s', (_, known, spacing) => expect(spacingOf([source('a', url)], known)).toEqual([spacing]));
});

describe('a host that asks us to come later', () => {
  test.each([
    ['is given twice the pause that was too short', 1500, 3000],
    ['is given a second at least', 0, 1000],
    ['is given a minute at most', 50_000, 60_000],
  ])('%s', (_, was, spacing) => {
    expect(slower('host.example', was, NOW)).toEqual({ host: 'host.example', spacing, busy: NOW.toISOString() });
  });
  test.each([
    ['is left alone for as long as it asks', 2 * HOUR, '2026-11-22T14:00:00.000Z'],
    ['is left alone for a quarter of an hour, where it does not say', undefined, '2026-11-22T12:15:00.000Z'],
    ['is not left alone, where it asks for nothing', 0, '2026-11-22T12:00:00.000Z'],
  ])('%s', (_, retryAfter, until) => expect(coolUntil(NOW, retryAfter)).toBe(until));
});
