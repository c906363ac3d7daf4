/** Whose mail it is, as far as mails and pages say so. */
export interface Sender {
  /** `Silkwatch <digest@example.org>`. */
  from: string;
  /** Base address of the web pages, without a slash at its end; null where there are none. */
  web: string | null;
}
