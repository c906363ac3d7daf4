/** What a mail server's answer is about: the recipient, our mail, or the server itself (RFC 5321, RFC 3463). Pure. */
import { byWording, type Reason } from '../bounces/reasons.ts';
import type { Sent } from '../deliver.ts';

/**
 * `nobody` has this address; the mailbox is `full`; the server does not want our mail (`policy`); the `server` cannot be
 * reached or cannot work now; all else is about this one `message` to this one recipient.
 */
export type About = 'nobody' | 'full' | 'policy' | 'server' | 'message';

/** RFC 3463, 3.2 and RFC 7505, 4.2: there is no such mailbox, no such domain, or it takes no mail at all. */
const NOBODY = /^5\.1\.(1|2|10)$/;
const FULL = /^[45]\.2\.2$/;
const POLICY = /^5\.7\.\d+$/;
/** RFC 3463, 3.4: mail system full, not accepting messages, and the like. A message that is too big for it is a message's. */
const SYSTEM = /^[45]\.3\.[0-35]$/;

/** What the words mean where there is no enhanced status. */
const BY_REASON: Partial<Record<Reason, About>> = {
  ...{ userunknown: 'nobody', hostunknown: 'nobody', mailboxfull: 'full' },
  ...{
    blocked: 'policy',
    spam: 'policy',
    authfailure: 'policy',
    policy: 'policy',
    relaying: 'policy',
    rejected: 'policy',
  },
};

export function aboutOf({ outcome, because, status, stage }: Sent): About {
  const code = codeIn(because);
  const enhanced = status ?? statusIn(because);
  const early = stage === 'connection' || stage === 'sender';
  if (outcome === 'accepted') return 'message';
  if (outcome === 'lost') return 'server';
  // 421 ends the connection at any step (RFC 5321, 3.8), often because we come too fast.
  if (code === '421') return 'server';
  if (early) return earlyAbout(code, enhanced);
  if (enhanced !== null && !/\.0\.0$/.test(enhanced)) return byStatus(enhanced, outcome);
  const said = code === null ? undefined : BY_REASON[byWording(because) ?? 'undefined'];
  // Who has seen the whole mail before they say that nobody is there is a filter that will not tell.
  const filtered = said === 'nobody' && stage === 'message';
  if (said === 'full' || (said && outcome === 'refused' && !filtered)) return said;
  // A failure without an answer is one of the way to the server.
  return outcome === 'later' && code === null && enhanced === null ? 'server' : 'message';
}

function byStatus(enhanced: string, outcome: Sent['outcome']): About {
  if (NOBODY.test(enhanced) && outcome === 'refused') return 'nobody';
  if (FULL.test(enhanced)) return 'full';
  if (POLICY.test(enhanced)) return 'policy';
  return SYSTEM.test(enhanced) ? 'server' : 'message';
}

/** Before a recipient is named nothing is about them: what is refused for good there is refused to all our mail. */
function earlyAbout(code: string | null, enhanced: string | null): About {
  if (code === '552' || enhanced === '5.3.4') return 'message';
  return (enhanced ?? code ?? '').startsWith('5') ? 'policy' : 'server';
}

/** The reply code that stands before a server's words. */
const codeIn = (because: string): string | null => /(?:^|: )([245]\d\d)(?:[ -]|$)/.exec(because)?.[1] ?? null;

/** The enhanced status in a server's words, and no address of a network. */
export const statusIn = (because: string): string | null =>
  /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(because)?.[1] ?? null;
