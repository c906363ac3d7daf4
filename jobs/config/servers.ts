/** What is wrong with the address of a server. Pure; no value is quoted, since an address holds a password. */
import { optionFlaws } from '../mail/smtp/options.ts';

const ENCODE = 'mend: write signs of a user or password such as @ : / ? # % as %40 %3A %2F %3F %23 %25';

/** @param url the address by which mail leaves: `smtp:`, `smtps:`, `sendmail:` or `ses:`. */
export function mailServerFlaws(url: string): string[] {
  const scheme = /^(smtps?|sendmail|ses):/i.exec(url)?.[1]?.toLowerCase();
  if (!scheme)
    return ['begins with smtp://, smtps://, sendmail:// or ses://, as smtps://user:password@mail.example.org'];
  if (scheme === 'sendmail')
    return /^sendmail:(?:(?:\/\/)?\/[^/?#][^?#]*)?$/i.test(url) && isEncoded(url)
      ? []
      : ['is sendmail:// and a whole path, as sendmail:///usr/sbin/sendmail'];
  if (scheme === 'ses')
    return /^ses:\/\/[a-z\d-]+\/?$/i.test(url) ? [] : ['is ses:// and a region alone, as ses://eu-central-1'];
  const flaws = hostFlaws(url);
  if (flaws.length > 0) return flaws;
  const { pathname, searchParams } = new URL(url);
  return [
    ...(/^\/?$/.test(pathname) ? [] : [`has a path, which means nothing there; ${ENCODE}`]),
    ...optionFlaws(searchParams),
  ];
}

/** @param url the address of a mailbox: `imap:` or `imaps:`. */
export function imapFlaws(url: string): string[] {
  if (!/^imaps?:/i.test(url))
    return ['begins with imap:// or imaps://, as imaps://user:password@mail.example.org/INBOX'];
  const flaws = hostFlaws(url);
  const options = flaws.length > 0 ? [] : [...new URL(url).searchParams.keys()];
  return [...flaws, ...options.map((name) => `unknown option ${name}; there are none; mend: remove it`)];
}

/** What every address of a host has to be. */
function hostFlaws(url: string): string[] {
  if (!/^\w+:\/\//.test(url) || !URL.canParse(url)) return [`is no address of a server; ${ENCODE}`];
  const { hostname, username, password, pathname, hash } = new URL(url);
  if (hostname === '') return ['names no host'];
  if (hash) return [`has a #, behind which nothing is read; ${ENCODE}`];
  return [username, password, pathname].every(isEncoded) ? [] : [`has a % that encodes nothing; ${ENCODE}`];
}

function isEncoded(text: string): boolean {
  try {
    return decodeURIComponent(text) !== undefined;
  } catch {
    return false;
  }
}

/** @param url the address at which subscribers reach the pages: a host alone. */
export function webFlaws(url: string): string[] {
  const whole = [url, `https://${url}`].find((one) => /^https?:\/\/[^/]/i.test(one) && URL.canParse(one));
  if (whole === undefined || (whole !== url && url.includes('://')))
    return ['is no address of the web; mend: https:// and a host, as https://watch.example.org'];
  const { href, origin } = new URL(whole);
  if (whole !== url) return [`has no https:// before it; mend: ${origin}`];
  return href === `${origin}/` ? [] : [`is a host alone: the pages have one of their own; mend: ${origin}`];
}
