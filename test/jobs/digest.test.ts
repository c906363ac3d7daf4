import { beforeEach, describe, expect, it } from 'vitest';
import { assess } from '../../jobs/assess.ts';
import { deliver } from '../../jobs/deliver.ts';
import { reachOf } from '../../jobs/digest/owed.ts';
import { digest } from '../../jobs/digest.ts';
import { isSettled } from '../../state/due.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { INSTALLATION, itemOf, subscriberWith, TOPICS } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;

const subscribe = (its: Partial<Subscriber> = {}) => world.ledger.subscribe(subscriberWith({ alerts: false, ...its }));
const messages = async (of = 'nino') => (await world.waiting()).filter(({ subscriber }) => subscriber === of);
/** Of what was sent, and of what waits to be. */
const subjects = async (of = 'nino') => {
  const letters = world.sent.filter(({ to }) => to === `${of}@example.org`);
  return [...letters, ...(await messages(of))].map(({ mail }) => mail.subject.split(' · ')[0]);
};
const DUE = '2026-10-05T07:00:00.000Z';

/** What is reported at an instant, and what is then known of it. */
async function report(at: string, ...titles: string[]) {
  await world.come(
    titles.map((title) => itemOf(title)),
    at,
  );
  await assess(INSTALLATION, TOPICS, world);
}
const run = (at: string, cadence: 'daily' | 'weekly' = 'daily') => {
  world.at(at);
  return digest(cadence, INSTALLATION, world);
};
/** What is due is written and sent. */
const runAndSend = async (at: string) => {
  await run(at);
  await deliver(world);
};

beforeEach(async () => {
  world = await testWorld();
});

describe('an edition', () => {
  it('is frozen at its due instant, once, and shared by all who are due then', async () => {
    await subscribe();
    await subscribe({ id: 'ada', timezone: 'Asia/Tbilisi', hour: 11 });
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    expect(await run('2026-10-05T07:05:00.000Z')).toEqual({ editions: 1, messages: 2, quiet: 0 });
    const [nino, ada] = [(await messages())[0]!, (await messages('ada'))[0]!];
    expect(nino.subject).toBe(ada.subject);
    expect(await world.ledger.edition('daily', DUE)).toMatchObject({
      id: nino.subject,
      frozen: '2026-10-05T07:05:00.000Z',
    });
  });
  it.each<[Partial<Subscriber>, RegExp]>([
    [{ topics: ['bridge'] }, /because you follow The bridge over the Arax:/],
    [{ language: 'ka' }, /ოქტომბერი/],
    [{ timezone: 'Asia/Tbilisi', hour: 11 }, /those of Asia\/Tbilisi\./],
    [{ least: 'medium' }, /stories of medium severity and above/],
    [{ cadence: 'weekly', weekday: 3 }, /a digest every Wednesday/],
    [{ alerts: true }, /told at once on/],
  ])('is to each as they wish it, whoever else is written to: %o', async (wish, words) => {
    await subscribe();
    await subscribe({ id: 'ada', ...wish });
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    await deliver(world);
    await run(DUE);
    await run('2026-10-07T07:00:00.000Z', 'weekly');
    const text = async (of: string) => (await messages(of)).map(({ mail }) => mail.text.replace(/\s+/g, ' ')).join();
    expect(await text('ada')).toMatch(words);
    expect(await text('nino')).not.toMatch(words);
  });
  it('is told in UTC to who has a time zone that is not known here, with a warning, and to all others as ever', async () => {
    await subscribe();
    await subscribe({ id: 'ada', timezone: 'IST' });
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    expect(await run(DUE)).toEqual({ editions: 1, messages: 2, quiet: 0 });
    expect((await messages('ada'))[0]!.mail.text).toContain('those of UTC.');
    expect(world.lines).toContainEqual(expect.stringContaining('not known here: IST; they are told in UTC; mend:'));
  });
  it('of another instant is another one', async () => {
    await subscribe();
    await subscribe({ id: 'ada', hour: 6 });
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    expect(await run(DUE)).toEqual({ editions: 2, messages: 2, quiet: 0 });
    expect((await messages())[0]!.subject).not.toBe((await messages('ada'))[0]!.subject);
  });
  it('stays as it was frozen, whatever comes before a subscriber is told of it', async () => {
    await subscribe();
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    await run(DUE);
    await report('2026-10-05T05:30:00.000Z', 'The railway opens');
    await subscribe({ id: 'ada' });
    expect(await run('2026-10-05T08:00:00.000Z')).toEqual({ editions: 1, messages: 1, quiet: 0 });
    expect(await subjects('ada')).toEqual(['The bridge collapsed']);
  });
  it('tells nothing that came after its due instant, though it is written later', async () => {
    await subscribe();
    await report(DUE, 'The bridge collapsed');
    await report('2026-10-05T07:00:00.001Z', 'The railway opens');
    await runAndSend('2026-10-05T09:00:00.000Z');
    expect(await subjects()).toEqual(['The bridge collapsed']);
    await run('2026-10-06T07:00:00.000Z');
    expect(await subjects()).toContainEqual('The railway opens');
  });
  it('tells a story as it stood at the due instant, not as grave as it became', async () => {
    await subscribe();
    await world.come([itemOf('Minister visits the bridge')], '2026-10-05T05:00:00.000Z');
    await world.come([itemOf('The bridge has collapsed')], '2026-10-05T08:00:00.000Z');
    const [first, second] = await world.items();
    const items = [first!.id, second!.id];
    const span = { firstSeen: first!.first_seen, lastSeen: second!.first_seen };
    await world.ledger.saveStories('bridge', [
      { id: 'grows', topic: 'bridge', severity: 'high', lead: second!.id, items, ...span },
    ]);
    await run('2026-10-05T09:00:00.000Z');
    const { stories } = (await world.ledger.edition('daily', DUE))!;
    expect(stories).toMatchObject([{ severity: 'low', others: [], reasons: [{ rule: 'bridge/talk' }] }]);
    await run('2026-10-06T07:00:00.000Z');
    const next = await world.ledger.edition('daily', '2026-10-06T07:00:00.000Z');
    expect(next!.stories).toMatchObject([{ severity: 'high', others: [{}] }]);
  });
});

