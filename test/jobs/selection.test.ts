/** What of an edition a subscriber is told: only theirs, only what is new to them, and each kind of news is news. */
import { beforeEach, describe, expect, it } from 'vitest';
import { digest } from '../../jobs/digest.ts';
import { draftEdition } from '../../jobs/edition.ts';
import { selectionOf } from '../../jobs/selection.ts';
import type { ToldDeadline } from '../../state/deadline.ts';
import type { Edition, ToldCorrection, ToldItem, ToldStory } from '../../state/edition.ts';
import type { Signal } from '../../state/signal.ts';
import type { Told } from '../../state/tellings.ts';
import type { ToldBoard } from '../../state/tracker.ts';
import { hasNews } from '../../templates/selection.ts';
import { INSTALLATION, subscriberWith } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

const [BEFORE, SINCE, AFTER, DUE] = ['04T06', '04T07', '05T05', '05T07'].map((t) => `2026-10-${t}:00:00.000Z`) as [
  string,
  string,
  string,
  string,
];
const TOLD_IN = '2026-10-03T07:00:01.000Z';

const said: ToldItem = {
  id: 'one',
  title: 'The bridge is sold for 3 million',
  url: null,
  excerpt: '',
  publisher: 'The Gazette',
  family: 'gazette',
  published: null,
  firstSeen: BEFORE,
  language: 'en',
};
const storyAt = (id: string, lastSeen: string): ToldStory => {
  return { id, topic: 'bridge', severity: 'high', firstSeen: BEFORE, lastSeen, lead: said, others: [], reasons: [] };
};
const boardAt = (at: string): ToldBoard => ({
  topic: 'bridge',
  tracker: 'piers',
  title: 'The piers',
  stages: ['planned', 'built'],
  places: [
    {
      subject: 'north',
      title: 'The north pier',
      stage: 'built',
      standing: 'reported',
      since: null,
      evidence: [said],
      denials: [],
      cites: [],
      changes: [{ at, what: 'moved', from: 'planned', to: 'built', standing: 'reported' }],
    },
  ],
});
const deadlineAt = (at: string): ToldDeadline => ({
  topic: 'bridge',
  id: 'open',
  title: 'The bridge opens',
  date: '2026-12-01',
  precision: 'day',
  cites: [],
  state: 'ahead',
  changes: [{ at, what: 'slipped', date: '2026-12-01', precision: 'day', was: '2026-11-01', by: null, items: [said] }],
});
const correctionAt = (at: string): ToldCorrection => ({
  topic: 'bridge',
  story: 'sale',
  told: said,
  now: { ...said, title: 'The bridge is sold for 5 million' },
  at,
  because: 'edited',
  toldIn: [TOLD_IN],
  toldElse: [],
});
const signalAt = (at: string, severity: Signal['severity'] = 'medium'): Signal => ({
  topic: 'bridge',
  trend: 'talk',
  period: at,
  type: 'spike',
  title: 'More talk of the bridge than usual',
  severity,
  at,
  since: at,
  until: at,
  count: 9,
  usual: 2,
  blind: false,
  term: null,
  words: 'Nine reports in a day, where two are usual.',
  items: [said],
  cites: [],
});

const told: Told[] = [{ kind: 'edition', story: 'sale', now: 'sale', at: TOLD_IN, written: TOLD_IN }];
let world: TestWorld;
let bare: Edition;

beforeEach(async () => {
  world = await testWorld(DUE);
  bare = await draftEdition({ cadence: 'daily', due: DUE, since: SINCE, from: SINCE }, INSTALLATION, world);
});

const KINDS: [string, (at: string) => Partial<Edition>, string, string][] = [
  ['a move on a board', (at) => ({ boards: [boardAt(at)] }), 'The north pier: built', '1 move on the boards'],
  [
    'a deadline that slips',
    (at) => ({ deadlines: [deadlineAt(at)] }),
    'Deadline: The bridge opens',
    '1 deadline changed',
  ],
  [
    'a correction',
    (at) => ({ corrections: [correctionAt(at)] }),
    'Correction: The bridge is sold for 3 million',
    '1 correction',
  ],
  ['a signal', (at) => ({ signals: [signalAt(at)] }), 'More talk of the bridge than usual', '1 signal'],
];

