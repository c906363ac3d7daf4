/** The keys that sign our mail (RFC 6376, 3.3; RFC 8463), read once when the program starts. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { type Problem, refuseAny } from '../../state/refusal.ts';

export interface Key {
  /** Under which name the public half stands in the DNS. */
  selector: string;
  kind: 'rsa' | 'ed25519';
  /** Length of an RSA modulus; 256 of an Ed25519 key. */
  bits: number;
  secret: KeyObject;
  file: string;
  /** Whether everyone on this machine may read it. */
  open: boolean;
}

/** RFC 8301, 3.2: what is shorter no verifier takes; and what is shorter should not be used to sign. */
const [LEAST, GOOD] = [1024, 2048];

/**
 * Reads keys named as `selector:file`.
 *
 * @throws Refusal naming each file that cannot be read, holds no private key, or one that cannot sign mail; and each selector
 *   that names two: the DNS holds one key under it (RFC 6376, 3.6.2.2), so that no signature of the other would hold
 */
export function readKeys(named: readonly string[]): Key[] {
  const problems: Problem[] = [];
  const keys = named.map((name) => {
    const [, selector, file] = /^([^:]+):(.+)$/s.exec(name)!;
    const twice = named.find((other) => other !== name && other.startsWith(`${selector}:`));
    const read = twice ? { what: `has the selector of ${twice}; mend: one for each key` } : readKey(selector!, file!);
    if ('what' in read) problems.push({ file: file!, field: `dkim ${selector}`, what: read.what });
    return read;
  });
  refuseAny(problems);
  return keys.filter((key) => 'secret' in key);
}

function readKey(selector: string, file: string): Key | { what: string } {
  const anew = `mend: silkwatch mail key ${selector} --out <file>`;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    return { what: `cannot be read: ${(cause as Error).message}; ${anew}` };
  }
  try {
    return keyOf(selector, file, createPrivateKey(text)) ?? { what: `can sign no mail: RSA or Ed25519 can; ${anew}` };
  } catch (cause) {
    if (cause instanceof RangeError) return { what: `${cause.message}; ${anew}` };
    return { what: `is no private key in PEM without a passphrase; ${anew}` };
  }
}

function keyOf(selector: string, file: string, secret: KeyObject): Key | null {
  const kind = secret.asymmetricKeyType;
  const open = (statSync(file).mode & 0o004) !== 0;
  if (kind === 'ed25519') return { selector, file, kind, bits: 256, secret, open };
  if (kind !== 'rsa') return null;
  const bits = secret.asymmetricKeyDetails!.modulusLength!;
  if (bits < LEAST) throw new RangeError(`is of ${bits} bits: no verifier takes fewer than ${LEAST}`);
  return { selector, file, kind, bits, secret, open };
}

/** What is to be said of keys that sign, but not well: a line each. */
export const weakKeys = (keys: readonly Key[]): string[] =>
  keys.flatMap(({ kind, bits, open, selector, file }) => {
    const [short, bare] = [kind === 'rsa' && bits < GOOD, `${file}  the key ${selector}`];
    return [
      ...(short ? [`${bare} is of ${bits} bits; ${GOOD} are asked for`] : []),
      ...(open ? [`${bare} can be read by everyone here, who can write in your name; mend: chmod 600 ${file}`] : []),
    ];
  });

/** The public half as the DNS holds it (RFC 6376, 3.6.1; RFC 8463, 4). */
export function recordOf({ kind, secret }: Key): string {
  const half = createPublicKey(secret);
  const octets =
    kind === 'ed25519'
      ? Buffer.from(half.export({ format: 'jwk' }).x!, 'base64url')
      : half.export({ format: 'der', type: 'spki' });
  return `v=DKIM1; k=${kind}; p=${octets.toString('base64')}`;
}
