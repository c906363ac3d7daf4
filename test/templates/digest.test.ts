import { describe, expect, test } from 'vitest';
import type { DeadlineChange, ToldDeadline } from '../../state/deadline.ts';
import { holeOf } from '../../state/delivery.ts';
import type { Coverage, Edition, ToldStory } from '../../state/edition.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { composeDigest } from '../../templates/digest.ts';
import { composePage } from '../../templates/page.ts';
import type { Selection } from '../../templates/selection.ts';
import * as fixture from './fixture.ts';
import {
  edition,
  georgianVisa,
  item,
  persian,
  russian,
  SENDER,
  selectionOf,
  story,
  subscriber,
  told,
} from './fixture.ts';

const compose = (
  stories: ToldStory[],
  its: Partial<Edition> = {},
  theirs: Partial<Subscriber> = {},
  selected: Partial<Selection> = {},
) => {
  const whole = { ...edition, ...its };
  return composeDigest(whole, { ...selectionOf(whole, stories), ...selected }, { ...subscriber, ...theirs }, SENDER);
};

/** What is read of an HTML mail: without its style and tags, with entities as characters. */
const read = (html: string) =>
  html
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&#x27;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');

const mail = compose(told);
const seen = read(mail.html);

describe('subject', () => {
  test('begins with the most severe headline and says how many more there are, and of which day', () => {
    const { subject } = compose([russian, georgianVisa, persian]);
    expect(subject).toBe(
      'Brussels suspends visa-free travel for holders of Georgian diplomatic passports and 2 more stories · 21 Nov',
    );
  });
  test('of two stories counts one more, of one story none', () => {
    expect(compose([russian, persian]).subject).toMatch(/ and 1 more story · 21 Nov$/);
    expect(compose([russian]).subject).toMatch(/Грузии» · 21 Nov$/);
  });
  test('has at most 120 characters, cut at a word, and keeps the count', () => {
    const long = story({ lead: item({ title: 'Brussels '.repeat(60) }) });
    const { subject } = compose([long, persian]);
    expect([...subject].length).toBeLessThanOrEqual(120);
    expect(subject).toMatch(/Brussels… and 1 more story · 21 Nov$/);
  });
  test('is one line, whatever a headline holds', () => {
    const { subject } = compose([
      story({ lead: item({ title: 'Visa\r\nBcc: all@example.org\u2028\u0085\u0000 end' }) }),
    ]);
    expect(subject).toBe('Visa Bcc: all@example.org end · 21 Nov');
  });
  test('keeps the direction of a Persian headline to the headline', () => {
    expect(compose([persian]).subject).toMatch(/^\u2068ولایتی.*\u2069 · 21 Nov$/);
  });
});

describe('what a mailbox shows after the subject', () => {
  const preview = (stories: ToldStory[]) => /mso-hide:all">(.*?)</s.exec(compose(stories).html)![1]!;
  test('begins with the headlines that the subject has no room for', () => {
    expect(preview([georgianVisa, russian])).toMatch(/^Кобахидзе: .*… · 2 stories in 1 topic\. 1 of high severity\.$/);
    expect(preview([georgianVisa])).toBe('1 story in 1 topic. It is of high severity.');
  });
});

describe('masthead', () => {
  test('names the cadence and the day in the zone of the subscriber', () => {
    expect(seen).toContain('Daily digest · Friday, 21 November 2025');
    const west = compose(told, {}, { timezone: 'America/Los_Angeles' });
    expect(read(west.html)).toContain('Daily digest · Thursday, 20 November 2025');
    expect(west.subject).toMatch(/20 Nov$/);
  });
  test('of a weekly edition says so', () => {
    expect(read(compose(told, { cadence: 'weekly' }).html)).toContain('Weekly digest');
  });
  test('counts stories, topics and what is severe', () => {
    expect(seen).toContain('6 stories in 3 topics. 2 of high severity.');
    expect(read(compose([persian]).html)).toContain('1 story in 1 topic. None of high severity.');
    expect(read(compose([georgianVisa]).html)).toContain('1 story in 1 topic. It is of high severity.');
    expect(read(compose([georgianVisa, story({ id: 'b' })]).html)).toContain(
      '2 stories in 1 topic. All of high severity.',
    );
  });
});

const MARK = '<b class="mark" style="background:#f8e8b0;color:#1d1b18">';