describe.each(KINDS)('%s', (_, its, subject, words) => {
  const select = (at: string, theirs = {}) =>
    selectionOf({ ...bare, ...its(at) }, subscriberWith({ least: 'medium', ...theirs }), SINCE, told);

  it('is news after the last edition, and not before it', () => {
    expect(hasNews(select(AFTER))).toBe(true);
    expect(hasNews(select(SINCE))).toBe(false);
  });
  it('is no news of topics that a subscriber does not follow', () => {
    expect(hasNews(select(AFTER, { topics: ['railway'] }))).toBe(false);
  });
  it('alone makes an edition worth sending, and is told in it', async () => {
    await world.ledger.freeze({ ...bare, ...its(AFTER) });
    await world.ledger.subscribe(subscriberWith());
    world.ledger.tellingsOf = async () => new Map([['nino', told.map((one) => ({ ...one, subscriber: 'nino' }))]]);
    expect(await digest('daily', INSTALLATION, world)).toMatchObject({ messages: 1, quiet: 0 });
    const [{ mail } = { mail: { subject: '', text: '', html: '' } }] = await world.waiting();
    expect(mail.subject).toBe(`${subject} · 5 Oct`);
    expect(mail.text).toContain(`${words}. No new story in your topics.`);
    for (const part of [mail.text, mail.html]) expect(part).toMatch(/north pier|The bridge opens|5 million|More talk/);
  });
});

it('a deadline that only stands is shown, and is no news', () => {
  const selection = selectionOf({ ...bare, deadlines: [deadlineAt(BEFORE)] }, subscriberWith(), SINCE, []);
  expect(hasNews(selection)).toBe(false);
  expect(selection.deadlines).toMatchObject([{ id: 'open', changes: [] }]);
});

describe('a correction of what was told at once', () => {
  const both: Told[] = [...told, { kind: 'alert', story: 'sale', now: 'sale', at: TOLD_IN, written: TOLD_IN }];
  const corrected = (its: Parameters<typeof subscriberWith>[0]) =>
    selectionOf({ ...bare, corrections: [correctionAt(AFTER)] }, subscriberWith(its), SINCE, both).corrections.length;
  it('is told by a mail of its own, and not by the edition', () => expect(corrected({})).toBe(0));
  it('is told by the edition where it came during a pause', () => expect(corrected({ paused: DUE })).toBe(1));
  it('is told by mail where the pause was over', () => expect(corrected({ paused: BEFORE })).toBe(0));
});

it('a correction is told to those who were told what it corrects', () => {
  const selection = selectionOf({ ...bare, corrections: [correctionAt(AFTER)] }, subscriberWith(), SINCE, []);
  expect(selection.corrections).toEqual([]);
});

describe('a correction of what was told at once, and in an edition too,', () => {
  const all: Told[] = [{ kind: 'alert', story: 'was', now: 'sale', at: BEFORE, written: BEFORE }, ...told];
  const own: Told[] = [{ kind: 'alert', story: 'sale', now: 'sale', at: BEFORE, written: BEFORE }, ...told];
  const of = (those: Told[], its: object, silenced: string[]) => {
    const wish = subscriberWith(its);
    const whole = { ...bare, corrections: [correctionAt(AFTER)] };
    return selectionOf(whole, wish, SINCE, those, null, new Set(silenced)).corrections.length;
  };
  it('comes by mail', () => expect(of(own, {}, ['other'])).toBe(0));
  it('is told to who wants no alerts any more', () => expect(of(own, { alerts: false }, [])).toBe(1));
  it('is told where a silence keeps the mail back', () => {
    expect(of(own, {}, ['sale'])).toBe(1);
    expect(of(all, {}, ['sale'])).toBe(1);
  });
});

it('a signal below the severity of a subscriber is not told', () => {
  const wish = subscriberWith({ least: 'high' });
  const signals = [signalAt(AFTER), signalAt(AFTER, 'high')];
  expect(selectionOf({ ...bare, signals }, wish, SINCE, []).signals).toMatchObject([{ severity: 'high' }]);
});

describe('that a story was told at once', () => {
  const alert = (story: string, now: string): Told => ({ kind: 'alert', story, now, at: AFTER, written: AFTER });
  it('is known by the name that it has now', () => {
    const stories = [storyAt('is', AFTER)];
    const { atOnce } = selectionOf({ ...bare, stories }, subscriberWith(), SINCE, [alert('was', 'is'), ...told]);
    expect([...atOnce]).toEqual([['is', AFTER]]);
  });
});
