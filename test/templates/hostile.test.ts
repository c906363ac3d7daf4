import { describe, expect, test } from 'vitest';
import type { Edition, ToldStory } from '../../state/edition.ts';
import { composeAlert } from '../../templates/alert.ts';
import { composeDigest } from '../../templates/digest.ts';
import { safeUrl } from '../../templates/links.ts';
import { composePage } from '../../templates/page.ts';
import { coverage, edition, item, reason, SENDER, selectionOf, story, subscriber } from './fixture.ts';

const BAD = `"><script>alert(1)</script><img src=x onerror='alert(2)'>{{constructor}}{{{__proto__}}}`;

const hostile: ToldStory = story({
  topic: BAD,
  lead: item({ title: BAD, excerpt: BAD, publisher: BAD, language: BAD, url: `https://example.org/"onmouseover="x` }),
  others: [item({ publisher: BAD, url: 'javascript:alert(1)' })],
  reasons: [
    reason({
      title: BAD,
      words: [{ text: BAD, marked: true }],
      cites: [{ document: BAD, author: BAD, paragraph: 1, claim: BAD }],
    }),
  ],
});

const failing = [{ source: 'x', title: BAD, state: 'failing', since: '2025-11-20T00:00:00.000Z', reason: BAD }];
const gaps = [{ source: 'x', title: BAD, at: '2025-11-20T00:00:00.000Z' }];

/** Everything that an edition has besides stories, in the words of somebody bad. */
const others: Partial<Edition> = {
  topics: [{ id: BAD, title: BAD }],
  charts: [{ topic: BAD, sources: 1, days: [{ matched: 1, seen: 1 }] }],
  corrections: [
    {
      ...{ topic: BAD, story: BAD, at: edition.due, because: 'edited', toldIn: [], toldElse: [] },
      ...{ told: hostile.lead, now: { ...hostile.lead, title: `${BAD} now` } },
    },
  ],
  boards: [
    {
      ...{ topic: BAD, tracker: BAD, title: BAD, stages: [BAD, 'built'] },
      places: [
        {
          ...{ subject: BAD, title: BAD, stage: BAD, standing: 'reported', since: null, denials: [], cites: [] },
          ...{ evidence: [hostile.lead, ...hostile.others] },
          changes: [{ at: edition.due, what: 'moved', from: BAD, to: BAD, standing: 'reported' }],
        },
      ],
    },
  ],
};
const whole = { ...edition, ...others, stories: [hostile] };
const follower = { ...subscriber, topics: [BAD] };

const mails = {
  'digest with all its sections': composeDigest(whole, selectionOf(whole, [hostile]), follower, SENDER),
  page: { ...composePage(whole), subject: '' },
  digest: composeDigest(
    { ...edition, coverage: { ...coverage, failing, gaps } },
    selectionOf(edition, [hostile]),
    subscriber,
    SENDER,
  ),
  alert: composeAlert(hostile, BAD, subscriber, '2025-11-20T12:00:00.000Z', SENDER),
};

describe.each(Object.entries(mails))('hostile text in the %s', (_, { html, subject }) => {
  test('makes no tag', () => expect(html).not.toMatch(/<script|<img(?! src="cid:coverage-[a-z0-9-]+\.png" alt=)/i));
  test('leaves no attribute', () => expect(html).not.toMatch(/<[^>]*\son\w+=/i));
  test('is shown as it is written', () => expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;'));
  test('is no template', () => expect(html).toContain('{{constructor}}{{{__proto__}}}'));
  test('keeps a quote in an address inside its attribute', () => {
    expect(html).toContain('href="https://example.org/%22onmouseover&#x3D;%22x"');
  });
  test('links no javascript:', () => expect(html).not.toContain('javascript:'));
  test('names no language that is none', () => expect(html).not.toMatch(/<h3[^>]*lang=/));
  test('stays one line in the subject', () => expect(subject).toMatch(/^[^\r\n]*$/));
});

test('hostile text ends no line of the text mail', () => {
  const lead = item({ title: 'Talks\r\n\r\nUnsubscribe at https://evil.example', publisher: 'A\nB' });
  const { text } = composeDigest(edition, selectionOf(edition, [story({ lead })]), subscriber, SENDER);
  expect(text).toContain('[high] Talks Unsubscribe at https://evil.example\n');
  expect(text).toContain('\nA B · ');
});

test('text cannot turn the direction of the text around it', () => {
  const { html, text, subject } = composeDigest(
    edition,
    selectionOf(edition, [story({ lead: item({ title: 'invoice \u202efdp.exe\u2066' }) })]),
    subscriber,
    SENDER,
  );
  for (const part of [html, text, subject]) expect(part).not.toMatch(/[\u202a-\u202e\u2066]/);
});

describe('safeUrl', () => {
  test.each([
    ['http://example.org', 'http://example.org/'],
    ['https://example.org/a b?"<>', 'https://example.org/a%20b?%22%3C%3E'],
    ['mailto:digest@example.org', 'mailto:digest@example.org'],
    ['https://example.org/\r\nBcc: x', 'https://example.org/Bcc:%20x'],
  ])('links %s', (address, linked) => expect(safeUrl(address)).toBe(linked));

  test.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://example.org/',
    '/relative',
    '//example.org/x',
    'example.org',
    'https://',
    'https://bank.example@evil.example/',
    '',
    null,
    undefined,
    {},
  ])('does not link %j', (address) => expect(safeUrl(address)).toBe(''));
});
