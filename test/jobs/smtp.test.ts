import { once } from 'node:events';
import { createServer } from 'node:net';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { smtp } from '../../jobs/mail/smtp.ts';
import { mailer } from '../../jobs/mailer.ts';
import { FROM, letterWith } from './fixture.ts';

const LETTER = letterWith();

const closing: (() => Promise<void>)[] = [];
let got: Buffer[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  got = [];
});

/** Starts a mail server that takes everything but for what is given, and answers its port. */
async function serve(options: SMTPServerOptions = {}, host = '127.0.0.1'): Promise<number> {
  const take: SMTPServerOptions['onData'] = async (stream, _, done) => {
    got.push(await buffer(stream));
    done(null);
  };
  const server = new SMTPServer({ authOptional: true, onData: take, closeTimeout: 50, logger: false, ...options });
  server.on('error', () => undefined);
  server.listen(0, host);
  await once(server.server, 'listening');
  closing.push(() => new Promise((closed) => server.close(() => closed())));
  return (server.server.address() as { port: number }).port;
}

function mailerTo(smtpUrl: string) {
  const made = mailer({ smtpUrl, outbox: '', from: FROM, dkim: [], mailConnections: 2 });
  closing.push(made.close);
  return made;
}

const PLAIN: SMTPServerOptions = { disabledCommands: ['STARTTLS'], allowInsecureAuth: true };

describe('a letter to the mail server', () => {
  it('arrives whole, for its subscriber alone, and comes back to its own address', async () => {
    const envelope: unknown[] = [];
    const port = await serve({
      ...PLAIN,
      onRcptTo: ({ address }, { envelope: { mailFrom } }, done) => {
        envelope.push((mailFrom as { address: string }).address, address);
        done();
      },
    });
    const sent = await mailerTo(`smtp://127.0.0.1:${port}`).send(LETTER);
    expect(sent).toEqual({ outcome: 'accepted', because: expect.stringMatching(/^250 /), status: null });
    expect(envelope).toEqual([LETTER.returnPath, 'nino@example.org']);
    const { subject, messageId, html, headers } = await simpleParser(got[0]!);
    expect({ subject, messageId, html: String(html).trim() }).toEqual({
      subject: 'The bridge collapsed',
      messageId: '<1a2b3c@silkwatch.example>',
      html: '<p>The HTML part.</p>',
    });
    expect(headers.get('auto-submitted')).toBe('auto-generated');
  });
  it('of any bytes is the same bytes when it arrives, but for its line ends', async () => {
    const port = await serve(PLAIN);
    let message: Buffer[] = [];
    const { send, close } = smtp(`smtp://127.0.0.1:${port}`, async () => message, { connections: 1 });
    closing.push(close);
    const odd = fc.oneof(
      fc.constantFrom('\r', '\n', '.', '\r\n.', '\r\n.\r\n').map(Buffer.from),
      fc.uint8Array().map(Buffer.from),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(odd, { minLength: 1 }), async (pieces) => {
        [message, got] = [pieces as Buffer[], []];
        expect((await send(LETTER)).outcome).toBe('accepted');
        const whole = Buffer.concat(pieces)
          .toString('latin1')
          .replace(/\r\n|\r|\n/g, '\r\n');
        expect(got[0]!.toString('latin1').replace(/\r\n$/, '')).toBe(whole.replace(/\r\n$/, ''));
      }),
      { numRuns: 60 },
    );
  });
  it('goes to an IPv6 address', async () => {
    const port = await serve(PLAIN, '::1');
    expect((await mailerTo(`smtp://[::1]:${port}`).send(LETTER)).outcome).toBe('accepted');
  });
  it('where nobody listens comes later', async () => {
    const nobody = createServer().listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const { port } = nobody.address() as { port: number };
    await new Promise((closed) => nobody.close(closed));
    const sent = await mailerTo(`smtp://127.0.0.1:${port}`).send(LETTER);
    const because = expect.stringContaining('ECONNREFUSED');
    expect(sent).toEqual({ outcome: 'later', because, status: null, stage: 'connection' });
  });
});

