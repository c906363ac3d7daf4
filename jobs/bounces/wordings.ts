/** How servers say why they refuse a mail, in words. */
import type { Reason } from './reasons.ts';

/** Wordings for one reason, in lower case: regular expressions, some on each line, of which any will do. */
const on =
  (reason: Reason) =>
  ({ raw }: TemplateStringsArray): [Reason, RegExp] => [reason, new RegExp(raw[0]!.trim().replace(/\s*\n\s*/g, '|'))];

/**
 * An address that is taken for dead loses a person who reads us; one that is taken for alive costs one more attempt. So what
 * might also be said of us, of a day or of a filter is looked for first, and what stands here last is what is left.
 */
export const WORDINGS: readonly (readonly [Reason, RegExp])[] = [
  on('hostunknown')`
    account or domain may not exist|domain is not reachable
  `,
  on('authfailure')`
    \bdmarc\b|\bspf\b|\bdkim\b|authentication (?:checks? )?(?:fail|required)|unauthenticated|purported responsible
  `,
  on('blocked')`
    reverse dns|\bptr\b|\brdns\b|reverse (?:hostname|lookup|mapping)|dns ?bl\b|\brbl\b|black ?list|block ?list
    deny ?list|spamhaus|spamcop|reputation|banned|client host
    (?:your|sending|the) (?:\w+ ){0,2}(?:ip|server|host|network|connection|domain)\b.{0,60}\b(?:block|reject|denied|refuse|listed|not allowed)
    \bip\b.{0,40}\b(?:block|denied|listed)|blocked (?:by|for|using|due)
    ^\W*(?:\d{3}[- ])?(?:\d\.\d\.\d+ )?access denied|connections? not accepted from
  `,
  on('toobig')`
    (?:message|mail|size|data)\b.{0,40}\b(?:too (?:large|big)|exceed\w* .{0,30}(?:size|maximum|limit))
    (?:size|sizelimit)\b.{0,30}\b(?:exceed|limit)|maximum (?:message )?size
  `,
  on('mailboxfull')`
    (?:mail ?box|mail ?folder|mail ?drop|in ?box|account|user|recipient|storage|maildir)\b.{0,60}\b(?:is |are |was )?(?:full\b|over ?quota|over its quota|exceed|out of storage|over the)
    mail ?box full|quota (?:is )?(?:exceed|full|reach)|over[ -]?quota
    exceed\w* .{0,30}(?:quota|storage|disk space|local limit)|out of (?:storage|disk) space
    insufficient (?:\w+ )?(?:storage|space)|storage (?:limit|allocation)|size limit for this (?:user|mail ?box)|переполнен|pleine|boîte .{0,20}pleine
  `,
  on('toomany')`
    too many (?:connections|messages|recipients|emails|concurrent|sessions|errors|invalid)
    (?:connection|sending|message|receiving)? ?rate\b.{0,30}\b(?:limit|exceed|prevents)|at a rate|rate[- ]?limit
    throttl|gr[ea]y ?-?list|slow down|try (?:it )?(?:again )?later after
  `,
  on('relaying')`
    relay(?:ing)?\b.{0,30}\b(?:denied|not|prohibit|refuse)
    (?:unable|not permitted|not allowed|do not|no) (?:to )?relay
  `,
  on('rejected')`
    (?:sender|envelope from|return path|from address|mail from|your address|originator)\b.{0,60}\b(?:reject|denied|invalid|not accepted|verif|does ?n.t exist|unknown|blocked|refused|domain)
    (?:invalid|bad|unknown|recogni[sz]ed as a valid) sender
  `,
  on('suspended')`
    (?:account|mail ?box|user|recipient|recipient address)\b.{0,50}\b(?:disabled|suspended|inactive|locked|blocked|frozen|deactivat|not active|closed|terminated|discontinued|on hold|bloqu)
    disabled (?:recipient|account|user|mail ?box)|inactive (?:user|account|recipient|mail ?box)
    mail ?box (?:is )?(?:disabled|inactive)
  `,
  on('spam')`
    \bspam|unsolicited|\bjunk\b|\bube\b|bulk (?:e-?)?mail|virus|malware|phish
  `,
  on('network')`
    (?:routing |mail |mail-)loop|hop count|too many hops
    connection (?:reset|lost|refused|timed out|closed|dropped)|socket error|unreachable|not reachable
    no route to host|malformed or unexpected name server|could not connect|not responding|name server: .*try again
    not found, try again|host name lookup failure
  `,
  on('mailer')`
    procmail|maildrop:|command (?:died|failed)|can'?t create output|couldn'?t create|mailer error
    unknown mailer error
  `,
  on('notaccept')`
    (?:does|do) not accept (?:any )?(?:e-?)?mail|accepts no (?:e-?)?mail|null ?mx|no smtp service|no mx record
    loopback
  `,
  on('hasmoved')`
    (?:has|have) moved|address .{0,20}(?:has )?changed|no longer (?:works|employed)|has been replaced
    please (?:update|use the new)
  `,
  on('hostunknown')`
    \b(?:host|domain|system)(?: name)?(?: ["'<(]?[\w.-]+["'>)]?)? ?(?:\([^)]{0,60}\) ?)?(?:is |was |does |do |could |may |address )?(?:unknown|not (?:be )?found|not exist|n't exist|lookups? failed permanently)
    name or service not known|unknown (?:host|domain)|no such (?:host|domain)|find any host|illegal host|unroute?able mail domain
    bad destination (?:system|host)|nxdomain|[a-z\d-]\.[a-z]{2,18} does not exist
  `,
  on('userunknown')`
    \bunknown (?:user|recipient|mail ?box|account|address|local|or illegal)
    \b(?:user|recipient|mail ?box|addressee|account|alias|address)\b(?:[^.]|\.\w){0,60}\b(?:unknown|not found|not exist|n.t exist|not known|not recogni[sz]ed|not listed|no longer (?:available|valid|in use|exist|on))
    \bno (?:such|valid|mail ?box)\b.{0,20}\b(?:user|recipient|mail ?box|person|account|address|here|name)
    \binvalid (?:recipient|mail ?box|user|address|final|userid|local)
    not (?:a )?(?:known|registered|valid) (?:user|mail ?box|recipient|address|gateway)|n.t have an? .{0,60}account
    (?:recip|recipient)notfound|bad destination mailbox|not our customer|mail ?box not found|invalide
    unroute?able address|user\.? ?not ?found|not a valid|non-?existent (?:user|recipient|mail ?box|address)|unable to find recipient
    ^\W*550\b.{0,60}\bmail ?box unavailable|5\.4\.1 recipient address rejected: access denied
    usuario desconocido|destinatario sconosciuto|inconnu|empfänger unbekannt|нет такого|не существует|пользовател\S* не найден
  `,
  on('expired')`
    expired|time[d ]? ?out|in the queue too long|not delivered within|did not accept our requests to connect
    cannot send message for|retry time
  `,
  on('policy')`
    polic(?:y|ies)|prohibit|not (?:permitted|authorized|authorised|allowed)|security|header error|filter
  `,
  on('system')`
    internal|system error|configuration|resources|ldap|transaction failed|protocol|temporar|command|i/o|read only
    duplicated message-id
  `,
];