describe('a subscriber', () => {
  it('is written to once a period, however often the job runs', async () => {
    await subscribe();
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    await run(DUE);
    expect(await run('2026-10-05T23:00:00.000Z')).toEqual({ editions: 0, messages: 0, quiet: 0 });
    expect(await messages()).toHaveLength(1);
  });
  it.each([
    ['a later hour', { hour: 9 }],
    ['an earlier hour', { hour: 3 }],
    ['a zone further west', { timezone: 'America/New_York' }],
    ['a zone further east', { timezone: 'Asia/Tokyo', hour: 18 }],
    ['another form', { format: 'text' }],
    ['more topics', { topics: ['bridge'] }],
  ] as const)('is written to once a period, though it is changed to %s in between', async (_, change) => {
    await subscribe();
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    await run(DUE);
    await subscribe(change as Partial<Subscriber>);
    await report('2026-10-05T08:00:00.000Z', 'The railway opens');
    for (const hour of ['08', '10', '12', '14'])
      expect(await run(`2026-10-05T${hour}:00:00.000Z`)).toEqual({ editions: 0, messages: 0, quiet: 0 });
    expect(await messages()).toHaveLength(1);
  });
  it('is told what is new since the last edition, and no more', async () => {
    await subscribe();
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    await runAndSend(DUE);
    await report('2026-10-05T19:00:00.000Z', 'The railway opens');
    await run('2026-10-06T07:00:00.000Z');
    expect(await subjects()).toEqual(['The bridge collapsed', 'The railway opens']);
  });
  it('is told after days of downtime what all of them brought, in one edition', async () => {
    await subscribe();
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    await runAndSend(DUE);
    await report('2026-10-05T19:00:00.000Z', 'The railway opens');
    await report('2026-10-07T19:00:00.000Z', 'A tender for the bridge');
    expect(await run('2026-10-08T12:00:00.000Z')).toEqual({ editions: 1, messages: 1, quiet: 0 });
    expect((await subjects())[1]).toBe('The railway opens and 1 more story');
  });
  it('is told all that is new to them by an edition that they share with who is newer', async () => {
    await subscribe();
    await run(DUE);
    await report('2026-10-06T05:00:00.000Z', 'The bridge collapsed');
    await subscribe({ id: 'ada', since: '2026-10-07T12:00:00.000Z' });
    await run('2026-10-08T07:00:00.000Z');
    expect([await subjects(), await subjects('ada')]).toEqual([['The bridge collapsed'], []]);
  });
  it('is told after a long absence the last month, not the last year', async () => {
    await subscribe();
    await run(DUE);
    await report('2026-10-20T05:00:00.000Z', 'The bridge collapsed');
    world.at('2026-12-01T06:00:00.000Z');
    await report('2026-12-01T05:00:00.000Z', 'The railway opens');
    await run('2026-12-01T07:00:00.000Z');
    expect(await subjects()).toEqual(['The railway opens']);
  });
  it('who is new is told the last day, and nothing that was due before the subscription', async () => {
    await report('2026-10-04T06:00:00.000Z', 'The railway opens');
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    await subscribe({ since: '2026-10-05T07:00:00.001Z' });
    expect((await run('2026-10-05T08:00:00.000Z')).editions).toBe(0);
    await subscribe({ id: 'ada', since: '2026-10-05T06:59:00.000Z' });
    await run('2026-10-05T08:00:00.000Z');
    expect(await subjects('ada')).toEqual(['The bridge collapsed']);
  });
  it('who goes from days to weeks is told once more, of what came since the last day', async () => {
    await subscribe();
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    await runAndSend(DUE);
    await subscribe({ cadence: 'weekly' });
    expect(await run('2026-10-05T08:00:00.000Z', 'weekly')).toMatchObject({ editions: 0 });
    await report('2026-10-07T05:00:00.000Z', 'The railway opens');
    expect(await run('2026-10-12T07:00:00.000Z', 'weekly')).toMatchObject({ editions: 1, messages: 1 });
    expect((await subjects())[1]).toBe('The railway opens');
  });
});

