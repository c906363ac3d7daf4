/** What is known of a person, in words. Pure. */
import type { Consent } from '../../state/consent.ts';
import type { Everything, WrittenMail } from '../../state/person.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { moment } from '../../templates/coming.ts';
import { wishWords } from '../../templates/footer.ts';
import { count, number } from '../../templates/words.ts';
import { WORDINGS } from '../consent.ts';
import { type Site, titlesOf } from '../site.ts';

/** A heading and its lines. */
export interface Known {
  title: string;
  lines: string[];
}

/** So many of the latest are named; the file has all of them. */
const NAMED = 10;

/** All of it, the person first. */
export function knownWords(
  { subscriber, consents, joins, mails, bounces }: Everything,
  site: Pick<Site, 'topics'>,
): Known[] {
  const at = (instant: string) => moment(instant, subscriber);
  const from = (network: string | null) => (network === null ? '' : `, from ${network}`);
  return [
    { title: 'You', lines: personWords(subscriber, site) },
    latest(
      'What you agreed to',
      consents.map(
        ({ at: then, what, network, wording }) =>
          `${at(then)}: ${what}${wording ? ` (${wording.replace(INSTANT, at)})` : ''}${from(network)}`,
      ),
    ),
    { title: 'The words that you agreed to', lines: wordingsOf(consents) },
    latest(
      'Wishes to join',
      joins.map(({ asked, network }) => `${at(asked)}${from(network)}`),
    ),
    latest(
      'Mails written to you',
      mails.map((mail) => mailWords(mail, subscriber)),
    ),
    latest(
      'Mails that came back',
      bounces.map(({ at: then, kind, because }) => `${at(then)}: ${kind}, ${because}`),
    ),
  ].filter(({ lines }) => lines.length > 0);
}

/** Of a pause its end is kept. */
const INSTANT = /\d{4}-\d\d-\d\dT[\d:.]+Z/;

const wordingsOf = (consents: readonly Consent[]): string[] =>
  Object.entries(WORDINGS)
    .filter(([name]) => consents.some(({ wording }) => wording === name))
    .map(([name, words]) => `${name}: “${words}”`);

function personWords(subscriber: Subscriber, site: Pick<Site, 'topics'>): string[] {
  const { address, quiet, format, language, since, paused, left } = subscriber;
  return [
    `Your address, ${address}`,
    wishWords(subscriber, titlesOf(subscriber.topics, site)),
    `Quiet hours: ${quiet ? `${quiet.from} to ${quiet.to}` : 'none'}. Format: ${format}. Language of dates: ${language}.`,
    `Subscribed since ${moment(since, subscriber)}`,
    ...(paused ? [`Paused until ${moment(paused, subscriber)}`] : []),
    ...(left ? [`Left on ${moment(left, subscriber)}`] : []),
  ];
}

const mailWords = ({ created, title, state }: WrittenMail, subscriber: Subscriber): string =>
  `${moment(created, subscriber)}: ${title} (${state})`;

function latest(title: string, lines: readonly string[]): Known {
  const more = lines.length - NAMED;
  const named = lines.slice(-NAMED).reverse();
  return {
    title: lines.length === 0 ? title : `${title} · ${number(lines.length)}`,
    lines: more > 0 ? [...named, `and ${count(more, 'earlier one')}, in the file`] : named,
  };
}
