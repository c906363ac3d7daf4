import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classify } from '../../jobs/bounces/classify.ts';
import { readMail } from '../../jobs/bounces/mail.ts';
import { bytesOf, complaint, dsn, letter, partsOf, prose } from './bouncemail.ts';

const read = async (bytes: Uint8Array) => classify(await readMail(bytes));

const NINO = 'nino@example.org';

describe('a report by RFC 3464', () => {
  const smtp = (answer: string, status = '5.0.0', more = '') => dsn({ answer: `smtp; ${answer}`, status, more });
  it.each<[string, Uint8Array, string, string | null, boolean]>([
    ['of an unknown user, by its status alone', dsn({ answer: '' }), 'userunknown', '5.1.1', true],
    ['of an unknown domain', dsn({ answer: '', status: '5.1.2' }), 'hostunknown', '5.1.2', true],
    ['of somebody who moved', dsn({ answer: '', status: '5.1.6' }), 'hasmoved', '5.1.6', true],
    ['of a domain that takes no mail (RFC 7505)', smtp('556 5.1.10 null MX'), 'notaccept', '5.1.10', true],
    ['of a mailbox that is full', smtp('552 5.2.2 over quota'), 'mailboxfull', '5.2.2', false],
    ['of an account that is closed', smtp('550 5.2.1 account is disabled'), 'suspended', '5.2.1', false],
    ['of a mail that is too large', smtp('552 5.3.4 message size exceeds the maximum'), 'toobig', '5.3.4', false],
    ['of greylisting that never ended', smtp('450 4.7.1 you are greylisted', '4.7.1'), 'toomany', '4.7.1', false],
    ['of a loop', smtp('554 5.4.6 hop count exceeded'), 'network', '5.4.6', false],
    [
      'of a server that nobody could reach',
      dsn({ status: '4.4.1', answer: 'x-mta; socket error' }),
      'network',
      '4.4.1',
      false,
    ],
    ['of a queue that gave up', smtp('451 try later: message expired', '4.4.7'), 'expired', '4.4.7', false],
    ['of our address on a list', smtp('554 5.7.1 192.0.2.1 is on a blacklist'), 'blocked', '5.7.1', false],
    ['of what reads like spam', smtp('550 5.7.1 this looks like spam'), 'spam', '5.7.1', false],
    ['of a broken DMARC', smtp('550 5.7.26 fails DMARC'), 'authfailure', '5.7.26', false],
    ['of a policy without a word', dsn({ answer: '', status: '5.7.1' }), 'policy', '5.7.1', false],
    ['of a sender that it does not take', smtp('550 5.1.8 sender address rejected'), 'rejected', '5.1.8', false],
    ['of a host that does not serve the domain', smtp('554 5.7.1 relaying denied'), 'relaying', '5.7.1', false],
    ['of a program of the recipient’s', dsn({ answer: 'x-unix; procmail: no such user' }), 'mailer', '5.1.1', false],
    ['of another, by its kind alone', dsn({ answer: 'x-unix; no such user' }), 'mailer', '5.1.1', false],
    ['whose answer says more than its status', smtp('550 5.2.2 mailbox full', '5.1.1'), 'mailboxfull', '5.2.2', false],
    [
      'that quotes an answer in its own',
      smtp("5.1.0 unknown address error 550-'5.2.2 mailbox full'"),
      'mailboxfull',
      '5.2.2',
      false,
    ],
    ['of an unknown user after weeks of 4.1.1', smtp('450 4.1.1 user unknown', '4.1.1'), 'userunknown', '4.1.1', true],
    ['of nothing that is known', smtp('554 it is Tuesday'), 'undefined', null, false],
    [
      'of whom Microsoft does not know at the edge',
      smtp('550 5.4.1 Recipient address rejected: Access denied. [mx.example]', '5.4.1'),
      'userunknown',
      '5.4.1',
      true,
    ],
    [
      'of an Outlook.com mailbox that is no more',
      smtp('550 5.5.0 Requested action not taken: mailbox unavailable (in reply to RCPT TO command)', '5.5.0'),
      'userunknown',
      '5.5.0',
      true,
    ],
    [
      'of one that is unavailable for now',
      smtp('450 Requested mail action not taken: mailbox unavailable (in reply to RCPT TO command)', '4.0.0'),
      'system',
      null,
      false,
    ],
    [
      'whose link names a reason that it does not have',
      smtp('554 see https://x.example/unknown-user'),
      'undefined',
      null,
      false,
    ],
  ])('%s', async (_, bytes, reason, status, hard) => {
    expect(await read(bytes)).toEqual([
      expect.objectContaining({ kind: 'bounce', recipient: NINO, reason, status, hard }),
    ]);
  });

  it.each([
    ['a bare 550', smtp('550 user unknown'), false],
    [
      'a bare 550 to RCPT',
      dsn({ status: '5.0.0', answer: 'smtp; 550 user unknown (in reply to RCPT TO command)' }),
      true,
    ],
    ['550 after the whole mail', dsn({ answer: 'smtp; 550 user unknown (in reply to end of DATA command)' }), false],
    ['550 after the sender', dsn({ answer: 'smtp; 550 5.1.1 user unknown (in reply to MAIL FROM command)' }), false],
    ['what sendmail writes of an answer after the mail', smtp('550 user unknown', '5.2.0'), false],
    ['a policy', smtp('550 5.7.1 user unknown'), false],
    ['an enhanced status', smtp('550 5.1.1 user unknown'), true],
  ])('of an unknown user by %s is for good or not', async (_, bytes, hard) => {
    expect((await read(bytes))[0]!.hard).toBe(hard);
  });

  it('is a bounce and not for good while it is only late', async () => {
    expect(await read(dsn({ action: 'delayed', status: '4.1.1' }))).toMatchObject([{ kind: 'bounce', hard: false }]);
  });
  it.each(['delivered', 'relayed', 'expanded'])('that says %s is none', async (action) => {
    expect(await read(dsn({ action, status: '2.0.0', answer: '' }))).toMatchObject([
      { kind: 'none', reason: 'delivered' },
    ]);
  });
  it('has a finding for each recipient', async () => {
    const more = '\nFinal-Recipient: rfc822; ada@example.org\nAction: failed\nStatus: 5.2.2\n';
    expect(await read(dsn({ more }))).toMatchObject([
      { recipient: NINO, hard: true },
      { recipient: 'ada@example.org', reason: 'mailboxfull', hard: false },
    ]);
  });
  it('names whom we wrote to, and not to whom it was forwarded', async () => {
    const more = 'Original-Recipient: rfc822; nino@example.org\n';
    expect(await read(dsn({ recipient: 'box17@inside.example', more }))).toMatchObject([{ recipient: NINO }]);
  });
  it('is read where its fields stand among words, or its boundary is missing', async () => {
    const text = 'It is told below.\n\nFinal-Recipient: rfc822; nino@example.org\nAction: failed\nStatus: 5.1.1\n';
    expect(await read(prose(text))).toMatchObject([{ recipient: NINO, status: '5.1.1', hard: true }]);
    expect(
      await read(bytesOf(`From: mailer-daemon@mx.example\nContent-Type: multipart/report\n\n--a\n\n${text}`)),
    ).toMatchObject([{ recipient: NINO, hard: true }]);
  });
});

