import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from '../../jobs/bounces/classify.ts';
import { readMail } from '../../jobs/bounces/mail.ts';
import { bytesOf, dsn, letter } from './bouncemail.ts';

const read = async (bytes: Uint8Array) => classify(await readMail(bytes));

describe('any bytes', () => {
  it('are read without an exception, as something, and as no bounce', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        expect((await read(bytes)).map(({ kind }) => kind)).toEqual(['none']);
      }),
    ));
  it('in a letter do not make it a bounce', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 150, unit: 'binary' }), async (text) => {
        expect(await read(letter('A letter', { text }))).toMatchObject([{ kind: 'none' }]);
      }),
    ));
  it('in the place of any in a report never throw, nor name more than a hundred', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(dsn().length), fc.uint8Array({ maxLength: 60 }), async (at, some) => {
        const bytes = Buffer.concat([dsn().subarray(0, at), some, dsn().subarray(at + some.length)]);
        expect((await read(bytes)).length).toBeLessThanOrEqual(100);
      }),
    ));
});

const LARGE = 300_000;
const MOST_MS = 50;
const many = (text: string) => text.repeat(Math.ceil(LARGE / text.length));
const HEAD = 'From: MAILER-DAEMON@x.example\nSubject: failure notice\nReturn-Path: <>\n';
const nested = (n: number) =>
  Array.from({ length: n }, (_, i) => `--b${i}\nContent-Type: multipart/mixed; boundary=b${i + 1}\n\n`).join('');
const multipart = `${HEAD}Content-Type: multipart/report; boundary=b\n\n`;
const report = `${multipart}--b\nContent-Type: message/delivery-status\n\n`;

describe('a hostile mail is read in time:', () => {
  it.each([
    ['parts in parts in parts', `${HEAD}Content-Type: multipart/mixed; boundary=b0\n\n${nested(3000)}`],
    ['many boundaries', `${HEAD}Content-Type: multipart/mixed; boundary=b0\n\n${nested(15)}${many('--b15\n\nx\n')}`],
    ['one header without an end', `Subject: ${many('a b ')}\n\nx`],
    ['a header of many lines', `Subject: x\n${many(' y\n')}\nx`],
    ['many headers', `${many('X-A: b\n')}\nx`],
    ['many recipients of its own', `To: ${many('a@b.example,')}\n\nx`],
    ['groups of recipients', `To: ${many('a:')}\n\nx`],
    ['comments without an end', `${HEAD}Content-Type: text/plain ${many('(')}\n\nx`],
    ['a charset that is none', `${HEAD}Content-Type: text/plain; charset=none\n\n${many('\u00e9550 ')}`],
    ['empty lines', `${HEAD}\n${many('\n')}`],
    ['half an address', `${HEAD}\n${many('a@')}`],
    ['many addresses', `${HEAD}\n${many('<nino@example.org>: 550 no\n')}`],
    ['words that mean something', `${HEAD}\n550 ${many('mailbox user account domain host not address ')}`],
    ['words that nearly do', `${HEAD}\n${many('not deliver ')}`],
    ['status codes', `${HEAD}\n${many('550 5.1.1 5.')}`],
    ['spaces', `${HEAD}\n${many(' ')}x`],
    ['many reports', `${multipart}${many('--b\nContent-Type: message/delivery-status\n\nAction: failed\n\n')}`],
    ['a report on many', `${report}${many('Final-Recipient: rfc822; a@b.example\nAction: failed\n\n')}`],
    ['a report of one line', `${report}Final-Recipient: ${many('a')}`],
    ['tags without an end', `${HEAD}Content-Type: text/html\n\n${many('<a href="')}`],
    ['JSON without an end', `${HEAD}\n{"${many('[{')}`],
    ['encoded words', `Subject: ${many('=?utf-8?q?a?= ')}\n\nx`],
    ['tokens', `Subject: unsubscribe ${many(`${'a'.repeat(52)} `)}\n\nx`],
  ])('%s', async (_, text) => {
    const bytes = bytesOf(text);
    // Of this thread alone, and the least of three: what else runs on the machine is not the mail's.
    let took = Number.POSITIVE_INFINITY;
    for (let n = 0; n < 3 && took > MOST_MS; n++) {
      const began = process.threadCpuUsage();
      expect((await read(bytes)).length).toBeLessThanOrEqual(100);
      took = Math.min(took, process.threadCpuUsage(began).user / 1000);
    }
    expect(took).toBeLessThan(MOST_MS);
  });
});
