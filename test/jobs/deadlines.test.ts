/** Announcements in a ledger, what analysts decide of them, and what is told and reminded of it. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { deadlineChanges, keepAnnouncements } from '../../jobs/assess/announcements.ts';
import { deadlineLines } from '../../jobs/deadlines/words.ts';
import { deadlinesNow, decideDate, writeCalendar } from '../../jobs/deadlines.ts';
import { toldDeadlines } from '../../jobs/edition/deadlines.ts';
import { remind } from '../../jobs/remind.ts';
import { proposalId } from '../../rules/deadline/candidates.ts';
import { decide } from '../../rules/decide.ts';
import { before, DAY } from '../../state/item.ts';
import { learntOf, visitOf } from '../learnt.ts';
import { INSTALLATION, itemOf, RULEBOOK, subscriberWith, topicOf } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

const cites = 'cites: [{ document: report, paragraph: 1, claim: Bridges need watching }]';
const TOPIC = topicOf(`
topic: bridge
title: The bridge over the Arax
summary: Who builds it, and whether it stands.
rules:
  - { id: about, title: About the bridge, when: bridge, severity: low, ${cites} }
  - { id: opened, title: The bridge is open, when: bridge NEAR/3 opened, severity: high, ${cites} }
deadlines:
  - { id: opening, title: The bridge is opened, date: 2026-10-20, announced: bridge NEAR/6 (opens OR open), met: [opened], ${cites} }
  - { id: tender, title: Offers are due, announced: bridge NEAR/6 offers, ${cites} }
`);
const INSTALLED = { ...INSTALLATION, rulebook: { topics: [TOPIC], documents: RULEBOOK.documents } };
const ID = proposalId('bridge', 'opening', '2026-11-15');

async function world(): Promise<TestWorld> {
  const its = await testWorld('2026-10-05T06:00:00.000Z');
  onTestFinished(() => its.close());
  return its;
}

const NOW = '2026-10-05T06:00:00.000Z';

/** Has an item come from a source, of a family of the same name, and assesses what there is. */
async function come(title: string, source: string, its: TestWorld, at = its.now().toISOString()): Promise<void> {
  const item = itemOf(title, { family: source, published: at });
  const fresh = [{ item, matches: decide({ ...item, source }, [TOPIC]) }];
  const learnt = learntOf(source, { firstVisit: '2026-01-01T00:00:00.000Z', lastVisit: at });
  await its.ledger.recordVisits([visitOf(source, fresh, { at, learnt })]);
  await assess(its);
}

/** The same item says something else. */
async function revise(title: string, to: string, source: string, its: TestWorld): Promise<void> {
  const at = its.now().toISOString();
  const item = { ...itemOf(title, { family: source, published: at }), title: to };
  const known = (await its.items()).find((one) => one.title === title)!;
  const revised = [{ id: known.id, item, matches: decide({ ...item, source }, [TOPIC]) }];
  await its.ledger.recordVisits([visitOf(source, [], { at, revised })]);
  await assess(its);
}

async function assess(its: TestWorld): Promise<void> {
  const since = before(its.now().toISOString(), 14 * DAY);
  await keepAnnouncements(TOPIC, await its.ledger.matchedItems('bridge', since), its);
}

const told = async (its: TestWorld, since = '2026-10-01T00:00:00.000Z') =>
  (await toldDeadlines(INSTALLED.rulebook, since, its.now().toISOString(), its)).find(({ id }) => id === 'opening');
const OTHER = 'The bridge opens on 15 November 2026';