describe('a letter to a mail server that encrypts', () => {
  it.each([
    ['from the start', { secure: true }, 'smtps'],
    ['when it is asked to', {}, 'smtp'],
  ] as const)('%s goes encrypted', async (_, options, scheme) => {
    const secure: boolean[] = [];
    const port = await serve({
      ...options,
      onMailFrom: (__, session, done) => {
        secure.push(session.secure);
        done();
      },
    });
    const { send } = mailerTo(`${scheme}://127.0.0.1:${port}/?tls.rejectUnauthorized=false`);
    expect((await send(LETTER)).outcome).toBe('accepted');
    expect((await send(LETTER)).outcome).toBe('accepted');
    expect(secure).toEqual([true, true]);
    expect(got).toHaveLength(2);
  });
  it.each(['smtps', 'smtp'])('is not given to a stranger (%s)', async (scheme) => {
    const port = await serve({ secure: scheme === 'smtps' });
    const sent = await mailerTo(`${scheme}://127.0.0.1:${port}`).send(LETTER);
    expect(sent).toMatchObject({
      outcome: 'later',
      stage: 'connection',
      because: expect.stringMatching(/certificate/),
    });
    expect(got).toEqual([]);
  });
});

describe('encryption that fails', () => {
  it('is told in words of ours, where the server speaks none', async () => {
    const port = await serve(PLAIN);
    const sent = await mailerTo(`smtps://127.0.0.1:${port}`).send(LETTER);
    expect(sent).toMatchObject({ outcome: 'later', stage: 'connection' });
    expect(sent.because).toBe(
      'the server does not speak TLS here; mend: smtp:// instead of smtps://, or port 465 (wrong version number)',
    );
  });
  it('is told in words of ours, where the server speaks another', async () => {
    const port = await serve({ secure: true, maxVersion: 'TLSv1.2' });
    const sent = await mailerTo(`smtps://127.0.0.1:${port}?tls.minVersion=TLSv1.3`).send(LETTER);
    expect(sent.because).toMatch(/^the server and we agree on no encryption \([a-z0-9 ]+\)$/);
  });
});

describe('a letter to a mail server that asks who we are', () => {
  const onAuth: SMTPServerOptions['onAuth'] = ({ username, password }, _, done) =>
    username === 'us@here' && password === 'se:cret/'
      ? done(null, { user: 1 })
      : done(new Error('Invalid user or password'));
  it.each(['PLAIN', 'LOGIN', 'CRAM-MD5'])('by %s is taken', async (method) => {
    const cram: SMTPServerOptions['onAuth'] = (auth, _, done) =>
      auth.validatePassword('se:cret/') ? done(null, { user: 1 }) : done(new Error('Invalid user or password'));
    const port = await serve({
      ...PLAIN,
      authOptional: false,
      authMethods: [method],
      onAuth: method === 'CRAM-MD5' ? cram : onAuth,
    });
    const { send } = mailerTo(`smtp://us%40here:se%3Acret%2F@127.0.0.1:${port}`);
    expect(await send(LETTER)).toMatchObject({ outcome: 'accepted' });
  });
  it('says so where our password is refused: no letter can go out, and none is refused', async () => {
    const port = await serve({ ...PLAIN, authOptional: false, onAuth });
    const sent = await mailerTo(`smtp://us%40here:wrong@127.0.0.1:${port}`).send(LETTER);
    expect(sent).toMatchObject({ outcome: 'later', stage: 'connection' });
    expect(sent.because).toBe('the mail server refuses our user or password: 535 Invalid user or password');
  });
  it('comes later where the server does not ask: it is not sent as anybody’s', async () => {
    const port = await serve({ ...PLAIN, disabledCommands: ['STARTTLS', 'AUTH'] });
    const sent = await mailerTo(`smtp://us:secret@127.0.0.1:${port}`).send(LETTER);
    expect(sent).toEqual({
      outcome: 'later',
      because: expect.stringMatching(/^the mail server asks for no user and password here \(no AUTH\); mend:/),
      status: null,
      stage: 'connection',
    });
    expect(got).toEqual([]);
  });
  it('comes later where we have no password', async () => {
    const port = await serve({ ...PLAIN, authOptional: false, onAuth });
    const sent = await mailerTo(`smtp://127.0.0.1:${port}`).send(LETTER);
    expect(sent).toMatchObject({ outcome: 'later', stage: 'sender', because: expect.stringMatching(/^530 /) });
  });
});
