import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { PATIENCE, type Patience } from '../../jobs/mail/smtp/dialogue.ts';
import { smtp } from '../../jobs/mail/smtp.ts';
import { letterWith } from './fixture.ts';
import { type Script, type Scripted, scripted } from './scripted.ts';

const LETTER = letterWith();
const MESSAGE = [Buffer.from('Subject: hi\r\n\r\n'), Buffer.from('there\r\n')];
/** At this step a silent server is given up at once; at the others it has all the time that it needs. */
const impatientAt = (step: string): Patience => {
  const of = { MAIL: 'MAIL FROM', RCPT: 'RCPT TO', DATA: 'DATA', '.': 'message' }[step];
  return { ...PATIENCE, ...(of && { [of]: 20 }) };
};

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serverThat(script: Script): Promise<Scripted> {
  const server = await scripted(script);
  closing.push(server.close);
  return server;
}

async function sends(script: Script, { message = MESSAGE, patience = PATIENCE, query = '', letter = LETTER } = {}) {
  const server = await serverThat(script);
  const post = smtp(server.url + query, async () => message, { connections: 1, patience });
  closing.push(post.close);
  return { ...server, post, sent: await post.send(letter) };
}

const STEPS = ['greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA', '.'] as const;
const ANSWERS = {
  for_good: '554 no',
  for_now: '451 no',
  closing: '421 bye',
  close: 'close',
  garbage: 'hello there',
  silence: 'silence',
};

/** How a letter ends that is answered so at each step; what the server said before is good. */
const ENDS: Record<keyof typeof ANSWERS, readonly string[]> = {
  for_good: [
    'later connection',
    'later connection',
    'later sender',
    'refused recipient',
    'refused message',
    'refused message',
  ],
  for_now: [
    'later connection',
    'later connection',
    'later sender',
    'later recipient',
    'later message',
    'later message',
  ],
  closing: [
    'later connection',
    'later connection',
    'later connection',
    'later connection',
    'later message',
    'later message',
  ],
  close: [
    'later connection',
    'later connection',
    'later connection',
    'later connection',
    'later message',
    'lost message',
  ],
  garbage: [
    'later connection',
    'later connection',
    'later connection',
    'later connection',
    'later message',
    'lost message',
  ],
  silence: [
    'later connection',
    'later connection',
    'later connection',
    'later connection',
    'later message',
    'lost message',
  ],
};

describe.each([
  { pipelining: true, slow: false },
  { pipelining: true, slow: true },
  { pipelining: false, slow: false },
  { pipelining: false, slow: true },
])('a letter to a server of %j', (manner) => {
  const rows = STEPS.flatMap((step, n) =>
    Object.entries(ANSWERS).map(
      ([kind, answer]) => [kind, step, answer, ENDS[kind as keyof typeof ANSWERS][n]!] as const,
    ),
  );
  it.each(rows)('that is answered %s at %s', async (_, step, answer, ends) => {
    const patience = answer === 'silence' ? impatientAt(step) : PATIENCE;
    const query = '?greetingTimeout=20&socketTimeout=20';
    // Who does not know EHLO is asked with HELO.
    const refuses = step === 'EHLO' ? { HELO: answer } : {};
    const { sent, messages } = await sends(
      { ...manner, [step]: answer, ...refuses },
      { patience, ...(answer === 'silence' && { query }) },
    );
    expect(`${sent.outcome} ${sent.stage}`).toBe(ends);
    expect(sent.because).not.toBe('');
    expect(messages.filter(Boolean)).toHaveLength(step === '.' ? 1 : 0);
  });

  it('is taken, with the words of many lines and their status', async () => {
    const taken = '250-2.6.0 Taken\r\n250 2.6.0 as a1b2';
    const { sent, told, messages } = await sends({ ...manner, '.': taken });
    expect(sent).toEqual({ outcome: 'accepted', because: '250 2.6.0 Taken as a1b2', status: '2.6.0' });
    expect(told).toEqual([['greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA', '.']]);
    expect(messages).toEqual(['Subject: hi\r\n\r\nthere']);
  });
  it('after one that was refused goes over the same connection', async () => {
    const RCPT = (nth: number) => (nth === 1 ? '550 5.1.1 nobody' : '250 ok');
    const DATA = (nth: number) => (manner.pipelining && nth === 1 ? '503 for whom' : '354 go on');
    const { sent, post, told } = await sends({ ...manner, RCPT, DATA });
    expect(sent).toEqual({ outcome: 'refused', because: '550 5.1.1 nobody', status: '5.1.1', stage: 'recipient' });
    expect(await post.send(LETTER)).toMatchObject({ outcome: 'accepted' });
    const first = ['MAIL', 'RCPT', ...(manner.pipelining ? ['DATA'] : []), 'RSET'];
    expect(told).toEqual([['greeting', 'EHLO', ...first, 'MAIL', 'RCPT', 'DATA', '.']]);
  });
});