it('who left and is back is told the last day, and nothing of the time in between', async () => {
  await subscribe();
  await run(DUE);
  await report('2026-10-08T05:00:00.000Z', 'The bridge collapsed');
  await report('2026-10-12T05:00:00.000Z', 'The railway opens');
  await subscribe({ since: '2026-10-12T06:00:00.000Z' });
  await run('2026-10-12T07:00:00.000Z');
  expect(await subjects()).toEqual(['The railway opens']);
});

it('an edition that another process writes at the same time is not given up', async () => {
  await subscribe();
  await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
  const { supersedeEditions } = world.ledger;
  world.ledger.supersedeEditions = async (...its) => {
    Object.assign(world.ledger, { supersedeEditions });
    await run(DUE);
    return supersedeEditions(...its);
  };
  await run(DUE);
  await deliver(world);
  expect(await subjects()).toEqual(['The bridge collapsed']);
});

describe('the last edition that counts', () => {
  const NEXT = '2026-10-06T07:00:00.000Z';
  /** The first edition ends somehow, and a story is in it; another one comes before the second. */
  const twoDays = async (...outcomes: TestWorld['outcomes']) => {
    await subscribe();
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    world.outcomes.push(...outcomes);
    await runAndSend(DUE);
    await report('2026-10-05T19:00:00.000Z', 'The railway opens');
    await run(NEXT);
    return (await messages()).map(({ mail, state }) => [state, mail.subject.split(' · ')[0]]);
  };
  it('is one that was accepted', async () => {
    expect(await twoDays()).toEqual([['queued', 'The railway opens']]);
  });
  it('is one that may have been accepted: it is not told again', async () => {
    expect(await twoDays('lost')).toEqual([
      ['unknown', 'The bridge collapsed'],
      ['queued', 'The railway opens'],
    ]);
  });
  it('is not one that was refused: the next reaches back over it', async () => {
    expect(await twoDays('refused')).toEqual([['queued', 'The railway opens and 1 more story']]);
  });
  it('is not one that still waits: it is given up, and the next reaches back over it', async () => {
    expect(await twoDays('later')).toEqual([['queued', 'The railway opens and 1 more story']]);
    expect(await world.ledger.countDeliveries()).toContainEqual({ state: 'skipped', n: 1 });
    await deliver(world);
    expect(world.sent.map(({ mail }) => mail.subject.split(' · ')[0])).toEqual([
      'The bridge collapsed',
      'The railway opens and 1 more story',
    ]);
  });
  it('is one that is under way', async () => {
    await subscribe();
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    await run(DUE);
    await world.ledger.settle((await messages())[0]!.id, 'handed', null, DUE);
    await report('2026-10-05T19:00:00.000Z', 'The railway opens');
    await run(NEXT);
    expect(await subjects()).toEqual(['The railway opens']);
  });
  it('is one that had nothing new', async () => {
    await subscribe();
    await run(DUE);
    await report('2026-10-05T19:00:00.000Z', 'The railway opens');
    await run('2026-10-07T07:00:00.000Z');
    expect((await world.ledger.editionsOf(['nino'])).get('nino')?.sent).toBe(DUE);
    expect((await messages())[0]!.mail.text).toContain('reaches back to your last one, of 5 October, 07:00');
  });
  it('stays the same where the job dies between giving up the one and writing the other', async () => {
    await subscribe();
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    await run(DUE);
    await report('2026-10-05T19:00:00.000Z', 'The railway opens');
    const { enqueueAll } = world.ledger;
    world.ledger.enqueueAll = () => Promise.reject(new Error('killed'));
    await expect(run(NEXT)).rejects.toThrow('killed');
    world.ledger.enqueueAll = enqueueAll;
    await run(NEXT);
    expect(await subjects()).toEqual(['The railway opens and 1 more story']);
  });
  it('is not touched by a dry run', async () => {
    await subscribe();
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    await run(DUE);
    world.at(NEXT);
    const shown: string[] = [];
    await digest('daily', INSTALLATION, world, (_, { mail }) => shown.push(mail.subject.split(' · ')[0]!));
    expect(shown).toEqual(['The bridge collapsed']);
    expect(await messages()).toHaveLength(1);
    expect(world.pages).toHaveLength(1);
  });
});

