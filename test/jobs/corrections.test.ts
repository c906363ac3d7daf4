import { beforeEach, describe, expect, it } from 'vitest';
import { assess } from '../../jobs/assess.ts';
import { deliver } from '../../jobs/deliver.ts';
import { digest } from '../../jobs/digest.ts';
import { watch } from '../../jobs/watch.ts';
import { decide } from '../../rules/decide.ts';
import type { FoundItem } from '../../state/item.ts';
import { itemId } from '../../state/items.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { visitOf } from '../learnt.ts';
import { INSTALLATION, itemOf, sourceOf, subscriberWith, TOPICS } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
const DAY = '2026-10-05';
const at = (time: string, day = DAY) => `${day}T${time}:00.000Z`;
const run = () => assess(INSTALLATION, TOPICS, world);
const subscribe = (its: Partial<Subscriber> = {}) => world.ledger.subscribe(subscriberWith(its));

const BRIDGE = itemOf('The bridge collapsed at Meghri, 12 dead', { key: 'guid 1', summary: 'The governor said so.' });
const titled = (title: string) => ({ ...BRIDGE, title });

/** Has the source say something else of an item, at an instant. */
async function edit(item: FoundItem, instant: string) {
  world.at(instant);
  const matches = decide({ ...item, source: 'gazette' }, TOPICS);
  const revised = [{ id: itemId('gazette', item.key), item, matches }];
  await world.ledger.recordVisits([visitOf('gazette', [], { at: instant, revised })]);
}

/** Has the source be seen without an item, or with it again. */
async function list(its: { missing?: FoundItem; withdrawn?: FoundItem; back?: FoundItem }, instant: string) {
  world.at(instant);
  const ids = (item?: FoundItem) => (item ? [itemId('gazette', item.key)] : []);
  const listing = { missing: ids(its.missing), withdrawn: ids(its.withdrawn), back: ids(its.back) };
  await world.ledger.recordVisits([visitOf('gazette', [], { at: instant, listing })]);
}

async function withdraw(item: FoundItem, instant: string) {
  await list({ missing: item }, instant);
  await list({ withdrawn: item }, instant);
}

/** Assesses and delivers, and answers what was sent: kind and subscriber. */
async function mails(instant?: string) {
  if (instant) world.at(instant);
  await run();
  const from = world.sent.length;
  await deliver(world);
  return world.sent.slice(from).map(({ kind, to }) => `${kind} ${to.split('@')[0]}`);
}
const lastText = () => world.sent.at(-1)!.mail.text.replace(/\s+/g, ' ');
/** The HTML of the last mail, with nothing said of how a difference looks. */
const lastMarks = () => world.sent.at(-1)!.mail.html.replace(/<(del|ins)\b[^>]*>/g, '<$1>');

beforeEach(async () => {
  world = await testWorld();
});

