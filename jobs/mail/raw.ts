/** A letter as the octets that go over the wire. */
import type { Config } from '../config.ts';
import type { Letter } from '../deliver.ts';
import { signer } from './dkim.ts';
import { fieldsOf, writersOf } from './fields.ts';
import { fieldLine } from './fold.ts';
import { readKeys } from './keys.ts';
import { type Body, bodyOf } from './mime.ts';

/**
 * The whole message: its header and an empty line, then its body. Each line ends with CRLF, has at most 998 octets, and
 * none begins with a dot: nothing is to be stuffed (RFC 5321, 4.5.2).
 */
export type Raw = (letter: Letter) => Promise<Buffer[]>;

/** Bodies that are kept. Of an edition a few are in use at once, by their selections and forms. */
const KEPT = 64;

/**
 * Builds and signs messages.
 *
 * @throws Refusal naming the keys that cannot sign
 */
export function rawBuilder(config: Pick<Config, 'from' | 'alertsFrom' | 'web' | 'dkim' | 'smtpUrl'>): Raw {
  // Amazon's service writes these two anew.
  const sign = signer(readKeys(config.dkim), config.smtpUrl?.startsWith('ses:') ? ['Date', 'Message-ID'] : []);
  const writerOf = writersOf(config);
  const bodies = keptBodies();
  return async (letter) => {
    const { fields, splice } = bodies(letter);
    const body = Buffer.concat(splice(letter.links));
    const writer = writerOf(letter.kind);
    const header = [...fieldsOf(letter, writer, config.web ?? null), ...fields];
    const signatures = await sign(header, body, writer.domain);
    return [Buffer.from(`${signatures}${header.map(fieldLine).join('')}\r\n`, 'latin1'), body];
  };
}

/** Bodies by their names, those that were asked for last. */
function keptBodies(): (letter: Letter) => Body {
  const kept = new Map<string, Body>();
  return ({ body: name, html, mail }) => {
    const key = `${name} ${html}`;
    const body = kept.get(key) ?? bodyOf(mail, html, name);
    kept.delete(key);
    kept.set(key, body);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
    return body;
  };
}
