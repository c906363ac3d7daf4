import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import type { Letter } from '../../../jobs/deliver.ts';
import { identityOf, isMessageId, mailboxOf } from '../../../jobs/mail/fields.ts';
import { fieldLine, phrase, words } from '../../../jobs/mail/fold.ts';
import { unfit } from '../../../jobs/mailer.ts';
import { written } from '../../../jobs/message.ts';
import { KINDS } from '../../../state/delivery.ts';
import { runs } from '../../runs.ts';
import { LINKS, letterWith } from '../fixture.ts';
import { flawsOf, octetsOf } from './fixture.ts';

const subject = (subject: string) => ({ mail: { subject, text: 'text', html: '<p>html</p>' } });

/** Names and unfolded values of a message's header fields, in order. */
async function headerOf(...given: Parameters<typeof octetsOf>): Promise<[name: string, value: string][]> {
  const [head] = (await octetsOf(...given)).toString('latin1').split('\r\n\r\n');
  const lines = head!.replace(/\r\n(?=[ \t])/g, '').split('\r\n');
  return lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]);
}

const fieldOf = async (name: string, ...given: Parameters<typeof octetsOf>) =>
  (await headerOf(...given)).find(([its]) => its === name)?.[1];

const LIST = [...['List-Id', 'List-Unsubscribe', 'List-Unsubscribe-Post', 'List-Archive', 'Precedence', 'Feedback-ID']];
const ALWAYS = [
  ...['From', 'To', 'Subject', 'Date', 'Message-ID', 'Auto-Submitted', 'X-Auto-Response-Suppress', 'MIME-Version'],
  'Content-Type',
];

