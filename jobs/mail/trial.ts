/** `silkwatch mail test`: a mail to oneself, by the way that all mail takes. */
import { randomUUID } from 'node:crypto';
import type { Mail } from '../../state/delivery.ts';
import type { Outcome } from '../../state/outcomes.ts';
import { composeOps } from '../../templates/ops.ts';
import type { Sender } from '../../templates/sender.ts';
import type { Limits } from '../deliver/limits.ts';
import { type DeliverWorld, deliver } from '../deliver.ts';
import { writtenTo } from '../message.ts';

/** A mail that says where it comes from, so that what arrives can be held against it. */
export const trialMail = (way: string, sender: Sender): Mail =>
  composeOps(
    {
      title: 'a test of the mail',
      lines: [
        'Somebody who runs Silkwatch sent this to see whether its mail arrives. It did.',
        `It left by ${way}.`,
        'Look at its source: the SPF, DKIM and DMARC results should say pass.',
      ],
    },
    sender,
  );

/** Writes a mail to an address that need not be a subscriber's, sends it, also while sending is paused, and answers what became of it. */
export async function sendTrial(address: string, mail: Mail, limits: Limits, world: DeliverWorld): Promise<Outcome> {
  const { ledger, now } = world;
  const given = { subject: `test:${randomUUID()}`, mail, created: now().toISOString() };
  const message = writtenTo(address, given, limits.from);
  await ledger.enqueue(message);
  await deliver(world, { ...limits, kinds: ['ops'] });
  return (await ledger.outcomeOf(message.id))!;
}
