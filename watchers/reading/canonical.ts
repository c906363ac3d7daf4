/**
 * Addresses in the form in which two spellings of one page are equal: for comparing, never for visiting. What RFC 3986
 * (6.2.2, 6.2.3) holds to be equal is equal, and besides it what sites serve alike.
 */
import { getDomain } from 'tldts';

/**
 * What is added to learn who came from where, and changes nothing on the page. A name that some site needs must not stand
 * here: two articles that fall together lose one, while two spellings that stay apart are only told twice.
 */
const TRACKERS = new RegExp(
  `^(?:${[
    // Campaigns, as Google Analytics, Matomo, AT Internet, HubSpot, Marketo, Webtrekk, comScore and newspapers of their own name them.
    'utm_.*|mtm_.*|pk_(?:campaign|kwd|keyword|source|medium|content|cid)|piwik_.*|matomo_.*|at_(?:campaign|medium|custom\\d)|xtor',
    'hsa_.*|_hs(?:enc|mi)|hsctatracking|mkt_tok|wt_z?mc|wickedid|ns_(?:mchannel|source|campaign|linkname|fee)|s_cid|icid|cmp|cmpid',
    'ito|ncid|ocid|smid|sr_share',
    // Clicks, as Facebook, Instagram, Google, Microsoft, Twitter, TikTok, LinkedIn, Pinterest, Reddit and Snapchat count them.
    'fbclid|fb_(?:action_.*|ref|source)|igshid?|gclid|gclsrc|gbraid|wbraid|gad_(?:source|campaignid)|dclid|srsltid|_gl|_ga|msclkid',
    'twclid|ttclid|li_fat_id|epik|rdt_cid|sccid',
    // Clicks in Russia: Yandex, VK, Mail.ru, Telegram, and the label that they had agreed on before utm.
    'yclid|ysclid|ymclid|_?openstat|frommail|rb_clickid|vkclid|vk_ref|tgclid|mailru_.*',
    // Mailers: Mailchimp, Klaviyo, Vero, Drip, MailerLite, Omeda, Omnisend, Brevo, Sailthru.
    'mc_(?:cid|eid)|_kx|_ke|vero_(?:conv|id)|__s|ml_subscriber(?:_hash)?|oly_(?:anon|enc)_id|omnisendcontactid|sib_id|sailthru_.*',
    // How a reader came, who reads, and what Google adds to AMP pages.
    'ref|ref_(?:src|url)|referrer|traffic_source|rss|feed_name|share|spm|phpsessid|jsessionid|amp_(?:js_v|gsa|tf|ct)|usqp|aoh',
  ].join('|')})$`,
  'i',
);

/** Names that mean something at one site and nothing at another, and their values that mean nothing anywhere. */
const IDLE =
  /^(?:amp(?:=(?:1|true|yes)?)?|output(?:type)?=amp|(?:from|source|src|partner|emc|mod)=(?:rss|feed|newsfeed|yandex|telegram|tg|vk))$/i;

/** Longer addresses carry a state, and are no two spellings of anything. */
const LONGEST = 4000;

/** One spelling of an address of the web, which may have been read before; any other text as it is. */
export function canonical(written: string, url: URL | null = URL.parse(written)): string {
  if (written.length > LONGEST || !url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return written;
  const host = hostOf(url.hostname);
  const path = respelled(url.pathname).replace(/(?<!:)\/{2,}/g, '/');
  const inner = withinAmp(host, path);
  if (inner) return canonical(`https://${inner}${url.search}`);
  // A name without a dot leads elsewhere on each machine, and might itself read as a protocol.
  if (!/[.\]]/.test(host)) return written;
  const route = url.hash.startsWith('#!') && url.hash.length > 2 ? url.hash : '';
  return `${host}${url.port && `:${url.port}`}${bare(path)}${queryOf(url.search)}${route}`;
}

/** What Google's viewer or cache of AMP pages shows: google.com/amp/s/x.example/1, x-example.cdn.ampproject.org/c/s/x.example/1. */
function withinAmp(host: string, path: string): string | null {
  const shown =
    (host.endsWith('.cdn.ampproject.org') && /^\/[a-z]\/(?:s\/)?(.+)/.exec(path)) ||
    (path.startsWith('/amp/') && /^google\.[a-z.]{2,6}$/.test(host) && /^\/amp\/(?:s\/)?(.+)/.exec(path));
  const inner = shown ? URL.parse(`https://${shown[1]}`) : null;
  return shown && inner?.hostname.includes('.') ? shown[1]! : null;
}

/** A host without the labels that only say how its pages are dressed. */
function hostOf(hostname: string): string {
  const host = hostname.replace(/\.+$/, '').replace(/^(?:www\.)+(?=[^.]+\.)/, '');
  const dressed = /^(?:m|mobile|amp|wap)\.(.+)/.exec(host);
  // Of the name itself only: m.blogspot.com is somebody's blog, and m.news.example.org maybe not that of news.example.org.
  return dressed && getDomain(host, { allowPrivateDomains: true }) === dressed[1] ? hostOf(dressed[1]) : host;
}

/** A path without what a server adds or takes as it likes at its end: slash, index file, AMP. */
function bare(path: string): string {
  const shorter = path
    .replace(/(?:\/|\/(?:index|default)\.(?:s?html?|php|aspx?|jsp)|(?<=[^/])\/amp)$/i, '')
    .replace(/(?<=[^/])\.amp(\.html?)$/i, '$1');
  return shorter === path ? path : bare(shorter);
}

function queryOf(search: string): string {
  if (search === '') return '';
  const told = respelled(search.slice(1))
    .split('&')
    // A link that was escaped once too often.
    .map((pair) => pair.replace(/^(?:amp;)+/, '').replaceAll('+', '%20'))
    .filter((pair) => pair !== '' && !IDLE.test(pair) && !TRACKERS.test(pair.replace(/=.*/s, '')));
  return told.length === 0 ? '' : `?${told.sort().join('&')}`;
}

/** Percent-encoding where it is needed only, and in capitals; a percent that encodes nothing is itself one. */
function respelled(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/%([\da-f]{2})?/gi, (triplet, code?: string) => {
    const sign = String.fromCharCode(Number.parseInt(code ?? '25', 16));
    return /[\w.~-]/.test(sign) ? sign : code ? triplet.toUpperCase() : '%25';
  });
}
