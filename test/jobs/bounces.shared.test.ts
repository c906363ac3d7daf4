import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { classify } from '../../jobs/bounces/classify.ts';
import { readMail } from '../../jobs/bounces/mail.ts';
import { jsonLine } from '../../jobs/bounces/words.ts';
import { shared, withShared } from '../shared.ts';

/** The share, in percent, that a line of the scorer gives. */
const shareOf = (score: string, what: string): number =>
  Number(new RegExp(`${what} \\d+/\\d+ ([\\d.]+)%`).exec(score)?.[1]);

withShared('295 real bounces, complaints and replies are read as they are known to be', async () => {
  const folder = join(shared!, 'mail/bounces');
  const lines: string[] = [];
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.eml')))
    for (const finding of classify(await readMail(readFileSync(join(folder, name)))))
      lines.push(jsonLine(name, finding));
  const score = execFileSync(process.execPath, [join(shared!, 'mail/score.mjs'), '-'], {
    input: lines.join('\n'),
  }).toString();
  expect(shareOf(score, 'kind right')).toBeGreaterThanOrEqual(99);
  expect(shareOf(score, 'hard or not right')).toBeGreaterThanOrEqual(96);
  expect(score).toContain('taken for bounces falsely 0');
});