describe('a bounce in prose, by the family of its wording', () => {
  it.each<[string, string, string, boolean]>([
    [
      'qmail',
      `Hi, this is a program.\n\n<${NINO}>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 user unknown\n`,
      'userunknown',
      true,
    ],
    [
      'qmail without an answer',
      `Hi.\n\n<${NINO}>:\nSorry, I could not deliver; couldn't find any host named x.example. (#5.1.2)`,
      'hostunknown',
      true,
    ],
    [
      'Exim',
      `A message could not be delivered.\n\n  ${NINO}\n    host mx.example [192.0.2.1]: 552 5.2.2 mailbox is full`,
      'mailboxfull',
      false,
    ],
    [
      'Exim at the end of data',
      `It could not be delivered.\n\n  ${NINO}\n    SMTP error after end of data:\n    host mx.example: 550 no such user`,
      'filtered',
      false,
    ],
    [
      'Exchange',
      `Your message did not reach:\n\n${NINO} on Mon, 5 Oct 2026 07:00\n    The recipient name is not recognized`,
      'userunknown',
      true,
    ],
    ['OpenSMTPD', `An error has occurred while delivering to:\n\n${NINO}: Domain does not exist`, 'hostunknown', true],
    [
      'sendmail',
      `----- Transcript of session follows -----\nWhile talking to mx.example:\n>>> RCPT To:<${NINO}>\n<<< 550 no such user here\n550 <${NINO}>... User unknown`,
      'userunknown',
      true,
    ],
    [
      'Notes',
      `Your message\n\nwas not delivered to:\n\n  ${NINO}\n\nbecause:\n\n  User nino not listed in the directory: user unknown`,
      'userunknown',
      true,
    ],
    ['IMail', `Undeliverable: invalid final delivery userid: ${NINO}`, 'userunknown', true],
    ['a phone company', `Could not be delivered to: <${NINO}>\nas their mailbox is full.`, 'mailboxfull', false],
    [
      'Russian',
      `Ваше письмо не может быть доставлено:\n\n  ${NINO}\n    почтовый ящик переполнен`,
      'mailboxfull',
      false,
    ],
    ['German', `Sie wurde nicht zugestellt:\n\n${NINO}\nServer returned '550 5.1.1 not found'`, 'userunknown', true],
    ['Turkish', `Teslim edilemedi:\n\n<${NINO}>: 550 5.1.1 Kullanıcı bulunamadı`, 'userunknown', true],
    ['Georgian', `ვერ მიეწოდა:\n\n<${NINO}>: 550 5.1.1 მომხმარებელი ვერ მოიძებნა`, 'userunknown', true],
    ['Russian in its subject', `Ваше письмо не доставлено: ${NINO}, ящик переполнен`, 'mailboxfull', false],
    ['Zoho', `It could not be delivered.\n${NINO} Error, ERROR_CODE :421, Host not reachable.`, 'network', false],
  ])('%s', async (_, text, reason, hard) => {
    expect(await read(prose(text))).toMatchObject([{ kind: 'bounce', recipient: NINO, reason, hard }]);
  });

  it('finds in one mail each recipient with its own answer', async () => {
    const text = `Sorry, it failed.\n\n<a@x.example>:\nRemote host said: 550 5.1.1 user unknown\n\n<b@x.example>:\nRemote host said: 552 5.2.2 mailbox full\n`;
    expect(await read(prose(text))).toMatchObject([
      { recipient: 'a@x.example', hard: true },
      { recipient: 'b@x.example', hard: false, reason: 'mailboxfull' },
    ]);
  });
  it('does not take what is said of one for the reason of another', async () => {
    const text = `554 <a@x.example>... it is Tuesday\n550 y.example (smtp)... Host unknown\n554 <b@y.example>... Host unknown\n`;
    expect(await read(prose(text))).toMatchObject([
      { recipient: 'a@x.example', reason: 'undefined', hard: false },
      { recipient: 'b@y.example', reason: 'hostunknown', hard: true },
    ]);
  });
  it('does not take the mail that it gives back for its own words', async () => {
    const text = `Delivery failed.\n\n<${NINO}>:\nmailbox is full\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <a@b.example>\nSubject: user unknown, no such user\n`;
    expect(await read(prose(text))).toMatchObject([{ reason: 'mailboxfull', hard: false }]);
  });
  it('that warns of a delay is not for good', async () => {
    const text = `THIS IS A WARNING MESSAGE ONLY.\nDelivery is delayed:\n\n  ${NINO}\n    550 5.1.1 user unknown`;
    expect(await read(prose(text))).toMatchObject([{ kind: 'bounce', hard: false }]);
  });
});

