/** Bounces that are written for people alone. Pure. */
import { statusIn } from './failure.ts';
import { addressIn, field } from './fields.ts';
import { type Finding, findingOf, recipientOf } from './finding.ts';
import type { ReturnedMail } from './mail.ts';
import { type Block, blocksIn, someoneIn } from './prose.ts';
import { byWording } from './reasons.ts';
import { isReply, subjectOf } from './reply.ts';

/** What it says of each recipient that it names, or of whom it was written to; nothing where it is no bounce. */
export function toldIn(mail: ReturnedMail): Finding[] {
  const recipients = recipientsIn(mail);
  const sender = addressIn(field(mail.headers, 'from'));
  const named = recipients.some(({ recipient }) => recipient !== '' && recipient !== sender);
  if (!isBounce(mail, named)) return [];
  const words = `${subjectOf(mail.headers)}\n${mail.text}`;
  const action = LATE.test(words) ? 'delayed' : 'failed';
  // Of several, what is not said of one may be said of another.
  const all = recipients.length === 1 ? words : '';
  return recipients.map(({ recipient, text }) => {
    const own = answerIn(text);
    const because = all === '' || byWording(own) || statusIn(own) ? own : answerIn(mail.text);
    return findingOf({ recipient, action, status: null, because, context: `${text}\n${all}`, kind: '' });
  });
}

const DAEMON = /mailer[-_. ]?daemon|post-?_?master|mail[ .-]?delivery|double-bounce|mmsc/i;
const NULL_PATH = /^<>$|MAILER-DAEMON/i;
/** That it was not delivered, in the languages of those whom we write to. */
const UNDELIVERED = [
  'non recapitabile|mancata consegna|unzustellbar|nicht zugestellt|non (?:remis|distribué)|no (?:se )?(?:pudo|ha podido|ha sido) entrega',
  'не ?доставл|не уда[её]тся доставить|не удалось доставить|teslim edilem|iletilem|ვერ მი[ეა]?წოდ|エラー|配信(?:不能|できません)|送信できません',
].join('|');
const SUBJECT = new RegExp(
  [
    'undeliver|non.?deliver|delivery (?:has |status|fail|notif|report|error)|mail (?:delivery|failure|system error)',
    'failure (?:notice|delivery)|returned mail|could not (?:be )?(?:sen[dt]|deliver)|error sending|delayed|loop alert',
    UNDELIVERED,
  ].join('|'),
  'i',
);
const ANSWERED = /^\W*(?:re|aw|sv|fwd?|отв)\s*:/i;
const LATE = /warning message only|warning only|delayed|not need to resend/i;
const FAILED = new RegExp(
  [
    "(?:not|n't|unable to|fail|failed|failure|error|trouble|impossible|problems?|undeliver\\w*|reject\\w*|delayed|refused|denied|loop|warning)\\b" +
      '.{0,120}\\b(?:deliver|sen[dt]|reach|recipient|address|message|mail|user)',
    'deliver\\w*.{0,80}\\b(?:fail|delayed|problem|error|not)|duplicated message-id|не может быть|(?:^|[\\s:\'"])[45]\\d\\d[ -]',
    UNDELIVERED,
  ].join('|'),
  'is',
);

/**
 * Prose is believed where its sender says that it is a bounce, and its text that something failed. Its subject says so only where
 * it is no answer, and the text names whom: our own subjects speak of deliveries that failed, and so do people's and swindlers'.
 * That it comes from nobody is not enough: so do answers that nobody wrote.
 */
function isBounce({ headers, text }: ReturnedMail, named: boolean): boolean {
  const subject = subjectOf(headers);
  if (!FAILED.test(`${subject}\n${text}`)) return false;
  // A word in the sender's domain means nothing.
  if (DAEMON.test(field(headers, 'from').replace(/@[\w.-]+/g, ''))) return true;
  if (field(headers, 'x-failed-recipients') !== '') return true;
  if (isReply(headers, text)) return false;
  if (SUBJECT.test(subject) && !ANSWERED.test(subject) && named) return true;
  return NULL_PATH.test(field(headers, 'return-path')) && byWording(text) !== undefined;
}

/** Our own address stands in it because it came to us. */
function recipientsIn({ headers, text, original }: ReturnedMail): Block[] {
  const ours = addressIn(field(headers, 'to'));
  const them = blocksIn(text).filter(({ recipient }) => recipient !== ours);
  if (them.length > 0) return them;
  const named = addressIn(field(headers, 'x-failed-recipients'));
  return [{ recipient: named || someoneIn(text, ours) || recipientOf(original), text: '' }];
}

/** The lines from the first reply code of a server on, up to a blank one; or all of them, where it gives none. */
function answerIn(text: string): string {
  const at = text.search(/(?<![\d.])[45]\d\d[ -:](?=\D|[45]\.)/);
  return at < 0 ? text.slice(0, 1000) : text.slice(at, at + 1000).split(/\n\s*\n|\n\s*[*=-]{5}/, 1)[0]!;
}
