/** What is written to who asked on the web, and to whoever runs the program. */
import { describe, expect, it } from 'vitest';
import { composeAlreadyThere, composeConfirm, composeDataLink } from '../../templates/confirmation.ts';
import { composeOps } from '../../templates/ops.ts';
import { subscriber, WEB } from './fixture.ts';

const flat = (text: string) => text.replace(/\s+/g, ' ');
const LINK = 'https://watch.silkwatch.example/confirm/T-o_k.n';

const MAILS = [
  [
    'to confirm',
    composeConfirm(subscriber, { confirm: LINK }, ['The route', 'Ünder & <b>'], WEB),
    'Please confirm your subscription',
    'in three days we forget that it was asked',
  ],
  ['to who is there', composeAlreadyThere({ change: LINK }, WEB), 'You are subscribed already', 'nothing has changed'],
  [
    'with the way to one’s data',
    composeDataLink({ data: LINK }, WEB),
    'What we know of you',
    'It is good for one hour',
  ],
] as const;

describe.each(MAILS)('a mail %s', (_, mail, title, words) => {
  it('says what it is for, and what happens where nobody asked', () => {
    expect(mail.subject).toBe(`${title} · Silkwatch`);
    for (const part of [mail.html, mail.text]) {
      expect(flat(part)).toContain(words);
      expect(flat(part)).toContain('If it was not you, do nothing');
    }
  });
  it('has the link once in each part, and no hole', () => {
    expect(mail.html.split(`href="${LINK}"`)).toHaveLength(2);
    expect(mail.text.split(`\n${LINK}\n`)).toHaveLength(2);
    for (const part of [mail.html, mail.text]) expect(part).not.toMatch(/\p{Noncharacter_Code_Point}/u);
  });
});

it('a mail to confirm names what was asked for', () => {
  const [, { html, text }] = MAILS[0];
  expect(flat(text)).toContain('The route and Ünder & <b>; a digest every day at 07:00, in the time of Asia/Tbilisi');
  expect(html).toContain('Ünder &amp; &lt;b&gt;');
});

describe('a mail to whoever runs the program', () => {
  const mail = composeOps(
    {
      title: 'sending has paused',
      lines: [
        'The server said: 550 5.7.1 \u202e<script>\r\nBcc: all@example.org',
        'Resume it by: silkwatch deliver --resume',
      ],
    },
    WEB,
  );
  it('tells the server’s words as text', () => {
    expect(mail.subject).toBe('Silkwatch: sending has paused');
    expect(mail.html).toContain('550 5.7.1 &lt;script&gt; Bcc: all@example.org');
    expect(mail.text).toContain('The server said: 550 5.7.1 <script> Bcc: all@example.org\n\nResume it by');
  });
  it('has a subject of one line, however long and odd', () => {
    const { subject } = composeOps({ title: `paused\r\nBcc: x ${'long '.repeat(60)}`, lines: [] }, WEB);
    expect(subject).toMatch(/^Silkwatch: paused Bcc: x long .*…$/);
    expect(subject.length).toBeLessThanOrEqual(120);
  });
});
