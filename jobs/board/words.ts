/** A board in words, for a terminal. Pure. */
import type { ToldItem } from '../../state/edition.ts';
import type { ToldPlace } from '../../state/tracker.ts';
import { standingWords } from '../../templates/board.ts';
import { wholeDate } from '../../templates/dates.ts';
import { isolated, oneLine } from '../../templates/words.ts';
import type { BoardNow } from '../board.ts';

type Former = BoardNow['history'][number];

/** A board, subject by subject: stage, standing, and what says so. @param history with every move that there ever was */
export function boardLines({ topic, title, stages, places, history: all }: BoardNow, history: boolean): string[] {
  const former = Map.groupBy(history ? all : [], ({ subject }) => subject);
  const lines = places.flatMap((place) => ['', ...placeLines(place, stages, former.get(place.subject) ?? [])]);
  return [`${topic}: ${oneLine(title)} (${stages.join(' → ')})`, ...lines];
}

function placeLines(place: ToldPlace, stages: readonly string[], history: readonly Former[]): string[] {
  const title = oneLine(place.title);
  if (place.stage === null && place.denials.length + history.length === 0) return [`${title}: nothing known`];
  const since = place.since === null ? '' : ` since ${wholeDate(place.since)}`;
  const reach = `${stages.indexOf(place.stage ?? '') + 1} of ${stages.length}`;
  const stage = place.stage === null ? 'nothing known' : `${place.stage} (${reach})${since}, ${standingWords(place)}`;
  return [
    `${title}: ${stage}`,
    ...place.evidence.map((item) => `  + ${itemWords(item)}`),
    ...place.denials.map((item) => `  - denied: ${itemWords(item)}`),
    ...place.cites.map(({ document, paragraph, claim }) => `  = ${document} ¶${paragraph}: ${oneLine(claim)}`),
    ...history.map((move) => `  · ${moveWords(move)}`),
  ];
}

function itemWords({ publisher, published, firstSeen, title, url }: ToldItem): string {
  const when = published === null ? `undated, first seen ${firstSeen.slice(0, DAY)}` : published.slice(0, DAY);
  const address = url === null ? '' : ` ${oneLine(url)}`;
  return `${words(publisher)}, ${when}: ${words(title)}${address}`;
}

function moveWords({ at, denied, stage, publisher, title, rule, withdrawn }: Former): string {
  const gone = withdrawn === null ? '' : `, withdrawn ${withdrawn.slice(0, DAY)}`;
  return `${at.slice(0, DAY)} ${denied ? 'not ' : ''}${stage}${gone}: ${words(publisher ?? '')}: ${words(title ?? '')} [${rule}]`;
}

/** Letters of an ISO day. */
const DAY = 10;

/** Words of somebody else, on one line and in their own direction. */
const words = (text: string): string => isolated(oneLine(text));
