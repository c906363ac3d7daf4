/** What an edition of far too many stories looks like: small enough to be shown whole, and nothing of it lost. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { linksOf } from '../../jobs/mail/links.ts';
import { filled, holeOf } from '../../state/delivery.ts';
import type { Coverage, Edition, MatchedGravity, ToldStory } from '../../state/edition.ts';
import { SEVERITIES } from '../../state/severity.ts';
import { composeDigest } from '../../templates/digest.ts';
import { gatesOf, gateWords } from '../../templates/gates.ts';
import { composePage, pageName } from '../../templates/page.ts';
import { byGravity } from '../../templates/selection.ts';
import { type Level, shorten } from '../../templates/shorten.ts';
import { POST } from '../jobs/fixture.ts';
import {
  armenian,
  coverage,
  edition,
  georgian,
  georgianVisa,
  item,
  persian,
  russian,
  SENDER,
  selectionOf,
  story,
  subscriber,
} from './fixture.ts';

/** Stories of six languages, some with headlines, addresses and reports beyond all measure. */
const many = (n: number): ToldStory[] =>
  Array.from({ length: n }, (_, k) => {
    const model = [georgianVisa, russian, armenian, persian, georgian, story()][k % 6]!;
    const title = `${`${model.lead.title} `.repeat(k % 7 === 0 ? 12 : 1)}№${k}.`;
    const url = `https://news.example/articles/${'CBMi'.repeat(k % 5 === 0 ? 120 : 10)}?n=${k}`;
    return {
      ...model,
      id: `story-${k}`,
      severity: SEVERITIES[2 - (k % 3)]!,
      lastSeen: `2025-11-20T${String(k % 24).padStart(2, '0')}:00:00.000Z`,
      lead: item({ ...model.lead, id: `lead-${k}`, title, url, excerpt: model.lead.excerpt.repeat(3) }),
      others: model.others.map((other) => ({ ...other, id: `${other.id}-${k}`, url })),
    };
  });

const itemsOf = (stories: readonly ToldStory[]) => stories.flatMap(({ lead, others }) => [lead, ...others]);
const stories = many(500);
const fits: Coverage['fits'] = stories.flatMap(({ topic, severity, lead, others }) =>
  [lead, ...others].map(({ id }) => ({ item: id, fits: { [topic]: severity } })),
);
const whole: Edition = { ...edition, stories, coverage: { ...coverage, items: 9000, matched: fits.length, fits } };
const compose = (told: ToldStory[]) => composeDigest(whole, selectionOf(whole, told), subscriber, SENDER);
const shownIn = (html: string) => stories.filter(({ lead }) => html.includes(`?n&#x3D;${lead.id.slice(5)}"`));

describe('500 stories', () => {
  const began = process.cpuUsage();
  const mail = compose(stories);
  const { user } = process.cpuUsage(began);
  const shown = shownIn(mail.html);
  const left = stories.filter((one) => !shown.includes(one));

  test.each([
    ['web pages', 'https://watch.a-rather-long-name.silkwatch.example/caucasus'],
    ['mails alone', null],
  ])('are told in less than 100 kB of HTML, and in nearly as much, with the links of %s in it', (_, web) => {
    const { html } = composeDigest(whole, selectionOf(whole, stories), subscriber, { ...SENDER, web });
    const links = linksOf(randomUUID(), randomUUID(), new Date(), { ...POST, web });
    const bytes = Buffer.byteLength(filled(html, links));
    expect(bytes).toBeLessThanOrEqual(100_000);
    expect(bytes).toBeGreaterThan(95_000);
  });
  test('are composed in well under a second of work', () => expect(user / 1000).toBeLessThan(1000));
  test('keep the coverage and the way out', () => {
    for (const part of [mail.html, mail.text]) expect(part).toContain('118 sources watched');
    expect(mail.html).toContain(holeOf('leave'));
    expect(mail.html).toMatch(/<\/html>\s*$/);
  });
  test('lose the last first: what is shown ranks before what is left out', () => {
    expect(shown.length).toBeGreaterThanOrEqual(140);
    expect(left.length).toBeGreaterThan(0);
    const ranked = stories.toSorted(byGravity);
    expect(new Set(ranked.slice(0, shown.length))).toEqual(new Set(shown));
  });
  test('begin with some that are told in full', () => {
    expect(mail.html.match(/<p style="margin:9px 0 0"/g)!.length).toBeGreaterThanOrEqual(10);
    expect(mail.html.match(/class="mark"/g)!.length).toBeGreaterThanOrEqual(10);
  });
  test('say the severity of what is one line each once a topic', () => {
    const lines = mail.text.match(/^- \[high\] /gm)!.length;
    expect(lines).toBeGreaterThan(100);
    const badges = mail.html.match(/<b class="high"/g)!.length;
    expect(badges).toBeLessThanOrEqual(shown.length - lines + whole.topics.length);
  });
  test('are all in the page of the edition, under their ids', () => {
    const { html } = composePage(whole);
    const missing = stories.filter(({ id }) => !html.includes(`id="story-${id}"`));
    expect(missing).toEqual([]);
    expect(html).toContain('Why it is told: <b>');
    expect(html).not.toContain('Why you get this');
    for (const { lead } of left) expect(html).toContain(`?n&#x3D;${lead.id.slice(5)}"`);
  });
  test('are counted, and the page is named', () => {
    const words = mail.text.replace(/\s+/g, ' ');
    const [, short, out] = /(\d+) stories are shortened and (\d+) left out/.exec(words)!;
    expect(Number(out)).toBe(left.length);
    expect(Number(short)).toBeLessThan(shown.length);
    expect(words).toContain(`on the page of the edition, ${pageName(whole)}.`);
    const counted = [...words.matchAll(/\+ (\d+) more stor(?:y|ies) on the page/g)].reduce(
      (sum, [, n]) => sum + Number(n),
      0,
    );
    expect(counted).toBe(left.length);
  });
  test('have gates that sum to the items seen', () => {
    const ids = new Set(left.map(({ id }) => id));
    const gates = gatesOf(whole, { stories }, ids, subscriber)!;
    expect(Object.values(gates).reduce((sum, n) => sum + n, 0)).toBe(9000);
    expect(gates).toMatchObject({
      unmatched: 9000 - fits.length,
      left: itemsOf(left).length,
      told: itemsOf(shown).length,
    });
    expect(mail.text.replace(/\s+/g, ' ')).toContain(gateWords(gates, subscriber));
  });
  test('are composed the same twice', () => expect(compose(stories)).toEqual(mail));
});

