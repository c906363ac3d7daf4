/** What a mail server says: lines, which come in any pieces, → replies. Pure. */

/** An answer to one command (RFC 5321, 4.2), of one line or many. */
export interface Reply {
  /** 200 to 599; the first digit says how it went. */
  code: number;
  /** Enhanced status code (RFC 2034, RFC 3463), as `5.1.1`; null where there is none, or one that contradicts the code. */
  status: string | null;
  /** All of its lines as one, without control characters, of bounded length. */
  words: string;
}

/** What no mail server says. */
export interface Garbage {
  garbage: string;
}

/** RFC 5321, 4.5.3.1.5 has 512 octets for a line. Nobody needs more than this for all the lines of a reply. */
const LONGEST = 65_536;
const WORDS = 500;

const LINE = /^([2-5]\d\d)(?:([ -])(.*))?$/s;
/** Words of ASCII with one space between them. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;
const STATUS = /^([245])\.\d{1,3}\.\d{1,3}(?=\s|$)/;

/** Reads replies from chunks as they come: answers those that each chunk completes. What comes after garbage means nothing. */
export function replyReader(): (chunk: Buffer) => (Reply | Garbage)[] {
  let [rest, lines, size]: [string, string[], number] = ['', [], 0];
  return (chunk) => {
    const found: (Reply | Garbage)[] = [];
    const pieces = (rest + chunk.toString('latin1')).split('\n');
    rest = pieces.pop()!;
    for (const piece of pieces) {
      lines.push(piece.replace(/\r$/, ''));
      size += piece.length;
      const read = replyOf(lines);
      if (read) [lines, size] = [[], 0];
      if (read) found.push(read);
    }
    if (size + rest.length <= LONGEST) return found;
    [rest, lines, size] = ['', [], 0];
    return [...found, { garbage: 'an answer without end' }];
  };
}

/** The reply that these lines are, once the last of them says that it is: no hyphen follows its code. */
function replyOf(lines: readonly string[]): Reply | Garbage | undefined {
  const [code, hyphen] = LINE.exec(lines.at(-1)!)?.slice(1) ?? [];
  if (!code || !lines[0]!.startsWith(code)) return { garbage: cleaned(lines.join(' ')) };
  if (hyphen === '-') return undefined;
  const texts = lines.map((line) => LINE.exec(line)?.[3] ?? '');
  const status = statusOf(code, texts.at(-1)!) ?? statusOf(code, texts[0]!);
  const words = texts.map((text) => (status ? text.replace(STATUS, '') : text).trim());
  return { code: Number(code), status, words: cleaned([code, status, ...words].filter(Boolean).join(' ')) };
}

function statusOf(code: string, text: string): string | null {
  const status = STATUS.exec(text);
  return status && status[1] === code[0] ? status[0] : null;
}

/** The reply that a text is, such as the error of a library quotes; null where it is none. */
export function readReply(text: string): Reply | null {
  const read = replyReader()(Buffer.from(`${text}\n`));
  return read[0] && 'code' in read[0] ? read[0] : null;
}

/** What a stranger wrote, as words for one line of a report: of UTF-8 where it is that. */
export function cleaned(latin1: string): string {
  // Nearly always, and a tenth of the work.
  if (latin1.length <= WORDS && PLAIN.test(latin1)) return latin1;
  const text = Buffer.from(latin1, 'latin1').toString('utf8');
  const line = (text.includes('\uFFFD') ? latin1 : text).replace(/[\p{C}\p{Z}\s]+/gu, ' ').trim();
  return line.length > WORDS ? `${line.slice(0, WORDS - 1)}…` : line;
}
