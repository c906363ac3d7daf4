/** The mail to whoever runs the program, when servers refuse us for what we are. */

import type { Ledger } from '../../state/ledger.ts';
import { composeOps } from '../../templates/ops.ts';
import type { Sender } from '../../templates/sender.ts';
import { writtenTo } from '../message.ts';

/** Writes it, once a day: of a second one on the same day the row is there already. */
export async function tellOps(
  { n, because }: { n: number; because: string | null },
  ops: string | null,
  { from, web }: Sender,
  { now, ledger }: { now(): Date; ledger: Pick<Ledger, 'enqueue'> },
): Promise<void> {
  if (ops === null) return;
  const at = now().toISOString();
  const mail = composeOps(
    {
      title: `${n} mails came back in a day because servers do not want our mail`,
      lines: [
        'They were accepted by our mail server, and then sent back for their sender or their content. Nobody got them, and nobody is unsubscribed for it.',
        `The latest answer: ${because ?? 'none was given'}`,
        'What mends it: whether SPF, DKIM and DMARC hold for the sender (silkwatch mail records), whether the address of the mail server is on a list, and how many complained (silkwatch subscribers suppress).',
      ],
    },
    { from, web },
  );
  await ledger.enqueue(writtenTo(ops, { subject: `bounces ${at.slice(0, 10)}`, mail, created: at }, from));
}
