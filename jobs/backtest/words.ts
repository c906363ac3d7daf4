/** What a backtest found, in words for a terminal. Pure. */
import type { Change, Hit, Judged, NearMiss, Trial, TriedItem } from '../../rules/trial.ts';
import { count, cut, oneLine } from '../../templates/words.ts';
import type { Draft } from '../backtest.ts';

/** The report: the count, the weeks, what the draft changes, the labels, near misses and the newest hits. */
export function backtestReport(draft: Draft, trial: Trial, shown: number): string[] {
  const { items, from, to, hits, near, weeks } = trial;
  const days = from === null ? '' : ` of ${from.slice(0, 10)} to ${to!.slice(0, 10)}`;
  return [
    `${nameOf(draft)} on ${count(items, 'item')}${days}: ${count(hits.length, 'hit')}`,
    ...section('hits per week', chart(weeks)),
    ...comparison(draft, trial, shown),
    ...(trial.judged ? judgement(trial.judged, shown) : []),
    ...section(`near misses: ${near.length}`, some(near, shown, nearLines)),
    ...section('hits, newest first', some(hits, shown, hitLines)),
  ];
}

function nameOf({ subject: { topic, rules } }: Draft): string {
  return rules.length === 1 && topic.rules.length > 1 ? `${topic.id}/${rules[0]!.id}` : topic.id;
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];

/** As many weeks as a quarter has are told by name; more are drawn in a line, and of more than a year the last. */
const QUARTER = 13;
const YEAR = 53;
const WIDTH = 40;
const LEVELS = '▁▂▃▄▅▆▇█';

function chart(weeks: Trial['weeks']): string[] {
  const most = Math.max(...weeks.map(({ hits }) => hits), 1);
  if (weeks.length <= QUARTER) return weeks.map(({ week, hits }) => `${week}  ${bar(hits, most)}${hits}`);
  const last = weeks.slice(-YEAR);
  const line = last.map(({ hits }) => LEVELS[Math.ceil((hits / most) * (LEVELS.length - 1))]).join('');
  return [`${last[0]!.week}  ${line}  ${last.at(-1)!.week}`, `at most ${most} a week`];
}

const bar = (hits: number, most: number): string =>
  hits === 0 ? '' : `${'▇'.repeat(Math.ceil((hits / most) * Math.min(WIDTH, most)))} `;

function comparison({ saved, live }: Draft, { gained, lost, changed }: Trial, shown: number): string[] {
  if (!live && saved === null) return [];
  const than = live ? 'what was decided when the items came' : 'the saved version';
  if (gained.length + lost.length + changed.length === 0) return ['', `the same as ${than}`];
  const lines = [
    ...some(gained, shown, (hit) => hitLines(hit, '+ ')),
    ...some(lost, shown, (hit) => hitLines(hit, '− ')),
    ...some(changed, shown, changeLines),
  ];
  return section(`against ${than}: ${gained.length} gained, ${lost.length} lost, ${changed.length} changed`, lines);
}

function judgement({ labelled, hits, falseAlarms, misses, ...its }: Judged, shown: number): string[] {
  const precision = `precision ${percent(its.precision)} (${hits} of ${hits + falseAlarms})`;
  const recall = `recall ${percent(its.recall)} (${hits} of ${hits + misses})`;
  return [
    '',
    `${count(labelled, 'labelled item')}: ${precision}, ${recall}`,
    ...some(its.missed, shown, (item) => [`  missed       ${line(item)}`]),
    ...some(its.alarmed, shown, (item) => [`  false alarm  ${line(item)}`]),
  ];
}

const percent = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(1)}%`);

function some<T>(all: readonly T[], shown: number, lines: (one: T) => string[]): string[] {
  const more = all.length - shown;
  return [...all.slice(0, shown).flatMap((one) => lines(one)), ...(more > 0 ? [`… and ${more} more`] : [])];
}

const hitLines = (hit: Hit, sign = ''): string[] => [`${sign}${line(hit)}  ${hit.severity}: ${hit.rules.join(', ')}`];

const changeLines = ({ before, ...hit }: Change): string[] => [
  `~ ${line(hit)}`,
  `    now ${hit.severity}: ${hit.rules.join(', ')}; before ${before.severity}: ${before.rules.join(', ')}`,
];

const nearLines = (near: NearMiss): string[] => [
  line(near),
  `  ${near.rule} is one clause short: ${shortened(near.clause)}`,
  `  ${shortened(near.miss)}`,
];

const line = ({ at, id, title, source }: TriedItem): string =>
  `${at?.slice(0, 10) ?? 'undated   '}  ${oneLine(id)}  ${shortened(title)}${source ? ` (${oneLine(source)})` : ''}`;

const LONGEST = 90;

/** Words of other people, and of rules: on one line, without a sign that a terminal would obey. */
const shortened = (words: string): string => cut(oneLine(words), LONGEST);