describe('a pause', () => {
  const PAUSED = { paused: '2026-10-07T12:00:00.000Z' };
  it('is kept: nothing is written while it lasts, nor at its end what was due in it', async () => {
    await subscribe();
    await runAndSend(DUE);
    await report('2026-10-06T05:00:00.000Z', 'The bridge collapsed');
    await subscribe(PAUSED);
    for (const at of ['2026-10-06T07:00:00.000Z', '2026-10-07T07:00:00.000Z', '2026-10-07T12:30:00.000Z'])
      expect(await run(at)).toEqual({ editions: 0, messages: 0, quiet: 0 });
  });
  it('loses nothing: the next edition after it tells what came meanwhile', async () => {
    await subscribe();
    await runAndSend(DUE);
    await report('2026-10-06T05:00:00.000Z', 'The bridge collapsed');
    await subscribe(PAUSED);
    await report('2026-10-07T19:00:00.000Z', 'The railway opens');
    await runAndSend('2026-10-08T07:00:00.000Z');
    expect(await subjects()).toEqual(['The railway opens and 1 more story']);
    expect(world.sent.at(-1)!.mail.text.replace(/\s+/g, ' ')).toContain(
      'reaches back to your last one, of 5 October, 07:00',
    );
  });
  it.each([
    ['before its end is not written', '2026-10-07T11:59:59.999Z', true],
    ['at its end is', '2026-10-07T12:00:00.000Z', false],
  ])('an edition that is due %s', (_, at, settled) => {
    expect(isSettled({ at, period: 'daily x' }, subscriberWith(PAUSED), undefined)).toBe(settled);
  });
  it('that began before the first edition loses nothing either', async () => {
    await subscribe({ since: '2026-10-05T12:00:00.000Z', paused: '2026-10-09T00:00:00.000Z' });
    await report('2026-10-05T06:00:00.000Z', 'Minister visits the bridge');
    await report('2026-10-05T13:00:00.000Z', 'The bridge collapsed');
    await report('2026-10-08T19:00:00.000Z', 'The railway opens');
    await run('2026-10-09T07:00:00.000Z');
    expect(await subjects()).toEqual(['The railway opens and 1 more story']);
  });
  it('of a month and more is told like any long absence', async () => {
    await subscribe();
    await runAndSend(DUE);
    await subscribe({ paused: '2026-12-01T00:00:00.000Z' });
    await report('2026-10-20T05:00:00.000Z', 'The bridge collapsed');
    await report('2026-11-30T05:00:00.000Z', 'The railway opens');
    await run('2026-12-01T07:00:00.000Z');
    expect(await subjects()).toEqual(['The railway opens']);
  });
});

