/** Boards as a digest shows them: the subjects that changed, each with its track of stages, and the others in a line. */

import type { Instant } from '../state/item.ts';
import { voiceOf } from '../state/story.ts';
import type { PlaceChange, ToldBoard, ToldPlace } from '../state/tracker.ts';
import { type VoiceView, viewVoices } from './voice.ts';
import { count, listed, oneLine } from './words.ts';

export interface BoardView {
  title: string;
  changed: PlaceView[];
  /** `As before, courted: Azerbaijan, Saudi Arabia; mentioned: Syria.`, or null where every known subject changed. */
  unchanged: string | null;
}

export interface PlaceView {
  title: string;
  /** `Announced`, or that nothing is known any more. */
  stage: string;
  /** `Reported by 1 source`, `Confirmed by 3 independent sources`, `Disputed: …`; null of what is no longer known, whose news says why. */
  standing: string | null;
  /** `moved from courted`. */
  news: string;
  /** One for each stage, in order: reached, the last one that is reached, or ahead. */
  track: { stage: string; here: boolean; state: 'reached' | 'here' | 'disputed' | 'ahead' }[];
  /** Who says so; of what is disputed those who deny it first. */
  by: VoiceView[];
}

/** The boards on which something changed since an instant. */
export function viewBoards(boards: readonly ToldBoard[], since: Instant): BoardView[] {
  return boards.flatMap((board) => {
    const changed = board.places.filter((place) => newsOf(place, since).length > 0);
    if (changed.length === 0) return [];
    const unchanged = board.places.filter((place) => place.stage !== null && !changed.includes(place));
    return {
      title: oneLine(board.title),
      changed: changed.map((place) => viewPlace(place, board.stages, newsOf(place, since))),
      unchanged: unchanged.length > 0 ? folded(unchanged, board.stages) : null,
    };
  });
}

const newsOf = ({ changes }: ToldPlace, since: Instant): PlaceChange[] => changes.filter(({ at }) => at > since);

function viewPlace(place: ToldPlace, stages: readonly string[], news: readonly PlaceChange[]): PlaceView {
  const reached = stages.indexOf(place.stage ?? '');
  const last = place.standing === 'disputed' ? 'disputed' : 'here';
  return {
    title: oneLine(place.title),
    stage: capital(place.stage ?? 'no longer known'),
    standing: place.stage === null ? null : capital(standingWords(place)),
    news: newsWords(place, news, stages),
    track: stages.map((stage, n) => ({
      stage: oneLine(stage),
      here: n === reached,
      state: n < reached ? 'reached' : n === reached ? last : 'ahead',
    })),
    by: viewVoices(place.standing === 'disputed' ? [...place.denials, ...place.evidence] : place.evidence),
  };
}

/** How well a place stands, in words that go on behind its stage. */
export function standingWords({ stage, standing, confirmed, families = 0, denials, cites }: ToldPlace): string {
  if (stage === null) return 'what said so was withdrawn';
  const before = confirmed && confirmed !== stage ? `; ${confirmed} is confirmed` : '';
  const said = cites.length > 0 && families < 2 ? 'a document' : voices(families);
  if (standing === 'confirmed') return `confirmed by ${said}`;
  if (standing === 'reported') return `reported by ${voices(families)}${before}`;
  return `disputed: ${said} said so, ${voices(new Set(denials.map(voiceOf)).size)} denied it${before}`;
}

const voices = (families: number): string => (families === 1 ? '1 source' : count(families, 'independent source'));

/** What the changes come to: a subject that moved twice has moved once from where it was. */
function newsWords({ stage, standing }: ToldPlace, news: readonly PlaceChange[], stages: readonly string[]): string {
  const was = news[0]!.from;
  const further = stages.indexOf(stage ?? '') - stages.indexOf(was ?? '');
  if (further < 0) return `back from ${was}: what said so was withdrawn`;
  const moved = further === 0 ? [] : [was === null ? 'new on the board' : `moved from ${was}`];
  const settled = was !== null && news.some(({ what }) => what === standing) ? [`now ${standing}`] : [];
  return listed([...moved, ...settled]) || 'some of what said so was withdrawn';
}

/** Who stands where, the furthest first. */
function folded(places: readonly ToldPlace[], stages: readonly string[]): string {
  const at = Map.groupBy(places, ({ stage }) => stage ?? '');
  const rows = stages.toReversed().flatMap((stage) => {
    const there = at
      .get(stage)
      ?.map(({ title, standing }) => `${oneLine(title)}${standing === 'disputed' ? ' (disputed)' : ''}`);
    return there ? [`${stage}: ${there.join(', ')}`] : [];
  });
  return `As before, ${rows.join('; ')}.`;
}

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
