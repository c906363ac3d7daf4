/** Mails that tell people, and no program, what failed: by the ways in which servers write it. Pure. */
import { addressIn } from './fields.ts';

/** What a text says of one recipient: the line that begins with the address, and those after it up to the next. */
export interface Block {
  recipient: string;
  text: string;
}

const ADDRESS = "[<\"'(]?([\\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\\w.-]{1,255})";
/**
 * qmail, Yahoo: `<nino@example.org>:`. Exim, Gmail: the address alone, indented. OpenSMTPD, Zoho: the address, and why.
 * Exchange: the address, and when. sendmail: the answer with the address in it.
 */
const OPENS = new RegExp(
  `^(?:[\\s>*-]*|\\s*(?:(?:RCPT )?To: ?|[45]\\d\\d[ -](?:[45]\\.\\d+\\.\\d+ )?)|.{0,40}could not be delivered to: ?)${ADDRESS}`,
  'i',
);
/** A line of sendmail's transcript, which is about whom it names, and about nobody where it names none. */
const ANSWER = /^\s*(?:[245]\d\d[ -]|>>>|<<<|While talking|\.\.\. while)/i;
const [MOST_BLOCKS, MOST_TEXT] = [100, 4000];

/** The recipients that a text names, each with what it says of them; those named twice once. */
export function blocksIn(text: string): Block[] {
  const blocks = new Map<string, { text: string; transcript: boolean }>();
  let open: { text: string; transcript: boolean } | undefined;
  for (const line of text.split('\n')) {
    const recipient = OPENS.exec(line.slice(0, 400))?.[1]
      ?.toLowerCase()
      .replace(/[.>]+$/, '');
    const transcript = ANSWER.test(line);
    if (recipient) {
      open = blocks.get(recipient) ?? { text: '', transcript };
      if (blocks.size < MOST_BLOCKS) blocks.set(recipient, open);
    } else if (transcript && open?.transcript) open = undefined;
    if (open && open.text.length < MOST_TEXT) open.text += `${line}\n`;
  }
  return [...blocks].map(([recipient, block]) => ({ recipient, text: block.text }));
}

/** The first address that a text names at all, of which our own mailbox is none. */
export const someoneIn = (text: string, ours: string): string => {
  const rest = ours ? text.replaceAll(new RegExp(ours.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi'), ' ') : text;
  const line = rest.split('\n').find((one) => addressIn(one) !== '');
  return line ? addressIn(line) : '';
};
