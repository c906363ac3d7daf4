/** The sources of an installation, and how each is doing. */
import { type Problem, refuseAny } from '../state/refusal.ts';
import type { Learnt, Source } from '../state/source.ts';
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
  state: 'off' | 'not visited yet' | 'healthy' | 'failing';
  since: string | null;
  because: string | null;
  next: string | null;
  url: string;
}

/** How each source is doing, those that need attention first. */
export function sourceStatus(sources: readonly Source[], learnt: ReadonlyMap<string, Learnt>): SourceStatus[] {
  const order = ['failing', 'not visited yet', 'healthy', 'off'];
  return sources
    .map(({ id, title, kind, url, enabled, note }) => {
      const known = learnt.get(id);
      const state = !enabled ? 'off' : !known ? 'not visited yet' : known.outcome === 'failed' ? 'failing' : 'healthy';
      const because = enabled ? (known?.because ?? null) : note;
      return {
        id,
        title,
        kind,
        state,
        since: known?.since ?? null,
        because,
        next: enabled ? (known?.next ?? null) : null,
        url,
      } as const;
    })
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}