describe('a story', () => {
  test.each([
    ['its severity as a word', 'background:#9b1c1c">high</b>'],
    [
      'its headline as a link',
      '<a href="https://civil.ge/archives/700001?from&#x3D;feed&amp;lang&#x3D;en" style="color:inherit">Brussels',
    ],
    ['the language of a foreign headline, and its direction', ' dir="auto" lang="fa"><a href="'],
    ['the words that made the rule fit, marked', `moved to ${MARK}suspend</b> ${MARK}visa-free</b>`],
    ['the words in any script', `${MARK}کریدور ترامپ</b>`],
  ])('shows %s', (_, markup) => expect(mail.html).toContain(markup));

  test.each([
    ['who reported it and when, in the zone of the subscriber', 'Civil.ge · 20 November, 14:05'],
    ['the language where it is not English', 'Новости-Грузия · 20 November, 14:40 · in Russian'],
    ['a day as a day', 'რადიო თავისუფლება · 20 November · in Georgian'],
    ['a month as a month', 'ინტერპრესნიუსი · November 2025 · in Georgian'],
    ['no date where the publisher gives none', 'OC Media · undated, first seen 20 November, 14:20'],
    ['independent sources, counted by family', '7 independent sources'],
    ['five further sources and how many are left', 'JAMnews · 20 November, 14:05 + 2 more'],
    [
      'why in one line: the rule, the document and its paragraph',
      "The EU decides to suspend visa-free travel · What suspending Georgia's visa-free travel and trade benefits would mean, ¶7",
    ],
  ])('tells %s', (_, words) => expect(seen).toContain(words));

  test('without an address has a headline without link', () => {
    expect(mail.html).toMatch(/lang="ru">На границе с Афганистаном/);
  });
  test('that one family reports alone is not called independently confirmed', () => {
    expect(read(compose([story({ others: [item({ id: 'two' })] })]).html)).toContain('1 source ');
  });
  test('whose excerpt only repeats its headline has none', () => {
    const lead = item({ title: 'Talks in Yerevan', excerpt: 'Talks in Yerevan  OC Media' });
    expect(compose([story({ lead })]).html).not.toContain('<p style="margin:9px 0 0"');
  });
});

describe('what is known of a story besides', () => {
  const one = story({ id: 'known', phase: 'developing' });
  const kicker = (its: ToldStory, at?: string) =>
    read(compose([its], {}, {}, { atOnce: new Map(at ? [['known', at]] : []) }).html);
  test('is whether it is new or developing', () => {
    expect(kicker(one)).toContain('high developing · 1 source ');
    expect(kicker({ ...one, phase: 'new' })).toContain('high new · 1 source ');
    expect(kicker({ ...one, phase: 'fading' })).toContain('high 1 source ');
  });
  test('is when it was told at once', () => {
    const at = '2025-11-20T11:00:00.000Z';
    expect(kicker(one, at)).toContain('developing · 1 source · told at once on 20 November, 15:00 ');
    const { text } = compose([one], {}, {}, { atOnce: new Map([['known', at]]) });
    expect(text.replace(/\s+/g, ' ')).toContain('1 source · told at once on 20 November, 15:00');
  });
});

