/** A mail is composed once for all to whom it is the same: each gets the very mail that would be composed for them alone. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { messagesOf } from '../../jobs/digest/messages.ts';
import type { Reader } from '../../jobs/digest/owed.ts';
import { draftEdition } from '../../jobs/edition.ts';
import { selectionOf } from '../../jobs/selection.ts';
import type { NewDelivery } from '../../state/deliveries.ts';
import type { Delivery } from '../../state/delivery.ts';
import type { ToldCorrection, ToldItem, ToldStory } from '../../state/edition.ts';
import type { Told } from '../../state/tellings.ts';
import { composeDigest } from '../../templates/digest.ts';
import { INSTALLATION, SENDER, subscriberWith } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

const [FIRST, DUE] = ['2026-10-04T07:00:00.000Z', '2026-10-05T07:00:00.000Z'];
const at = (hours: number) => new Date(Date.parse(FIRST) + hours * 3600_000).toISOString();

const said = (n: number): ToldItem => ({
  ...{ id: `item-${n}`, title: `Bridge ${n} fell`, url: `https://gazette.example.org/${n}`, excerpt: 'It fell.' },
  ...{ publisher: 'The Gazette', family: 'gazette', published: at(n % 24), firstSeen: at(n % 24), language: 'en' },
});
const STORIES = Array.from({ length: 8 }, (_, n): ToldStory => {
  const severity = (['low', 'medium', 'high'] as const)[n % 3]!;
  const topic = n % 2 === 0 ? 'bridge' : 'railway';
  return {
    id: `s${n}`,
    topic,
    severity,
    firstSeen: at(1),
    lastSeen: at(n * 3),
    lead: said(n),
    others: [],
    reasons: [],
  };
});
const CORRECTIONS = [1, 2].map((n): ToldCorrection => {
  const changed = { ...said(n), title: `Bridge ${n} stands` };
  const because = 'edited' as const;
  return {
    topic: 'bridge',
    story: `s${n}`,
    told: said(n),
    now: changed,
    at: at(20),
    because,
    toldIn: [FIRST],
    toldElse: [],
  };
});

const bool = fc.boolean();
const person = fc.record({
  topics: fc.constantFrom(['bridge'], ['railway'], ['bridge', 'railway']),
  least: fc.constantFrom('low' as const, 'medium' as const, 'high' as const),
  timezone: fc.constantFrom('UTC', 'Asia/Tbilisi', 'Asia/Almaty'),
  language: fc.constantFrom('en' as const, 'fa' as const),
  hour: fc.constantFrom(7, 11),
  format: fc.constantFrom('html' as const, 'text' as const),
  paused: fc.constantFrom(null, at(21)),
  alerts: bool,
  allQuiet: bool,
});
/** How a message ended, and when. */
const ending = fc.record({
  state: fc.constantFrom('accepted' as const, 'unknown' as const, 'refused' as const),
  hour: fc.constantFrom(2, 3),
});
const reader = fc.record({
  person,
  since: fc.constantFrom(FIRST, at(-24)),
  absent: fc.constantFrom(null, null, at(-900)),
  /** The edition that told them these stories, and the stories that they were told at once. */
  before: fc.option(fc.record({ stories: fc.subarray(['s1', 's2', 's9']), ending })),
  atOnce: fc.uniqueArray(fc.record({ story: fc.constantFrom('s1', 's2', 's5'), ending }), {
    selector: ({ story }) => story,
  }),
});
type Drawn = typeof reader extends fc.Arbitrary<infer T> ? T : never;

/** One, and all who differ from them in one thing alone, as another has it: where that were forgotten, they would share. */
const apart = (one: Drawn, other: Drawn): Drawn[] => [
  one,
  ...Object.keys(one).map((key) => ({ ...one, [key]: other[key as keyof Drawn] })),
  ...Object.keys(one.person).map((key) => ({
    ...one,
    person: { ...one.person, [key]: other.person[key as keyof Drawn['person']] },
  })),
];