const EHLO = '250-test\r\n250-AUTH PLAIN\r\n250 SIZE 6000000';
const WELCOME = '235 2.7.0 welcome';

describe('our password', () => {
  it.each([
    ['close', 'Connection closed unexpectedly', null],
    ['silence', 'Timeout', null],
    ['454 4.7.0 not now', 'the mail server refuses our user or password: 454 4.7.0 not now', '4.7.0'],
    ['535 5.7.8 no', 'the mail server refuses our user or password: 535 5.7.8 no', '5.7.8'],
    ['hello', 'the mail server refuses our user or password: hello', null],
  ])('that is answered %j refuses no letter, and leaves no connection', async (AUTH, because, status) => {
    const server = await serverThat({ EHLO, AUTH });
    const url = server.url.replace('://', '://us:secret@');
    const post = smtp(`${url}?socketTimeout=200`, async () => MESSAGE, { connections: 1 });
    closing.push(post.close);
    expect(await post.send(LETTER)).toEqual({ outcome: 'later', because, status, stage: 'connection' });
    const [socket] = server.sockets;
    await (socket!.closed || once(socket!, 'close'));
    expect(server.told[0]!.at(-1)).toBe('AUTH');
  });
  it('is given once for many letters', async () => {
    const server = await serverThat({ EHLO, AUTH: WELCOME });
    const post = smtp(server.url.replace('://', '://us:secret@'), async () => MESSAGE, { connections: 1 });
    closing.push(post.close);
    for (const _ of [1, 2]) expect(await post.send(LETTER)).toMatchObject({ outcome: 'accepted' });
    expect(server.told[0]!.filter((word) => word === 'AUTH')).toHaveLength(1);
  });
});