describe('charts', () => {
  const days = Array.from({ length: 28 }, (_, n) => ({ matched: n % 3, seen: 4 }));
  const charts = ['tripp', 'other'].map((topic) => ({ topic, sources: 4, days }));
  const charted = compose(told, { charts });
  test('show the topics that the subscriber follows, each as a picture inside the mail', () => {
    expect(charted.images!.map(({ name }) => name)).toEqual(['coverage-tripp.png']);
    expect(charted.html.match(/src="[^"]*"/g)).toEqual(['src="cid:coverage-tripp.png"']);
  });
  test('say in words what they show, also in the text', () => {
    const words = '27 items matched in 28 days, 2 of them in the 24 hours to 20 Nov.';
    expect(charted.html).toContain(`alt="${words}" width="308" height="31"`);
    expect(read(charted.html)).toContain(
      '27 items in 28 days, at most 2 a day 25 Oct21 Nov A bar for the items of each day.',
    );
    expect(charted.text.replace(/\s+/g, ' ')).toContain(`- The Trump Route through Meghri: ${words}`);
  });
});

describe('topics', () => {
  test('stand in the order of their first story, each with its own stories', () => {
    const heads = [...mail.html.matchAll(/<h2 class="topic"[^>]*>([^<]*)/g)].map(([, title]) => title!.trim());
    expect(heads).toEqual([
      'Georgia&#x27;s EU visa-free travel',
      'The Trump Route through Meghri',
      'The Tajik-Afghan border',
      'Deadlines',
      'Coverage',
    ]);
  });
});

describe('deadlines', () => {
  const changed = (its: Partial<DeadlineChange> = {}): DeadlineChange => ({
    ...{ at: '2025-11-20T12:00:00.000Z', what: 'slipped', date: '2026-09-01', precision: 'day', was: '2026-06-15' },
    ...{ by: null, items: [item(), item({ id: 'two', publisher: 'SOVA', url: null })], ...its },
  });
  const standing = edition.deadlines.find(({ id }) => id === 'ground-broken')!;
  const of = (its: Partial<ToldDeadline>) => {
    const { text, html } = compose(told, { deadlines: [{ ...standing, ...its }] });
    return { text: text.replace(/\s+/g, ' '), html };
  };

  test.each([
    ['a day by its distance', 'In 12 days, 3 December 2025: The Commission'],
    ['the paragraph that sets it', '(caci-georgia-visa ¶11)'],
  ])('word %s', (_, words) => expect(mail.text.replace(/\s+/g, ' ')).toContain(words));

  test.each<[string, boolean, Partial<ToldDeadline>]>([
    ['is today', true, { date: '2025-11-21', precision: 'day' }],
    ['comes within 60 days', true, { date: '2026-01-20', precision: 'day' }],
    ['comes later', false, { date: '2026-01-21', precision: 'day' }],
    ['has passed', false, { date: '2025-11-20', precision: 'day' }],
    ['has passed since the last edition', true, { changes: [changed({ what: 'passed' })] }],
    ['was met long ago', false, { date: '2025-12-03', precision: 'day', state: 'met' }],
    ['is far ahead and moved', true, { date: '2028', precision: 'year', changes: [changed()] }],
    ['is a month that begins within 60 days', true, { date: '2026-01', precision: 'month' }],
    ['is this month', true, { date: '2025-11', precision: 'month' }],
    ['is a month that begins later', false, { date: '2026-02', precision: 'month' }],
    ['is next year, which is near', true, { date: '2026', precision: 'year' }],
    ['is this year, which is nearly over', true, { date: '2025', precision: 'year' }],
    ['is the year after', false, { date: '2027', precision: 'year' }],
    ['has no date yet', false, { date: null, state: 'open' }],
  ])('of which one %s are told: %s', (_, isTold, its) => {
    expect(of(its).html.includes(standing.title)).toBe(isTold);
  });
  test('that stand far ahead are on the page of the edition', () => {
    expect(mail.html).not.toContain('The railway is to be open');
    expect(composePage(edition).html).toContain('The railway is to be open');
  });
  test('that are this year are not told in its middle', () => {
    const deadlines = [{ ...standing, date: '2025', precision: 'year' as const }];
    expect(compose(told, { deadlines, due: '2025-06-21T03:00:00.000Z' }).html).not.toContain(standing.title);
  });
  test('that moved name who says so', () => {
    const { html, text } = of({ was: '2026-06-15', changes: [changed()] });
    expect(text).toContain('moved from 15 June 2026 · Civil.ge, SOVA (');
    expect(html).toMatch(/<b [^>]*>moved from 15 June 2026<\/b> · <a [^>]*>Civil\.ge<\/a>, <span>SOVA/);
  });

  test('of topics that the subscriber does not follow are not told', () => {
    expect(mail.html).not.toContain('Of no concern');
  });
});

describe('coverage', () => {
  const covered = (its: Partial<Coverage>) => read(compose(told, { coverage: { ...fixture.coverage, ...its } }).html);
  const old = fixture.coverage.failing.map(({ state: _, ...rest }) => rest);

  test('says what was watched and what was seen', () => {
    expect(seen).toContain('118 sources watched: 109 healthy, 3 quiet, 1 blind, 2 failing, 1 gone, 2 not visited yet.');
    expect(seen).toContain('1,204 items seen, 37 matched, 12 stories.');
  });
  test('says also that nothing fails, and nothing of what is not', () => {
    expect(covered({ failing: [], quiet: 0, unvisited: 0 })).toContain('109 healthy, 0 failing. ');
    expect(covered({ failing: fixture.coverage.failing.slice(0, 1) })).toContain('3 quiet, 0 failing, 1 blind, ');
  });
  test('lists what is not seen, in which way, since when and why', () => {
    for (const words of [
      'Press TV · blind since 12 November, 08:10: HTTP 403 Forbidden',
      'Авеста · gone since 30 December 2024, 14:00: HTTP 410',
    ]) {
      expect(seen).toContain(words);
      expect(mail.text.replace(/\s+/g, ' ')).toContain(words);
    }
  });
  test('lists eight of them and counts the others', () => {
    const failing = Array.from({ length: 11 }, (_, n) => ({ ...fixture.coverage.failing[0]!, title: `Source ${n}` }));
    const html = covered({ failing });
    expect(html).toContain('Source 7 · blind since');
    expect(html).not.toContain('Source 8');
    expect(html).toContain('+ 3 more');
  });
  test('names the sources of which items may have scrolled away, twelve and a count, and is silent where there are none', () => {
    const words = 'Items may have scrolled away unseen between two visits to ';
    expect(seen).toContain(`${words}TASS and APA.`);
    expect(mail.text.replace(/\s+/g, ' ')).toContain(`${words}TASS and APA.`);
    const gaps = Array.from({ length: 15 }, (_, n) => ({ source: `${n}`, title: `Source ${n}`, at: edition.due }));
    expect(covered({ gaps })).toMatch(/Source 0, .*Source 11 and \+ 3 more\./);
    expect(covered({ gaps: [] })).not.toContain('scrolled away');
  });
  test('of an edition that was frozen before there were states is told as it was', () => {
    const { quiet: _, gaps: __, ...before } = fixture.coverage;
    const html = read(compose(told, { coverage: { ...before, failing: old } }).html);
    expect(html).toContain('118 sources watched: 109 healthy, 4 failing, 2 not visited yet.');
    expect(html).toContain('Press TV · failing since 12 November, 08:10: HTTP 403 Forbidden');
    expect(html).not.toContain('scrolled away');
  });
});

describe('footer', () => {
  test('says why the mail came', () => {
    expect(seen).toContain(
      "you follow Georgia's EU visa-free travel, The Trump Route through Meghri and The Tajik-Afghan border: a digest every day at 07:00",
    );
    expect(read(compose(told, {}, { cadence: 'weekly', weekday: 3, hour: 18 }).html)).toContain(
      'every Wednesday at 18:00',
    );
  });
  test('shows the way out, whose address is each one’s own', () => {
    expect(mail.html).toContain(`href="${holeOf('leave')}"`);
    expect(mail.text).toContain(`\n${holeOf('leave')}\n`);
  });
});

describe('the mail', () => {
  test('of nothing new is whole, with its coverage', () => {
    const nothing = compose([]);
    expect(nothing.subject).toBe('Nothing new in your topics · 21 Nov');
    expect(nothing.html).toContain('mso-hide:all">118 sources watched: 109 healthy');
    expect(read(nothing.html)).toContain('Nothing new in your topics.');
    expect(read(nothing.html)).toContain('118 sources watched');
    expect(nothing.text).toContain('118 sources watched');
    expect(nothing.html).toMatch(/<\/html>\s*$/);
  });
  test('of 40 long stories stays below 100 kB and leaves none out', () => {
    const many = Array.from({ length: 40 }, (_, n) =>
      story({
        id: `many-${n}`,
        lead: item({ title: `ევროკავშირი უვიზო მიმოსვლას აჩერებს ${n}.`, excerpt: 'ევროკომისია '.repeat(34) }),
        others: georgianVisa.others,
        reasons: [georgianVisa.reasons[0]!, persian.reasons[0]!],
      }),
    );
    const { html } = compose(many);
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    for (let n = 0; n < 40; n++) expect(html).toContain(`აჩერებს ${n}.`);
    expect(html).toContain(holeOf('leave'));
  });
  test('loads nothing and runs nothing', () => {
    expect(mail.html).not.toMatch(/<(?:img|script|link|iframe|form)\b|@import|url\(|\son\w+=/i);
  });
  test('is composed the same twice', () => {
    expect(compose(told)).toEqual(mail);
  });
  test('as text keeps the direction of a name to the name, also where a line begins with it', () => {
    expect(mail.text).toContain('\n\u2068ایسنا\u2069 · 20 November, 13:00 · in Persian');
    expect(mail.text).toContain('- \u2068خبرگزاری مهر\u2069 · failing since');
  });
  test('as text has lines of at most 72 columns, but for addresses', () => {
    const wide = mail.text.split('\n').filter((line) => [...line].length > 72);
    expect(wide.filter((line) => !/^ *(?:https?|mailto):\S+$/.test(line))).toEqual([]);
  });
  test('as text tells the same stories, with each address on its own line', () => {
    for (const { lead } of told) expect(mail.text.replace(/\s+/g, ' ')).toContain(lead.title);
    expect(mail.text).toContain('\nhttps://civil.ge/archives/700001?from=feed&lang=en\n');
    expect(mail.text).toContain('\n  https://www.rferl.org/a/georgia-visa/1.html\n');
    expect(mail.text).toContain('*suspend* *visa-free*');
  });
});
