/**
 * Signatures of our mail (DKIM, RFC 6376; Ed25519, RFC 8463). Fields are canonicalised as `relaxed`, since servers fold them
 * anew. Bodies are signed as `simple`: ours have no white space at a line's end and end with one CRLF, so that they are
 * canonical as they are, and nothing has to be read twice.
 */
import { hash, sign as signature } from 'node:crypto';
import { promisify } from 'node:util';
import { type Field, fieldLine } from './fold.ts';
import type { Key } from './keys.ts';

/** What is signed where it is there: all by which a mail is shown, filed, threaded and left. */
const SIGNED = [
  ...['From', 'To', 'Subject', 'Date', 'Message-ID', 'In-Reply-To', 'References', 'MIME-Version', 'Content-Type'],
  ...['List-Id', 'List-Unsubscribe', 'List-Unsubscribe-Post', 'List-Archive', 'Auto-Submitted', 'Feedback-ID'],
];
/** Signed once more than they are there: nobody can add another that a mail program would show. */
const ONCE = ['From', 'To', 'Subject', 'Reply-To', 'Content-Type'];

/** Makes the signatures of a message in a domain's name, as header lines; none where there is no key. */
export type Sign = (fields: readonly Field[], body: Buffer, domain: string) => Promise<string>;

/**
 * In threads of the pool, so that connections are served meanwhile: RSA takes ten times as long as all else that a message
 * takes. Ed25519 takes no longer than to hand it over to a thread.
 */
const inPool = promisify(signature) as (kind: string, data: Buffer, key: Key['secret']) => Promise<Buffer>;

/** Signs with every key. `except` names fields that a server on the way puts in itself. */
export function signer(keys: readonly Key[], except: readonly string[] = []): Sign {
  if (keys.length === 0) return async () => '';
  const names = SIGNED.filter((name) => !except.includes(name));
  return async (fields, body, domain) => {
    const bodyHash = hash('sha256', body, 'base64');
    const signed = names.map((name) => fields.find(([its]) => its === name)).filter((field) => field !== undefined);
    const text = signed.map(relaxed).join('');
    const over = [...signed.map(([name]) => name), ...ONCE].join(':').toLowerCase();
    const all = keys.map((key) => fieldOf(key, text, over, bodyHash, domain));
    return (await Promise.all(all)).join('');
  };
}

async function fieldOf(key: Key, text: string, names: string, bodyHash: string, domain: string): Promise<string> {
  const value = [
    `v=1; a=${key.kind}-sha256; c=relaxed/simple; d=${domain}; s=${key.selector}`,
    `h=${foldable(names, /.{1,66}(?::|$)/g)}`,
    `bh=${bodyHash}`,
    'b=',
  ].join('; ');
  // RFC 6376, 3.7: its own field comes last, with nothing in `b=`, and without a line's end.
  const data = Buffer.from(text + relaxed(['DKIM-Signature', value]).trimEnd(), 'latin1');
  const octets =
    key.kind === 'rsa'
      ? await inPool('sha256', data, key.secret)
      : signature(null, hash('sha256', data, 'buffer'), key.secret);
  return fieldLine(['DKIM-Signature', value + foldable(octets.toString('base64'), /.{1,72}/g)]);
}

/** RFC 6376, 3.4.2, of a field that is in one line. */
const relaxed = ([name, value]: Field): string => `${name.toLowerCase()}:${value.replace(/[\t ]+/g, ' ').trim()}\r\n`;

/** With spaces where the field may be folded. */
const foldable = (text: string, chunk: RegExp): string => text.match(chunk)!.join(' ');
