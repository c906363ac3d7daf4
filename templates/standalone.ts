/** A mail or page as a browser shows it by itself. */
import type { Mail } from '../state/delivery.ts';

/** The HTML with its pictures inside it: a browser knows no other part of the mail. */
export function standalone({ html, images = [] }: Pick<Mail, 'html' | 'images'>): string {
  return images.reduce(
    (page, { name, png }) => page.replaceAll(`src="cid:${name}"`, `src="data:image/png;base64,${png}"`),
    html,
  );
}
