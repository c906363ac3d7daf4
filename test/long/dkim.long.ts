/** Signatures of our mail, verified by Debian's python3-dkim, which shares no line with what signs it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Letter } from '../../jobs/deliver.ts';
import { readKeys, recordOf } from '../../jobs/mail/keys.ts';
import { holeOf, KINDS } from '../../state/delivery.ts';
import { ed25519, keyFile, octetsOf, rsa } from '../jobs/mail/fixture.ts';

const PYTHON = '/usr/bin/python3';
const there = spawnSync(PYTHON, ['-c', 'import dkim, nacl']).status === 0;
if (!there) console.warn('skipped: there is no python3-dkim; Debian’s packages python3-dkim and python3-nacl bring it');

/** Verifies each signature of each file, with the records of a table in place of the DNS; prints `true` for each. */
const VERIFY = `
import dkim, json, sys
records = json.loads(sys.argv[1])
find = lambda name, timeout=5: records.get(name.decode() if isinstance(name, bytes) else name, '').encode()
def verdict(message, n):
    try:
        return str(message.verify(idx=n, dnsfunc=find))
    except dkim.DKIMException:
        return 'False'
for file in sys.argv[2:]:
    message = dkim.DKIM(open(file, 'rb').read())
    print(verdict(message, 0), verdict(message, 1))
`;

const html = `<p>ხიდი ჩამოინგრა.</p>\n<p>  Two  blanks </p>\n<a href="${holeOf('leave')}">Leave</a>\n`;
const mail = { subject: 'The bridge – collapsed '.repeat(8), text: `It did.\n.\n${holeOf('read')}\n`, html };
const image = { name: 'a.png', png: 'iVBORw0KGgo='.repeat(400) };
const LETTERS: Partial<Letter>[] = [
  ...KINDS.map((kind) => ({ kind, mail })),
  { mail, html: false },
  { mail: { ...mail, images: [image] }, references: ['<a@silkwatch.example>', '<b@silkwatch.example>'] },
  { mail: { subject: '', text: '', html: '' } },
  { mail: { ...mail, text: 'ხიდი '.repeat(3000) } },
];

describe.skipIf(!there)('python3-dkim', () => {
  let keys: string[];
  let records: string;

  beforeAll(() => {
    keys = [`r:${keyFile(rsa(2048))}`, `e:${keyFile(ed25519())}`];
    const table = readKeys(keys).map((key) => [`${key.selector}._domainkey.silkwatch.example.`, recordOf(key)]);
    records = JSON.stringify(Object.fromEntries(table));
  });

  const verdicts = (messages: readonly Buffer[]): string[] => {
    const folder = mkdtempSync(join(tmpdir(), 'silkwatch-dkim-'));
    const files = messages.map((message, n) => {
      writeFileSync(join(folder, `${n}.eml`), message);
      return join(folder, `${n}.eml`);
    });
    return execFileSync(PYTHON, ['-c', VERIFY, records, ...files], { encoding: 'utf8' })
      .trim()
      .split('\n');
  };

  it('verifies both signatures of mail of every kind and shape', async () => {
    const messages = await Promise.all(LETTERS.map((its) => octetsOf(its, { dkim: keys })));
    expect(verdicts(messages)).toEqual(LETTERS.map(() => 'True True'));
  });

  it('verifies none where the body, the list or the way to leave was changed, or a sender was added', async () => {
    const message = (await octetsOf({ mail }, { dkim: keys })).toString('latin1');
    const changes: [RegExp, string][] = [
      [/It did/, 'It dad'],
      [/List-Id: Silkwatch/, 'List-Id: Mallory'],
      [/(List-Unsubscribe:\s+<https:\/\/)watch/, '$1other'],
      [/^/, 'From: Mallory <m@x.example>\r\n'],
    ];
    const changed = changes.map(([from, to]) => Buffer.from(message.replace(from, to), 'latin1'));
    for (const one of changed) expect(one.toString('latin1')).not.toBe(message);
    expect(verdicts(changed)).toEqual(changes.map(() => 'False False'));
  });
});
