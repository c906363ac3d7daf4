import { describe, expect, it } from 'vitest';
import { hasLasted } from '../../jobs/bounces/lasting.ts';
import { decide, type Evidence, type Proof, type Verdict } from '../../jobs/bounces/verdict.ts';
import type { Bounce } from '../../state/bounce.ts';

const evidence = (proof: Proof, its: Partial<Evidence> = {}): Evidence => ({
  proof,
  forged: false,
  all: true,
  lasted: false,
  ...its,
});
const bounce = (hard: boolean, reason: string) => ({ kind: 'bounce' as const, hard, reason });
const of = (kind: Bounce['kind'], reason: string | null = null) => ({ kind, hard: false, reason });

const gone = bounce(true, 'userunknown');
const full = bounce(false, 'mailboxfull');
const abuse = of('complaint', 'abuse');

describe('what follows', () => {
  it.each<[string, Parameters<typeof decide>[0], Evidence, Verdict]>([
    ['of an address that reaches nobody, signed', gone, evidence('signed'), { do: 'leave', reason: 'bounced' }],
    ['of the same by our Message-ID', gone, evidence('message'), { do: 'leave', reason: 'bounced' }],
    ['of the same by the address alone', gone, evidence('address'), { do: 'keep', because: expect.any(String) }],
    ['of the same about nobody', gone, evidence('nothing'), { do: 'keep', because: expect.any(String) }],
    [
      'where one of several whom it was passed on to is gone',
      gone,
      evidence('signed', { all: false }),
      { do: 'count' },
    ],
    ['of a full mailbox', full, evidence('signed'), { do: 'count' }],
    [
      'of one that has been full for long',
      full,
      evidence('signed', { lasted: true }),
      { do: 'leave', reason: 'bounced' },
    ],
    ['of a full mailbox by the address alone', full, evidence('address'), { do: 'count' }],
    ['where our mail is called spam', bounce(false, 'spam'), evidence('signed'), { do: 'count' }],
    ['of a bounce that nobody understands', bounce(false, 'undefined'), evidence('signed'), { do: 'count' }],
    ['of a complaint, signed', abuse, evidence('signed'), { do: 'leave', reason: 'complained' }],
    ['of a complaint by our Message-ID', abuse, evidence('message'), { do: 'leave', reason: 'complained' }],
    ['of a complaint by the address alone', abuse, evidence('address'), { do: 'keep', because: expect.any(String) }],
    ['of a wish to opt out', of('complaint', 'opt-out'), evidence('signed'), { do: 'leave', reason: 'complained' }],
    ['of a server’s report on who uses our name', of('complaint', 'auth-failure'), evidence('signed'), { do: 'count' }],
    ['of praise', of('complaint', 'not-spam'), evidence('message'), { do: 'count' }],
    ['of a signed wish to leave', of('unsubscribe'), evidence('signed'), { do: 'leave', reason: 'left' }],
    [
      'of a signed one with a forged sender',
      of('unsubscribe'),
      evidence('signed', { forged: true }),
      { do: 'leave', reason: 'left' },
    ],
    ['of one from a subscriber’s address', of('unsubscribe'), evidence('address'), { do: 'leave', reason: 'left' }],
    [
      'of one whose sender is forged',
      of('unsubscribe'),
      evidence('address', { forged: true }),
      { do: 'keep', because: 'its sender is forged' },
    ],
    ['of one from a stranger', of('unsubscribe'), evidence('nothing'), { do: 'keep', because: expect.any(String) }],
    ['of a reply by a program', of('reply'), evidence('signed'), { do: 'nothing' }],
    ['of a report of success', of('none', 'delivered'), evidence('signed'), { do: 'nothing' }],
    ['of what is of no known kind', of('none'), evidence('signed'), { do: 'keep', because: expect.any(String) }],
  ])('%s', (_, finding, given, verdict) => {
    expect(decide(finding, given)).toEqual(verdict);
  });
});

describe('a failure has lasted', () => {
  const days = (...all: number[]) => all.map((day) => new Date(Date.UTC(2026, 9, 1 + day)).toISOString());
  it.each([
    ['never, once', days(0), false],
    ['not after four in a month', days(0, 10, 20, 30), false],
    ['not after five in nine days', days(0, 2, 4, 6, 9), false],
    ['after five in ten days', days(0, 2, 4, 6, 10), true],
    ['after many, in any order', days(10, 3, 0, 1, 2, 4), true],
  ])('%s', (_, failures, lasted) => expect(hasLasted(failures)).toBe(lasted));
});
