import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AddressObject, simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Letter } from '../../jobs/deliver.ts';
import { addressOf, mailer } from '../../jobs/mailer.ts';
import { FROM } from './fixture.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'silkwatch-outbox-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const letter = (its: Partial<Letter> = {}): Letter => ({
  to: 'nino@example.org',
  messageId: '<1a2b3c@silkwatch.example>',
  date: new Date('2026-10-05T07:00:00Z'),
  mail: { subject: 'Мост через Аракс', text: 'The text part.', html: '<p>The <b>HTML</b> part.</p>' },
  html: true,
  kind: 'edition',
  id: '1a2b3c4d',
  ...its,
});
const subject = (subject: string) => ({ mail: { subject, text: 'text', html: '<p>html</p>' } });

async function written(its: Partial<Letter> = {}) {
  const sent = await mailer({ outbox: folder, from: FROM })(letter(its));
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
    expect(sent).toEqual({ outcome: 'accepted', because: `written to ${join(folder, name)}.eml` });
    expect(readFileSync(join(folder, `${name}.html`), 'utf8')).toBe(letter().mail.html);
  });
  it('says what the letter says', async () => {
    const { parsed } = await written();
    expect(parsed).toMatchObject({
      subject: 'Мост через Аракс',
      messageId: '<1a2b3c@silkwatch.example>',
      date: new Date('2026-10-05T07:00:00Z'),
      html: '<p>The <b>HTML</b> part.</p>',
    });
    expect(parsed.text?.trim()).toBe('The text part.');
    expect([parsed.from?.text, (parsed.to as AddressObject).text]).toEqual([
      '"Silkwatch" <digest@silkwatch.example>',
      'nino@example.org',
    ]);
  });
  it('asks no machine to answer, and says how to leave', async () => {
    const { parsed, source } = await written();
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(source).toContain('List-Unsubscribe: <mailto:digest@silkwatch.example?subject=unsubscribe>\r\n');
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
  it('can read no file and fetch no address that it names', async () => {
    const mail = { subject: 's', text: { path: '/etc/hostname' } as never, html: '<p>html</p>' };
    await expect(mailer({ outbox: folder, from: FROM })(letter({ mail }))).rejects.toThrow(/File access/i);
  });
});

describe('a header cannot be written', () => {
  it.each([
    ['by a subject with a line break', subject('News\r\nBcc: all@example.org')],
    ['by a subject with a bare line feed', subject('News\nBcc: all@example.org')],
    ['by a subject that ends the headers', subject('News\r\n\r\nBcc: all@example.org')],
    ['by an address with a line break', { to: 'nino@example.org\r\nBcc: all@example.org' }],
    ['by a Message-ID with a line break', { messageId: '<1@x>\r\nBcc: all@example.org' }],
  ])('%s', async (_, its) => {
    const { parsed, source } = await written(its);
    expect(parsed.bcc).toBeUndefined();
    expect(source).not.toMatch(/^bcc/im);
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
  });
});

describe('the name of a file', () => {
  it.each([
    ['leads out of no folder', '../../../etc/passwd@example.org', '..-..-..-etc-passwd-example.org'],
    ['holds no separator of another system', 'a\\b:c@example.org', 'a-b-c-example.org'],
    ['holds no NUL', 'a\0b@example.org', 'a-b-example.org'],
    ['is never too long', `${'a'.repeat(300)}@example.org`, 'a'.repeat(60)],
  ])('%s', async (_, to, part) => {
    const { names } = await written({ to });
    expect(names[0]).toBe(`2026-10-05T0700-edition-${part}-1a2b3c.eml`);
  });
});

it('an outbox that cannot be written stops with the folder and the reason', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  await expect(mailer({ outbox: join(file, 'outbox'), from: FROM })(letter())).rejects.toThrow(
    new RegExp(`^cannot write to the outbox ${join(file, 'outbox')}: ENOTDIR`),
  );
});

it.each([
  ['Silkwatch <digest@silkwatch.example>', 'digest@silkwatch.example'],
  ['digest@silkwatch.example', 'digest@silkwatch.example'],
])('the bare address of %s is %s', (from, address) => expect(addressOf(from)).toBe(address));
