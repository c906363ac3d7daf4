/** What is a recipient's own in a mail: the ways to leave, to change what one gets, and to read it on the web. Pure. */
import type { Hole } from '../../state/delivery.ts';
import { sign } from '../../web/token.ts';

/** What addresses in mails are made of. */
export interface Post {
  /** Base address of the web pages; null where there are none. */
  web: string | null;
  /** Where bounces and mailed unsubscriptions come in, and whether it takes a tag after a `+`. */
  mailbox: string;
  tagged: boolean;
  /** What tokens are signed with. */
  secret: string;
}

export interface Links extends Record<Hole, string> {
  /** RFC 8058: a POST to it ends the subscription; null where there are no web pages. */
  oneClick: string | null;
  /** RFC 2369: a mail to it does too. */
  byMail: string;
}

/** The links of a delivery to a subscriber, signed when it was written, so that they are the same at every attempt. */
export function linksOf(subscriber: string, delivery: string, written: Date, { web, mailbox, secret }: Post): Links {
  const leave = sign('leave', subscriber, written, secret);
  const byMail = mailTo(mailbox, `unsubscribe ${leave}`);
  if (web === null) {
    const change = mailTo(mailbox, 'change my subscription');
    // A mail that was written while there were pages asks to be read on one: whoever wants to read must not leave by it.
    return { leave: byMail, change, read: change, oneClick: null, byMail };
  }
  return {
    leave: `${web}/leave/${leave}`,
    change: `${web}/preferences/${sign('change', subscriber, written, secret)}`,
    read: `${web}/message/${sign('read', delivery, written, secret)}`,
    oneClick: `${web}/leave/${leave}`,
    byMail,
  };
}

/** A link that opens a mail with its subject filled in (RFC 6068). */
function mailTo(mailbox: string, subject: string): string {
  return `mailto:${encodeURIComponent(mailbox).replaceAll('%40', '@')}?subject=${encodeURIComponent(subject)}`;
}
