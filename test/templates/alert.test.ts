import { describe, expect, test } from 'vitest';
import type { ToldStory } from '../../state/edition.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { composeAlert } from '../../templates/alert.ts';
import { georgianVisa, item, SENDER, story, subscriber } from './fixture.ts';

const TOPIC = "Georgia's EU visa-free travel";
const compose = (told: ToldStory, now = '2025-11-20T12:25:00.000Z', theirs: Partial<Subscriber> = {}) =>
  composeAlert(told, TOPIC, { ...subscriber, ...theirs }, now, SENDER);
const flat = (text: string) => text.replace(/\s+/g, ' ');

describe('subject', () => {
  test('says the severity and the headline', () => {
    expect(compose(georgianVisa).subject).toBe(
      '[high] Brussels suspends visa-free travel for holders of Georgian diplomatic passports',
    );
  });
  test('has at most 120 characters, cut at a word', () => {
    const { subject } = compose(story({ lead: item({ title: 'Brussels '.repeat(60) }) }));
    expect(subject).toMatch(/^\[high\] (?:Brussels )+Brussels…$/);
    expect([...subject].length).toBeLessThanOrEqual(120);
  });
  test('is one line', () => {
    expect(compose(story({ lead: item({ title: 'Visa\r\nBcc: all@example.org' }) })).subject).not.toMatch(/[\r\n]/);
  });
});

describe('the time since a story was reported', () => {
  test.each([
    ['is counted from its earliest item that names a time', georgianVisa, 'First reported 2 hours ago.'],
    ['is ours where none names one', story({ lead: item({ published: null }) }), 'First seen 2 hours ago.'],
    [
      'is ours where a day is all that is named',
      story({ lead: item({ published: '2025-11-20' }) }),
      'First seen 2 hours',
    ],
    ['is ours where the date is ahead', story({ lead: item({ published: '2026-01-01T00:00:00.000Z' }) }), 'First seen'],
  ])('%s', (_, told, words) => {
    const { html, text } = compose(told);
    expect(html).toContain(words);
    expect(text).toContain(words);
  });
});

describe('the mail', () => {
  const { html, text } = compose(georgianVisa);

  test('names the topic', () => {
    expect(html).toContain('Georgia&#x27;s EU visa-free travel</h2>');
    expect(text).toContain(TOPIC);
  });
  test('tells every source', () => {
    for (const { publisher } of georgianVisa.others) expect(html).toContain(publisher);
    expect(html).not.toContain('more</');
  });
  test('shows its work: rule, words, document, paragraph and claim', () => {
    expect(flat(text)).toContain('Why you get this: The EU decides to suspend visa-free travel');
    expect(flat(text)).toContain('moved to *suspend* *visa-free* travel');
    expect(flat(text)).toContain('David Bujiashvili and Tomáš Baranec, ¶7: A qualified majority');
  });
  test('says why it did not wait, and the way out', () => {
    expect(flat(text)).toContain('asked for stories of high severity at once, besides your daily digest.');
    expect(html).toContain('href="mailto:digest@silkwatch.example?subject&#x3D;unsubscribe"');
  });
  test('to one who is told everything at once says that', () => {
    const all = compose(georgianVisa, undefined, { cadence: 'now', least: 'medium' });
    expect(flat(all.text)).toContain('asked for stories of medium severity and above at once.');
  });
});
