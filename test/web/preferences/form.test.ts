import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Wishes } from '../../../state/join.ts';
import type { Subscriber } from '../../../state/subscriber.ts';
import { changesIn } from '../../../web/preferences/changes.ts';
import { typedFor, typedOf, wishesIn } from '../../../web/preferences/form.ts';
import { pauseOf } from '../../../web/preferences/pause.ts';
import { zoneGroups } from '../../../web/preferences/zones.ts';
import { subscriberWith } from '../../jobs/fixture.ts';

const TOPICS = ['bridge', 'railway'];
const nino = subscriberWith({ timezone: 'Asia/Tbilisi' });
const fieldsOf = (form: Record<string, string[]>) => new Map(Object.entries(form));

describe('the form of what one wishes', () => {
  it.each<[string, Partial<Subscriber>]>([
    ['as usual', {}],
    ['of one topic, elsewhere', { topics: ['railway'], timezone: 'Asia/Tbilisi' }],
    [
      'weekly, as text, in another language',
      { cadence: 'weekly', weekday: 7, hour: 0, format: 'text', language: 'ka' },
    ],
    ['at once, and never quiet', { cadence: 'now', alerts: false, allQuiet: true, least: 'high' }],
    ['with quiet hours', { quiet: { from: '22:00', to: '07:00', letsHigh: false } }],
    ['with quiet hours that let through', { quiet: { from: '12:30', to: '13:00', letsHigh: true } }],
  ])('%s, sent back as it came, changes nothing', (_, its) => {
    const subscriber = subscriberWith(its);
    const sent = Object.entries(typedFor(subscriber)).map(([name, value]) => [name, [value].flat()] as const);
    const { wishes, wrong } = wishesIn(typedOf(new Map(sent)), TOPICS);
    expect(wrong).toEqual([]);
    expect({ ...subscriberWith(), ...wishes }).toEqual(subscriber);
    expect(changesIn(subscriber, wishes)).toBe('');
  });

  it.each([
    ['no topic', { topics: [] }, ['topics']],
    ['a topic that there is not', { topics: ['brigde'] }, ['topics']],
    ['an hour that no clock has', { hour: '24' }, ['hour']],
    ['a zone that is none', { timezone: 'Asia/Atlantis' }, ['timezone']],
    ['one that is several', { timezone: 'IST' }, ['timezone']],
    [
      'words of its own',
      {
        cadence: 'hourly',
        least: 'none',
        format: 'pdf',
        language: 'tlh',
        weekday: 'someday',
        alerts: 'x',
        allQuiet: 'x',
      },
      ['cadence', 'weekday', 'least', 'alerts', 'format', 'allQuiet', 'language'],
    ],
    ['quiet hours without times', { quiet: 'on', quietFrom: '', quietTo: '7' }, ['quietFrom', 'quietTo']],
    ['quiet hours that are a whole day', { quiet: 'on', quietFrom: '07:00', quietTo: '07:00' }, ['quietTo']],
    ['times of quiet hours that are not ticked', { quietFrom: 'x' }, []],
    [
      'everything at once',
      { topics: [], hour: 'x', timezone: '', quiet: 'on' },
      ['hour', 'timezone', 'topics', 'quietFrom', 'quietTo'],
    ],
  ])('%s', (_, its, wrong) => {
    const read = wishesIn({ ...typedFor(nino), ...its }, TOPICS);
    expect(read.wrong.map(({ field }) => field)).toEqual(wrong);
    for (const { what } of read.wrong) expect(what).toMatch(/^[A-Z].*\.$/);
  });

  it.each(['', 'nino', 'нино@example.org', `${'n'.repeat(65)}@example.org`, `n@${'x.'.repeat(130)}org`])(
    'asks for an address in a sentence, once, where there is %j',
    (address) => {
      const what = 'Please give your mail address, such as name@example.org, with plain Latin letters before the @.';
      expect(wishesIn({ ...typedFor(nino), address }, TOPICS).wrong).toEqual([{ field: 'address', what }]);
    },
  );

  it('takes of a field that came twice the first, of topics all, and of what it does not know nothing', () => {
    const typed = typedOf(fieldsOf({ hour: [' 9 ', '10'], topics: ['bridge', 'railway'], left: ['1'], id: ['x'] }));
    expect(typed).toEqual({ hour: '9', topics: ['bridge', 'railway'] });
  });

  it('a box that is not ticked is off', () => {
    const { wishes } = wishesIn({ topics: ['bridge'] }, TOPICS);
    expect(wishes).toEqual({ topics: ['bridge'], alerts: false, allQuiet: false, quiet: null });
  });
});

