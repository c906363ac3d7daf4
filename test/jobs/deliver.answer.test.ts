import { describe, expect, it } from 'vitest';
import { type About, aboutOf } from '../../jobs/deliver/answer.ts';
import { decideAfter } from '../../jobs/deliver/retry.ts';
import type { Sent } from '../../jobs/deliver.ts';

type Stage = Sent['stage'];
const sent = (outcome: Sent['outcome'], because: string, status: string | null = null, stage?: Stage): Sent => ({
  ...{ outcome, because, status },
  ...(stage && { stage }),
});

describe('an answer is about', () => {
  it.each<[About, Sent['outcome'], string, Stage?]>([
    ['nobody', 'refused', '550 5.1.1 <a@b.c>: Recipient address rejected: User unknown', 'recipient'],
    ['nobody', 'refused', '550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found', 'recipient'],
    ['nobody', 'refused', '550 5.1.2 bad destination system address', 'recipient'],
    ['nobody', 'refused', '550 No such user here', 'recipient'],
    ['message', 'later', '450 4.1.1 User unknown in virtual table, try later', 'recipient'],
    ['message', 'later', '450 5.1.1 User unknown, or so it seems today', 'recipient'],
    ['full', 'refused', '552 5.2.2 Mailbox full', 'recipient'],
    ['full', 'later', '452 4.2.2 The email account that you tried to reach is over quota', 'recipient'],
    ['full', 'later', '452 mailbox full', 'recipient'],
    ['policy', 'refused', '550 5.7.1 Message rejected as spam', 'message'],
    ['policy', 'refused', '550 5.7.26 Unauthenticated email is not accepted due to DMARC policy', 'message'],
    [
      'policy',
      'refused',
      '554 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org',
      'recipient',
    ],
    ['policy', 'refused', '554 relay access denied', 'recipient'],
    ['policy', 'later', '554 5.7.1 Your network is blocked', 'connection'],
    ['policy', 'later', '530 5.7.0 Must issue a STARTTLS command first', 'sender'],
    ['policy', 'later', '550 Sender address rejected', 'sender'],
    ['server', 'later', '421 4.3.2 Service shutting down', 'connection'],
    ['server', 'later', '421 4.7.0 Our system has detected an unusual rate of mail', 'message'],
    ['server', 'later', '451 4.3.0 Temporary lookup failure', 'recipient'],
    ['server', 'later', '452 4.3.1 Insufficient system storage', 'message'],
    ['server', 'later', '450 too many connections', 'connection'],
    ['server', 'later', 'connect ECONNREFUSED 192.0.2.1:25', 'connection'],
    ['server', 'later', 'the connection timed out'],
    ['server', 'lost', 'the connection ended before the answer came', 'message'],
    ['message', 'later', '450 4.7.1 Greylisted, please try again in 300 seconds', 'recipient'],
    ['message', 'later', '450 4.2.0 Greylisted', 'recipient'],
    ['message', 'later', '451 try again later', 'recipient'],
    ['message', 'refused', '552 5.3.4 Message too big for system', 'message'],
    ['message', 'later', '552 5.3.4 Message size exceeds fixed limit', 'sender'],
    ['message', 'refused', '554 5.6.0 Bad message', 'message'],
    ['message', 'refused', '550 5.2.1 Mailbox disabled', 'recipient'],
    ['message', 'refused', '550 No such user here', 'message'],
    ['message', 'accepted', '250 2.0.0 Ok: not spam, user unknown no more', 'message'],
  ])('%s: %s %s (%s)', (about, outcome, because, stage) =>
    expect(aboutOf(sent(outcome, because, null, stage))).toBe(about),
  );

  it.each<[About, string | null, string]>([
    ['nobody', '5.1.1', 'rejected'],
    ['policy', '5.7.1', 'rejected'],
    ['message', null, '550 rejected by 5.1.1.7'],
    ['nobody', '5.0.0', '550 5.0.0 no such user'],
  ])('%s by the status %s that the transport gives, else by the words %s', (about, status, because) =>
    expect(aboutOf(sent('refused', because, status, 'recipient'))).toBe(about),
  );
});