describe('a letter', () => {
  it('to a server that loses count of its answers comes later, over another connection', async () => {
    // It answers nothing to RCPT TO, and DATA with what would fit it.
    const MAIL = (_: number, connection: number) => (connection === 1 ? '250 ok\r\n354 go on' : '250 ok');
    const { sent, post, told } = await sends({ pipelining: true, MAIL });
    expect(sent).toMatchObject({ outcome: 'later', stage: 'connection' });
    expect(sent.because).toBe("the mail server's answer to RCPT TO was 354 go on");
    expect(await post.send(LETTER)).toMatchObject({ outcome: 'accepted' });
    expect(told).toHaveLength(2);
  });
  it('takes nothing for said in secret that was said before (RFC 3207, 5)', async () => {
    const offers = '250-test\r\n250-STARTTLS\r\n250 PIPELINING';
    const again = (nth: number) => (nth === 1 ? offers : '250-test\r\n250 8BITMIME');
    const injected = '220 go\r\n250-test\r\n250-PIPELINING\r\n250 SIZE 1';
    const query = '?tls.rejectUnauthorized=false';
    const { sent, told } = await sends({ EHLO: again, STARTTLS: injected }, { query });
    expect(sent).toMatchObject({ outcome: 'accepted' });
    expect(told).toEqual([['greeting', 'EHLO', 'STARTTLS', 'EHLO', 'MAIL', 'RCPT', 'DATA', '.']]);
  });
  it('to a server that does not encrypt goes nowhere where that is asked for', async () => {
    const { sent, told } = await sends({ STARTTLS: '454 4.7.0 not now' }, { query: '?requireTLS=true' });
    expect(sent).toMatchObject({ outcome: 'later', stage: 'connection', status: '4.7.0' });
    expect(sent.because).toBe('Error upgrading connection with STARTTLS: 454 4.7.0 not now');
    expect(told).toEqual([['greeting', 'EHLO', 'STARTTLS']]);
  });
  it('for a recipient who was refused is empty where the server asks for it nevertheless', async () => {
    const RCPT = (nth: number) => (nth === 1 ? '550 5.1.1 nobody' : '250 ok');
    const { sent, post, told, messages } = await sends({ pipelining: true, RCPT });
    expect(sent).toMatchObject({ outcome: 'refused', status: '5.1.1' });
    expect(await post.send(LETTER)).toMatchObject({ outcome: 'accepted' });
    expect(messages).toEqual(['', 'Subject: hi\r\n\r\nthere']);
    expect(told).toHaveLength(1);
  });
  it('from a sender who was refused is not even begun, and the next one goes over another connection', async () => {
    const MAIL = (_: number, connection: number) => (connection === 1 ? '550 5.7.1 not you' : '250 ok');
    const { sent, post, told, messages } = await sends({ pipelining: true, MAIL, RCPT: '250 ok' });
    expect(sent).toMatchObject({ outcome: 'later', stage: 'sender', status: '5.7.1' });
    expect(await post.send(LETTER)).toMatchObject({ outcome: 'accepted' });
    expect(messages).toHaveLength(1);
    expect(told).toHaveLength(2);
  });
  it('says how large it is, and does not set out where that is too large', async () => {
    const large = [Buffer.alloc(6_000_001, 'x')];
    const { sent, told } = await sends({}, { message: large });
    expect(sent).toMatchObject({ outcome: 'refused', stage: 'message', status: '5.3.4' });
    expect(sent.because).toBe('the message has 6000001 bytes, and the mail server takes 6000000');
    expect(told).toEqual([['greeting', 'EHLO']]);
  });
  it.each(['a@b.example>\r\nRCPT TO:<c@d.example', 'a b@c.example', 'a\u0000@b.example'])(
    'to %j is to nobody',
    async (to) => {
      const { sent, told } = await sends({}, { letter: letterWith({ to }) });
      expect(sent).toMatchObject({ outcome: 'refused', status: '5.1.3', stage: 'recipient' });
      expect(told).toEqual([['greeting', 'EHLO']]);
    },
  );
  it('that was cut off before its end had left is not lost', async () => {
    const server = await serverThat({
      DATA: () => {
        for (const socket of server.sockets) setImmediate(() => socket.pause().destroy());
        return '354 go on';
      },
    });
    const post = smtp(server.url, async () => [Buffer.alloc(5_900_000, 'line\r\n')], { connections: 1 });
    closing.push(post.close);
    expect(await post.send(LETTER)).toMatchObject({ outcome: 'later', stage: 'message' });
  });
  it('that is answered before its end is as the answer says, and the connection is not used again', async () => {
    const server = await serverThat({
      DATA: () => {
        const [socket] = server.sockets;
        setImmediate(() => socket!.once('data', () => socket!.pause().write('552 5.3.4 enough\r\n')));
        return '354 go on';
      },
    });
    const post = smtp(server.url, async () => [Buffer.alloc(5_900_000, 'line\r\n')], { connections: 1 });
    closing.push(post.close);
    expect(await post.send(LETTER)).toMatchObject({ outcome: 'refused', stage: 'message', status: '5.3.4' });
    expect(server.messages).toEqual([]);
  });
});
