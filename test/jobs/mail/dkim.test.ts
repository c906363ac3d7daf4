import { generateKeyPairSync } from 'node:crypto';
import { chmodSync } from 'node:fs';
import fc from 'fast-check';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Letter } from '../../../jobs/deliver.ts';
import { readKeys, recordOf, weakKeys } from '../../../jobs/mail/keys.ts';
import { holeOf } from '../../../state/delivery.ts';
import { Refusal } from '../../../state/refusal.ts';
import { runs } from '../../runs.ts';
import { ed25519, flawsOf, keyFile, octetsOf, rsa } from './fixture.ts';

const html = `<p>ხიდი ჩამოინგრა.</p>\n<p>  Two  blanks </p>\n<a href="${holeOf('leave')}">Leave</a>\n\n\n`;
const its: Partial<Letter> = {
  references: ['<first@silkwatch.example>', '<second@silkwatch.example>'],
  mail: { subject: 'The bridge – collapsed', text: `It did.\n.\n${holeOf('read')}\n`, html },
};
let keys: string[];
beforeAll(() => {
  keys = [`r2026:${keyFile(rsa(2048))}`, `e2026:${keyFile(ed25519())}`];
});

/** What an independent verifier finds, with the records of the keys in a DNS of our own. */
async function verdictsOf(message: Buffer, dkim = keys, domain = 'silkwatch.example') {
  const records = new Map(readKeys(dkim).map((key) => [`${key.selector}._domainkey.${domain}`, recordOf(key)]));
  const resolver = async (name: string) => {
    const record = records.get(name);
    if (!record) throw Object.assign(new Error(`no ${name}`), { code: 'ENOTFOUND' });
    return [[record]];
  };
  const { results } = await dkimVerify(message, { resolver });
  return results.map(({ selector, signingDomain, status }) => [selector, signingDomain, status.result]);
}

const signed = (letter: Partial<Letter> = its, dkim = keys) => octetsOf(letter, { dkim });

describe('a signed message', () => {
  it('is verified by every key, RSA and Ed25519', async () => {
    const message = await signed();
    expect(flawsOf(message, 160)).toEqual([]);
    expect(await verdictsOf(message)).toEqual([
      ['r2026', 'silkwatch.example', 'pass'],
      ['e2026', 'silkwatch.example', 'pass'],
    ]);
  });

  it.each<[string, Partial<Letter>]>([
    ['text alone', { html: false }],
    ['a confirmation', { kind: 'confirmation' }],
    ['an empty subject', { mail: { subject: '', text: '', html: '' } }],
    ['a subject that is folded', { mail: { ...its.mail!, subject: 'The  bridge ხიდი '.repeat(30) } }],
    ['pictures', { mail: { ...its.mail!, images: [{ name: 'a.png', png: 'iVBORw0KGgo='.repeat(20) }] } }],
  ])('is verified with %s', async (_, letter) =>
    expect((await verdictsOf(await signed({ ...its, ...letter }))).map(([, , result]) => result)).toEqual([
      'pass',
      'pass',
    ]),
  );

  it('is signed in the name of the domain that it is from', async () => {
    const message = await octetsOf(its, { dkim: keys, alertsFrom: 'Alerts <now@alert.example>' });
    const verdicts = await verdictsOf(message, keys, 'alert.example');
    expect(verdicts.map(([, domain, result]) => [domain, result])).toEqual([
      ['alert.example', 'pass'],
      ['alert.example', 'pass'],
    ]);
  });

  it('is signed for Amazon’s service without what that writes anew', async () => {
    const message = await octetsOf(its, { dkim: keys, smtpUrl: 'ses://eu-central-1' });
    const text = message.toString('latin1').replace(/^(Date|Message-ID): .*$/gm, '$1: <anew@amazonses.com>');
    expect((await verdictsOf(Buffer.from(text, 'latin1'))).map(([, , result]) => result)).toEqual(['pass', 'pass']);
  });

  const changed = (from: string | RegExp, to: string) => async () => {
    const text = (await signed()).toString('latin1');
    expect(text).toMatch(from);
    return Buffer.from(text.replace(from, to), 'latin1');
  };

  it.each([
    ['a folded field is unfolded', changed(/\r\n (?=boundary)/, ' ')],
    ['another field is put before', changed(/^/, 'Received: from a by b\r\n')],
    ['what is not signed is changed', changed('Precedence: list', 'Precedence: bulk')],
    ['empty lines are put behind', changed(/$/, '\r\n\r\n')],
  ])('is verified where %s', async (_, message) =>
    expect((await verdictsOf(await message())).map(([, , result]) => result)).toEqual(['pass', 'pass']),
  );

  it.each([
    ['the sender', changed('From: Silkwatch', 'From: Silkwotch')],
    ['the recipient', changed('To: nino', 'To: dana')],
    ['the subject', changed('Subject: ', 'Subject: Re: ')],
    ['the hour', changed('Date: Mon', 'Date: Tue')],
    ['its name', changed('Message-ID: <1a', 'Message-ID: <2a')],
    ['what it answers', changed('In-Reply-To: <second', 'In-Reply-To: <third')],
    ['its thread', changed('References: <first', 'References: <third')],
    ['the list', changed('List-Id: Silkwatch alerts', 'List-Id: Silkwatch others')],
    ['the way to leave', changed(/(List-Unsubscribe:\s+<https:\/\/)watch/, '$1other')],
    ['that one click will do', changed('List-Unsubscribe=One-Click', 'List-Unsubscribe=Two-Clicks')],
    ['the archive', changed(/List-Archive: <https:..watch/, 'List-Archive: <https://other')],
    ['that a machine wrote it', changed('Auto-Submitted: auto-generated', 'Auto-Submitted: no')],
    ['what complaints are counted by', changed(':alerts:silkwatch', ':others:silkwatch')],
    ['the kind of its body', changed('Content-Type: multipart/alternative', 'Content-Type: multipart/mixed')],
    ['its body', changed('It did.', 'It dad.')],
    ['a second sender, added', changed(/^/, 'From: Mallory <m@x.example>\r\n')],
    ['a second subject, added', changed(/^/, 'Subject: Win\r\n')],
    ['an address to answer to, added', changed(/^/, 'Reply-To: m@x.example\r\n')],
    ['a second kind of body, added', changed(/^/, 'Content-Type: text/html\r\n')],
  ])('is verified no more where something is changed: %s', async (_, message) => {
    const results = (await verdictsOf(await message())).map(([, , result]) => result);
    expect(results.filter((result) => result === 'pass')).toEqual([]);
  });

  it('is verified by a key of another only', async () =>
    expect((await verdictsOf(await signed(), [`r2026:${keyFile(rsa(2048))}`])).map(([, , result]) => result)).toEqual([
      'fail',
      'neutral',
    ]));
});