describe('what is no bounce', () => {
  it.each<[string, Uint8Array, string, string | null]>([
    ['a complaint', complaint(), 'complaint', 'abuse'],
    ['a report of a server on who uses our name', complaint({ type: 'auth-failure' }), 'complaint', 'auth-failure'],
    [
      'Microsoft’s complaint',
      partsOf('From: staff@provider.example\nSubject: complaint', 'mixed', [
        { type: 'message/rfc822', text: `X-HmXmrOriginalRecipient: ${NINO}\nSubject: The bridge\n\nx` },
      ]),
      'complaint',
      'abuse',
    ],
    [
      'Amazon’s complaint',
      letter('AWS Notification', {
        text: `{"notificationType":"Complaint","complaint":{"complainedRecipients":[{"emailAddress":"${NINO}"}]}}`,
      }),
      'complaint',
      'abuse',
    ],
    [
      'Amazon’s delivery',
      letter('AWS Notification', { text: `{"notificationType":"Delivery","delivery":{"recipients":["${NINO}"]}}` }),
      'none',
      'delivered',
    ],
    [
      'a reply that says that it is one',
      letter('Thank you', { headers: 'Auto-Submitted: auto-replied' }),
      'reply',
      null,
    ],
    ['an older one', letter('Thank you', { headers: 'X-Autoreply: yes' }), 'reply', null],
    ['out of office', letter('Automatic reply: The bridge'), 'reply', null],
    ['in German', letter('Abwesenheitsnotiz'), 'reply', null],
    ['in Russian', letter('=?utf-8?b?0JDQstGC0L7QvtGC0LLQtdGC?='), 'reply', null],
    [
      'that it was read',
      bytesOf(
        `From: ${NINO}\nSubject: Read\nContent-Type: multipart/report; report-type=disposition-notification; boundary=p\n\n--p\n\nread\n--p--`,
      ),
      'reply',
      null,
    ],
    ['a challenge', letter('Please confirm that you are a person', { text: 'Click to confirm.' }), 'reply', null],
    ['a wish to leave', letter('unsubscribe'), 'unsubscribe', null],
    ['with a token', letter(`Unsubscribe ${'a'.repeat(52)}`), 'unsubscribe', null],
    [
      'DMARC figures',
      letter('Report Domain: silkwatch.example Submitter: x.example Report-ID: 1'),
      'none',
      'statistics',
    ],
    ['a letter', letter('A question', { text: 'Why did you not report on the bridge?' }), 'none', null],
    [
      'a letter that speaks of bounces',
      letter('My mail', { text: 'I got: 550 5.1.1 user unknown. Could you send it again?' }),
      'none',
      null,
    ],
    [
      'an answer to our news of a delivery that failed',
      letter('Re: Cargo delivery failed at Poti', { text: '500 tonnes were not delivered to ada@example.org. Why?' }),
      'none',
      null,
    ],
    [
      'news of a delivery that failed, about nobody',
      letter('Your parcel could not be delivered', { text: 'It could not be delivered to your address. Pay here.' }),
      'none',
      null,
    ],
    [
      'a letter from a firm that delivers mail',
      letter('Partners', { from: 'ada@mail-delivery.example', text: 'We did not receive your message. A problem?' }),
      'none',
      null,
    ],
    ['with a mark of the server before it', letter(`[EXTERNAL] unsubscribe ${'a'.repeat(52)}`), 'unsubscribe', null],
    ['a letter that names leaving', letter('How do I unsubscribe from the daily digest?'), 'none', null],
    ['a wish to leave in Russian', letter('Отписаться'), 'unsubscribe', null],
    ['one in German', letter('Abmelden!'), 'unsubscribe', null],
    ['one in words of its own, which a person reads', letter('Please remove me'), 'none', null],
    ['a letter on who leaves', letter('Leave of absence', { text: 'Who is on leave?' }), 'none', null],
    [
      'an answer by a program to our news of a delivery that failed',
      letter('Automatic reply: Cargo delivery failed', { text: 'I cannot read your mail; write to ada@example.org.' }),
      'reply',
      null,
    ],
    ['out of office in Turkish', letter('Ofis dışında: The bridge'), 'reply', null],
    [
      'a letter that passes on a bounce',
      partsOf(`From: ${NINO}\nSubject: look at this`, 'mixed', [
        { type: 'text/plain', text: 'See below.' },
        {
          type: 'message/rfc822',
          text: 'From: mailer-daemon@x.example\nSubject: failure notice\n\n<a@b.example>:\n550 5.1.1 user unknown',
        },
      ]),
      'none',
      null,
    ],
    ['nothing at all', bytesOf(''), 'none', null],
  ])('%s', async (_, bytes, kind, reason) => {
    expect(await read(bytes)).toMatchObject([{ kind, reason, hard: false }]);
  });

  it('a complaint that names several has a finding for each', async () => {
    const bytes = complaint({ recipient: `${NINO}>\nOriginal-Rcpt-To: <ada@example.org` });
    expect((await read(bytes)).map(({ recipient }) => recipient)).toEqual([NINO, 'ada@example.org']);
  });
});

describe('a wish to leave', () => {
  const manual = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const words = [.../one that is no more than (.*?) \|/.exec(manual)![1]!.matchAll(/`(.+?)`/g)].map(
    ([, word]) => word!,
  );
  it.each(words)('is each word that the manual names, alone in a subject: %s', async (word) => {
    expect(await read(letter(`Re: ${word}.`))).toMatchObject([{ kind: 'unsubscribe', recipient: NINO }]);
    expect(await read(letter(`${word} the bridge`))).toMatchObject([{ kind: 'none' }]);
  });
});

describe('a bounce that Amazon tells in JSON', () => {
  it('is judged by the answer in it, also where its line was folded', async () => {
    const text = `{"notificationType":"Bounce","bounce":{"bouncedRecipients":[{"emailAddress":"Nino@example.org","action":"failed","status":"5.1.1",\n "diagnosticCode":"smtp; 550 5.1.1 user unknown"}]}}\n--\nTo stop these, click.`;
    expect(await read(letter('AWS Notification', { text }))).toMatchObject([
      { kind: 'bounce', recipient: NINO, status: '5.1.1', reason: 'userunknown', hard: true },
    ]);
  });
});
