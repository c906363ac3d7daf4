/** Bytes → a mail that came back, in the parts that say something. What is broken is read as far as it goes. */
import PostalMime, { type Attachment } from 'postal-mime';
import { markup } from '../../watchers/reading/text.ts';
import { type Fields, groupsOf, headOf } from './fields.ts';

export interface ReturnedMail {
  headers: Fields;
  /** What it says to people, without the mail that it gives back. */
  text: string;
  /** The groups of fields that it says to programs (RFC 3464, 2.1): the first is of the whole mail, each other of one recipient. */
  report: Fields[];
  /** RFC 5965: what is complained about; null where it is no such report. */
  feedback: Fields | null;
  /** The headers of the mail that came back, as far as it gives them. */
  original: Fields;
}

/** Reports stand before the mail that they give back: no more than this is read. */
const [MOST_BYTES, MOST_LINES] = [128 * 1024, 2000];
const MOST_TEXT = 20_000;
/** Hostile mails nest thousands of parts; honest ones four. */
const LIMITS = { maxNestingDepth: 20, maxHeadersSize: 64 * 1024, maxRfc822NestingDepth: 0 } as const;

/** Reads any bytes: what is no mail has no headers, and what breaks the parser is one text. */
export async function readMail(bytes: Uint8Array): Promise<ReturnedMail> {
  const head = begunIn(withoutEnvelope(bytes.subarray(0, MOST_BYTES)));
  try {
    const { headers, text, html, attachments } = await PostalMime.parse(head, {
      ...LIMITS,
      forceRfc822Attachments: true,
    });
    const written = text || (html ? markup(html, MOST_TEXT) : '') || (attachments.length === 0 ? bodyOf(head) : '');
    return assembled(
      headers.map(({ key, value }) => [key, value.slice(0, 4000)]),
      clean(written),
      attachments.slice(0, 50),
    );
  } catch {
    const whole = clean(textOf(head));
    return assembled(headOf(whole), whole.slice(whole.indexOf('\n\n') + 1), []);
  }
}

function assembled(headers: Fields, whole: string, attachments: readonly Attachment[]): ReturnedMail {
  const [text, after] = parted(whole);
  const feedback = attachments.find(({ mimeType }) => mimeType === 'message/feedback-report');
  const given = attachments.find(isOriginal);
  return {
    headers,
    text,
    report: reportIn(attachments, text),
    feedback: feedback ? groupsOf(contentOf(feedback)).flat() : null,
    original: headOf(given ? contentOf(given) : after),
  };
}

/** Some write the fields of a report into their prose. */
function reportIn(attachments: readonly Attachment[], text: string): Fields[] {
  const told = attachments.filter(({ mimeType }) => /^message\/(?:global-)?delivery-status$/.test(mimeType));
  const groups = told.flatMap((part) => groupsOf(contentOf(part)));
  return groups.length > 0 ? groups : groupsOf(text).filter(isOfReport);
}

const isOfReport = (group: Fields): boolean =>
  group.some(([name]) => /^(?:final|original)-recipient$|^diagnostic-code$/.test(name));

const isOriginal = ({ mimeType, filename }: Attachment): boolean =>
  ORIGINAL.test(mimeType) || /headers?.*\.txt$/i.test(filename ?? '');

/** Also `text/rfc822-headers` (RFC 6522, 4), and a mail of its own in Unicode (RFC 6532, 3.7). */
const ORIGINAL = /^(?:message\/(?:rfc822|global|partial)|(?:text|message)\/rfc822-headers?|message\/global-headers)$/;

/** A file may begin with an mbox's line, or with empty ones. */
function withoutEnvelope(bytes: Uint8Array): Uint8Array {
  let at = 0;
  while (at < bytes.length && (bytes[at] === 10 || bytes[at] === 13)) at++;
  if (textOf(bytes.subarray(at, at + 5)) === 'From ') at = bytes.indexOf(10, at) + 1;
  return bytes.subarray(at);
}

/** The parser takes its time for each line, and for empty ones the longer the more there are. */
function begunIn(bytes: Uint8Array): Uint8Array {
  let at = 0;
  for (let lines = 0; lines < MOST_LINES; lines++) {
    const end = bytes.indexOf(10, at);
    if (end < 0) return bytes;
    at = end + 1;
  }
  return bytes.subarray(0, at);
}

const decoder = new TextDecoder('utf-8');
const textOf = (bytes: Uint8Array): string => decoder.decode(bytes);

const bodyOf = (bytes: Uint8Array): string => clean(textOf(bytes)).replace(/^[\s\S]*?\n\n/, '');

const contentOf = ({ content }: Attachment): string =>
  clean(typeof content === 'string' ? content : textOf(new Uint8Array(content.slice(0, MOST_BYTES) as ArrayBuffer)));

const clean = (text: string): string => text.replace(/\r\n?/g, '\n').replaceAll('\0', '');

/** Where a text that gives the mail back begins to: by what most servers write there, or by the mail's own first header. */
const GIVEN_BACK = new RegExp(
  [
    '[-=_*> ]*(?:(?:this|below|included|enclosed|here|attached) (?:is|line|are)\\b.{0,20}\\b(?:copy|header)',
    '|below this line',
    '|(?:the |your )?(?:original|returned|undelivered|unsent|rejected) (?:message|mail|e-mail)(?: (?:text|header|body|follow)\\w*)*\\W*$',
    '|(?:message|original|mail) headers?\\W*$|header was\\b|unsent message)',
    '|(?:Received|Return-Path|DKIM-Signature|X-[\\w-]+): ?\\S',
  ].join(''),
  'i',
);

/** What it says, and the mail that it gives back in the same part. */
function parted(whole: string): [said: string, given: string] {
  const lines = whole.slice(0, 4 * MOST_TEXT).split('\n');
  const cut = lines.findIndex((line) => GIVEN_BACK.test(line.slice(0, 200)) && line.search(GIVEN_BACK) === 0);
  if (cut < 0) return [whole.slice(0, MOST_TEXT), ''];
  const first = lines.findIndex((line, n) => n >= cut && /^[\w-]+: ?\S/.test(line));
  return [lines.slice(0, cut).join('\n').slice(0, MOST_TEXT), first < 0 ? '' : lines.slice(first).join('\n')];
}
