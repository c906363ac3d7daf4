/** A story in words, for a terminal. Pure. */
import type { Change } from '../../state/alert.ts';
import type { Telling } from '../../state/deliveries.ts';
import { count, cut, isolated, languageTag, listed, oneLine } from '../../templates/words.ts';
import { minute } from '../silence/words.ts';
import type { Fitting, StoryFacts, TimedItem } from '../story.ts';

const LONGEST = 110;

/** Somebody else's words on one line, without a sign that a terminal would obey. */
const words = (text: string): string => isolated(cut(oneLine(text), LONGEST));

/** Everything of a story, a paragraph for each kind of thing. */
export function storyLines(story: StoryFacts): string[] {
  return [
    ...headLines(story),
    ...section(
      'time line',
      story.timeline.flatMap((item) => itemLines(item, story.lead)),
    ),
    ...section('rules', story.rules.flatMap(ruleLines)),
    ...section('boards', story.moves.map(moveLine)),
    ...section('deadlines', story.announcements.map(announcementLine)),
    ...section('told at once', story.alerts.map(alertLine)),
    ...section(
      'who was told',
      story.told.map((told) => `${told.address}  ${tellingLine(told)}`),
      'nobody so far',
    ),
    ...section('held back', story.held.map(heldLine)),
  ];
}

function headLines({
  id,
  topic,
  severity,
  phase,
  formerly,
  firstSeen,
  lastSeen,
  families,
  timeline,
  lead,
}: StoryFacts) {
  const headline = timeline.find((item) => item.id === lead)?.title ?? '';
  const was = formerly.length > 0 ? `, formerly ${formerly.join(', ')}` : '';
  const of = `${count(timeline.length, 'item')} of ${count(families.length, 'family', 'families')}`;
  return [
    `${topic}  ${words(headline)}`,
    `  ${id}${was}: ${severity}, ${phase}; ${of}: ${listed(families)}`,
    `  first seen ${minute(firstSeen)}, grown last ${minute(lastSeen)} UTC`,
  ];
}

function section(title: string, lines: readonly string[], otherwise?: string): string[] {
  if (lines.length === 0 && otherwise === undefined) return [];
  return [title, ...(lines.length > 0 ? lines : [otherwise!]).map((line) => `  ${line}`)];
}

function itemLines({ id, title, url, publisher, reported, firstSeen, ...item }: TimedItem, lead: string): string[] {
  const family = `family ${item.family}${item.voice ? `, printing the words of ${item.voice}` : ''}`;
  const by = [oneLine(publisher), family, languageTag(item.language) ?? 'language unknown'].join(', ');
  const often = item.revision === 1 ? 'once' : `${item.revision} times`;
  const revised = item.revision === 0 ? '' : `; revised ${often}`;
  const withdrawn = item.withdrawn === null ? '' : `; withdrawn ${minute(item.withdrawn)}`;
  return [
    `${minute(reported)}  ${words(title)}${id === lead ? '  (lead)' : ''}`,
    `  ${by}; seen ${minute(firstSeen)}${revised}${withdrawn}`,
    `  fits ${item.rules.length === 0 ? 'no rule of the topic any more' : listed(item.rules)}`,
    ...(url === null ? [] : [`  ${oneLine(url)}`]),
  ];
}

function ruleLines({ rule, title, severity, items, cites }: Fitting): string[] {
  return [
    `${rule}  ${words(title)} (${severity}, ${count(items, 'item')})`,
    ...cites.map(({ title, author, paragraph, claim }) => {
      const by = author === null ? '' : `${oneLine(author)}, `;
      return `  ${by}“${words(title)}”, paragraph ${paragraph}: ${words(claim)}`;
    }),
  ];
}

function moveLine({ tracker, subject, stage, denied, at, rule, family, withdrawn }: StoryFacts['moves'][number]) {
  const back = withdrawn === null ? '' : `; taken back ${minute(withdrawn)}`;
  return `${minute(at)}  ${tracker}: ${subject} ${denied ? 'denied' : 'at'} ${stage}, says ${family} (${rule})${back}`;
}

function announcementLine({ deadline, date, words: said, at, family, withdrawn }: StoryFacts['announcements'][number]) {
  const back = withdrawn === null ? '' : `; taken back ${minute(withdrawn)}`;
  return `${minute(at)}  ${deadline}: ${date}, says ${family}: “${words(said)}”${back}`;
}

function alertLine({ revision, at, changes, told }: StoryFacts['alerts'][number]): string {
  const why = changes.length === 0 ? 'new' : changes.map(changeWords).join('; ');
  return `${minute(at)}  ${revision === 0 ? 'first' : `again (${revision})`}, ${told.severity}: ${why}`;
}

/** Why a story was told, or told again. */
export function changeWords(change: Change): string {
  switch (change.what) {
    case 'new':
      return 'new';
    case 'graver':
      return `graver: ${change.from}, now ${change.to}`;
    case 'confirmed':
      return `confirmed by ${oneLine(change.by)}, ${count(change.families, 'family', 'families')} in all`;
    case 'moved':
      return `${oneLine(change.title)}: ${change.subject} ${change.change.what}, now ${change.change.to ?? 'nowhere'}`;
    case 'deadline':
      return `${oneLine(change.title)}: ${change.change.what}, ${change.change.date}`;
    case 'corrected':
      return `corrected: “${words(change.correction.told.title)}” was ${change.correction.because}`;
  }
}

const heldLine = ({ silence, at }: StoryFacts['held'][number]): string =>
  `${minute(at)}  by the silence ${silence.id} of ${silence.of}: ${oneLine(silence.author)}, ${oneLine(silence.reason)}`;

/** What became of one message. */
export function tellingLine({ kind, created, due, title, ...its }: Telling): string {
  return `${kind} of ${minute(due ?? created)}: ${endingWords(its)}  “${words(title)}”`;
}

function endingWords({
  state,
  attempts,
  next,
  settled,
  because,
}: Omit<Telling, 'kind' | 'created' | 'title' | 'due'>): string {
  const said = because === null ? '' : ` (${words(because)})`;
  if (settled !== null) return `${state} ${minute(settled)}${said}`;
  if (state === 'handed') return 'being sent';
  return `${(state === 'queued' || state === 'leased') && attempts === 0 ? 'to be sent' : `${state}, to be tried again`} from ${minute(next)}${said}`;
}
