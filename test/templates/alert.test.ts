import { describe, expect, test } from 'vitest';
import type { Change } from '../../state/alert.ts';
import { holeOf } from '../../state/delivery.ts';
import type { ToldStory } from '../../state/edition.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { composeAlert } from '../../templates/alert.ts';
import { georgianVisa, item, reason, SENDER, story, subscriber } from './fixture.ts';

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
    expect(html).toContain(`href="${holeOf('leave')}"`);
  });
  test('to one who is told everything at once says that', () => {
    const all = compose(georgianVisa, undefined, { cadence: 'now', least: 'medium' });
    expect(flat(all.text)).toContain('asked for stories of medium severity and above at once.');
  });
});

describe('a follow-up', () => {
  const place = (its: object): Change => {
    const change = { at: NOW, what: 'moved', from: 'announced', to: 'signed', standing: 'reported', ...its } as const;
    return { what: 'moved', tracker: 'board', title: 'Accessions', subject: 'Kazakhstan', change };
  };
  const date = (its: object): Change => {
    const usual = {
      at: NOW,
      what: 'slipped',
      date: '2025-12-03',
      precision: 'day',
      was: '2025-11-30',
      by: null,
      items: [],
    };
    return { what: 'deadline', deadline: 'report', title: 'The report', change: { ...usual, ...its } as never };
  };
  const NOW = '2025-11-20T12:25:00.000Z';
  const first = story({ severity: 'medium', lead: item({ title: 'Brussels weighs a step' }) });
  const followUp = (...changes: Change[]) =>
    composeAlert(georgianVisa, TOPIC, subscriber, NOW, SENDER, { changes, first });

  test.each<[string, Change, string]>([
    ['of a graver turn', { what: 'graver', from: 'medium', to: 'high' }, 'Now high, was medium.'],
    [
      'of a second source',
      { what: 'confirmed', families: 2, by: 'Civil' },
      'Confirmed by a second independent source: Civil.',
    ],
    [
      'of more',
      { what: 'confirmed', families: 4, by: 'Civil' },
      'Confirmed by 3 more independent sources, first: Civil.',
    ],
    ['of a move', place({}), 'Kazakhstan: announced → signed, as one source reports.'],
    ['of a first stage', place({ from: null }), 'Kazakhstan: signed, as one source reports.'],
    ['of a confirmed stage', place({ what: 'confirmed' }), 'Kazakhstan: signed is confirmed by independent sources.'],
    ['of a denial', place({ what: 'disputed' }), 'Kazakhstan: signed is disputed.'],
    [
      'of a step back',
      place({ what: 'withdrawn', from: 'signed', to: 'announced' }),
      'Kazakhstan: signed was withdrawn; it stands at announced.',
    ],
    ['of another date', date({}), 'The report: the date moved from 30 November 2025 to 3 December 2025.'],
    ['of a date that somebody confirmed', date({ by: 'Ada' }), 'to 3 December 2025, confirmed by Ada.'],
    ['of a first date', date({ what: 'set', was: null }), 'The report: the date is 3 December 2025.'],
    [
      'of a date as exact as it is',
      date({ what: 'set', was: null, date: '2025-12', precision: 'month' }),
      'The report: the date is December 2025.',
    ],
    [
      'of an announced date',
      date({ what: 'proposed' }),
      'The report: 3 December 2025 is announced, instead of 30 November 2025.',
    ],
    ['of what took place', date({ what: 'met' }), 'The report: took place, as reported on 3 December 2025.'],
    ['of what has passed', date({ what: 'passed' }), 'The report: 3 December 2025 has passed.'],
  ])('%s says so first', (_, change, words) => {
    const { html, text } = followUp(change);
    expect(flat(text)).toContain(words);
    expect(flat(text).indexOf(words)).toBeLessThan(flat(text).indexOf('First reported'));
    expect(html.indexOf('class="changes"')).toBeLessThan(html.indexOf('class="severe"'));
    expect(html).toContain('Follow-up · Thursday');
  });
  test('keeps the subject of the thread', () => {
    expect(followUp(place({})).subject).toBe('Re: [medium] Brussels weighs a step');
  });
  test('says in its preview what changed', () => {
    expect(followUp({ what: 'graver', from: 'medium', to: 'high' }).html).toMatch(
      /mso-hide:all">Now high, was medium\. First reported 2 hours ago, 7 independent sources\. The Commission/,
    );
    const [told, now] = [item({ excerpt: 'Seven are hurt.' }), item({ excerpt: 'Nine are hurt.' })];
    expect(followUp({ what: 'corrected', correction: { told, now, at: NOW, because: 'edited' } }).html).toContain(
      'mso-hide:all">Civil.ge has changed what it wrote, now: Nine are hurt. First reported',
    );
  });
  test('tells the story shorter than the alert did', () => {
    const twice = story({ reasons: [reason({ cites: [...reason().cites, { ...reason().cites[0]!, paragraph: 9 }] })] });
    const again = composeAlert(twice, TOPIC, subscriber, NOW, SENDER, { changes: [place({})], first });
    expect(flat(compose(twice).text)).toContain('¶9: A qualified majority');
    expect(again.text).not.toMatch(/¶9|A qualified|more\b/);
    expect(flat(again.text)).toContain('Why: The EU decides to suspend visa-free travel');
  });
  test('that corrects the lead says its headline once', () => {
    const [told, now] = [item({ excerpt: 'Seven are hurt.' }), item({ excerpt: 'Nine are hurt.' })];
    const { html, text } = followUp({ what: 'corrected', correction: { told, now, at: NOW, because: 'edited' } });
    expect(html.match(/<a href="https:\/\/civil\.ge\/archives[^>]*>Brussels suspends/g)).toHaveLength(1);
    expect(flat(text)).toContain('[Edited] Civil.ge · Changed by its source');
    const other = { told: { ...told, url: null }, now: { ...now, url: null, title: 'Another' } };
    expect(followUp({ what: 'corrected', correction: { ...other, at: NOW, because: 'edited' } }).html).toMatch(
      /<b [^>]*>Another</,
    );
  });
  test('that is a correction shows the difference', () => {
    const [told, now] = [item({ title: 'Seven hurt' }), item({ title: 'Nine hurt' })];
    const { html, text } = followUp({ what: 'corrected', correction: { told, now, at: NOW, because: 'edited' } });
    expect(html).toContain('Correction · Thursday');
    expect(html).toMatch(/<del [^>]*>Seven<\/del>/);
    expect(text).toContain('was: Seven hurt');
  });
  test('lets nobody write markup or lines of their own', () => {
    const { html, text } = followUp({ what: 'confirmed', families: 2, by: '<b>Civil</b>\nNow low' });
    expect(html).not.toContain('<b>Civil');
    expect(text).toContain('<b>Civil</b> Now low.');
  });
});