describe('who was told at once', () => {
  beforeEach(async () => {
    await subscribe();
    await subscribe({ id: 'ada', alerts: false });
    await world.come([BRIDGE]);
    expect(await mails()).toEqual(['alert nino']);
  });
  it('gets one correction that shows the difference, and nobody else', async () => {
    await edit(titled('The bridge collapsed at Meghri, 15 dead'), at('08:00'));
    expect(await mails()).toEqual(['correction nino']);
    expect(lastText()).toContain(
      'was: The bridge collapsed at Meghri, 12 dead now: The bridge collapsed at Meghri, 15 dead',
    );
    expect(lastMarks()).toContain('<del>12</del> <ins>15</ins>');
    expect(await mails(at('10:00'))).toEqual([]);
  });
  it('gets one for five edits, with the whole difference', async () => {
    for (const [n, dead] of [13, 14, 15, 16, 17].entries())
      await edit(titled(`The bridge collapsed at Meghri, ${dead} dead`), at(`06:1${n}`));
    expect(await mails()).toEqual([]);
    expect(await mails(at('07:00'))).toEqual(['correction nino']);
    expect(lastMarks()).toContain('<del>12</del> <ins>17</ins>');
  });
  it('gets none for an edit that is taken back before it is told', async () => {
    await edit(titled('The bridge collapsed at Meghri, 15 dead'), at('06:10'));
    await edit(BRIDGE, at('06:20'));
    expect(await mails(at('08:00'))).toEqual([]);
  });
  it('gets none for a word that means the same', async () => {
    await edit({ ...BRIDGE, summary: 'The governor said so on Monday, as did the mayor of the town.' }, at('08:00'));
    expect(await mails()).toEqual([]);
  });
  it('gets a second one when the source edits again, against what the first told', async () => {
    await edit(titled('The bridge collapsed at Meghri, 15 dead'), at('08:00'));
    await mails();
    await edit(titled('The bridge collapsed at Meghri, 16 dead'), at('10:00'));
    expect(await mails()).toEqual(['correction nino']);
    expect(lastMarks()).toContain('<del>15</del> <ins>16</ins>');
  });
  it('gets one when the item is no longer about the topic, with what it says now', async () => {
    await edit(titled('The bridge stands at Meghri, nobody is hurt'), at('08:00'));
    expect(await mails()).toEqual(['correction nino']);
    expect(lastText()).toContain('no longer about the topic');
    expect(lastText()).toContain('The bridge stands at Meghri');
    expect(await mails(at('10:00'))).toEqual([]);
  });
  it('gets one when it is withdrawn, and one when it is there again', async () => {
    await withdraw(BRIDGE, at('08:00'));
    expect(await mails()).toEqual(['correction nino']);
    expect(lastText()).toContain('[Withdrawn] The bridge collapsed at Meghri, 12 dead');
    expect(await mails(at('10:00'))).toEqual([]);
    await list({ back: BRIDGE }, at('11:00'));
    expect(await mails()).toEqual(['correction nino']);
    expect(lastText()).toContain('[Restored]');
    expect(await mails(at('13:00'))).toEqual([]);
  });
  it('gets none of a withdrawal that was undone before it was told', async () => {
    await withdraw(BRIDGE, at('06:10'));
    await list({ back: BRIDGE }, at('06:20'));
    expect(await mails(at('08:00'))).toEqual([]);
  });
  it('gets one of an edit that crossed with the alert', async () => {
    const crossing = itemOf('The railway opens at Agarak with 2 trains', { key: 'guid 3' });
    await world.come([crossing], at('07:00'));
    world.at(at('07:10'));
    const { freezeAlert } = world.ledger;
    const edited = { ...crossing, title: 'The railway opens at Agarak with 3 trains' };
    world.ledger.freezeAlert = async (alert) => {
      await edit(edited, at('07:09'));
      return freezeAlert(alert);
    };
    expect(await mails()).toEqual(['alert nino']);
    world.ledger.freezeAlert = freezeAlert;
    expect(await mails(at('08:30'))).toEqual(['correction nino']);
    expect(lastMarks()).toContain('<del>2</del> <ins>3</ins>');
  });
  it('gets one, wherever a run breaks off', async () => {
    await edit(titled('The bridge collapsed at Meghri, 15 dead'), at('08:00'));
    const { freezeAlert, enqueueAll } = world.ledger;
    for (const step of ['freezeAlert', 'enqueueAll'] as const) {
      Object.assign(world.ledger, { [step]: () => Promise.reject(new Error('power cut')) });
      await expect(run()).rejects.toThrow('power cut');
      Object.assign(world.ledger, { freezeAlert, enqueueAll });
    }
    expect(await mails()).toEqual(['correction nino']);
    expect(await mails(at('10:00'))).toEqual([]);
  });
});