async function worldOf(drawn: readonly Drawn[]) {
  const world = await testWorld(DUE);
  const bare = await draftEdition({ cadence: 'daily', due: DUE, since: FIRST, from: FIRST }, INSTALLATION, world);
  await world.ledger.freeze({ ...bare, id: 'first', due: FIRST, frozen: FIRST });
  const edition = await world.ledger.freeze({ ...bare, stories: STORIES, corrections: CORRECTIONS });
  const readers = drawn.map(({ person, since, absent }, n): Reader => {
    return {
      subscriber: subscriberWith({ ...person, topics: [...person.topics], id: `sub-${n}` }),
      due: { at: DUE, period: 'today' },
      since,
      absent,
    };
  });
  for (const [n, one] of drawn.entries()) await tell(`sub-${n}`, one, world);
  return { world, edition, readers };
}

/** What somebody was told before. */
async function tell(subscriber: string, { before, atOnce }: Drawn, { ledger }: TestWorld) {
  const mail = { subject: 'Before', html: '', text: '' };
  const same = { subscriber, period: null, mail, references: [], revision: 0, messageId: '<x@y>' };
  const write = async (
    its: Pick<NewDelivery, 'id' | 'kind' | 'subject' | 'stories' | 'created'>,
    { state, hour }: Drawn['atOnce'][number]['ending'],
  ) => {
    await ledger.enqueue({ ...same, ...its });
    await ledger.settle(its.id, state, null, at(hour));
  };
  if (before)
    await write(
      { id: `e-${subscriber}`, kind: 'edition', subject: 'first', stories: before.stories, created: FIRST },
      before.ending,
    );
  for (const { story, ending } of atOnce)
    await write(
      { id: `${story}-${subscriber}`, kind: 'alert', subject: story, stories: [story], created: at(2) },
      ending,
    );
}

/** What somebody was told, read row by row. */
const toldOf = (subscriber: string, all: readonly Delivery[]): Told[] =>
  all
    .filter((one) => one.subscriber === subscriber && ['accepted', 'unknown'].includes(one.state))
    .flatMap(({ kind, stories, settled, created }) =>
      stories.map((story) => ({ kind, story, now: story, at: settled ?? created, written: created })),
    );

it('for random subscribers the mail composed for many equals the mail composed alone', async () => {
  const seen = { atOnce: 0, corrected: 0, shared: 0 };
  await fc.assert(
    fc.asyncProperty(reader, reader, async (one, other) => {
      const { world, edition, readers } = await worldOf(apart(one, other));
      const all = await world.deliveries();
      const messages = await messagesOf(edition, readers, SENDER, world);
      for (const [n, { subscriber, since, absent }] of readers.entries()) {
        const selection = selectionOf(edition, subscriber, since, toldOf(subscriber.id, all), absent);
        expect(messages[n]!.subscriber).toBe(subscriber.id);
        expect(messages[n]!.mail).toEqual(composeDigest(edition, selection, subscriber, SENDER));
      }
      const texts = messages.map(({ mail }) => mail.text);
      seen.atOnce += texts.filter((text) => text.includes('told at once')).length;
      seen.corrected += texts.filter((text) => text.includes('stands')).length;
      seen.shared += messages.length - new Set(messages.map(({ mail }) => mail)).size;
      await world.close();
    }),
    { numRuns: 12, seed: 20261005 },
  );
  for (const [what, often] of Object.entries(seen)) expect(often, what).toBeGreaterThan(5);
});

it('who wishes the same and was told the same shares one mail, whatever else differs', async () => {
  const [one] = fc.sample(reader, { numRuns: 1, seed: 1 });
  const { world, edition, readers } = await worldOf(Array.from({ length: 6 }, () => one!));
  const messages = await messagesOf(
    edition,
    readers.map((reader, n) => ({ ...reader, subscriber: { ...reader.subscriber, format: n % 2 ? 'text' : 'html' } })),
    SENDER,
    world,
  );
  await world.ledger.enqueueAll(messages.map((message) => ({ ...message, period: null })));
  const written = (await world.deliveries()).filter(({ subject }) => subject === edition.id);
  expect(written).toHaveLength(6);
  expect(new Set(written.map(({ body }) => body)).size).toBe(1);
  expect(new Set(written.map(({ messageId }) => messageId)).size).toBe(6);
});
