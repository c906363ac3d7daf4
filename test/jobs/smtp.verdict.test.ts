import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offersOf } from '../../jobs/mail/smtp/offers.ts';
import { replyReader } from '../../jobs/mail/smtp/replies.ts';
import { stuffed } from '../../jobs/mail/smtp/stuffing.ts';
import { type Step, verdictOf } from '../../jobs/mail/smtp/verdict.ts';

const read = (...chunks: string[]) => {
  const reader = replyReader();
  return chunks.flatMap((chunk) => reader(Buffer.from(chunk)));
};

describe('what the server says', () => {
  it.each([
    ['250 ok\r\n', { code: 250, status: null, words: '250 ok' }],
    ['250\r\n', { code: 250, status: null, words: '250' }],
    ['250 \r\n', { code: 250, status: null, words: '250' }],
    ['550 5.1.1 no such user\n', { code: 550, status: '5.1.1', words: '550 5.1.1 no such user' }],
    [
      '550-5.1.1 The account\r\n550-5.1.1 that you name\r\n550 5.1.1 is none\r\n',
      { code: 550, status: '5.1.1', words: '550 5.1.1 The account that you name is none' },
    ],
    ['550-5.7.1 blocked,\r\n550 see there\r\n', { code: 550, status: '5.7.1', words: '550 5.7.1 blocked, see there' }],
    ['250 5.1.1 contradicts\r\n', { code: 250, status: null, words: '250 5.1.1 contradicts' }],
    ['550 5.1.1.2 is no status\r\n', { code: 550, status: null, words: '550 5.1.1.2 is no status' }],
    ['421 fermé\x07\x1b[31m \u202E ici\r\n', { code: 421, status: null, words: '421 fermé [31m ici' }],
    [`451 ${'x'.repeat(600)}\r\n`, { code: 451, status: null, words: `451 ${'x'.repeat(495)}…` }],
  ])('%j is one reply', (text, reply) => {
    expect(read(text)).toEqual([reply]);
  });
  it('is read as Latin-1 where it is no UTF-8', () => {
    expect(replyReader()(Buffer.from('550 ferm\xe9\r\n', 'latin1'))).toMatchObject([{ words: '550 fermé' }]);
  });
  it.each([
    'hello\r\n',
    '\r\n',
    '25\r\n',
    '150 no\r\n',
    '650 no\r\n',
    '2500 no\r\n',
    '250-one\r\n550 other\r\n',
    'HTTP/1.1 400 Bad Request\r\n',
  ])('%j is no answer', (text) => {
    expect(read(text)).toEqual([{ garbage: expect.any(String) }]);
  });
  it('is no answer where it never ends', () => {
    expect(read('250-'.padEnd(70_000, 'x'))).toEqual([{ garbage: 'an answer without end' }]);
    expect(read(...Array.from({ length: 9000 }, () => '250-more\r\n'))[0]).toEqual({
      garbage: 'an answer without end',
    });
  });
  it('is the same in whatever pieces it comes', () => {
    const text = '250-one\r\n250 two\r\n354 go on\r\n550-5.1.1 no\r\n550 5.1.1 such\r\n';
    const whole = read(text);
    expect(whole).toHaveLength(3);
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(text.length)), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        expect(read(...at.slice(1).map((end, n) => text.slice(at[n], end)))).toEqual(whole);
      }),
    );
  });
});

describe('what the server offers', () => {
  it('is what stands below the greeting, and nothing after HELO', () => {
    const offers = offersOf('250-PIPELINING.example\n250-size 52428800\n250-8BITMIME\n250 AUTH PLAIN LOGIN');
    expect([...offers]).toEqual([
      ['SIZE', '52428800'],
      ['8BITMIME', ''],
      ['AUTH', 'PLAIN LOGIN'],
    ]);
    expect(offersOf('250 mail.example PIPELINING').size).toBe(0);
  });
});

