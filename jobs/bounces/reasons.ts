/** Why a mail came back, in one word: by what the server wrote, then by its status code. Pure. */
import { WORDINGS } from './wordings.ts';

/** For good: the address reaches nobody. */
export const FOR_GOOD = ['userunknown', 'hostunknown', 'hasmoved', 'notaccept'] as const;

export const REASONS = [
  ...FOR_GOOD,
  // The recipient's side, and it may pass.
  ...(['mailboxfull', 'suspended', 'filtered', 'toobig', 'toomany', 'expired', 'network', 'system', 'mailer'] as const),
  // About us or our mail.
  ...(['blocked', 'spam', 'authfailure', 'policy', 'rejected', 'relaying', 'content'] as const),
  ...(['undefined'] as const),
] as const;

export type Reason = (typeof REASONS)[number];

/** RFC 3463 and the IANA registry of enhanced status codes, by subject and detail; a subject alone is for all others of it. */
const STATUSES: Record<string, Reason> = {
  ...{ '1.1': 'userunknown', '1.2': 'hostunknown', '1.3': 'userunknown', '1.4': 'userunknown', '1.6': 'hasmoved' },
  ...{ '1.7': 'rejected', '1.8': 'rejected', '1.9': 'system', '1.10': 'userunknown', '1.351': 'userunknown' },
  ...{ '2.1': 'suspended', '2.2': 'mailboxfull', '2.3': 'toobig', '2': 'filtered', '3.4': 'toobig', '3': 'system' },
  ...{ '4.4': 'hostunknown', '4.7': 'expired', '4': 'network', '5': 'system', '6': 'content' },
  ...{ '7.13': 'suspended', '7.25': 'blocked', '7.26': 'authfailure', '7': 'policy' },
};

/** What a text says; nothing where none of the wordings is in it. */
export function byWording(text: string): Reason | undefined {
  const words = bare(text);
  return WORDINGS.find(([, wording]) => wording.test(words))?.[0];
}

/** Addresses and links are named by people, and a word in one means nothing. */
const bare = (text: string): string =>
  text
    .slice(0, 4000)
    .toLowerCase()
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/\S{1,200}@\S+/g, ' ')
    .replace(/\s+/g, ' ');

/** What a status code says; nothing for one that says no more than that it failed. */
export function byStatus(status: string | null): Reason | undefined {
  const [, subject = '', detail = ''] = status?.split('.') ?? [];
  return STATUSES[`${subject}.${detail}`] ?? STATUSES[subject];
}
