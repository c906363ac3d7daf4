/** Which dates an item announces for a topic's deadlines. Pure. */
import type { Announcement, Deadline } from '../../state/deadline.ts';
import { type Evidence, TEXT_FIELDS } from '../../state/match.ts';
import { type MatchedItem, reportedAt } from '../../state/story.ts';
import { datesAhead } from '../dates/read.ts';
import type { WrittenDate } from '../dates/written.ts';
import { sentencesOf } from '../draft/sentences.ts';
import { Answers } from '../engine/answers.ts';
import { shown } from '../engine/evidence.ts';
import { type Node, Plan } from '../engine/plan.ts';
import type { Topic, TopicDeadline } from '../topic.ts';
import { precisionOf } from './dates.ts';

/** One date that an item announces: what is left of an announcement when nobody asks when it came. */
export type Said = Pick<Announcement, 'deadline' | 'date' | 'precision' | 'words'>;

/**
 * What an item says of a topic's deadlines: of each that a sentence of it fits by itself, the date that stands nearest to
 * the evidence there. Of two dates of which one is only more exact, that one. A date in the next sentence is often of
 * something else, and a wrong date is worse than none.
 */
export function announcedBy(topic: Topic, item: MatchedItem): Said[] {
  const { answers, asked } = compiled(topic);
  if (asked.length === 0) return [];
  answers.read(item);
  // Most items say nothing of the kind anywhere, and need not be taken apart.
  if (!asked.some(({ node }) => answers.fits(node))) return [];
  const said = TEXT_FIELDS.flatMap((field) => item[field].split('\n').flatMap(sentencesOf)).flatMap((sentence) => {
    const alone = { ...item, title: sentence, summary: '', content: '' };
    answers.read(alone);
    const fitting = asked.filter(({ node }) => answers.fits(node));
    return fitting.flatMap(({ deadline, node }) => dateIn(deadline, sentence, shown(node, answers, alone), item) ?? []);
  });
  return [...Map.groupBy(said, ({ deadline }) => deadline).values()].flatMap(mostExact);
}

interface Asked {
  deadline: TopicDeadline;
  node: Node;
}

const benches = new WeakMap<Topic, { answers: Answers; asked: Asked[] }>();

/** The queries of a topic's deadlines, compiled when it is first seen. */
function compiled(topic: Topic): { answers: Answers; asked: Asked[] } {
  const known = benches.get(topic);
  if (known) return known;
  const plan = new Plan();
  const asked = topic.deadlines.flatMap((deadline) =>
    deadline.announced ? { deadline, node: plan.add(deadline.announced) } : [],
  );
  const bench = { answers: new Answers(plan), asked };
  benches.set(topic, bench);
  return bench;
}

function dateIn({ id }: Deadline, sentence: string, evidence: readonly Evidence[], item: MatchedItem): Said | null {
  const published = item.published && item.published.length >= 10 ? item.published.slice(0, 10) : null;
  const seen = new Date(reportedAt(item)).toISOString().slice(0, 10);
  const dates = datesAhead(sentence, item.language, published, seen);
  const date = nearest(dates, evidence);
  return date === null ? null : { deadline: id, date, precision: precisionOf(date), words: sentence };
}

/** Each date once, in the words that come first, and none that another says more exactly. */
const mostExact = (said: readonly Said[]): Said[] =>
  [...new Map(said.toReversed().map((one) => [one.date, one])).values()]
    .filter(({ date }) => !said.some((other) => other.date !== date && other.date.startsWith(date)))
    .sort((a, b) => (a.date < b.date ? -1 : 1));

/** The date that stands nearest to any of the evidence; of two equally near the first. */
function nearest(dates: readonly WrittenDate[], evidence: readonly Evidence[]): string | null {
  const far = ({ start }: WrittenDate) => Math.min(...evidence.map((one) => Math.abs(one.start - start)));
  return dates.toSorted((a, b) => far(a) - far(b) || a.start - b.start)[0]?.date ?? null;
}
