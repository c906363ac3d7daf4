/** Why somebody was told of a story or was not, in words, for a terminal. Pure. */
import type { QuietHours } from '../../state/subscriber.ts';
import { cut, isolated, listed, oneLine } from '../../templates/words.ts';
import { minute } from '../silence/words.ts';
import { tellingLine } from '../story/words.ts';
import type { WhyFacts } from '../why.ts';
import { type Ahead, plain } from './verdict.ts';

const LONGEST = 110;
/** Of the words that made a rule fit so many are quoted. */
const QUOTED = 4;

/** What it depends on, in the order in which it is asked, and what came of it in one sentence at the end. */
export function whyLines(why: WhyFacts): string[] {
  const { subscriber, story } = why;
  return [
    `${subscriber.address} and ${story.topic}  ${isolated(cut(oneLine(story.title), LONGEST))}  (${story.id})`,
    ...wishLines(why),
    ...row('at once', [aheadWords(why.atOnce, 'when `assess` runs next')]),
    ...row('paused', pauseWords(why)),
    ...row('quiet hours', [quietWords(why)]),
    ...row('held back', why.held.map(heldWords)),
    ...row('mail', why.deliveries.length > 0 ? why.deliveries.map(tellingLine) : ['none so far']),
    ...row('edition', [editionWords(why)]),
    ...row('rules', story.rules.map(ruleWords)),
    why.verdict,
  ];
}

/** What the subscriber asked for, beside what the story is. */
function wishLines({ subscriber, story, follows, wants, wantsAtOnce }: WhyFacts): string[] {
  const { since, topics, least, cadence, alerts } = subscriber;
  const when = story.lastSeen < since ? `; the story grew last before that, on ${minute(story.lastSeen)}` : '';
  const high = alerts ? ', and at once what is of high severity' : '';
  const gets = cadence === 'now' ? 'each story at once' : `a ${cadence} edition${high}`;
  return [
    ...row('subscribed', [`since ${minute(since)} UTC${when}`]),
    ...row('topic', [`${yes(follows)}: ${story.topic}; they follow ${listed(topics)}`]),
    ...row('severity', [`${yes(wants)}: ${story.severity}; the least that they want is ${least}`]),
    ...row('cadence', [`${yes(wantsAtOnce)}: at once; they get ${gets}`]),
  ];
}

const yes = (is: boolean): string => (is ? 'yes' : 'no');

const WIDTH = 14;

/** Lines that say one kind of thing, of which the first has its name. */
const row = (name: string, lines: readonly string[]): string[] =>
  lines.map((line, n) => `  ${(n === 0 ? name : '').padEnd(WIDTH)}${line}`);

function aheadWords(ahead: Ahead, when: string): string {
  if (ahead.do === 'tell') return `will be told, ${when}`;
  if (ahead.do === 'wait') return `waits until ${minute(ahead.until)} UTC: ${plain(ahead.because)}`;
  return `not now: ${plain(ahead.because)}`;
}

/** Of a pause that is over nothing is said but of what came during it. */
const pauseWords = ({ subscriber: { paused }, pausedNow }: WhyFacts): string[] =>
  pausedNow ? [`until ${minute(paused!)} UTC: nothing is written to them before`] : [];

function quietWords({ subscriber: { quiet, timezone }, quietUntil }: WhyFacts): string {
  if (quiet === null) return 'none';
  return `${hours(quiet)} ${timezone}; ${quietUntil === null ? 'they hold nothing back now' : `now, until ${minute(quietUntil)} UTC`}`;
}

const hours = ({ from, to, letsHigh }: QuietHours): string =>
  `${from}–${to}${letsHigh ? ', but for what is of high severity' : ''}`;

const heldWords = ({ silence, at }: WhyFacts['held'][number]): string =>
  `from ${minute(at)} by ${silence.id}, the silence of ${silence.of} by ${oneLine(silence.author)}: ${oneLine(silence.reason)}`;

function editionWords({ edition }: WhyFacts): string {
  return edition === null
    ? 'gets none'
    : `that of ${minute(edition.due)} UTC: ${aheadWords(edition, 'with what is new by then')}`;
}

function ruleWords({ rule, title, severity, words }: WhyFacts['story']['rules'][number]): string {
  const quoted = words.slice(0, QUOTED).map((text) => `“${cut(oneLine(text), LONGEST)}”`);
  return `${rule}  ${oneLine(title)} (${severity}): ${quoted.join(', ')}`;
}