describe('who was told by an edition', () => {
  const tomorrow = (time: string) => at(time, '2026-10-06');
  const edition = async (instant: string) => {
    world.at(instant);
    await digest('daily', INSTALLATION, world);
    const from = world.sent.length;
    await deliver(world);
    return world.sent.slice(from).map(({ to }) => to.split('@')[0]);
  };
  const TENDER = itemOf('A tender for the bridge at Meghri, 12 bids', { key: 'guid 2' });
  beforeEach(async () => {
    await subscribe();
    await world.come([TENDER]);
    await run();
    expect(await edition(at('07:00'))).toEqual(['nino']);
  });
  it('reads of the correction in the next one, once', async () => {
    await edit({ ...TENDER, title: 'A tender for the bridge at Meghri, 3 bids' }, at('12:00'));
    expect(await mails()).toEqual([]);
    expect(await edition(tomorrow('07:00'))).toEqual(['nino']);
    expect(lastText()).toContain(
      'was: A tender for the bridge at Meghri, 12 bids now: A tender for the bridge at Meghri, 3 bids',
    );
    expect(await edition(at('07:00', '2026-10-07'))).toEqual([]);
  });
  it('reads of two edits as one, and then of the third against them', async () => {
    await edit({ ...TENDER, title: 'A tender for the bridge at Meghri, 3 bids' }, at('12:00'));
    await edit({ ...TENDER, title: 'A tender for the bridge at Meghri, 4 bids' }, at('13:00'));
    expect(await edition(tomorrow('07:00'))).toEqual(['nino']);
    expect(lastText()).toContain('12 bids now: A tender for the bridge at Meghri, 4 bids');
    await edit(TENDER, tomorrow('12:00'));
    expect(await edition(at('07:00', '2026-10-07'))).toEqual(['nino']);
    expect(lastText()).toContain('4 bids now: A tender for the bridge at Meghri, 12 bids');
  });
  it('reads once of two edits of which one came after the edition was due', async () => {
    await edit({ ...TENDER, title: 'A tender for the bridge at Meghri, 3 bids' }, tomorrow('06:00'));
    await edit({ ...TENDER, title: 'A tender for the bridge at Meghri, 4 bids' }, tomorrow('08:00'));
    expect(await edition(tomorrow('09:00'))).toEqual(['nino']);
    expect(lastText()).toContain('12 bids now: A tender for the bridge at Meghri, 4 bids');
    expect(await edition(at('07:00', '2026-10-07'))).toEqual([]);
  });
  it('reads of what changed after the edition was due in the one after', async () => {
    await edit({ ...TENDER, title: 'A tender for the bridge at Meghri, 3 bids' }, tomorrow('08:00'));
    expect(await edition(tomorrow('09:00'))).toEqual([]);
    expect(await edition(at('07:00', '2026-10-07'))).toEqual(['nino']);
    expect(lastText()).toContain('12 bids now: A tender for the bridge at Meghri, 3 bids');
  });
  it('reads of a withdrawal, and then that it was undone', async () => {
    await withdraw(TENDER, at('12:00'));
    expect(await edition(tomorrow('07:00'))).toEqual(['nino']);
    expect(lastText()).toContain('[Withdrawn] A tender for the bridge at Meghri, 12 bids');
    await list({ back: TENDER }, tomorrow('12:00'));
    expect(await edition(at('07:00', '2026-10-07'))).toEqual(['nino']);
    expect(lastText()).toContain('[Restored]');
  });
  it('and nobody who was not told', async () => {
    await subscribe({ id: 'ada', topics: ['railway'] });
    await edit({ ...TENDER, title: 'A tender for the bridge at Meghri, 3 bids' }, at('12:00'));
    await subscribe({ id: 'new', since: at('12:00') });
    expect(await edition(tomorrow('07:00'))).toEqual(['nino']);
  });
  it('and then at once is told by a mail of its own, and not twice', async () => {
    const graver = (bids: number) => ({
      ...TENDER,
      title: `The bridge at Meghri collapsed before its tender, ${bids} bids`,
    });
    await edit(graver(12), at('08:00'));
    expect(await mails()).toEqual(['alert nino']);
    await edit(graver(15), at('12:00'));
    expect(await mails()).toEqual(['correction nino']);
    expect(await edition(tomorrow('07:00'))).toEqual(['nino']);
    expect(lastText()).toContain('Daily digest');
    expect(lastText()).not.toContain('Corrected and withdrawn');
  });
});

