/** What a mail that came back says of one recipient, as it says it; what that means is judged elsewhere. */

export interface Failure {
  /** In lower case; empty where it names none. */
  recipient: string;
  /** RFC 3464, 2.3.3: `failed`, `delayed`, `delivered`, `relayed`, `expanded`; prose says `failed` or `delayed`. */
  action: string;
  /** Enhanced status code (RFC 3463); null where there is none, or one that says nothing (`5.0.0`). */
  status: string | null;
  /** The answer of the server that refused it. */
  because: string;
  /** What else it says near the recipient. */
  context: string;
  /** Of what kind the answer is: `smtp`, or `x-unix` where a program spoke. */
  kind: string;
}

/** `5.1.1`, and neither a piece of an IP address, nor of a longer number. */
const STATUS = /(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)/g;

/** The first status code in a text that says something; null where none does. */
export function statusIn(text: string): string | null {
  const found = [...text.slice(0, 4000).matchAll(STATUS)].filter(
    ([, , subject, detail]) => `${subject}.${detail}` !== '0.0',
  );
  // `5.1.0` is what some write before the answer that says more.
  return (found.find(([, , , detail]) => detail !== '0') ?? found[0])?.[0] ?? null;
}