describe('announcements', () => {
  it('are kept once, however often what there is is assessed', async () => {
    const its = await world();
    await come(OTHER, 'gazette', its);
    const first = await its.ledger.announcements('bridge');
    expect(first).toMatchObject([
      { deadline: 'opening', family: 'gazette', date: '2026-11-15', words: OTHER, at: NOW, withdrawn: null },
    ]);
    its.at('2026-10-05T07:00:00.000Z');
    await assess(its);
    expect(await its.ledger.announcements('bridge')).toEqual(first);
  });

  it('end where a revision no longer says so, and begin again where it does', async () => {
    const its = await world();
    await come(OTHER, 'gazette', its);
    its.at('2026-10-06T06:00:00.000Z');
    await revise(OTHER, 'The bridge opens on 20 November 2026', 'gazette', its);
    expect(await its.ledger.announcements('bridge')).toMatchObject([
      { date: '2026-11-15', withdrawn: '2026-10-06T06:00:00.000Z' },
      { date: '2026-11-20', at: '2026-10-06T06:00:00.000Z', withdrawn: null },
    ]);
    its.at('2026-10-07T06:00:00.000Z');
    await revise('The bridge opens on 20 November 2026', OTHER, 'gazette', its);
    const rows = await its.ledger.announcements('bridge');
    expect(rows.map(({ date, withdrawn }) => [date, withdrawn?.slice(0, 10)])).toEqual([
      ['2026-11-15', '2026-10-06'],
      ['2026-11-20', '2026-10-07'],
      ['2026-11-15', undefined],
    ]);
  });

  it('end where an item is no longer about the topic', async () => {
    const its = await world();
    await come(OTHER, 'gazette', its);
    its.at('2026-10-06T06:00:00.000Z');
    await revise(OTHER, 'The ferry sails on 15 November 2026', 'gazette', its);
    expect(await its.ledger.announcements('bridge')).toMatchObject([{ withdrawn: '2026-10-06T06:00:00.000Z' }]);
  });

  it('are not looked up again once their date is long gone, but for what is given', async () => {
    const its = await world();
    await come(OTHER, 'gazette', its);
    const asked: string[][] = [];
    const items = (ids: readonly string[]) => {
      asked.push([...ids]);
      return its.ledger.items(ids);
    };
    const ledger = { ...its.ledger, items };
    for (const now of ['2026-12-10T06:00:00.000Z', '2026-12-20T06:00:00.000Z']) {
      its.at(now);
      await keepAnnouncements(TOPIC, [], { ...its, ledger });
    }
    expect(asked.map((ids) => ids.length)).toEqual([1, 0]);
    expect(await its.ledger.announcements('bridge')).toMatchObject([{ withdrawn: null }]);
  });

  it('stay after their time in the window is over', async () => {
    const its = await world();
    await come(OTHER, 'gazette', its);
    its.at('2026-10-30T06:00:00.000Z');
    await assess(its);
    expect(await its.ledger.announcements('bridge')).toMatchObject([{ withdrawn: null }]);
  });
});

describe('a deadline', () => {
  it('is told with what is proposed by one family, and by three editions of it', async () => {
    const its = await world();
    for (const edition of ['Monday', 'Tuesday', 'Wednesday']) await come(`${OTHER}: ${edition}`, 'gazette', its);
    expect(await told(its)).toMatchObject({
      ...{ state: 'ahead', date: '2026-10-20', was: null },
      proposals: [{ id: ID, date: '2026-11-15', families: ['gazette'] }],
      changes: [{ what: 'proposed', items: [{}, {}, {}] }],
    });
    expect(await deadlineChanges(TOPIC, '2026-10-01T00:00:00.000Z', its)).toEqual([]);
  });

  it('slips where a second family says so, which tells their stories again', async () => {
    const its = await world();
    await come(OTHER, 'gazette', its);
    its.at('2026-10-06T06:00:00.000Z');
    await come(OTHER, 'agency', its);
    expect(await told(its)).toMatchObject({ date: '2026-11-15', was: '2026-10-20', proposals: [] });
    const [cause, ...none] = await deadlineChanges(TOPIC, NOW, its);
    expect(none).toEqual([]);
    expect(cause).toMatchObject({
      at: '2026-10-06T06:00:00.000Z',
      change: { what: 'deadline', deadline: 'opening', change: { what: 'slipped', by: '2 independent sources' } },
    });
    expect(cause!.items).toHaveLength(2);
    expect(await deadlineChanges(TOPIC, '2026-10-06T06:00:00.000Z', its)).toEqual([]);
  });

  it('slips where an analyst confirms it, and back where that is changed; every word is kept', async () => {
    const its = await world();
    await come(OTHER, 'gazette', its);
    its.at('2026-10-06T06:00:00.000Z');
    expect(await decideDate(ID.slice(0, 5), true, 'Nino', [TOPIC], its)).toBe(
      'confirmed 2026-11-15 for bridge/opening: The bridge is opened',
    );
    expect(await told(its)).toMatchObject({ date: '2026-11-15', changes: [{}, { what: 'slipped', by: 'Nino' }] });
    its.at('2026-10-07T06:00:00.000Z');
    await decideDate(ID, false, 'Ada', [TOPIC], its);
    expect(await told(its)).toMatchObject({ date: '2026-10-20', proposals: [] });
    expect(await its.ledger.verdicts('bridge')).toMatchObject([
      { author: 'Nino', confirmed: true },
      { author: 'Ada', confirmed: false },
    ]);
  });

  it('is met by an item that a rule fits about its day', async () => {
    const its = await world();
    its.at('2026-10-20T09:00:00.000Z');
    await come('The bridge opened', 'gazette', its);
    expect(await told(its)).toMatchObject({ state: 'met', met: '2026-10-20', changes: [{ what: 'met' }] });
  });

  it('passes without the event, and is told once for it', async () => {
    const its = await world();
    its.at('2026-10-21T06:00:00.000Z');
    expect(await told(its, '2026-10-20T06:00:00.000Z')).toMatchObject({
      state: 'passed',
      changes: [{ what: 'passed' }],
    });
    its.at('2026-10-22T06:00:00.000Z');
    expect(await told(its, '2026-10-21T06:00:00.000Z')).toMatchObject({ state: 'passed', changes: [] });
  });

  it.each([
    [
      'no date is called that',
      'ffff',
      'Nino',
      /ffff +no announced date is called that; there are [0-9a-f]{8} \(bridge\/opening on 2026-11-15\)/,
    ],
    ['several are', '', 'Nino', /no announced date is called that/],
    ['nobody says who decides', ID, ' ', /--author +name yourself/],
  ])('is not decided where %s', async (_, id, author, words) => {
    const its = await world();
    await come(OTHER, 'gazette', its);
    await expect(decideDate(id, true, author, [TOPIC], its)).rejects.toThrow(words);
    expect(await its.ledger.verdicts('bridge')).toEqual([]);
  });
});

