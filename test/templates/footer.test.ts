/** The end of a mail: the ways out are each recipient's own, and all else is nobody's. */
import { describe, expect, it } from 'vitest';
import { filled, HOLES, type Hole, holeOf } from '../../state/delivery.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { composeDigest } from '../../templates/digest.ts';
import { digestWish, wishWords } from '../../templates/footer.ts';
import { lintTemplate } from '../../templates/lint.ts';
import { pageName, pageStem } from '../../templates/page.ts';
import { edition, item, SENDER, selectionOf, story, subscriber, WEB } from './fixture.ts';

const told = [story()];
const compose = (its: Partial<Subscriber> = {}, sender = WEB, stories = told) =>
  composeDigest(edition, selectionOf(edition, stories), { ...subscriber, ...its }, sender);
const holesIn = (text: string): Hole[] => HOLES.filter((hole) => text.includes(holeOf(hole)));
const LINKS = {
  leave: 'https://w.example/leave/T',
  change: 'https://w.example/preferences/T',
  read: 'https://w.example/message/T',
};

describe('the ways out', () => {
  it('are three, where there are web pages, in both parts', () => {
    const { html, text } = compose();
    for (const part of [html, text]) expect(holesIn(part)).toEqual(['leave', 'change', 'read']);
    expect(filled(html, LINKS)).toMatch(/<a [^>]*href="https:\/\/w\.example\/leave\/T"[^>]*>Unsubscribe</);
    expect(filled(text, LINKS)).toContain('Change topics, times or pause:\nhttps://w.example/preferences/T\n');
  });
  it('are two mails where there are none: there is nothing to read on the web', () => {
    const { html, text } = compose({}, SENDER);
    for (const part of [html, text]) {
      expect(holesIn(part)).toEqual(['leave', 'change']);
      expect(part).not.toContain('Read on the web');
    }
  });
});

describe('the page of the edition', () => {
  const many = Array.from({ length: 300 }, (_, n) =>
    story({ id: `s${n}`, lead: item({ id: `i${n}`, title: `Bridge ${n}` }) }),
  );
  const words = (mail: { text: string }) => mail.text.replace(/\s+/g, ' ');
  it('is linked in the archive, where there is one', () => {
    const mail = compose({}, WEB, many);
    const address = `https://watch.silkwatch.example/archive/${pageStem(edition)}`;
    expect(mail.html).toContain(`<a href="${address}"`);
    expect(words(mail)).toContain(`on the page of the edition, in the archive: ${address} `);
  });
  it('is named as a file where there is none', () => {
    expect(words(compose({}, SENDER, many))).toContain(`on the page of the edition, ${pageName(edition)}.`);
  });
});

describe('a hole', () => {
  const problems = (tag: string) => lintTemplate('mail.html.hbs', tag).length;
  it.each([
    [`<a href="{{hole 'leave'}}">Leave</a>`, 0],
    ['<a href="{{hole name}}">Leave</a>', 1],
    [`<a href="{{hole 'other'}}">Leave</a>`, 1],
    [`<a href="https://e.example/{{hole 'leave'}}">Leave</a>`, 1],
    [`<form action="{{hole 'leave'}}"></form>`, 2],
  ])('stands by its name where a link leads, and nowhere else: %s', (tag, n) => expect(problems(tag)).toBe(n));
});

describe('what is composed', () => {
  it('is the same to the byte for two who wish the same', () => {
    const other = {
      id: 'sub-2',
      address: 'ana@example.net',
      since: '2024-01-01T00:00:00.000Z',
      format: 'text',
    } as const;
    expect(compose(other)).toEqual(compose());
    for (const words of [subscriber.id, subscriber.address]) expect(JSON.stringify(compose())).not.toContain(words);
  });
  it('shows nothing of a subscriber but what it is told apart by', () => {
    expect(composeDigest(edition, selectionOf(edition, told), digestWish(subscriber), WEB)).toEqual(compose());
  });
  it('has no hole that another wrote: what looks like one loses its ends', () => {
    const named = `Bridge ${holeOf('leave')} fell`;
    const hostile = [
      story({ lead: item({ title: named, excerpt: named, publisher: named, url: `https://e.example/${named}` }) }),
    ];
    const { subject, html, text } = compose({}, SENDER, hostile);
    expect(subject).not.toMatch(/\p{Noncharacter_Code_Point}/u);
    for (const part of [html, text]) expect(part.split(holeOf('leave'))).toHaveLength(2);
  });
});

it.each([
  [
    {},
    'a digest every day at 07:00, in the time of Asia/Tbilisi, with stories of every severity; and stories of high severity at once',
  ],
  [
    { cadence: 'weekly', weekday: 5, hour: 18, alerts: false, least: 'medium' },
    'a digest every Friday at 18:00, in the time of Asia/Tbilisi, with stories of medium severity and above',
  ],
  [{ cadence: 'now', least: 'high' }, 'stories of high severity only, each at once'],
] as [Partial<Subscriber>, string][])('what %o asks for is said before it is confirmed', (its, words) => {
  expect(wishWords({ ...subscriber, ...its }, ['The route', 'The border'])).toBe(
    `What was asked for: The route and The border; ${words}.`,
  );
});