describe('how far back an edition tells', () => {
  const due = '2026-10-05T07:00:00.000Z';
  it.each([
    ['a period, to who is new', undefined, undefined, '2026-10-04T07:00:00.000Z', null],
    [
      'to the last that was sent',
      '2026-10-01T07:00:00.000Z',
      '2026-01-01T07:00:00.000Z',
      '2026-10-01T07:00:00.000Z',
      null,
    ],
    [
      'to where the first began that was never sent',
      undefined,
      '2026-10-02T07:00:00.000Z',
      '2026-10-01T07:00:00.000Z',
      null,
    ],
    ['31 days', '2026-09-04T07:00:00.000Z', '2026-01-01T07:00:00.000Z', '2026-09-04T07:00:00.000Z', null],
    [
      'and no more, which it says',
      '2026-09-04T06:59:59.999Z',
      '2026-01-01T07:00:00.000Z',
      '2026-09-04T07:00:00.000Z',
      '2026-09-04T06:59:59.999Z',
    ],
    [
      'and no more where nothing was ever sent',
      undefined,
      '2026-01-01T07:00:00.000Z',
      '2026-09-04T07:00:00.000Z',
      null,
    ],
  ])('is %s', (_, sent, first, since, absent) => {
    expect(reachOf({ sent, first, due, cadence: 'daily', joined: '2026-01-01T00:00:00.000Z' })).toEqual({
      since,
      absent,
    });
  });
  it('is said in the mail after a long absence', async () => {
    await subscribe();
    await run(DUE);
    await report('2026-12-01T05:00:00.000Z', 'The railway opens');
    await run('2026-12-01T07:00:00.000Z');
    const text = (await messages())[0]!.mail.text.replace(/\s+/g, ' ');
    expect(text).toContain(
      'Your last edition was that of 5 October, 07:00, which is long ago; this one tells what came since 31 October, 07:00.',
    );
  });
  it('is waited for where an edition was frozen that does not reach back to it: nothing is lost', async () => {
    await subscribe({ id: 'ada' });
    await subscribe({ cadence: 'weekly', weekday: 4 });
    await run('2026-10-01T07:00:00.000Z', 'weekly');
    await report('2026-10-02T05:00:00.000Z', 'The bridge collapsed');
    await run(DUE);
    await subscribe({ cadence: 'daily' });
    expect(await run('2026-10-05T07:10:00.000Z')).toEqual({ editions: 0, messages: 0, quiet: 0 });
    await run('2026-10-06T07:00:00.000Z');
    expect(await subjects()).toEqual(['The bridge collapsed']);
  });
});

describe('what was gathered only after its edition was frozen', () => {
  it('is told in the next one, and once', async () => {
    await subscribe();
    await world.come([itemOf('The bridge collapsed')], '2026-10-05T06:59:00.000Z');
    await runAndSend(DUE);
    await assess(INSTALLATION, TOPICS, world);
    await report('2026-10-05T19:00:00.000Z', 'The railway opens');
    await runAndSend('2026-10-06T07:00:00.000Z');
    expect(await subjects()).toEqual(['The railway opens and 1 more story']);
    await report('2026-10-06T19:00:00.000Z', 'A tender for the bridge');
    await runAndSend('2026-10-07T07:00:00.000Z');
    expect((await subjects()).at(-1)).toBe('A tender for the bridge');
  });
  it('is counted as such in the one that it missed', async () => {
    await subscribe({ allQuiet: true });
    await world.come([itemOf('The bridge collapsed')], '2026-10-05T06:59:00.000Z');
    await run(DUE);
    expect((await messages())[0]!.mail.text.replace(/\s+/g, ' ')).toContain('1 came too late for this edition.');
  });
});

describe('all quiet', () => {
  it('is sent to who wants it, with what was watched', async () => {
    await subscribe({ allQuiet: true });
    await subscribe({ id: 'ada' });
    expect(await run(DUE)).toEqual({ editions: 1, messages: 1, quiet: 1 });
    const [{ mail } = { mail: { subject: '', text: '' } }] = await messages();
    expect(mail.subject).toBe('Nothing new in your topics · 5 Oct');
    expect(mail.text).toContain('1 source watched');
  });
});

describe('the page of an edition', () => {
  it('is published once it is frozen, before its messages, under its name', async () => {
    await subscribe();
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    const { enqueueAll } = world.ledger;
    world.ledger.enqueueAll = (messages) => {
      expect(world.pages).toHaveLength(1);
      return enqueueAll(messages);
    };
    await run(DUE);
    expect(world.pages).toMatchObject([{ name: '2026-10-05T0700-daily-edition.html' }]);
    expect(world.pages[0]!.html).toContain('The bridge collapsed');
  });
  it('is the same however often it is published', async () => {
    await subscribe();
    await run(DUE);
    await subscribe({ id: 'ada' });
    await run('2026-10-05T08:00:00.000Z');
    expect(world.pages).toHaveLength(2);
    expect(world.pages[1]).toEqual(world.pages[0]);
  });
});
