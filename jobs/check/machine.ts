/** What mail needs of this machine: the program, the package or the folder that the configuration names. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../state/refusal.ts';
import { noMaildir } from '../bounces/maildir.ts';
import type { Config } from '../config.ts';
import { programFlaw, programOf } from '../mail/sendmail.ts';
import { isInstalled, NOT_INSTALLED } from '../mail/ses.ts';

/** What of it is not there. A server is not asked: `silkwatch mail test` does that. */
export function machineProblems({ smtpUrl, maildir }: Pick<Config, 'smtpUrl' | 'maildir'>): Problem[] {
  const problem = (file: string, field: string, what: string | null) => (what === null ? [] : [{ file, field, what }]);
  const scheme = smtpUrl && new URL(smtpUrl).protocol;
  return [
    ...(scheme === 'sendmail:' ? problem(programOf(smtpUrl!), 'smtpUrl', programFlaw(programOf(smtpUrl!))) : []),
    ...(scheme === 'ses:' && !isInstalled() ? problem(smtpUrl!, 'smtpUrl', NOT_INSTALLED) : []),
    ...(maildir === undefined ? [] : problem(maildir, 'maildir', maildirFlaw(maildir))),
  ];
}

function maildirFlaw(folder: string): string | null {
  try {
    for (const place of ['new', 'cur']) readdirSync(join(folder, place));
    return null;
  } catch (cause) {
    return noMaildir(cause as Error);
  }
}
