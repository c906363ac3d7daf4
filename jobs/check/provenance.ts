/** `silkwatch check --documents`: whether what rules cite still says what it said, and saying that it was read again. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocuments } from '../../rules/documents.ts';
import { citationsOf, type Finding, type Hashes, hashesOf, provenanceOf, type TextOf } from '../../rules/provenance.ts';
import { refuseAny } from '../../state/refusal.ts';
import { count, oneLine } from '../../templates/words.ts';
import type { Checked } from '../check.ts';
import type { Rulebook } from '../rulebook.ts';
import { withHashes } from './accept.ts';

/** The files of a folder, as texts. */
export function textsIn(folder: string): TextOf {
  const texts = new Map<string, string | undefined>();
  return (file) => {
    if (!texts.has(file)) texts.set(file, textOf(join(folder, file)));
    return texts.get(file);
  };
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}

/** Whether every cited paragraph stands as it was read: a line for each citation of which that is not so. */
export function checkProvenance({ topics, documents }: Rulebook, textOf: TextOf, folder: string): Checked {
  const findings = provenanceOf(topics, documents, textOf);
  const failed = findings.some(({ kind }) => kind !== 'moved');
  if (findings.length > 0)
    return { lines: [...findings.map((its) => oneLine(lineOf(its, folder))), ...mendOf(findings)], failed };
  const cited = citationsOf(topics).length;
  return { lines: [`${count(cited, 'citation')}; every paragraph stands as it was read`], failed };
}

function lineOf(finding: Finding, folder: string): string {
  if (finding.kind === 'lost') return `missing ${finding.document} ${finding.what}`;
  const line = `${finding.kind} ${finding.by} ${finding.document}#${finding.paragraph}`;
  if (finding.kind === 'unhashed') return `${line}; mend: silkwatch check --documents ${folder} --accept`;
  if (finding.kind !== 'moved') return line;
  const { to } = finding;
  return `${line} now ${'paragraph' in to ? `#${to.paragraph}` : `line ${to.line}, outside the document's lines`}`;
}

function mendOf(findings: readonly Finding[]): string[] {
  const moved = findings.filter(({ kind }) => kind === 'moved').length;
  if (moved === 0) return [];
  const mend = "mend: write the new numbers in the topics (and the document's lines), then --accept";
  return [`${count(moved, 'citation')} moved; ${mend}`];
}

/**
 * Says of every cited paragraph that the text which stands there now is the text that is meant: writes its hash into the
 * documents file. One that has moved keeps the hash that it had. Answers the rulebook as it is then, and a line for every
 * hash that is new.
 *
 * @throws Refusal where the documents file would not be taken afterwards; then nothing is written.
 */
export function accept(
  { topics, documents }: Rulebook,
  textOf: TextOf,
  file: string,
): { rulebook: Rulebook; lines: string[] } {
  const hashes = hashesOf(topics, documents, textOf);
  const text = withHashes(readFileSync(file, 'utf8'), hashes);
  const read = readDocuments(file, text);
  refuseAny(read.problems);
  writeFileSync(file, text);
  const lines = [...hashes].flatMap(([id, its]) =>
    newOf(its, documents.get(id)!.cited).map((n) => `accepted ${id}#${n}`),
  );
  return { rulebook: { topics, documents: read.documents }, lines };
}

const newOf = (young: Hashes, old: Hashes): string[] =>
  Object.entries(young).flatMap(([paragraph, hash]) => (old[Number(paragraph)] === hash ? [] : paragraph));