describe('the list of deadlines', () => {
  it('tells where each stands, what is proposed, by whom, and how to decide it', async () => {
    const its = await world();
    await come(OTHER, 'gazette', its);
    const all = await deadlinesNow([TOPIC], RULEBOOK, its);
    expect(all.flatMap((one) => deadlineLines(one, NOW))).toEqual([
      'bridge/opening  ahead  In 15 days, 20 October 2026',
      '  The bridge is opened',
      '  proposed: 15 November 2026, by 1 source',
      `  ${ID}  15 November 2026: silkwatch deadlines confirm ${ID}, or reject ${ID}`,
      `    The Gazette: ${OTHER}`,
      '  after The bridges of the Arax ¶1',
      'bridge/tender  open  No date yet',
      '  Offers are due',
      '  after The bridges of the Arax ¶1',
    ]);
  });

  it('is written as a calendar', async () => {
    const its = await world();
    const file = join(mkdtempSync(join(tmpdir(), 'silkwatch-')), 'deadlines.ics');
    const all = await deadlinesNow([TOPIC], RULEBOOK, its);
    expect(writeCalendar(file, all, its)).toBe(`wrote ${file}: deadlines with a date: 1`);
    expect(readFileSync(file, 'utf8').match(/^UID:.*/gm)).toEqual(['UID:bridge.opening@deadlines.silkwatch']);
    expect(() => writeCalendar('/nowhere/at/all.ics', all, its)).toThrow(/--ics +cannot write/);
  });
});