describe('after an attempt', () => {
  const first = { kind: 'edition', subject: 'e1', attempts: 0, was: 'queued', because: null } as const;
  const MINUTE = 60_000;
  const POLICY = sent('refused', '550 5.7.1 no', '5.7.1', 'recipient');
  const REFUSED = sent('refused', '554 5.6.0 no', '5.6.0', 'message');
  const LATER = sent('later', '450 4.7.1 Greylisted', '4.7.1', 'recipient');
  const DOWN = sent('later', 'connect ECONNREFUSED', null, 'connection');
  const LOST = sent('lost', 'timed out', null, 'message');
  it.each<[string, Sent, object, object]>([
    ['that was accepted it is accepted', sent('accepted', '250 ok'), {}, { state: 'accepted', wait: 0 }],
    ['that was refused it is refused', REFUSED, {}, { state: 'refused' }],
    ['that was put off it rests a minute', LATER, {}, { state: 'queued', wait: MINUTE, attempted: true }],
    ['that was put off again it rests longer', LATER, { attempts: 1 }, { state: 'queued', wait: 5 * MINUTE }],
    ['the tenth, it rests for most of a day', LATER, { attempts: 9 }, { state: 'queued', wait: 970 * MINUTE }],
    ['the eleventh, it is refused', LATER, { attempts: 10 }, { state: 'refused' }],
    ['without an answer it may have arrived', LOST, {}, { state: 'unknown', wait: MINUTE }],
    ['put off, it may still have arrived before', LATER, { was: 'unknown' }, { state: 'unknown', wait: MINUTE }],
    ['without an answer for the eleventh time it is given up', LOST, { attempts: 10 }, { state: 'refused' }],
    [
      'by a policy it waits as it was, and that is no attempt',
      POLICY,
      {},
      { state: 'queued', attempted: false, wait: 0, pauses: true },
    ],
    ['by a policy it stays in doubt', POLICY, { was: 'unknown' }, { state: 'unknown', attempted: false }],
    [
      'by a policy, operators are told again in an hour, and it is no pause of its own',
      POLICY,
      { kind: 'ops', subject: 'pause:p' },
      { state: 'queued', attempted: false, wait: 60 * MINUTE, pauses: false },
    ],
    [
      'by a policy, a mail to see whether mail arrives is refused',
      POLICY,
      { kind: 'ops', subject: 'test:t' },
      { state: 'refused', attempted: true, pauses: false },
    ],
  ])('%s', (_, answer, its, verdict) => expect(decideAfter(answer, { ...first, ...its }, true)).toMatchObject(verdict));

  it.each([
    ['that takes other mail it is an attempt', true, DOWN, 10, { state: 'refused', attempted: true }],
    ['that takes none it is no attempt', false, DOWN, 10, { state: 'queued', attempted: false, wait: 5 * MINUTE }],
    ['that took the message, but answered not, it is one', false, LOST, 10, { state: 'refused', attempted: true }],
  ] as const)('by a server %s', (_, others, answer, attempts, verdict) =>
    expect(decideAfter(answer, { ...first, attempts }, others)).toMatchObject(verdict),
  );

  it.each([
    ['while other mail was taken it is about the recipient', true, '550 5.7.1 no', 'recipient', 'refused'],
    ['while nothing else was taken it is about us', false, '550 5.7.1 no', 'recipient', 'queued'],
    ['before the recipient was named it is about us', true, '550 5.7.1 no', 'sender', 'queued'],
    ['after another trouble it is the first', true, '450 4.2.0 later', 'recipient', 'queued'],
  ] as const)('a policy that stands again %s', (_, others, because, stage, state) => {
    const answer = sent('refused', '550 5.7.1 no', '5.7.1', stage);
    expect(decideAfter(answer, { ...first, because }, others).state).toBe(state);
  });

  it('the rests grow, and are two days in all', () => {
    const rests = Array.from({ length: 10 }, (_, attempts) => decideAfter(LATER, { ...first, attempts }, false).wait);
    expect(rests).toEqual(rests.toSorted((a, b) => a - b));
    expect(rests.reduce((sum, rest) => sum + rest) / (1440 * MINUTE)).toBeCloseTo(2, 2);
  });
});