describe('a verdict', () => {
  it.each<[Step, string, string | null]>([
    ['MAIL FROM', '250 ok', null],
    ['MAIL FROM', '550 5.7.1 we do not like you', 'later sender 5.7.1'],
    ['MAIL FROM', '451 4.7.1 later', 'later sender 4.7.1'],
    ['MAIL FROM', '421 4.3.2 closing', 'later connection 4.3.2'],
    ['MAIL FROM', '552 too much', 'refused message null'],
    ['MAIL FROM', '552 5.3.4 too much', 'refused message 5.3.4'],
    ['MAIL FROM', '452 4.3.4 too much now', 'later message 4.3.4'],
    ['MAIL FROM', '354 what', 'later connection null'],
    ['RCPT TO', '250 ok', null],
    ['RCPT TO', '251 goes elsewhere', null],
    ['RCPT TO', '252 who knows', null],
    ['RCPT TO', '550 5.1.1 nobody', 'refused recipient 5.1.1'],
    ['RCPT TO', '552 5.2.2 mailbox full', 'refused recipient 5.2.2'],
    ['RCPT TO', '452 4.2.2 mailbox full', 'later recipient 4.2.2'],
    ['RCPT TO', '450 4.2.0 greylisted', 'later recipient 4.2.0'],
    ['RCPT TO', '421 4.7.0 closing', 'later connection 4.7.0'],
    ['RCPT TO', '530 5.7.0 who are you', 'later sender 5.7.0'],
    ['RCPT TO', '503 what was before', 'later sender null'],
    ['DATA', '354 go on', null],
    ['DATA', '250 what', 'later message null'],
    ['DATA', '554 5.7.1 no', 'refused message 5.7.1'],
    ['DATA', '451 no', 'later message null'],
    ['message', '250 2.0.0 taken', 'accepted - 2.0.0'],
    ['message', '550 5.7.1 spam', 'refused message 5.7.1'],
    ['message', '421 4.7.0 too fast', 'later message 4.7.0'],
    ['message', '354 what', 'lost message null'],
  ])('at %s of %j is %s', (step, said, expected) => {
    const [heard] = read(`${said}\r\n`);
    const sent = verdictOf(step, heard as never, true);
    expect(sent && `${sent.outcome} ${sent.stage ?? '-'} ${sent.status}`).toBe(expected);
  });
  it('on silence is that the letter is lost only if all of it had left', () => {
    const broken = { broken: 'closed' };
    expect(verdictOf('message', broken, true)).toMatchObject({ outcome: 'lost', because: 'closed' });
    expect(verdictOf('message', broken, false)).toMatchObject({ outcome: 'later', stage: 'message' });
    expect(verdictOf('DATA', broken)).toMatchObject({ outcome: 'later', stage: 'message' });
    expect(verdictOf('RCPT TO', broken)).toMatchObject({ outcome: 'later', stage: 'connection' });
  });
});

describe('a message on its way', () => {
  const bytes = (...pieces: string[]) => Buffer.concat(stuffed(pieces.map((one) => Buffer.from(one)))).toString();
  it.each([
    [['a\r\n'], 'a\r\n.\r\n'],
    [['a'], 'a\r\n.\r\n'],
    [[], '.\r\n'],
    [['.a\r\n..\r\n'], '..a\r\n...\r\n.\r\n'],
    [['a\r\n', '.b\r\n'], 'a\r\n..b\r\n.\r\n'],
    [['a\r', '\nb', '.\r\n'], 'a\r\nb.\r\n.\r\n'],
    [['a\n.\nb\r.\r'], 'a\r\n..\r\nb\r\n..\r\n.\r\n'],
    [['a\r\n.\r\nMAIL FROM:<x>\r\n'], 'a\r\n..\r\nMAIL FROM:<x>\r\n.\r\n'],
  ])('%j leaves as %j', (pieces, sent) => {
    expect(bytes(...pieces)).toBe(sent);
  });
  it('that needs nothing is not copied', () => {
    const piece = Buffer.from('a b.\r\n c\r\n');
    expect(stuffed([piece])[0]).toBe(piece);
  });
  it('ends where it ends, whatever it holds', () => {
    const odd = fc.constantFrom('\r', '\n', '.', '\r\n', 'a', '\0', 'é');
    fc.assert(
      fc.property(fc.array(fc.array(odd, { maxLength: 6 })), (pieces) => {
        const sent = bytes(...pieces.map((one) => one.join('')));
        expect(sent.indexOf('\r\n.\r\n')).toBe(sent === '.\r\n' ? -1 : sent.length - 5);
        expect(sent).not.toMatch(/\r(?!\n)|(?<!\r)\n/);
      }),
    );
  });
});