describe('what somebody changed is said in words', () => {
  const rows: [string, Partial<Wishes>, string][] = [
    ['one thing', { hour: 9 }, 'hour: 7 → 9'],
    ['several', { cadence: 'weekly', topics: ['bridge'] }, 'cadence: daily → weekly; topics: bridge, railway → bridge'],
    ['topics in another order are the same', { topics: ['railway', 'bridge'] }, ''],
    [
      'quiet hours',
      { quiet: { from: '22:00', to: '07:00', letsHigh: true } },
      'quiet: none → 22:00–07:00 but for high',
    ],
  ];
  it.each(rows)('%s', (_, wishes, words) => expect(changesIn(nino, wishes)).toBe(words));
});

describe('a pause', () => {
  const now = new Date('2026-10-05T21:30:00Z');
  it.each([
    ['a week', '7', '', '2026-10-12T20:00:00.000Z'],
    ['two weeks', '14', '', '2026-10-19T20:00:00.000Z'],
    ['a month', '30', '', '2026-11-04T20:00:00.000Z'],
    ['until a day', 'until', '2026-12-24', '2026-12-23T20:00:00.000Z'],
    ['until tomorrow', 'until', '2026-10-07', '2026-10-06T20:00:00.000Z'],
  ])('for %s ends when that day begins on their wall', (_, span, until, expected) => {
    expect(pauseOf({ for: span, until }, nino, now)).toEqual({ until: expected });
  });

  it.each([
    ['nothing', '', '', 'for'],
    ['a span that is not offered', 'toString', '', 'for'],
    ['no day', 'until', '', 'until'],
    ['a day that there is not', 'until', '2026-02-30', 'until'],
    ['today, which their wall has already', 'until', '2026-10-06', 'until'],
    ['more than a year', 'until', '2027-10-08', 'until'],
  ])('of %s is refused', (_, span, until, field) => {
    expect(pauseOf({ for: span, until }, nino, now)).toMatchObject({ field });
  });
});

describe('the list of time zones', () => {
  const ids = (chosen: string) => zoneGroups(chosen, 'UTC').flatMap(({ zones }) => zones);

  it('has every zone once, by the name that its people use, and the chosen one marked', () => {
    const all = ids('Asia/Tbilisi');
    expect(all.length).toBeGreaterThan(400);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.filter(({ chosen }) => chosen).map(({ id }) => id)).toEqual(['Asia/Tbilisi']);
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(['Europe/Kyiv', 'Asia/Kolkata', 'UTC']));
  });

  it('every one of them is a zone', () => {
    for (const { id } of ids('')) expect(() => new Intl.DateTimeFormat('en', { timeZone: id }), id).not.toThrow();
  });

  it.each(['Etc/UTC', 'Asia/Calcutta', '+04:00'])('keeps %s, which goes by another name', (zone) => {
    expect(ids(zone).filter(({ chosen }) => chosen)).toMatchObject([{ id: zone }]);
  });

  it('begins with the zones near by, the own one first, and each stands once', () => {
    const [near, ...others] = zoneGroups('', 'Europe/Berlin');
    expect(near!.zones.map(({ id }) => id).slice(0, 3)).toEqual(['Europe/Berlin', 'Asia/Tbilisi', 'Asia/Yerevan']);
    expect(
      zoneGroups('', 'Asia/Baku')[0]!
        .zones.map(({ id }) => id)
        .slice(0, 2),
    ).toEqual(['Asia/Baku', 'Asia/Tbilisi']);
    expect(others.map(({ name }) => name)).toEqual(others.map(({ name }) => name).toSorted());
  });

  it.each(['Asmera', 'Ponape', 'Truk', 'Calcutta', 'Godthab', 'Kiev', 'Rangoon', 'America/Buenos_Aires'])(
    'has none by a name of the past: %s',
    (past) => expect(ids('').filter(({ id }) => id.endsWith(past) && id !== `America/Argentina/${past}`)).toEqual([]),
  );

  it('is by the names of the tz database', ({ skip }) => {
    const table = '/usr/share/zoneinfo/zone.tab';
    if (!existsSync(table)) return skip(`${table} is not here`);
    const named = readFileSync(table, 'utf8').matchAll(/^[A-Z]{2}\t\S+\t(\S+)/gm);
    const names = new Set([...named].map(([, name]) => name));
    expect(ids('').filter(({ id }) => id !== 'UTC' && !names.has(id))).toEqual([]);
  });
});