describe('the remind job', () => {
  const subscribed = async () => {
    const its = await world();
    await its.ledger.subscribe(subscriberWith());
    return its;
  };

  it('writes what is owed once, and says how late it is', async () => {
    const its = await subscribed();
    its.at('2026-10-13T07:00:00.000Z');
    expect(await remind(INSTALLED, its)).toEqual({ reminders: 1, settled: 1 });
    expect(await remind(INSTALLED, its)).toEqual({ reminders: 0, settled: 0 });
    const [first] = await its.waiting();
    expect(first).toMatchObject({ kind: 'reminder', subject: 'bridge/opening@2026-10-20', revision: 7 });
    expect(first!.mail.subject).toBe('The bridge is opened · In 7 days, 20 October 2026');
    expect(first!.mail.text).not.toContain('late');
    await its.ledger.settle(first!.id, 'accepted', '250 ok', its.now().toISOString());
    its.at('2026-10-22T07:00:00.000Z');
    expect(await remind(INSTALLED, its)).toEqual({ reminders: 1, settled: 1 });
    const [last, ...others] = await its.waiting();
    expect([last!.revision, others]).toEqual([0, []]);
    expect(last!.mail.text).toContain('This comes 2 days late: we were not running.');
  });

  it('writes to each in the words of their own wishes, and why it comes late to them', async () => {
    const its = await subscribed();
    const other = { address: 'ada@example.org', paused: '2026-10-14T00:00:00.000Z' };
    await its.ledger.subscribe(subscriberWith({ id: 'ada', ...other }));
    await its.ledger.subscribe(subscriberWith({ id: 'eva', address: 'eva@example.org', language: 'de' }));
    its.at('2026-10-15T07:00:00.000Z');
    await remind(INSTALLED, its);
    const mails = new Map((await its.waiting()).map(({ subscriber, mail }) => [subscriber, mail]));
    expect(mails.get('nino')!.text).toContain('This comes 2 days late: we were not running.');
    expect(mails.get('ada')!.text).toContain('This comes 2 days late: you had paused.');
    expect(mails.get('nino')!.subject).toContain('20 October 2026');
    expect(mails.get('eva')!.subject).toContain('20. Oktober 2026');
  });

  it('takes back what was not sent until a later one came: how far the date is, it tells wrongly by then', async () => {
    const its = await subscribed();
    its.at('2026-10-13T07:00:00.000Z');
    await remind(INSTALLED, its);
    its.at('2026-10-22T07:00:00.000Z');
    expect(await remind(INSTALLED, its)).toEqual({ reminders: 1, settled: 2 });
    expect((await its.waiting()).map(({ revision }) => revision)).toEqual([0]);
  });

  it('does not send what is left of a date that has moved, and begins anew for the new one', async () => {
    const its = await subscribed();
    its.at('2026-10-13T07:00:00.000Z');
    await remind(INSTALLED, its);
    await come(OTHER, 'gazette', its);
    await decideDate(ID, true, 'Nino', [TOPIC], its);
    expect(await remind(INSTALLED, its)).toEqual({ reminders: 0, settled: 1 });
    expect(await its.waiting()).toEqual([]);
    its.at('2026-10-16T07:00:00.000Z');
    await remind(INSTALLED, its);
    const [waiting] = await its.waiting();
    expect(waiting).toMatchObject({ subject: 'bridge/opening@2026-11-15', revision: 30 });
    expect(waiting!.mail.text).toContain('Moved from 20 October 2026.');
    expect(waiting!.mail.text).toContain(OTHER);
  });

  it('of a date that slipped and slips back, what was due meanwhile comes late, and none comes twice', async () => {
    const its = await subscribed();
    its.at('2026-10-12T06:00:00.000Z');
    await come(OTHER, 'gazette', its);
    await decideDate(ID, true, 'Nino', [TOPIC], its);
    its.at('2026-10-13T07:00:00.000Z');
    expect(await remind(INSTALLED, its)).toEqual({ reminders: 0, settled: 0 });
    its.at('2026-10-14T07:00:00.000Z');
    await decideDate(ID, false, 'Nino', [TOPIC], its);
    await remind(INSTALLED, its);
    await decideDate(ID, true, 'Ada', [TOPIC], its);
    its.at('2026-10-14T08:00:00.000Z');
    await decideDate(ID, false, 'Ada', [TOPIC], its);
    await remind(INSTALLED, its);
    const reminders = await its.ledger.reminders('bridge');
    expect(
      reminders.filter(({ state }) => state === 'queued').map(({ subject, revision }) => [subject, revision]),
    ).toEqual([['bridge/opening@2026-10-20', 7]]);
  });

  it('looks no further back than to the first reminder, however long ago the date was set', async () => {
    const its = await subscribed();
    await come('The bridge opens on 15 December 2026', 'gazette', its);
    await come('The bridge opens on 15 December 2026', 'agency', its);
    its.at('2026-11-10T07:00:00.000Z');
    expect(await remind(INSTALLED, its)).toEqual({ reminders: 0, settled: 0 });
    its.at('2026-11-15T07:00:00.000Z');
    await remind(INSTALLED, its);
    expect(await its.waiting()).toMatchObject([{ subject: 'bridge/opening@2026-12-15', revision: 30 }]);
  });

  it('settles what a silence keeps back, and the silence lists it', async () => {
    const its = await subscribed();
    const silence = { id: 's1', of: 'bridge/opening', author: 'Ada', reason: 'known', since: NOW };
    await its.ledger.addSilence({ ...silence, until: '2026-11-01T00:00:00.000Z', ended: null, warned: null });
    its.at('2026-10-13T07:00:00.000Z');
    expect(await remind(INSTALLED, its)).toEqual({ reminders: 0, settled: 2 });
    expect(await its.waiting()).toEqual([]);
    expect(await its.ledger.heldBy('s1')).toMatchObject([{ subject: 'bridge/opening@2026-10-20' }]);
  });
});
