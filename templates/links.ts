/** Which addresses we put a link on. Everything that a template links goes through here, as the helper `safeUrl`. */

const LINKED = new Set(['http:', 'https:', 'mailto:']);

/**
 * The address in its canonical form, or an empty text, which renders no link. Only absolute http, https and mailto
 * addresses are linked, and none with a name before the host: `https://bank.example@elsewhere.example` is a disguise.
 */
export function safeUrl(address: unknown): string {
  if (typeof address !== 'string' || !URL.canParse(address)) return '';
  const url = new URL(address);
  return LINKED.has(url.protocol) && url.username === '' && url.password === '' ? url.href : '';
}

/** A path on our own host, for the links and forms of our pages, or an empty text where it could lead elsewhere. */
export function ownPath(path: unknown): string {
  return typeof path === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : '';
}
