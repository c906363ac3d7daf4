/** What becomes of somebody's wish to join. The page says the same of all of them, and takes the same time. */
import { randomUUID } from 'node:crypto';
import { before, DAY } from '../state/item.ts';
import type { Join } from '../state/join.ts';
import type { Subscriber } from '../state/subscriber.ts';
import type { Suppression } from '../state/suppression.ts';
import { composeAlreadyThere, composeConfirm } from '../templates/confirmation.ts';
import { WORDING } from './consent.ts';
import { type Site, titlesOf, type WebWorld } from './site.ts';
import { sign } from './token.ts';

export type Asked = Pick<Join, 'address' | 'wishes' | 'network'>;

/** So many mails a day to an address that has not confirmed: enough for one that was lost, too few to be a nuisance. */
const MOST_A_DAY = 3;

/**
 * What is written to an address in whose name somebody asked to join: a link to confirm it, or, to who is there, one to
 * change what they get; and why it is not sent, where it is not.
 */
export function answerTo(
  known: Pick<Subscriber, 'left'> | undefined,
  suppressed: Pick<Suppression, 'reason'> | undefined,
  asks: number,
): { mail: 'confirm' | 'already there'; skipped?: string } {
  const mail = known && !known.left ? 'already there' : 'confirm';
  if (suppressed?.reason === 'blocked') return { mail, skipped: 'the address is blocked' };
  return asks < MOST_A_DAY ? { mail } : { mail, skipped: `asked for ${asks} times within a day` };
}

/** Records the wish and writes the mail. Whatever is known of the address, as many rows are read, written and composed. */
export async function ask({ address, wishes, network }: Asked, site: Site, world: WebWorld): Promise<void> {
  const { ledger, now } = world;
  const asked = now().toISOString();
  const known = await ledger.subscriberAt(address);
  const suppressed = await ledger.suppressed(address);
  const answer = answerTo(known, suppressed, await ledger.asksOf(address, before(asked, DAY)));
  const id = randomUUID();
  const mail = mailsOf(id, known?.id ?? id, wishes, site, world)[answer.mail];
  // Who is there is written to as they are spelled in the ledger.
  await ledger.addJoin({
    id,
    address: known?.address ?? address,
    wishes,
    asked,
    network,
    wording: WORDING,
    confirmed: null,
  });
  await world.write({ kind: 'confirmation', subject: `join ${id}`, recipient: id, mail, skipped: answer.skipped });
}

/** Both are composed, whichever is sent. */
function mailsOf(join: string, subscriber: string, wishes: Join['wishes'], site: Site, { secret, now }: WebWorld) {
  const confirm = `${site.url}/confirm/${sign('confirm', join, now(), secret)}`;
  const change = `${site.url}/preferences/${sign('change', subscriber, now(), secret)}`;
  return {
    confirm: composeConfirm(wishes, { confirm }, titlesOf(wishes.topics, site), site.sender),
    'already there': composeAlreadyThere({ change }, site.sender),
  };
}
