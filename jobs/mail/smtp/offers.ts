/** What a server offers: its answer to EHLO (RFC 5321, 4.1.1.1), read. Pure. */
import type { Offers } from './wire.ts';

/** The extensions by their names. The first line greets; an answer of one line, as HELO gets, offers nothing. */
export function offersOf(answer: string): Offers {
  const [, ...lines] = answer.split(/\r?\n/);
  const words = lines.map((line) =>
    line
      .replace(/^\d{3}[ -]?/, '')
      .trim()
      .toUpperCase(),
  );
  return new Map(words.filter(Boolean).map((word) => [word.split(/\s/)[0]!, word.replace(/^\S+\s*/, '')]));
}
