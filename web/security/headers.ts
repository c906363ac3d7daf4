/** What every answer tells the browser: run nothing, load nothing of others, be framed by nobody, remember no token. Pure. */

/** The rooms whose addresses hold no token: they may be found by a search, and may say where a visitor came from. */
const OPEN = new Set(['', 'join', 'archive', 'style.css', 'robots.txt']);

const ALWAYS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()',
};

/** Of an address that holds a token: it is told to nobody, kept nowhere, and found by no search. */
const CLOSED = {
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
};

/** Those whose addresses do. */
const CLOSED_ROOMS = new Set(['confirm', 'leave', 'preferences', 'data', 'message']);

/** What is asked of programs that follow links (RFC 9309). */
export const ROBOTS = ['User-agent: *', ...[...CLOSED_ROOMS].map((room) => `Disallow: /${room}/`), ''].join('\n');

/** `leave` of `/leave/AbC`; `other` of what is no room of ours, for it may be anything, a token without its room too. */
export function roomOf(path: string): string {
  const room = path.split('/')[1] ?? '';
  return OPEN.has(room) || CLOSED_ROOMS.has(room) ? room : 'other';
}

/**
 * The headers of an answer. A browser that is sent nothing of where it came from sends `Origin: null` with a form (Fetch, 3.1),
 * so pages without a token are allowed to say it to us.
 *
 * @param secure whether the pages are reached by https
 */
export function headersOf(path: string, secure: boolean): Record<string, string> {
  return {
    ...ALWAYS,
    ...(OPEN.has(roomOf(path)) ? { 'Referrer-Policy': 'same-origin' } : CLOSED),
    ...(secure && { 'Strict-Transport-Security': 'max-age=31536000' }),
  };
}
