import { once } from 'node:events';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { mailer } from '../../jobs/mailer.ts';
import { FROM, letterWith } from './fixture.ts';

const LETTER = letterWith();

let server: SMTPServer | undefined;
let got: string[] = [];
afterEach(async () => {
  const closing = server;
  server = undefined;
  got = [];
  if (closing) await new Promise<void>((closed) => closing.close(closed));
});

/** Starts a mail server that takes everything but for what is given, and sends it the letter. */
async function send(options: SMTPServerOptions, user = '', letter = LETTER) {
  const take: SMTPServerOptions['onData'] = async (stream, _, done) => {
    got.push(await text(stream));
    done(null);
  };
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: take,
    closeTimeout: 50,
    ...options,
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as { port: number };
  return mailer({ smtpUrl: `smtp://${user}127.0.0.1:${port}`, outbox: '', from: FROM })(letter);
}

const answer = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode });
type At = Pick<SMTPServerOptions, 'onConnect' | 'onMailFrom' | 'onRcptTo' | 'onData'>;
const at = (stage: keyof At, code: number): At => ({
  [stage]: (first: { resume?(): void }, second: unknown, third?: (error: Error) => void) => {
    first.resume?.();
    const done = (third ?? second) as (error: Error) => void;
    done(answer(code, `${code} for the test`));
  },
});

describe('a letter to the mail server', () => {
  it('arrives whole, for its subscriber alone', async () => {
    const recipients: string[] = [];
    const sent = await send({
      onRcptTo: ({ address }, _, done) => {
        recipients.push(address);
        done();
      },
    });
    expect(sent).toEqual({ outcome: 'accepted', because: expect.stringMatching(/^250 /), status: null });
    expect(recipients).toEqual(['nino@example.org']);
    const { subject, messageId, html, headers } = await simpleParser(got[0]!);
    expect({ subject, messageId, html }).toEqual({
      subject: 'The bridge collapsed',
      messageId: '<1a2b3c@silkwatch.example>',
      html: '<p>The HTML part.</p>',
    });
    expect(headers.get('auto-submitted')).toBe('auto-generated');
  });
  it.each([
    ['550 to the recipient', at('onRcptTo', 550), 'refused'],
    ['451 to the recipient', at('onRcptTo', 451), 'later'],
    ['552 to the message', at('onData', 552), 'refused'],
    ['452 to the message', at('onData', 452), 'later'],
    ['451 to the sender', at('onMailFrom', 451), 'later'],
    ['421 to the connection', at('onConnect', 421), 'later'],
  ] as const)('that is answered %s is %s', async (_, options, outcome) => {
    const sent = await send(options);
    expect(sent.outcome).toBe(outcome);
    expect(sent.because).toContain('for the test');
    expect(got).toEqual([]);
  });
  it.each([
    ['554 to the connection', at('onConnect', 554)],
    ['550 to the sender', at('onMailFrom', 550)],
  ])('that is answered %s says nothing of the subscriber, and is not refused for good', async (_, options) => {
    expect((await send(options)).outcome).toBe('later');
  });
  it('stops with clear words where our own password is refused, since no letter can go out', async () => {
    const onAuth: SMTPServerOptions['onAuth'] = (_, __, done) => done(answer(535, 'bad password'));
    await expect(send({ onAuth, authOptional: false, allowInsecureAuth: true }, 'us:secret@')).rejects.toThrow(
      /^the mail server refuses our user or password: .*535/,
    );
  });
  it('whose answer is lost after the message has gone out is lost', async () => {
    const hangUp: SMTPServerOptions['onData'] = async (stream) => {
      got.push(await text(stream));
      for (const connection of server!.connections) connection._socket.destroy();
    };
    expect((await send({ onData: hangUp })).outcome).toBe('lost');
    expect(got[0]).toContain('The bridge collapsed');
  });
  it('that was cut off before the message went out comes later', async () => {
    const hangUp: SMTPServerOptions['onRcptTo'] = () => {
      for (const connection of server!.connections) connection._socket.destroy();
    };
    expect((await send({ onRcptTo: hangUp })).outcome).toBe('later');
  });
  it('where nobody listens comes later', async () => {
    const nobody = createServer().listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const { port } = nobody.address() as { port: number };
    await new Promise((closed) => nobody.close(closed));
    const sent = await mailer({ smtpUrl: `smtp://127.0.0.1:${port}`, outbox: '', from: FROM })(LETTER);
    expect(sent).toEqual({ outcome: 'later', because: expect.stringContaining('ECONNREFUSED'), status: null });
  });
});
