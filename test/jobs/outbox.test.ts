import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AddressObject, simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Letter } from '../../jobs/deliver.ts';
import { outbox } from '../../jobs/mail/outbox.ts';
import { mailer } from '../../jobs/mailer.ts';
import { bareAddress } from '../../state/address.ts';
import { holeOf } from '../../state/delivery.ts';
import { LINKS, letterWith } from './fixture.ts';
import { mailConfig, octetsOf } from './mail/fixture.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'silkwatch-outbox-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const letter = (its: Partial<Letter> = {}): Letter =>
  letterWith({
    mail: { subject: 'Мост через Аракс', text: 'The text part.', html: '<p>The <b>HTML</b> part.</p>' },
    kind: 'edition',
    ...its,
  });
const subject = (subject: string) => ({ mail: { subject, text: 'text', html: '<p>html</p>' } });

async function written(its: Partial<Letter> = {}) {
  const sent = await mailer(mailConfig({ outbox: folder })).send(letter(its));
  const names = readdirSync(folder).sort();
  const eml = names.find((name) => name.endsWith('.eml'))!;
  const source = readFileSync(join(folder, eml), 'utf8');
  return { sent, names, source, parsed: await simpleParser(source) };
}

describe('a message in the outbox', () => {
  it('is an .eml with its HTML beside it, and nothing unfinished', async () => {
    const name = '2026-10-05T0700-edition-nino-example.org-1a2b3c';
    const { sent, names } = await written();
    expect(names).toEqual([`${name}.eml`, `${name}.html`]);
    expect(sent).toEqual({ outcome: 'accepted', because: `written to ${join(folder, name)}.eml`, status: null });
    expect(readFileSync(join(folder, `${name}.html`), 'utf8')).toBe(letter().mail.html);
  });
  it('says what the letter says', async () => {
    const { parsed } = await written();
    expect(parsed).toMatchObject({
      subject: 'Мост через Аракс',
      messageId: '<1a2b3c@silkwatch.example>',
      date: new Date('2026-10-05T07:00:00Z'),
      html: '<p>The <b>HTML</b> part.</p>\n',
    });
    expect(parsed.text?.trim()).toBe('The text part.');
    expect([parsed.from?.text, (parsed.to as AddressObject).text]).toEqual([
      '"Silkwatch" <digest@silkwatch.example>',
      'nino@example.org',
    ]);
  });
  it('is the very octets that a mail server would get', async () => {
    expect((await written()).source).toBe((await octetsOf(letter())).toString('latin1'));
  });
  it('has the recipient’s own links in its copy for the browser', async () => {
    const html = `<a href="${holeOf('leave')}">Leave</a>`;
    const { names } = await written({ mail: { subject: 's', text: 'text', html } });
    const copy = readFileSync(join(folder, names.find((name) => name.endsWith('.html'))!), 'utf8');
    expect(copy).toBe(`<a href="${LINKS.leave}">Leave</a>`);
  });
  it('is an answer to what was told before, in its thread', async () => {
    const { source } = await written({ references: ['<first@x.example>', '<second@x.example>'] });
    expect(source).toContain('In-Reply-To: <second@x.example>\r\n');
    expect(source).toContain('References: <first@x.example> <second@x.example>\r\n');
  });
  it('is an answer to nothing where nothing was told before', async () => {
    expect((await written()).source).not.toMatch(/^(In-Reply-To|References):/im);
  });
  it.each(['alert', 'follow-up', 'correction', 'reminder', 'signal'] as const)(
    'says that it is of kind %s',
    async (kind) => {
      const { names } = await written({ kind });
      expect(names[0]).toBe(`2026-10-05T0700-${kind}-nino-example.org-1a2b3c.eml`);
    },
  );
  it('has its pictures inside, and shows them in the copy for the browser', async () => {
    const html = '<p><img src="cid:coverage-bridge.png" alt="Twelve items"></p>';
    const mail = { subject: 's', text: 'text', html, images: [{ name: 'coverage-bridge.png', png: 'iVBORw0KGgo=' }] };
    const { names, source, parsed } = await written({ mail });
    expect(source).toMatch(/^Content-Type: multipart\/related/m);
    expect(parsed.attachments).toMatchObject([
      { cid: 'coverage-bridge.png', contentType: 'image/png', contentDisposition: 'inline', related: true },
    ]);
    const copy = readFileSync(join(folder, names.find((name) => name.endsWith('.html'))!), 'utf8');
    expect(copy).toBe('<p><img src="data:image/png;base64,iVBORw0KGgo=" alt="Twelve items"></p>');
  });
  it('has no pictures for who wants text', async () => {
    const mail = {
      subject: 's',
      text: 'text',
      html: '',
      images: [{ name: 'coverage-bridge.png', png: 'iVBORw0KGgo=' }],
    };
    expect((await written({ mail, html: false })).parsed.attachments).toEqual([]);
  });
  it('has no HTML part for who wants text', async () => {
    const { parsed, source } = await written({ html: false });
    expect(parsed.html).toBe(false);
    expect(parsed.text?.trim()).toBe('The text part.');
    expect(source).toMatch(/^Content-Type: text\/plain/m);
  });
  it('has lines that end as RFC 5322 asks, and are no longer than it allows', async () => {
    const { source } = await written(subject('A bridge '.repeat(200)));
    expect(source.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(Math.max(...source.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  });
});

it.each([
  ['an address', { to: 'nino@example.org\r\nBcc: all@example.org' }],
  ['a Message-ID', { messageId: '<1@x>\r\nBcc: all@example.org' }],
])('a letter with %s that is none is refused, and not written', async (_, its) => {
  const sent = await mailer(mailConfig({ outbox: folder })).send(letter(its));
  expect(sent).toEqual({ outcome: 'refused', because: expect.stringMatching(/ is no /), status: expect.anything() });
  expect(readdirSync(folder)).toEqual([]);
});

describe('the name of a file', () => {
  it.each([
    ['leads out of no folder', '../../../etc/passwd@example.org', '..-..-..-etc-passwd-example.org'],
    ['holds no separator of another system', 'a\\b:c@example.org', 'a-b-c-example.org'],
    ['holds no NUL', 'a\0b@example.org', 'a-b-example.org'],
    ['is never too long', `${'a'.repeat(300)}@example.org`, 'a'.repeat(60)],
  ])('%s', async (_, to, part) => {
    await outbox(folder, async () => [])(letter({ to }));
    expect(readdirSync(folder).sort()[0]).toBe(`2026-10-05T0700-edition-${part}-1a2b3c.eml`);
  });
});

it('an outbox that cannot be written stops with the folder and the reason', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  await expect(mailer(mailConfig({ outbox: join(file, 'outbox') })).send(letter())).rejects.toThrow(
    new RegExp(`^cannot write to the outbox ${join(file, 'outbox')}: ENOTDIR`),
  );
});

it.each([
  ['Silkwatch <digest@silkwatch.example>', 'digest@silkwatch.example'],
  ['digest@silkwatch.example', 'digest@silkwatch.example'],
])('the bare address of %s is %s', (from, address) => expect(bareAddress(from)).toBe(address));