it('a correction by mail that a silence keeps back is in the next edition', async () => {
  await subscribe();
  await world.come([BRIDGE]);
  expect(await mails()).toEqual(['alert nino']);
  world.at(at('07:00'));
  await digest('daily', INSTALLATION, world);
  expect(await mails()).toEqual(['edition nino']);
  const silence = { id: 'hush', of: 'bridge', author: 'ada', reason: 'enough', ended: null, warned: null };
  await world.ledger.addSilence({ ...silence, since: at('08:00'), until: at('08:00', '2026-10-20') });
  await edit(titled('The bridge collapsed at Meghri, 15 dead'), at('12:00'));
  expect(await mails()).toEqual([]);
  world.at(at('07:00', '2026-10-06'));
  await digest('daily', INSTALLATION, world);
  expect(await mails()).toEqual(['edition nino']);
  expect(lastText()).toContain('now: The bridge collapsed at Meghri, 15 dead');
});

describe('a source that is seen to take an item back', () => {
  const gazette = sourceOf();
  const feed = (...days: number[]) => {
    const item = (day: number) =>
      `<item><guid>${day}</guid><title>${day === 3 ? 'The bridge collapsed' : `News of day ${day}`}</title><pubDate>2026-10-0${day}T08:00:00Z</pubDate></item>`;
    return `<rss version="2.0"><channel><title>The Gazette</title>${days.map(item).join('')}</channel></rss>`;
  };
  const visit = async (time: string, ...days: number[]) => {
    world.at(at(time));
    world.answers.set(gazette.url, () => new Response(feed(...days)));
    await watch([gazette], TOPICS, { timeout: 5, maxBytes: 100_000, concurrency: 8 }, world, ['gazette']);
    return (await world.items()).find(({ title }) => title === 'The bridge collapsed')!;
  };
  it('is believed at the second visit, until it lists it again', async () => {
    await visit('06:00', 5, 4, 3, 2);
    expect(await visit('07:00', 5, 4, 2)).toMatchObject({ missing: at('07:00'), withdrawn: null });
    expect(await visit('08:00', 5, 4, 2)).toMatchObject({ missing: at('07:00'), withdrawn: at('08:00') });
    expect(await visit('09:00', 5, 4, 2)).toMatchObject({ withdrawn: at('08:00') });
    expect(world.lines.filter((line) => line.startsWith('↩'))).toEqual(['↩ The Gazette lists 1 item no more']);
    expect(await visit('10:00', 5, 4, 3, 2)).toMatchObject({ missing: null, withdrawn: null, restored: at('10:00') });
    expect(world.lines).toContain('↪ The Gazette lists 1 item again');
  });
  it('is not believed where it listed it in between', async () => {
    await visit('06:00', 5, 4, 3, 2);
    await visit('07:00', 5, 4, 2);
    await visit('08:00', 5, 4, 3, 2);
    expect(await visit('09:00', 5, 4, 2)).toMatchObject({ missing: at('09:00'), withdrawn: null });
  });
  it('or says so itself, until it does not any more', async () => {
    const id = itemId('gazette', BRIDGE.key);
    await world.come([BRIDGE]);
    const now = async () => (await world.ledger.items([id])).get(id)!.withdrawn;
    const visitWith = async (time: string, title: string) => {
      const item = { ...BRIDGE, title };
      const revised = [{ id, item, matches: [], withdrawn: title.startsWith('Withdrawn:') }];
      await world.ledger.recordVisits([visitOf('gazette', [], { at: at(time), revised })]);
    };
    await visitWith('07:00', 'Withdrawn: the bridge at Meghri');
    await visitWith('08:00', 'Withdrawn: the bridge at Meghri, again');
    expect(await now()).toBe(at('07:00'));
    await visitWith('09:00', 'The bridge at Meghri');
    expect(await now()).toBeUndefined();
  });
});
