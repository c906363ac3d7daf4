/** Answers that nobody wrote, and wishes to leave. Pure. */
import { decodeWords } from 'postal-mime';
import { type Fields, field } from './fields.ts';

const SUBJECT =
  /^\W*(?:auto(?:matic)?[- :]*(?:re(?:ply|sponse|spuesta)|antwort)|auto:|out of (?:the )?office|away (?:from|until)|(?:on )?vacation|abwesen|automatische antwort|réponse automatique|absen[ct]e|respuesta automática|fuera de|risposta automatica|fuori (?:sede|ufficio)|resposta automática|automatisch antwoord|afwezig|автоматический ответ|автоответ|отсутств|автоматична відповідь|автоматты|avtomatik|otomatik yanıt|ofis dışında|ავტომატური|ավտոմատ|پاسخ خودکار|自動(?:返信|応答)|不在|自动(?:回复|答复)|자동)/iu;
const CHALLENGE =
  /(?:confirm|verify) (?:that )?(?:you|your (?:message|e-?mail|mail|address))|sender verification|challenge.{0,10}response|waiting for your confirmation/i;

/** RFC 3834, 5, and what was usual before it; a challenge to prove that we are a person is one too. */
export function isReply(headers: Fields, text: string): boolean {
  const submitted = field(headers, 'auto-submitted').toLowerCase();
  if (/^auto-(?:replied|notified)/.test(submitted)) return true;
  // That it was read, by a program's word (RFC 8098).
  if (/disposition-notification/i.test(field(headers, 'content-type'))) return true;
  if (/auto[_-]?reply/i.test(field(headers, 'precedence', 'x-precedence'))) return true;
  if (field(headers, 'x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-vacation', 'x-auto-reply') !== '')
    return true;
  const subject = subjectOf(headers);
  return (
    SUBJECT.test(subject.replace(/^(?:(?:re|aw|sv|fwd?): ?)+/i, '')) ||
    (CHALLENGE.test(subject) && /confirm|verif|challenge/i.test(text))
  );
}

const LEAVING =
  /^\s*(?:(?:re|fwd?): ?)*(?:unsubscribe|leave|stop|abmelden|abbestellen|отписаться|désabonner|aboneliği iptal|გამოწერის გაუქმება)[^\p{L}\d]*$/iu;

/**
 * RFC 2369, 3.2: a mail to the address of `List-Unsubscribe`, with the subject that the link gave, or with such a word alone. Mail
 * servers put marks such as `[EXTERNAL]` before a subject.
 */
export const isUnsubscribe = (headers: Fields): boolean => {
  const subject = subjectOf(headers);
  return LEAVING.test(subject) || /\bunsubscribe\s+[\w-]{52}(?![\w-])/i.test(subject);
};

/** A day's figures of who sends in our name (RFC 7489, 7.2.1.1) or how connections fared (RFC 8460, 5.3): nobody is meant. */
export const isStatistics = (headers: Fields): boolean =>
  /^\W*report domain:/i.test(subjectOf(headers)) || /report-type="?tlsrpt/i.test(field(headers, 'content-type'));

export const subjectOf = (headers: Fields): string => decodeWords(field(headers, 'subject')).slice(0, 500);
