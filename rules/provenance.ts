/** Whether what rules and deadlines cite still says what it said when they were written. Pure: the texts are handed in. */
import type { Document } from '../state/document.ts';
import type { Documents } from './documents.ts';
import { type Cite, type Finding, Reading } from './provenance/reading.ts';
import type { Topic } from './topic.ts';

export { hashOf } from './provenance/hash.ts';
export type { Finding };

/** The text of a document's file, or nothing where there is none. */
export type TextOf = (file: string) => string | undefined;

/** Every citation once, in the order of topics and of what they hold. */
export function citationsOf(topics: readonly Topic[]): Cite[] {
  const all = topics.flatMap(({ id, rules, deadlines, trackers, trends }) => {
    const seeds = trackers.flatMap((tracker) => tracker.seeds.map(({ cites }) => ({ id: tracker.id, cites })));
    return [...rules, ...deadlines, ...seeds, ...trends].flatMap((one) =>
      one.cites.map(({ document, paragraph }) => ({ by: `${id}/${one.id}`, document, paragraph })),
    );
  });
  return [...new Map(all.map((cite) => [JSON.stringify(cite), cite])).values()];
}

/** What has to be told of the citations of some topics; nothing where every paragraph stands as it was read. */
export function provenanceOf(topics: readonly Topic[], documents: Documents, textOf: TextOf): Finding[] {
  const cites = Map.groupBy(citationsOf(topics), ({ document }) => document);
  return [...cites].flatMap(([id, its]) => {
    const document = documents.get(id);
    return document ? findingsOf(document, its, textOf(document.file)) : [];
  });
}

/** By document, the hashes of paragraphs by their numbers. */
export type Hashes = Record<number, string>;

/**
 * The hash of every paragraph that the topics cite, as it stands now. What is not there keeps the hash that it had, and
 * so does what has moved: another paragraph stands in its place.
 */
export function hashesOf(topics: readonly Topic[], documents: Documents, textOf: TextOf): Map<string, Hashes> {
  const cites = Map.groupBy(citationsOf(topics), ({ document }) => document);
  return new Map(
    [...cites].map(([id, its]) => {
      const document = documents.get(id)!;
      const reading = new Reading(document, textOf(document.file) ?? '', its);
      return [id, Object.fromEntries(its.flatMap((cite) => reading.accepted(cite)))];
    }),
  );
}

function findingsOf(document: Document, cites: readonly Cite[], text: string | undefined): Finding[] {
  if (text === undefined) return [{ kind: 'lost', document: document.id, what: `there is no file ${document.file}` }];
  const reading = new Reading(document, text, cites);
  return [...reading.lost(), ...cites.flatMap((cite) => reading.judge(cite) ?? [])];
}
