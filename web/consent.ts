/** The words that people agree to on the web: what is kept of a consent names them. */

/**
 * Every wording that ever stood on the form, by its name. Another text is another one: what somebody agreed to stays what
 * it was (GDPR, Article 7(1)).
 */
export const WORDINGS = {
  'web 1':
    'I would like Silkwatch to write to this address as I chose, and to keep the address and these choices for that. I can change them, pause or leave with one click from every mail; then nothing more is sent. That I agreed is kept with the time and the network address.',
} as const;

/** The one that stands there now. */
export const WORDING: keyof typeof WORDINGS = 'web 1';