/** RFC 6376, 3.4.3, word for word: empty lines at the end of the body are ignored; a body that is empty is one CRLF. */
function simple(body: string): string {
  const lines = body.split('\r\n');
  while (lines.at(-1) === '') lines.pop();
  return `${lines.join('\r\n')}\r\n`;
}

it('a body is canonical as it is, whatever the texts', async () => {
  const text = fc
    .array(
      fc.oneof(
        fc.string(),
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('\r\n', '\n', ' ', '\t', '', '.', holeOf('leave')),
      ),
    )
    .map((parts) => parts.join(''));
  const property = fc.asyncProperty(text, text, fc.boolean(), async (plain, page, wanted) => {
    const octets = await octetsOf({ html: wanted, mail: { subject: 's', text: plain, html: page } });
    const message = octets.toString('latin1');
    const body = message.slice(message.indexOf('\r\n\r\n') + 4);
    expect(body).toBe(simple(body));
  });
  await fc.assert(property, runs(100));
});

describe('a key', () => {
  const publicHalf = () =>
    keyFile(generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }) as string);
  const locked = () =>
    keyFile(rsa(1024).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }) as string);

  it.each([
    ['is not there', () => '/nowhere/key.pem', /cannot be read: ENOENT/],
    ['is no key', () => keyFile('hello'), /is no private key in PEM/],
    ['is a public half', publicHalf, /is no private key in PEM/],
    ['is locked', locked, /without a passphrase/],
    ['is too short', () => keyFile(rsa(768)), /is of 768 bits: no verifier takes fewer than 1024/],
    [
      'is of another kind',
      () => keyFile(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
      /can sign no mail/,
    ],
    [
      'is for PSS alone',
      () => keyFile(generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey),
      /can sign no mail/,
    ],
  ])('that %s is refused, with its file and the mend', (_, file, words) => {
    const path = file();
    const read = () => readKeys([`s1:${path}`]);
    expect(read).toThrow(Refusal);
    expect(read).toThrow(words);
    expect(read).toThrow(path);
    expect(read).toThrow('mend: silkwatch mail key s1 --out <file>');
  });

  it('is refused together with all others that are', () => {
    const read = () => readKeys([`a:/nowhere/a.pem`, keys[0]!, `b:/nowhere/b.pem`]);
    expect(read).toThrow(/dkim a.*dkim b.*2 problems/s);
  });

  it('is refused where another has its selector: the DNS holds one', () => {
    const [one, two] = [`s1:${keyFile(ed25519())}`, `s1:${keyFile(ed25519())}`];
    expect(() => readKeys([one, two])).toThrow(`has the selector of ${one}; mend: one for each key`);
    expect(readKeys([one, two.replace('s1', 's12')])).toHaveLength(2);
  });

  it.each(['pkcs1', 'pkcs8'] as const)('in %s is read', (type) => {
    const file = keyFile(rsa(2048).export({ type, format: 'pem' }) as string);
    expect(readKeys([`s1:${file}`])).toMatchObject([{ kind: 'rsa', bits: 2048 }]);
  });

  it('that everyone can read signs, and is warned of', () => {
    const file = keyFile(ed25519());
    chmodSync(file, 0o644);
    expect(weakKeys(readKeys([`s1:${file}`]))).toEqual([
      expect.stringMatching(/key\.pem {2}the key s1 can be read by everyone here.*mend: chmod 600 /),
    ]);
  });

  it('that is short signs, and is warned of', () => {
    const file = keyFile(rsa(1024));
    expect(weakKeys(readKeys([`s1:${file}`, ...keys]))).toEqual([
      `${file}  the key s1 is of 1024 bits; 2048 are asked for`,
    ]);
  });
});
