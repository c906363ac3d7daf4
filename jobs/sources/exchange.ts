/** `silkwatch sources import` and `export`: the lists that feed readers exchange (OPML). */

import { refuseAny } from '../../state/refusal.ts';
import type { Source } from '../../state/source.ts';
import { aggregated } from '../../watchers/finding/find.ts';
import { type Outline, readOpml, writeOpml } from '../../watchers/finding/opml.ts';
import { canonical } from '../../watchers/reading/canonical.ts';
import { Unreadable } from '../../watchers/reading/published.ts';
import { addressOf, idsOf, wrongTopics } from './add.ts';
import { type Draft, draftOf, type Finding } from './draft.ts';
import { addRows, openSourcesFile, type SourcesFile } from './write.ts';

/** What a list comes to: the rows to add, and for every other line why it is none. */
export interface Import {
  rows: Draft[];
  /** There already, in the file or further up in the list. */
  known: { line: number; words: string }[];
  bad: { line: number; words: string }[];
}

/**
 * Adds what a list names to the sources file, what is good of it: what is known already and what is bad is told by line.
 *
 * @throws Refusal where a topic does not exist or the file would be refused, and where the text is
 * no OPML; then nothing is written.
 */
export async function importSources(
  name: string,
  text: string,
  wished: readonly string[] | undefined,
  topics: readonly string[],
  file: string,
  dryRun = false,
): Promise<Import> {
  const there = await openSourcesFile(file, topics);
  refuseAny(wrongTopics(wished, topics));
  const plan = planImport(namedIn(name, text), wished, topics, there);
  if (plan.rows.length > 0 && !dryRun) await addRows(there, plan.rows, topics);
  return plan;
}

type List = ReturnType<typeof readOpml>;

function namedIn(file: string, text: string): List {
  try {
    return readOpml(text);
  } catch (error) {
    if (error instanceof Unreadable) refuseAny([{ file, what: error.message }]);
    throw error;
  }
}

/** Decides what becomes of each line of a list. */
export function planImport(
  { outlines, odd }: List,
  wished: readonly string[] | undefined,
  topics: readonly string[],
  there: SourcesFile,
): Import {
  const plan: Import = { rows: [], known: [], bad: odd.map(({ line, what }) => ({ line, words: what })) };
  const taken = idsOf(there);
  const seen = new Map(there.sources.map(({ url, id }) => [canonical(url), id]));
  for (const outline of outlines) {
    const { line } = outline;
    const url = /^[a-z][\w+.-]*:/i.test(outline.url) ? addressOf(outline.url) : null;
    const known = url && seen.get(canonical(url));
    if (url === null) plan.bad.push({ line, words: `${outline.url} is no http or https address without a password` });
    else if (known) plan.known.push({ line, words: `${url} is there already, as ${known}` });
    else {
      const row = draftOf(findingOf(outline, url), { topics: topicsOf(outline, wished, topics) }, taken, topics);
      taken.add(row.id);
      seen.set(canonical(url), row.id);
      plan.rows.push(row);
    }
  }
  plan.bad.sort((a, b) => a.line - b.line);
  return plan;
}

function findingOf({ title, language, feed, off, folder }: Outline, url: string): Finding {
  const known = feed ? aggregated(url) : null;
  const notes = [
    ...(folder.length > 0 ? [`Imported from the folder ${folder.join(' / ')}.`] : []),
    ...(feed ? [] : ['Off: a list names no selectors; silkwatch sources add proposes some.']),
  ];
  const kind = feed ? (known?.kind ?? 'feed') : 'page';
  return { kind, url, title, language, enabled: feed && !off, ...(notes.length > 0 && { note: notes.join(' ') }) };
}

/** What the command line says, else the topics that our own export has written as categories, else all. */
function topicsOf(
  { categories }: Outline,
  wished: readonly string[] | undefined,
  topics: readonly string[],
): readonly string[] {
  const named = topics.filter((topic) => categories.includes(`/${topic}`));
  return wished ?? (named.length > 0 ? named : topics);
}

/** The sources as OPML: what no other program could read (pages, regions, JSON) is listed by its page. */
export function exportSources(sources: readonly Source[], all: boolean, now: Date): string {
  const listed = sources.filter(({ enabled }) => all || enabled);
  const rows = listed.map(({ title, url, kind, language, topics, enabled }) => {
    const feed = !['page', 'region', 'json'].includes(kind);
    return { title, url, feed, language, topics, off: !enabled };
  });
  return writeOpml('Sources of Silkwatch', rows, now);
}
