/** What a look at a source comes to: one word, the facts, what to mend, and what will bite. Pure. */
import type { Published } from '../../state/item.ts';
import type { Source } from '../../state/source.ts';
import { FAILURES, type Failure, type FailureReason, failureWords } from '../../watchers/failure.ts';
import type { FeedLink } from '../../watchers/finding/find.ts';
import type { Look } from '../watch/look.ts';
import { newestOf } from './itemremarks.ts';
import type { Remark } from './remark.ts';
import { remarksOn } from './remarks.ts';

/** What a check saw of a source. */
export interface Sight {
  source: Source;
  look: Look;
  /** The charset that the document was read in; null where none came. */
  charset: string | null;
  /** Where the look failed and another User-Agent may be let in: how the look with that one ended. */
  tried: { agent: 'own' | 'browser'; look: Look } | null;
  /** The feeds that a page names which came instead of a feed. */
  named: readonly FeedLink[];
  /** Of a source whose articles are read: why the page of its first item gave no text; null where it did. */
  article: Failure | null;
}

export interface Verdict {
  id: string;
  title: string;
  kind: Source['kind'];
  url: string;
  verdict: 'ok' | 'quiet' | 'failed';
  /** What was seen, or why nothing was. */
  words: string;
  mend: string | null;
  reason: FailureReason | null;
  items: number;
  newest: Published | null;
  format: string | null;
  charset: string | null;
  remarks: Remark[];
}

/** Judges what was seen. Every failure has a mend, and so has every remark. */
export function verdictOf(sight: Sight, now: Date): Verdict {
  const { source, look } = sight;
  const { id, title, kind, url } = source;
  const nothing = { mend: null, reason: null, items: 0, newest: null, format: null, charset: null, remarks: [] };
  const same = { id, title, kind, url, ...nothing };
  if (look.outcome === 'failed') return { ...same, ...failure(sight, look) };
  // Nothing was asked that could be answered so.
  if (look.outcome === 'unchanged') return { ...same, ...failure(sight, UNASKED) };
  const { document, items, region } = look.readout;
  const newest = newestOf(items, now);
  const facts = { items: items.length, newest, format: document.format, charset: sight.charset };
  const remarks = [...remarksOn({ source, look, now }), ...articleRemark(sight)];
  if (region) return { ...same, ...facts, remarks, verdict: 'ok', words: `a region of ${region.text.length} letters` };
  if (items.length === 0)
    return {
      ...same,
      ...facts,
      remarks,
      verdict: 'quiet',
      words: `it answers well, and holds no item, ${told(facts)}`,
      mend: QUIET,
    };
  const dated = newest === null ? '' : `, newest ${newest.slice(0, 10)}`;
  return { ...same, ...facts, remarks, verdict: 'ok', words: `${counted(items.length)}${dated}, ${told(facts)}` };
}

const articleRemark = ({ article }: Sight): Remark[] =>
  article
    ? [{ about: 'article', words: `the page of its first item gives no text: ${failureWords(article)}`, mend: ARTICLE }]
    : [];

const ARTICLE = 'give article a CSS selector of what the page does hold, or remove it';
const UNASKED: Failure = { outcome: 'failed', reason: 'http', detail: 'HTTP 304 to an unconditional request' };
const QUIET = 'where it stays so, find the address anew: silkwatch sources add <page of the outlet>';

const told = ({ format, charset }: { format: string; charset: string | null }): string =>
  [format, charset].filter(Boolean).join(', ');

export const counted = (items: number): string => (items === 1 ? '1 item' : `${items} items`);

function failure(sight: Sight, look: Failure): Pick<Verdict, 'verdict' | 'words' | 'reason' | 'mend'> {
  const { reason } = look;
  return { verdict: 'failed', words: `${reason}: ${failureWords(look)}`, reason, mend: mendOf(sight, reason) };
}

/** What was tried and works is a better mend than what is usually to be done. */
function mendOf({ tried, named }: Sight, reason: FailureReason): string {
  if (tried?.look.outcome === 'read')
    return `agent: ${tried.agent}; tried, and it gives ${counted(tried.look.readout.items.length)}`;
  const [feed] = named;
  if (feed) return `url: ${feed.url}; what came is a page that names this feed`;
  const also =
    tried?.look.outcome === 'failed'
      ? `; agent: ${tried.agent} was tried: ${tried.look.reason} (${tried.look.detail})`
      : '';
  return `${FAILURES[reason].mend}${also}`;
}

/** Reasons that may be about who asks. */
const ABOUT_WHO: ReadonlySet<FailureReason> = new Set(['forbidden', 'format']);

/** The other name under which a source may let us in, where a failure gives reason to try. */
export function otherAgent({ agent }: Source, look: Look): 'own' | 'browser' | null {
  if (look.outcome !== 'failed') return null;
  // Some firewalls say 400 or 406 where they mean 403.
  const shy = ABOUT_WHO.has(look.reason) || (look.reason === 'http' && /^HTTP 4/.test(look.detail));
  return shy ? (agent === 'own' ? 'browser' : 'own') : null;
}
