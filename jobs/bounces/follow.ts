/** A mail that came back, weighed against the ledger: what follows for each recipient, and doing it. */

import { sameAddress } from '../../state/address.ts';
import type { Bounce } from '../../state/bounce.ts';
import type { Instant } from '../../state/item.ts';
import type { Ledger } from '../../state/ledger.ts';
import type { Post } from '../mail/links.ts';
import type { Finding } from './finding.ts';
import { hasLasted } from './lasting.ts';
import type { ReturnedMail } from './mail.ts';
import { type Person, personOf, type Reads } from './person.ts';
import { decide, LASTING, type Verdict } from './verdict.ts';
import { isForged } from './whom.ts';

/** What a mail says of one recipient, who that is, and what follows. */
export interface Followed {
  finding: Finding;
  person: Person;
  verdict: Verdict;
}

interface Weighed {
  post: Post;
  now(): Date;
}

/** What follows from each finding, as the ledger stands. */
export async function follow(
  mail: ReturnedMail,
  findings: readonly Finding[],
  world: Weighed,
  ledger: Reads,
): Promise<Followed[]> {
  const every = findings.every(({ kind, hard }) => kind !== 'bounce' || hard);
  const forged = isForged(mail.headers);
  const followed: Followed[] = [];
  for (const finding of findings) {
    const person = await personOf(mail, finding, world, ledger);
    const all = every && isOf(person, finding);
    const lasted = await hasLastedFor(person, finding, world.now(), ledger);
    const verdict = decide(finding, { proof: person.proof, forged, all, lasted });
    followed.push({ finding, person, verdict: verdict.do === 'leave' && !mayLeave(person) ? NOTHING_MORE : verdict });
  }
  return followed;
}

const NOTHING_MORE: Verdict = { do: 'nothing' };

/** Who has left, or was erased, gets no mail that could end; nor does ops leave. */
const mayLeave = ({ subscriber, join }: Person): boolean => (subscriber ? subscriber.left === null : join !== null);

/** Whether it is about the address that we wrote to, and not about one to which mail is passed on from there. */
function isOf({ subscriber, join }: Person, { recipient }: Finding): boolean {
  const address = (subscriber ?? join)?.address;
  return !address || recipient === '' || sameAddress(address).toLowerCase() === recipient;
}

/** Whether with this one messages to the same subscriber came back for too long. */
async function hasLastedFor(
  { delivery, subscriber }: Person,
  { kind, reason }: Finding,
  now: Date,
  ledger: Reads,
): Promise<boolean> {
  if (kind !== 'bounce' || !delivery || !subscriber || !LASTING.some((one) => one === reason)) return false;
  const earlier = await ledger.earlierBounces(subscriber.id, LASTING, delivery);
  return hasLasted([...earlier, now.toISOString()]);
}

/** What the ledger keeps of a finding. Of who was erased it keeps no address. */
export function bounceOf(id: string, { finding, person }: Followed, at: Instant): Bounce {
  const { proof, delivery, subscriber, join } = person;
  const erased = proof === 'signed' && !subscriber && !join;
  const recipient = erased ? '' : finding.recipient || (subscriber ?? join)?.address.toLowerCase() || '';
  return {
    ...finding,
    id,
    at,
    recipient,
    because: erased ? '' : finding.because,
    delivery: delivery?.id ?? null,
    subscriber: subscriber?.id ?? null,
  };
}

const WORDING = { bounced: 'bounce', complained: 'complaint', left: 'mail' } as const;

/** Ends what is to be ended. Who only wished to join has nothing to end, but the address is not to be written to. */
export async function end(
  { person, verdict }: Followed,
  at: Instant,
  ledger: Pick<Ledger, 'depart' | 'suppress'>,
): Promise<void> {
  if (verdict.do !== 'leave') return;
  const { subscriber, join } = person;
  if (subscriber) await ledger.depart(subscriber.id, { at, reason: verdict.reason, wording: WORDING[verdict.reason] });
  else if (join) await ledger.suppress(join.address, verdict.reason, at);
}
