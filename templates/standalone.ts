/** A mail or page as a browser shows it by itself. */
import type { Mail } from '../state/delivery.ts';

/** Unseen signs that keep a mailbox from showing more of the text than the preheader; a browser shows no such line. */
const FILLING = /<div[^>]*>(?:(?:&zwnj;|\u200c)(?:&nbsp;|\u00a0))+<\/div>\n?/g;

/** The HTML with its pictures inside it: a browser knows no other part of the mail. */
export function standalone({ html, images = [] }: Pick<Mail, 'html' | 'images'>): string {
  return images.reduce(
    (page, { name, png }) => page.replaceAll(`src="cid:${name}"`, `src="data:image/png;base64,${png}"`),
    html.replace(FILLING, ''),
  );
}
