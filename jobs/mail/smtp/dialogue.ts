/** One letter over an open connection: MAIL FROM, RCPT TO, DATA, the message, and how each was answered. */
import { isAscii } from 'node:buffer';
import { MINUTE } from '../../../state/item.ts';
import type { Letter, Sent } from '../../deliver.ts';
import { stuffed } from './stuffing.ts';
import { type Heard, type Step, verdictOf } from './verdict.ts';
import type { Offers, Wire } from './wire.ts';

/** How long each answer is waited for, in milliseconds. */
export type Patience = Record<Step | 'RSET', number>;

/** RFC 5321, 4.5.3.2; of the message, three minutes for the way and ten for the answer. */
export const PATIENCE: Patience = {
  'MAIL FROM': 5 * MINUTE,
  'RCPT TO': 5 * MINUTE,
  DATA: 2 * MINUTE,
  message: 13 * MINUTE,
  RSET: MINUTE,
};

type Envelope = Pick<Letter, 'to' | 'returnPath'>;

/** Hands over a letter, and leaves the connection ready for the next one, or cut. */
export async function handOver(
  envelope: Envelope,
  message: readonly Buffer[],
  wire: Wire,
  patience: Patience,
): Promise<Sent> {
  const commands = commandsOf(envelope, message, wire.offers);
  if (!Array.isArray(commands)) return commands;
  const answers = await introduce(commands, wire, patience);
  const ended = endOf(answers);
  if (!ended) return tell(message, wire, patience);
  await giveUp(answers, wire, patience);
  return ended;
}

interface Command {
  step: Step;
  line: string;
}

interface Answer {
  step: Step;
  heard: Heard;
}

/** The first refusal is the one that counts: what follows it is refused for want of what it asked for. */
function endOf(answers: readonly Answer[]): Sent | null {
  for (const { step, heard } of answers) {
    const ended = verdictOf(step, heard);
    if (ended) return ended;
  }
  return null;
}

/** The commands before the message; or how the letter ends where it cannot be put to this server at all. */
function commandsOf({ to, returnPath }: Envelope, message: readonly Buffer[], offers: Offers): Command[] | Sent {
  const bad = [returnPath, to].find((address) => /[\s<>\p{C}]/u.test(address));
  if (bad !== undefined) return refusal(`${JSON.stringify(bad)} is no address for an envelope`, '5.1.3', 'recipient');
  const size = message.reduce((sum, { length }) => sum + length, 0);
  const most = Number(offers.get('SIZE') || 0);
  if (most > 0 && size > most)
    return refusal(`the message has ${size} bytes, and the mail server takes ${most}`, '5.3.4', 'message');
  const parameters = [
    ...(offers.has('SIZE') ? [`SIZE=${size}`] : []),
    ...(offers.has('8BITMIME') && !message.every((piece) => isAscii(piece)) ? ['BODY=8BITMIME'] : []),
    ...(offers.has('SMTPUTF8') && !isAscii(Buffer.from(returnPath + to)) ? ['SMTPUTF8'] : []),
  ];
  return [
    { step: 'MAIL FROM', line: `${[`MAIL FROM:<${returnPath}>`, ...parameters].join(' ')}\r\n` },
    { step: 'RCPT TO', line: `RCPT TO:<${to}>\r\n` },
    { step: 'DATA', line: 'DATA\r\n' },
  ];
}

const refusal = (because: string, status: string, stage: 'recipient' | 'message'): Sent => ({
  ...{ outcome: 'refused', because, status, stage },
});

/** All commands in one write where the server has it so (RFC 2920), each after the answer to the one before where not. */
async function introduce(commands: readonly Command[], wire: Wire, patience: Patience): Promise<Answer[]> {
  const pipelined = wire.offers.has('PIPELINING');
  if (pipelined) wire.write([commands.map(({ line }) => line).join('')], commands.length);
  const answers: Answer[] = [];
  for (const { step, line } of commands) {
    if (!pipelined) wire.write([line], 1);
    const heard = await wire.reply(patience[step]);
    answers.push({ step, heard });
    const ended = verdictOf(step, heard);
    // The server leaves, or has lost count of its answers: those that are due are not waited for.
    if (ended?.stage === 'connection') wire.cut(ended.because);
    if (ended && (!pipelined || wire.broken())) break;
  }
  return answers;
}

async function tell(message: readonly Buffer[], wire: Wire, patience: Patience): Promise<Sent> {
  let gone = false;
  wire.write(stuffed(message), 1, () => {
    gone = true;
  });
  const heard = await wire.reply(patience.message);
  // An answer before the end: what the server makes of the rest is anyone's guess.
  if (!gone) wire.cut('the mail server answered in the middle of the message');
  const sent = verdictOf('message', heard, gone)!;
  if (!('broken' in heard) && sent.outcome === 'lost') wire.cut(sent.because);
  return sent;
}

/**
 * Leaves the connection as it was before the letter. Who was sent DATA along with a recipient that it refused may ask for
 * the message nevertheless, and is given none (RFC 2920, 3.1); who asks for it without a sender is not to be trusted.
 */
async function giveUp(answers: readonly Answer[], wire: Wire, patience: Patience): Promise<void> {
  const { step, heard } = answers.at(-1)!;
  const odd = 'broken' in heard || heard.code === 421 || heard.code < 300;
  const asked = step === 'DATA' && !odd && heard.code < 400;
  if (odd || (asked && verdictOf('MAIL FROM', answers[0]!.heard)))
    return wire.cut('the mail server is not to be trusted');
  wire.write([asked ? '.\r\n' : 'RSET\r\n'], 1);
  const forgotten = await wire.reply(patience.RSET);
  if (!asked && 'code' in forgotten && forgotten.code >= 300)
    wire.cut('the mail server does not forget a refused letter');
}
