/**
 * Whole messages as they go over the wire, octet for octet. Where one is meant to change:
 *
 *     GOLDEN=write npx vitest run test/jobs/mail/golden.test.ts
 *
 * and read the difference before it is committed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import type { Letter } from '../../../jobs/deliver.ts';
import type { Links } from '../../../jobs/mail/links.ts';
import { rawBuilder } from '../../../jobs/mail/raw.ts';
import { filled, holeOf } from '../../../state/delivery.ts';
import { letterWith } from '../fixture.ts';
import { flawsOf, mailConfig, octetsOf } from './fixture.ts';

const folder = join(import.meta.dirname, '../golden');
/** A PNG of one pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const DELIVERY = '0b5f2c1e-9d3a-4c61-8f4e-7a1b2c3d4e5f';
/** Of the length that tokens have. */
const LEAVE = 'AW4vfTpbHE6KnSAfO1x9ng8AAGrDSvAO5TrDWppZIbmTNekRMe2N';
const links: Links = {
  leave: `https://watch.silkwatch.example/leave/${LEAVE}`,
  change: `https://watch.silkwatch.example/preferences/${LEAVE.toLowerCase()}`,
  read: `https://watch.silkwatch.example/message/${LEAVE.toUpperCase()}`,
  oneClick: `https://watch.silkwatch.example/leave/${LEAVE}`,
  byMail: `mailto:bounces@silkwatch.example?subject=unsubscribe%20${LEAVE}`,
};
const date = new Date('2026-10-05T07:00:00Z');

const foot = `Read on the web: ${holeOf('read')}\nChange what you get: ${holeOf('change')}\nLeave: ${holeOf('leave')}\n`;
const footHtml = `<p><a href="${holeOf('read')}">Read on the web</a> · <a href="${holeOf('change')}">Change</a> · <a href="${holeOf('leave')}">Leave</a></p>`;
const page = (lang: string, body: string) =>
  `<!doctype html>\n<html lang="${lang}"><head><meta charset="utf-8"><title>Silkwatch</title></head>\n<body style="margin:0;padding:0">\n${body}\n${footHtml}\n</body></html>\n`;

const MESSAGES: Record<string, Partial<Letter>> = {
  'an edition with pictures': {
    kind: 'edition',
    mail: {
      subject: 'Silkwatch, Monday 5 October: 3 stories',
      text: `The bridge over the Arax collapsed – nobody was hurt.\n\n.a line that begins with a dot\nFrom here on the railway is closed.\n\n${foot}`,
      html: page(
        'en',
        `<h1>The bridge</h1>\n<p>It collapsed – nobody was hurt.</p>\n<img src="cid:coverage-bridge.png" alt="3 items">`,
      ),
      images: [{ name: 'coverage-bridge.png', png: PNG }],
    },
  },
  'a follow-up in its thread': {
    kind: 'follow-up',
    references: ['<a1@silkwatch.example>', '<b2@silkwatch.example>'],
    mail: {
      subject: 'Confirmed: the bridge over the Arax collapsed, say three independent sources in two countries',
      text: `Confirmed by three.\n\n${foot}`,
      html: page('en', '<p>Confirmed by three.</p>'),
    },
  },
  'text alone': {
    kind: 'reminder',
    html: false,
    mail: { subject: 'In 7 days: the vote', text: `The vote is in 7 days.\n\n${foot}`, html: page('en', '') },
  },
  'a confirmation': {
    kind: 'confirmation',
    mail: {
      subject: 'Confirm that you want our mail',
      text: 'Open this page and press the button:\nhttps://watch.silkwatch.example/confirm/t\n',
      html: '<!doctype html>\n<html lang="en"><body><a href="https://watch.silkwatch.example/confirm/t">Confirm</a></body></html>\n',
    },
  },
  'Georgian, Russian and Persian': {
    kind: 'alert',
    mail: {
      subject: 'ხიდი ჩამოინგრა · Мост обрушился · پل فرو ریخت',
      text: `ხიდი არაქსზე ჩამოინგრა, არავინ დაშავებულა.\nМост через Аракс обрушился, никто не пострадал.\n\u200fپل ارس فرو ریخت؛ کسی آسیب ندید. می\u200cگوید.\n\n${foot}`,
      html: page(
        'ka',
        '<p>ხიდი ჩამოინგრა.</p>\n<p lang="ru">Мост обрушился.</p>\n<p lang="fa" dir="rtl">پل فرو ریخت.</p>',
      ),
    },
  },
};

describe.each(Object.entries(MESSAGES))('%s', (name, its) => {
  const messageId = `<${DELIVERY}@silkwatch.example>`;
  const file = join(folder, `${name.replace(/\W+/g, '-')}.eml`);
  const octets = () => octetsOf({ id: DELIVERY, body: `body of ${name}`, messageId, links, date, ...its });

  it('is the same octets as ever', async () => {
    const message = await octets();
    if (process.env.GOLDEN === 'write') writeFileSync(file, message);
    expect(message.toString('latin1')).toBe(readFileSync(file, 'latin1'));
  });

  it('has no long line, no bare CR or LF, nothing that a server on the way hurts', async () =>
    expect(flawsOf(await octets(), 200)).toEqual([]));

  it('says what was meant', async () => {
    const { subject, text, html, attachments } = await simpleParser(readFileSync(file));
    const { mail } = its as Letter;
    expect(subject).toBe(mail.subject);
    expect(text).toBe(filled(mail.text, links));
    expect(html).toBe(
      its.html === false
        ? false
        : filled(mail.html, links).replace(/cid:coverage-bridge.png/, `data:image/png;base64,${PNG}`),
    );
    expect(attachments.map(({ cid, content }) => [cid, content.toString('base64')])).toEqual(
      (mail.images ?? []).map((image) => [image.name, image.png]),
    );
  });
});

it('a letter is the same octets whatever was sent before it', async () => {
  const raw = rawBuilder(mailConfig());
  const letters = Object.entries(MESSAGES).flatMap(([body, its]) =>
    [true, false].map((html) => letterWith({ body, ...its, html })),
  );
  for (const letter of [...letters, ...letters.toReversed()])
    expect(Buffer.concat(await raw(letter))).toEqual(await octetsOf(letter));
});
