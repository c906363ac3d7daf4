import { beforeEach, describe, expect, it } from 'vitest';
import { assess } from '../../jobs/assess.ts';
import { deliver } from '../../jobs/deliver.ts';
import { storyId } from '../../jobs/story/named.ts';
import { storyLines } from '../../jobs/story/words.ts';
import { storyFacts } from '../../jobs/story.ts';
import { INSTALLATION, itemOf, RULEBOOK, subscriberWith, TOPICS } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

const HEADLINE = 'The bridge over the Arax at Meghri collapsed\u001b[2J';

let world: TestWorld;
let id: string;

/** A story of two families, of which one subscriber was told at once. */
beforeEach(async () => {
  world = await testWorld();
  await world.ledger.subscribe(subscriberWith());
  await world.come([itemOf(HEADLINE, { published: '2026-10-05T05:30:00.000Z' })]);
  await assess(INSTALLATION, TOPICS, world);
  world.at('2026-10-05T06:30:00.000Z');
  const second = { publisher: 'Herald\n', family: 'herald', language: 'xx-', url: null };
  await world.come([itemOf('The bridge over the Arax at Meghri collapsed', second)]);
  await assess(INSTALLATION, TOPICS, world);
  await deliver(world);
  id = (await world.ledger.newestStories())[0]!;
});

const story = () => storyFacts(id, RULEBOOK.documents, world);

describe('a story is shown with', () => {
  it('its gravity, its age, its families, and its items in the order in which they were reported', async () => {
    const { timeline, ...facts } = await story();
    expect(facts).toMatchObject({ topic: 'bridge', severity: 'high', phase: 'new', families: ['gazette', 'herald'] });
    expect(timeline).toMatchObject([
      { family: 'gazette', reported: '2026-10-05T05:30:00.000Z', firstSeen: '2026-10-05T06:00:00.000Z', revision: 0 },
      { family: 'herald', reported: '2026-10-05T06:30:00.000Z', url: null, rules: ['falls'] },
    ]);
  });

  it('the rules that fit its items, with what they cite', async () => {
    expect((await story()).rules).toEqual([
      {
        rule: 'bridge/falls',
        title: 'The bridge falls',
        severity: 'high',
        items: 2,
        words: ['bridge', 'collapsed'],
        cites: [
          {
            document: 'report',
            title: 'The bridges of the Arax',
            author: 'Ada Stone',
            paragraph: 1,
            claim: 'Bridges need watching',
          },
        ],
      },
    ]);
  });

  it('what was told of it, and to whom', async () => {
    const { alerts, told } = await story();
    expect(alerts[0]).toMatchObject({ story: id, revision: 0 });
    expect(told[0]).toMatchObject({ address: 'nino@example.org', kind: 'alert', subject: id, state: 'accepted' });
  });

  it('who was told of what it took in, and by which name', async () => {
    const mail = { subject: 'The pier', text: 't', html: 'h' };
    await world.ledger.enqueue({
      ...{ id: 'old', kind: 'alert', subject: 'former', revision: 0, subscriber: 'gone', period: null },
      ...{ messageId: '<m>', references: [], mail, stories: ['former'], created: '2026-10-05T06:10:00.000Z' },
    });
    await world.renamed('former', id);
    const { formerly, told } = await story();
    expect(formerly).toEqual(['former']);
    expect(told.map(({ address, title }) => [address, title])).toContainEqual(['gone', 'The pier']);
  });

  it('the silences that held it back', async () => {
    const silence = {
      id: 'a1',
      of: 'bridge',
      author: 'ana',
      reason: 'a drill',
      since: '2026-10-05',
      until: '2026-10-09',
    };
    await world.ledger.addSilence({ ...silence, ended: null, warned: null });
    await world.ledger.hold('a1', id, '2026-10-05T06:20:00.000Z');
    expect(storyLines(await story()).slice(-2)).toEqual([
      'held back',
      '  2026-10-05 06:20  by the silence a1 of bridge: ana, a drill',
    ]);
  });

  it('no sign of other people’s that a terminal would obey', async () => {
    const lines = storyLines(await story());
    expect(lines.join('')).not.toMatch(/\p{Cc}/u);
    expect(lines).toContain('    Herald, family herald, language unknown; seen 2026-10-05 06:30');
    expect(lines[0]).toBe('bridge  The bridge over the Arax at Meghri collapsed [2J');
  });
});

describe('a story is meant by', () => {
  it.each([
    ['its id', () => id],
    ['four letters of it', () => id.slice(0, 4)],
    ['a name that it had before', () => 'former'],
    ['the beginning of that', () => 'form'],
  ])('%s', async (_, named) => {
    await world.renamed('former', id);
    expect(await storyId(named(), world)).toBe(id);
  });

  it('no fewer letters, no slip, and no name of two', async () => {
    await world.come([itemOf('Railway opens')]);
    await assess(INSTALLATION, TOPICS, world);
    const other = (await world.ledger.newestStories()).find((one) => one !== id)!;
    await world.renamed('twin1', id);
    await world.renamed('twin2', other);
    await expect(storyId('!', world)).rejects.toThrow(/no story has this name; mend: .*4 letters/);
    await expect(storyId(id.slice(0, 3), world)).rejects.toThrow(`no story has this name; did you mean ${id}?`);
    await expect(storyId(`x${id.slice(1)}`, world)).rejects.toThrow(`no story has this name; did you mean ${id}?`);
    await expect(storyId(`${id.slice(0, 4)}-${id.slice(5, 7)}`, world)).rejects.toThrow(`did you mean ${id}?`);
    await expect(storyId('twin', world)).rejects.toThrow(
      /begins the names of several stories: .*, .*; give more letters/,
    );
  });
});
