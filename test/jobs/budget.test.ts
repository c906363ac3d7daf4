/** Five hundred stories from the ledger to the mail: nothing is lost between them. */
import { beforeAll, describe, expect, it } from 'vitest';
import { assess } from '../../jobs/assess.ts';
import { digest } from '../../jobs/digest.ts';
import type { Mail } from '../../state/delivery.ts';
import { holeOf } from '../../state/delivery.ts';
import type { Edition } from '../../state/edition.ts';
import { INSTALLATION, itemOf, subscriberWith, TOPICS } from './fixture.ts';
import { testWorld } from './world.ts';

const DUE = '2026-10-05T07:00:00.000Z';
const STORIES = 500;
const UNMATCHED = 300;
const SAYS = ['collapsed under a lorry', 'is put out to tender', 'is seen by a minister'];

describe('an edition of 500 stories', () => {
  let mail: Mail;
  let page: string;
  let edition: Edition;
  beforeAll(async () => {
    const world = await testWorld('2026-10-05T05:00:00.000Z');
    await world.ledger.subscribe(subscriberWith({ alerts: false, topics: ['bridge'] }));
    const told = Array.from({ length: STORIES }, (_, n) =>
      itemOf(`The bridge of ${townOf(n)} ${SAYS[n % 3]}`, { summary: `So it is told in ${townOf(n)}. `.repeat(12) }),
    );
    const others = Array.from({ length: UNMATCHED }, (_, n) => itemOf(`A fair summer in ${townOf(n)}`));
    await world.come([...told, ...others, itemOf('The railway opens')]);
    await assess(INSTALLATION, TOPICS, world);
    world.at(DUE);
    await digest('daily', INSTALLATION, world);
    mail = (await world.waiting())[0]!.mail;
    page = world.pages[0]!.html;
    edition = (await world.ledger.edition('daily', DUE))!;
    await world.close();
  });

  it('fits into 100 kB of HTML, with the coverage and the way out', () => {
    expect(edition.stories.filter(({ topic }) => topic === 'bridge')).toHaveLength(STORIES);
    expect(Buffer.byteLength(mail.html)).toBeLessThanOrEqual(100_000);
    expect(Buffer.byteLength(mail.html)).toBeGreaterThan(90_000);
    expect(mail.html).toContain(holeOf('leave'));
    expect(mail.html).toContain('1 source watched');
  });
  it('lists on its page every story that the mail leaves out, and the mail counts them', () => {
    const bridge = edition.stories.filter(({ topic }) => topic === 'bridge');
    const left = bridge.filter(({ lead }) => !mail.html.includes(lead.url!));
    expect(left.length).toBeGreaterThan(100);
    expect(left.filter(({ id }) => !page.includes(`id="story-${id}"`))).toEqual([]);
    expect(words()).toContain(` and ${left.length} left out`);
  });
  it('says of every item seen what became of it', () => {
    const [sentence, seen] = /Of the ([\d ]+) items seen, [^.]*\./.exec(words())!;
    expect(Number(seen)).toBe(STORIES + UNMATCHED + 1);
    const gates = [...sentence.replace(/^Of the [\d ]+ items seen/, '').matchAll(/(\d+) [a-z]/g)].map(([, n]) =>
      Number(n),
    );
    expect(gates.reduce((sum, n) => sum + n, 0)).toBe(STORIES + UNMATCHED + 1);
    expect(sentence).toContain(`${UNMATCHED} matched no rule, 1 matched topics that you do not follow`);
  });
  const words = () => mail.text.replace(/\s+/g, ' ');
});

/** A name for each number, of three syllables that no other name shares in their order. */
function townOf(n: number): string {
  const syllables = ['va', 'ke', 'lo', 'mi', 'su', 'ra', 'ti', 'no', 'ge', 'du'];
  const digits = String(n).padStart(3, '0').split('').map(Number);
  const name = digits.map((digit, place) => syllables[(digit + 3 * place) % 10]).join('');
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}grad${syllables[digits[2]!]}`;
}
