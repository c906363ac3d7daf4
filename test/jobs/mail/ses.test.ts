import { describe, expect, it } from 'vitest';
import { rawBuilder } from '../../../jobs/mail/raw.ts';
import { type AmazonSdk, endedAs, type ServiceError, ses } from '../../../jobs/mail/ses.ts';
import { mailer } from '../../../jobs/mailer.ts';
import { letterWith } from '../fixture.ts';
import { mailConfig, octetsOf } from './fixture.ts';

interface Command {
  Content: { Raw: { Data: Buffer } };
  FromEmailAddress: string;
  FeedbackForwardingEmailAddress: string;
  Destination: { ToAddresses: string[] };
}

/** Amazon's package as far as it is used, which keeps what it is asked. */
function amazon(answer: () => { MessageId: string }) {
  const [regions, asked]: [string[], Command[]] = [[], []];
  class SESv2Client {
    readonly config = { region: async () => 'eu-central-1' };
    constructor({ region }: { region: string }) {
      regions.push(region);
    }
    async send({ input }: { input: Command }) {
      asked.push(input);
      return answer();
    }
  }
  class SendEmailCommand {
    readonly input: Command;
    constructor(input: Command) {
      this.input = input;
    }
  }
  const load = async (): Promise<AmazonSdk> => ({ SESv2Client, SendEmailCommand });
  const from = () => 'Silkwatch <digest@silkwatch.example>';
  return { regions, asked, send: ses('ses://eu-central-1', rawBuilder(mailConfig()), from, load) };
}

describe('Amazon’s service', () => {
  it('gets the very octets, and is told where the message comes back to', async () => {
    const { asked, regions, send } = amazon(() => ({ MessageId: '0102-abc' }));
    expect(await send(letterWith())).toEqual({ outcome: 'accepted', because: '0102-abc', status: null });
    await send(letterWith({ to: 'dana@example.org' }));
    expect(regions).toEqual(['eu-central-1']);
    expect(asked).toHaveLength(2);
    expect(asked[0]!.Content.Raw.Data.toString('latin1')).toBe((await octetsOf()).toString('latin1'));
    expect(asked[0]).toMatchObject({
      FromEmailAddress: 'Silkwatch <digest@silkwatch.example>',
      FeedbackForwardingEmailAddress: 'bounces+1a2b3c4d@silkwatch.example',
      Destination: { ToAddresses: ['nino@example.org'] },
    });
  });

  it('is heard where it says no', async () => {
    const no = Object.assign(new Error('Transaction failed: the content is illegal'), { name: 'MessageRejected' });
    const { send } = amazon(() => {
      throw no;
    });
    expect(await send(letterWith())).toEqual({ outcome: 'refused', because: no.message, status: null });
  });

  it('needs a package, and says which where it is not installed', async () => {
    const { send } = mailer(mailConfig({ smtpUrl: 'ses://eu-central-1' }));
    await expect(send(letterWith())).rejects.toThrow('mend: npm install @aws-sdk/client-sesv2');
  });
});

describe('an error of the service', () => {
  const error = (name: string, code = 'ESES', status?: number): ServiceError =>
    Object.assign(new Error('words'), { name, code, ...(status && { $metadata: { httpStatusCode: status } }) });

  it.each([
    ['a message that is refused', error('MessageRejected', 'ESES', 400), 'refused'],
    ['a bad request', error('BadRequestException', 'ESES', 400), 'refused'],
    ['too many at once', error('TooManyRequestsException', 'ESES', 429), 'later'],
    ['a quota that is used up', error('LimitExceededException', 'ESES', 400), 'later'],
    ['a fault of the service', error('InternalFailure', 'ESES', 500), 'later'],
    ['a bad gateway', error('Unknown', 'ESES', 502), 'later'],
    ['a name that is not found', error('Error', 'ENOTFOUND'), 'later'],
    ['a port that is closed', error('Error', 'ECONNREFUSED'), 'later'],
    ['a connection that broke', error('Error', 'ECONNRESET'), 'lost'],
    ['an answer that did not come', error('TimeoutError', 'ETIMEDOUT'), 'lost'],
  ])('%s is told as it is', (_, its, outcome) =>
    expect(endedAs(its)).toEqual({ outcome, because: 'words', status: null }),
  );

  it.each([
    'AccountSuspendedException',
    'SendingPausedException',
    'MailFromDomainNotVerifiedException',
    'CredentialsProviderError',
  ])('%s stops the run: nothing can be sent', (name) =>
    expect(() => endedAs(error(name, 'ESES', 400))).toThrow(`takes no mail from us: ${name}: words`),
  );

  it('about an account that is not set up stops the run, and refuses nobody’s mail', () => {
    const message = 'Email address is not verified. The following identities failed the check: nino@example.org';
    const unverified = Object.assign(error('MessageRejected', 'ESES', 400), { message });
    expect(() => endedAs(unverified)).toThrow(/takes no mail from us: MessageRejected: Email address is not verified/);
  });
});
