/** What is the same for many is composed once: what is each one's own is a hole in it. */
import type { Mail } from '../state/delivery.ts';

/** Composes a mail, or takes the one that was composed of the same before. `of` is all that the mail depends on. */
export type ComposedOnce = (of: readonly unknown[], compose: () => Mail) => Mail;

/** For one run: what it has composed is kept as long as it lasts. Two that JSON writes the same are the same. */
export function composedOnce(): ComposedOnce {
  const known = new Map<string, Mail>();
  return (of, compose) => {
    const name = JSON.stringify(of);
    const mail = known.get(name) ?? compose();
    known.set(name, mail);
    return mail;
  };
}
