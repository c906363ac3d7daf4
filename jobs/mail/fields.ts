/** The header fields of a letter: who writes, to whom, on what, on which list, and how to leave it. Pure. */
import { bareAddress, domainOf, sameAddress } from '../../state/address.ts';
import type { Config } from '../config.ts';
import type { Letter } from '../deliver.ts';
import { type Field, phrase, words } from './fold.ts';

export type { Field } from './fold.ts';

/** Who writes, and in whose name. */
export interface Identity {
  /** The field From. */
  from: string;
  /** Whose keys sign, and in whose name the lists are. */
  domain: string;
}

/** Reads a sender such as `Silkwatch <digest@example.org>`. */
export function identityOf(sender: string): Identity {
  const address = sameAddress(bareAddress(sender));
  const name = phrase(
    /^(.*)</
      .exec(sender)?.[1]
      ?.trim()
      .replace(/^"(.*)"$/, (_, quoted: string) => quoted.replace(/\\(.)/g, '$1')) ?? '',
  );
  return { from: name === '' ? address : `${name} <${address}>`, domain: domainOf(address) };
}

/** Where what comes back comes to: to the sender, where no mailbox is named. */
export const mailboxOf = ({ from, mailbox }: Pick<Config, 'from' | 'mailbox'>): string =>
  mailbox ?? sameAddress(bareAddress(from));

/** Who writes what: what is told at once may be from another. */
export function writersOf({ from, alertsFrom = from }: Pick<Config, 'from' | 'alertsFrom'>) {
  const [usual, atOnce] = [identityOf(from), identityOf(alertsFrom)];
  return (kind: Letter['kind']): Identity => (listOf(kind) === 'alerts' ? atOnce : usual);
}

/** What a mail is to who gets it: from a list one can leave, or an answer to what they did, or to the work that they do. */
export function listOf(kind: Letter['kind']): 'digests' | 'alerts' | null {
  if (kind === 'confirmation' || kind === 'ops') return null;
  return kind === 'edition' ? 'digests' : 'alerts';
}

/** Every field but those of the body, in the order in which they stand. `web` is the base address of the web pages. */
export function fieldsOf(letter: Letter, { from, domain }: Identity, web: string | null): Field[] {
  const list = listOf(letter.kind);
  return [
    ['From', from],
    ['To', letter.to],
    ['Subject', words(letter.mail.subject)],
    ['Date', letter.date.toUTCString().replace('GMT', '+0000')],
    ['Message-ID', letter.messageId],
    ...threadOf(letter),
    ...(list === null ? [] : listFields(letter, list, domain, web)),
    // RFC 3834: no vacation reply is to answer this. Exchange reads its own field instead; it must go on to send bounces.
    ['Auto-Submitted', 'auto-generated'],
    ['X-Auto-Response-Suppress', 'OOF, AutoReply'],
    ['MIME-Version', '1.0'],
  ];
}

/** RFC 5322, 3.6.4: an answer to the last, in the thread of them all. */
function threadOf({ references }: Letter): Field[] {
  const ids = references.filter(isMessageId);
  if (ids.length === 0) return [];
  return [
    ['In-Reply-To', ids.at(-1)!],
    ['References', ids.join(' ')],
  ];
}

/** RFC 5322, 3.6.4, without its quoted and commented forms; so long that a line can hold it. */
export const isMessageId = (text: string): boolean => /^<[!-;=?A-~]{1,200}@[!-;=?A-~]{1,300}>$/.test(text);

function listFields(letter: Letter, list: string, domain: string, web: string | null): Field[] {
  const { oneClick, byMail } = letter.links;
  // RFC 8058, 3.1: one click is of https alone.
  const byClick = oneClick?.startsWith('https:');
  return [
    ['List-Id', `Silkwatch ${list} <${list}.${domain}>`],
    ['List-Unsubscribe', [...(oneClick ? [`<${oneClick}>`] : []), `<${byMail}>`].join(', ')],
    ...(byClick ? [['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'] satisfies Field] : []),
    ...(web ? [['List-Archive', `<${web}/archive>`] satisfies Field] : []),
    // Old programs that know no Auto-Submitted know this. It is a list that one asked to be on, and no bulk mail.
    ['Precedence', 'list'],
    // Gmail counts complaints by each of these, the last the sender's.
    ['Feedback-ID', `${letter.body.replace(/[^\w-]/g, '').slice(0, 16)}:${letter.kind}:${list}:silkwatch`],
  ];
}