describe('the header', () => {
  it.each(KINDS)('of kind %s has each of its fields once', async (kind) => {
    const names = (await headerOf({ kind })).map(([name]) => name);
    const transactional = kind === 'confirmation' || kind === 'ops';
    expect(names.toSorted()).toEqual([...ALWAYS, ...(transactional ? [] : LIST)].toSorted());
  });

  it.each<[string, Partial<Letter>, string, string | undefined]>([
    ['names the list of digests', { kind: 'edition' }, 'List-Id', 'Silkwatch digests <digests.silkwatch.example>'],
    ['names the list of alerts', { kind: 'correction' }, 'List-Id', 'Silkwatch alerts <alerts.alert.example>'],
    ['is of the usual sender', { kind: 'edition' }, 'From', 'Silkwatch <digest@silkwatch.example>'],
    ['of what is told at once is of another', { kind: 'reminder' }, 'From', 'Alerts <now@alert.example>'],
    [
      'of a confirmation is of the usual sender',
      { kind: 'confirmation' },
      'From',
      'Silkwatch <digest@silkwatch.example>',
    ],
    ['says how to leave, by https before mail', {}, 'List-Unsubscribe', `<${LINKS.oneClick}>, <${LINKS.byMail}>`],
    ['says that one click will do (RFC 8058)', {}, 'List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
    ['names the archive', {}, 'List-Archive', '<https://watch.silkwatch.example/archive>'],
    [
      'says how to leave where there are no pages',
      { links: { ...LINKS, oneClick: null } },
      'List-Unsubscribe',
      `<${LINKS.byMail}>`,
    ],
    [
      'asks for no click where there are no pages',
      { links: { ...LINKS, oneClick: null } },
      'List-Unsubscribe-Post',
      undefined,
    ],
    [
      'nor where they are without TLS',
      { links: { ...LINKS, oneClick: 'http://x/leave/t' } },
      'List-Unsubscribe-Post',
      undefined,
    ],
    ['asks for no answer of a machine', { kind: 'ops' }, 'Auto-Submitted', 'auto-generated'],
    ['lets bounces through', {}, 'X-Auto-Response-Suppress', 'OOF, AutoReply'],
    [
      'says what complaints are counted by',
      { kind: 'edition', body: '0a1b2c3d4e5f60718293' },
      'Feedback-ID',
      '0a1b2c3d4e5f6071:edition:digests:silkwatch',
    ],
    ['has the hour in which it was written', {}, 'Date', 'Mon, 05 Oct 2026 07:00:00 +0000'],
    [
      'answers the last that was told',
      { references: ['<1@x.example>', '<2@x.example>'] },
      'In-Reply-To',
      '<2@x.example>',
    ],
    [
      'is in the thread of all that was told',
      { references: ['<1@x.example>', '<2@x.example>'] },
      'References',
      '<1@x.example> <2@x.example>',
    ],
    [
      'answers nothing that is no message',
      { references: ['<1@x>\r\nBcc: a@b.example', 'x', ''] },
      'References',
      undefined,
    ],
  ])('%s', async (_, its, name, value) =>
    expect(await fieldOf(name, its, { alertsFrom: 'Alerts <now@alert.example>' })).toBe(value),
  );

  it('names no archive where there are no pages', async () =>
    expect(await fieldOf('List-Archive', {}, { web: undefined as never })).toBeUndefined());

  it('is folded at 76 signs, but for what has no space in it', async () => {
    const references = Array.from({ length: 40 }, (_, n) => `<story-${n}@silkwatch.example>`);
    const octets = await octetsOf({ ...subject('The bridge over the Arax collapsed. '.repeat(20)), references });
    const [head] = octets.toString('latin1').split('\r\n\r\n');
    const long = head!.split('\r\n').filter((line) => line.length > 76);
    expect(long.every((line) => /^ \S+$/.test(line) && line.includes('https:') !== line.includes('mailto:'))).toBe(
      true,
    );
  });
});

describe('a sender', () => {
  it.each([
    ['Silkwatch <digest@silkwatch.example>', 'Silkwatch <digest@silkwatch.example>', 'silkwatch.example'],
    ['digest@silkwatch.example', 'digest@silkwatch.example', 'silkwatch.example'],
    ['<digest@silkwatch.example>', 'digest@silkwatch.example', 'silkwatch.example'],
    ['"Silk, Watch" <d@x.example>', '"Silk, Watch" <d@x.example>', 'x.example'],
    ['"The \\"Silk\\" Watch" <d@x.example>', '"The \\"Silk\\" Watch" <d@x.example>', 'x.example'],
    ['Silk, Watch (beta) <d@x.example>', '"Silk, Watch (beta)" <d@x.example>', 'x.example'],
    ['Шёлк <d@почта.example>', '=?UTF-8?B?0KjRkdC70Lo=?= <d@xn--80a1acny.example>', 'xn--80a1acny.example'],
    ['=?utf-8?q?x?= <d@x.example>', '=?UTF-8?B?PT91dGYtOD9xP3g/PQ==?= <d@x.example>', 'x.example'],
  ])('%s is written as %s', (sender, from, domain) => expect(identityOf(sender)).toEqual({ from, domain }));
});

it.each([
  ['a mailbox that is named', { from: 'Шёлк <d@почта.example>', mailbox: 'b@x.example' }, 'b@x.example'],
  ['else to the sender', { from: 'Шёлк <d@почта.example>' }, 'd@xn--80a1acny.example'],
])('mail comes back to %s', (_, config, mailbox) => expect(mailboxOf(config)).toBe(mailbox));

it.each([
  ['Шёлк <d@почта.example>', /^<[\da-f-]{36}@xn--80a1acny\.example>$/],
  ['Silkwatch <silkwatch@localhost>', /^<[\da-f-]{36}@localhost>$/],
])('a message of %s gets a Message-ID that can stand in a header', (from, id) => {
  const { mail, date } = letterWith();
  const given = { kind: 'alert', subject: 's', subscriber: 'nino', period: null, stories: [] } as const;
  const { messageId } = written({ ...given, stories: [], mail, created: date.toISOString() }, from);
  expect(messageId).toMatch(id);
  expect(isMessageId(messageId)).toBe(true);
});

describe('a field can be injected', () => {
  const LINES = ['\r\n', '\n', '\r', '\0', '\v', '\f', '\u0085', '\u2028', '\u2029', '\r\n\r\n', '\r\n ', '\u202e'];

  it.each(LINES.map((line) => [JSON.stringify(line), line]))('by no subject that holds %s', async (_, line) => {
    const given = subject(`News${line}Bcc: all@example.org`);
    const octets = await octetsOf(given);
    expect(flawsOf(octets)).toEqual([]);
    expect((await headerOf(given)).map(([name]) => name)).toEqual((await headerOf()).map(([name]) => name));
    expect((await simpleParser(octets)).subject).toBe('News Bcc: all@example.org');
  });

  it.each([
    ['an address with a line break', { to: 'nino@example.org\r\nBcc: all@example.org' }],
    ['an address with a comma', { to: 'a,nino@example.org' }],
    ['an address with a NUL', { to: 'nino\0@example.org' }],
    ['an address in angle brackets', { to: '<nino@example.org>' }],
    ['two addresses', { to: 'nino@example.org, all@example.org' }],
    ['an address of other letters before the @', { to: 'ნინო@example.org' }],
    ['no address', { to: 'nino' }],
    ['a Message-ID with a line break', { messageId: '<1@x>\r\nBcc: all@example.org' }],
    ['a Message-ID with a blank', { messageId: '<1 2@x>' }],
    ['two Message-IDs', { messageId: '<1@x><2@x>' }],
    ['no Message-ID', { messageId: '' }],
  ])('by no letter: %s is refused before it is written', (_, its) =>
    expect(unfit(letterWith(its))).toMatchObject({ outcome: 'refused', because: expect.stringMatching(/ is no /) }),
  );

  it('by no fault of ours: a value that is no printable ASCII is never written', () => {
    expect(() => fieldLine(['List-Archive', '<https://x>\r\nBcc: a'])).toThrow(
      /List-Archive is not of printable ASCII/,
    );
    expect(() => fieldLine(['To', 'ნინო@example.org'])).toThrow(/printable/);
  });
});

/** What a subject is to say: without what no mail program shows, white space as one blank. */
const seen = (text: string): string =>
  [...text.toWellFormed()]
    .map((letter) =>
      /[\p{Cc}\p{Z}\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff]/u.test(letter) ? ' ' : letter,
    )
    .join('')
    .replace(/ +/g, ' ')
    .trim();

const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom('\r\nBcc: a@b.example', '=?utf-8?q?x?=', '=?', '?=', '"', '\\', '\u2028', '\ud800', '\u200fجسر'),
      fc.constantFrom('a'.repeat(1200), 'ხ'.repeat(300), '🌉'.repeat(90), '  ', '<', '>', ',', ';', '(', ')'),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

describe('a parser reads', () => {
  it('the very subject, thread and fields that were meant, whatever the text', async () => {
    const names = async (its: Partial<Letter>) => (await headerOf(its)).map(([name]) => name);
    const usual = await names({ references: ['<1@x.example>'] });
    const property = fc.asyncProperty(hostile, fc.array(hostile, { maxLength: 3 }), async (title, others) => {
      const its = { ...subject(title), references: [...others, '<1@x.example>'] };
      const octets = await octetsOf(its);
      const parsed = await simpleParser(octets);
      expect(flawsOf(octets)).toEqual([]);
      expect(parsed.subject ?? '').toBe(seen(title));
      expect(parsed.references).toEqual(isMessageId(others[0] ?? '') ? expect.anything() : '<1@x.example>');
      expect(await names(its)).toEqual(usual);
      expect(parsed.text?.trim()).toBe('text');
    });
    await fc.assert(property, runs(60));
  });

  it('the very name of a sender that was meant, whatever the text', async () => {
    const name = hostile.map((text) => seen(text.replace(/[<>\r\n"\\]/g, ''))).filter((text) => text !== '');
    const property = fc.asyncProperty(name, async (given) => {
      const octets = await octetsOf({}, { alertsFrom: `${given} <now@alert.example>` });
      expect(flawsOf(octets)).toEqual([]);
      const parsed = await simpleParser(octets);
      expect(parsed.from?.value).toEqual([{ address: 'now@alert.example', name: given }]);
    });
    await fc.assert(property, runs(40));
  });

  it.each([
    ['nothing', '', ''],
    ['words', 'The bridge', 'The bridge'],
    ['what looks encoded', '=?utf-8?q?x?=', '=?UTF-8?B?PT91dGYtOD9xP3g/PQ==?='],
    ['other letters', 'ხიდი', '=?UTF-8?B?4YOu4YOY4YOT4YOY?='],
    [
      'a few other letters',
      'The café at the bridge over the Arax',
      '=?UTF-8?Q?The_caf=C3=A9_at_the_bridge_over_the_Arax?=',
    ],
  ])('%s in the shorter encoding', (_, text, written) => {
    expect(words(text)).toBe(written);
    expect(words(`\u2067${text}\r\n`)).toBe(written);
  });

  it('a quote in a name', () => expect(phrase('The "Silk" (Watch)')).toBe('"The \\"Silk\\" (Watch)"'));
});

it('a word that is longer than a line may be is cut, and whole again when it is read', () => {
  const lines = fieldLine(['Subject', words('x'.repeat(2000))]).split('\r\n');
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(76);
  expect(lines.join('').match(/x/g)).toHaveLength(2000);
});
