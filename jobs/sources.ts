/** The sources of an installation, and how each is doing. */
import type { Instant } from '../state/item.ts';
import { type Problem, refuseAny } from '../state/refusal.ts';
import type { Learnt, Source } from '../state/source.ts';
import { healthOf, STATES, type State } from '../watchers/health.ts';
import { readSources } from '../watchers/sources.ts';
import { textOf } from './rulebook.ts';

/** @throws Refusal naming every problem of the file. */
export function readSourcesFile(file: string, topics: readonly string[]): Source[] {
  const problems: Problem[] = [];
  const text = textOf(file, problems);
  const read = text === undefined ? { sources: [], problems: [] } : readSources(file, text, topics);
  refuseAny([...problems, ...read.problems]);
  return read.sources;
}

export interface SourceStatus {
  id: string;
  title: string;
  kind: Source['kind'];
  state: State | 'off' | 'not visited yet';
  since: Instant | null;
  because: string | null;
  next: Instant | null;
  url: string;
}

/** The order in which sources are listed: what needs attention first. */
const ORDER: readonly SourceStatus['state'][] = [
  ...STATES.filter((state) => state !== 'healthy'),
  'not visited yet',
  'healthy',
  'off',
];

/** How each source is doing, those that need attention first. */
export function sourceStatus(
  sources: readonly Source[],
  learnt: ReadonlyMap<string, Learnt>,
  now: Date,
): SourceStatus[] {
  return sources
    .map((source) => statusOf(source, learnt.get(source.id), now))
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
}

function statusOf(source: Source, known: Learnt | undefined, now: Date): SourceStatus {
  const { id, title, kind, url, enabled, note } = source;
  const same = { id, title, kind, url };
  if (!enabled) return { ...same, state: 'off', since: null, because: note, next: null };
  if (!known) return { ...same, state: 'not visited yet', since: null, because: null, next: null };
  const { state, since, why } = healthOf(source, known, now);
  return { ...same, state, since, because: why, next: known.next };
}