test.each([1, 10, 40, 120, 250])('%i stories fit too, and none is left out before all others are short', (n) => {
  const told = many(n);
  const { html } = compose(told);
  expect(Buffer.byteLength(html)).toBeLessThanOrEqual(100_000);
  if (n <= 40) expect(shownIn(html)).toHaveLength(n);
  if (n <= 10) expect(html).not.toContain('To keep this mail small');
});

describe('shortening', () => {
  const bytes: Record<Level, number> = { full: 100, short: 50, line: 10, 'left out': 0 };
  const levels = (n: number, budget: number) => shorten(n, (_, level) => bytes[level], budget);
  const count = (all: readonly Level[]) =>
    ['full', 'short', 'line', 'left out'].map((level) => all.filter((one) => one === level).length);
  test.each([
    ['nothing where all fits', 20, 2000, [20, 0, 0, 0]],
    ['the last one first', 20, 1999, [19, 1, 0, 0]],
    ['all but the first ten, before any becomes a line', 40, 10 * 100 + 30 * 50, [10, 30, 0, 0]],
    ['then the last to lines', 40, 10 * 100 + 30 * 50 - 1, [10, 29, 1, 0]],
    ['all but the first thirty, before any is left out', 100, 1000 + 20 * 50 + 70 * 10, [10, 20, 70, 0]],
    ['then leaves the last out', 200, 1000 + 20 * 50 + 170 * 10 - 1, [10, 20, 169, 1]],
    ['the first ones too, rather than tell fewer than eighty', 200, 1000 + 20 * 50 + 50 * 10 - 1, [9, 21, 50, 120]],
    ['all but three to lines', 200, 300 + 77 * 10, [3, 0, 77, 120]],
    ['the first ones last', 200, 100, [1, 0, 0, 199]],
    ['everything where there is no room', 5, -1, [0, 0, 0, 5]],
  ] as const)('shortens %s', (_, n, budget, expected) => expect(count(levels(n, budget))).toEqual(expected));

  test('asks for the full length of those only that may be told in full', () => {
    const asked = { full: 0, short: 0, line: 0, 'left out': 0 };
    const asking = (_: number, level: Level) => {
      asked[level]++;
      return bytes[level];
    };
    shorten(500, asking, 3000);
    expect(asked.full).toBeLessThan(100);
  });
  test('never tells a lower story more fully than a higher one', () => {
    const order: Level[] = ['full', 'short', 'line', 'left out'];
    for (let budget = 0; budget < 30_000; budget += 500) {
      const ranks = levels(300, budget).map((level) => order.indexOf(level));
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    }
  });
});

describe('the gates of a message', () => {
  const seen = (...rows: [string, Record<string, 'low' | 'medium' | 'high'>][]) => ({
    coverage: { ...coverage, items: 10, fits: rows.map(([id, fits]): MatchedGravity => ({ item: id, fits })) },
  });
  const older = story({ id: 'c', lead: item({ id: 'before' }) });
  const told = [story({ id: 'a', lead: item({ id: 'told' }) }), story({ id: 'b', lead: item({ id: 'left' }) })];
  const wish = { topics: ['tripp', 'georgia-visa'], least: 'medium' as const };
  const rows = seen(
    ['told', { tripp: 'low' }],
    ['left', { tripp: 'high', other: 'high' }],
    ['elsewhere', { other: 'high' }],
    ['below', { tripp: 'low', other: 'high' }],
    ['before', { tripp: 'low', 'georgia-visa': 'medium' }],
    ['waiting', { tripp: 'high' }],
  );
  rows.coverage.fits.push({ item: 'back', fits: { tripp: 'high' }, withdrawn: true });
  const gates = gatesOf({ ...rows, stories: [...told, older] }, { stories: told }, new Set(['b']), wish)!;

  test('have each item once', () => {
    expect(gates).toEqual({
      unmatched: 3,
      withdrawn: 1,
      elsewhere: 1,
      below: 1,
      before: 1,
      waiting: 1,
      told: 1,
      left: 1,
    });
  });
  test('are told in a sentence', () => {
    expect(gateWords(gates, wish)).toBe(
      'Of the 10 items seen, 3 matched no rule, 1 was withdrawn by its source, 1 matched topics that you do not follow, 1 matched below medium severity, 1 belongs to stories that you were told before, 1 came too late for this edition, 1 is told here and 1 is told on the page of the edition only.',
    );
    expect(
      gateWords(
        { ...gates, unmatched: 0, withdrawn: 0, elsewhere: 0, below: 0, before: 0, waiting: 0, told: 0, left: 0 },
        wish,
      ),
    ).toBe('');
  });
  test('are not known of an edition that was frozen before there were any', () => {
    expect(gatesOf(edition, { stories: told }, new Set(), wish)).toBeNull();
  });
});
