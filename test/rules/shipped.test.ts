import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDocuments } from '../../rules/documents.ts';
import { lint } from '../../rules/lint/lint.ts';
import { provenanceOf } from '../../rules/provenance.ts';
import { paragraphsOf } from '../../state/document.ts';
import { shared, withShared } from '../shared.ts';
import { shippedRulebook } from './rulebook.ts';

const folder = resolve(import.meta.dirname, '../../rules');
const text = (file: string) => readFileSync(join(folder, file), 'utf8');
const { documents, problems } = readDocuments('documents.yaml', text('documents.yaml'));
const { read } = shippedRulebook().rulebook;

it('the shipped documents are read without a problem', () => {
  expect(problems).toEqual([]);
  expect(documents.size).toBe(8);
});

it('there is a topic for each of the seven subjects', () => {
  const ids = read.map(({ topic }) => topic?.id);
  expect(ids.sort()).toEqual([
    'abraham-accords',
    'board-of-peace',
    'csto-tajikistan',
    'georgia-visa',
    'middle-corridor',
    'taliban-recognition',
    'tripp',
  ]);
});

describe.each(read)('$id', ({ topic, terms, problems, problemAt }) => {
  const { file } = problemAt([], '');
  const cites = [...(topic?.rules ?? []), ...(topic?.deadlines ?? [])].flatMap((one) => one.cites);

  it('is read without a problem', () => {
    expect(problems).toEqual([]);
    expect(topic?.id).toBe(basename(file, '.yaml'));
  });

  it('has no clause that adds nothing, and no rule that nothing could fit', () => {
    expect(lint(topic!, terms)).toEqual([]);
  });

  it('has at least twelve rules, of every severity', () => {
    expect(topic!.rules.length).toBeGreaterThanOrEqual(12);
    expect(new Set(topic!.rules.map((rule) => rule.severity))).toEqual(new Set(['low', 'medium', 'high']));
  });

  it('cites only paragraphs whose hash is known; mend: silkwatch check --documents <folder> --accept', () => {
    const unhashed = cites.filter(({ document, paragraph }) => !documents.get(document)?.cited[paragraph]);
    expect(cites.length).toBeGreaterThanOrEqual(12);
    expect(unhashed).toEqual([]);
  });

  withShared('cites paragraphs that say what they said when they were read', () => {
    const textOf = (name: string) => readFileSync(join(shared!, 'documents', name), 'utf8');
    expect(provenanceOf([topic!], documents, textOf)).toEqual([]);
  });
});

describe('the documents', () => {
  withShared.each([...documents.values()])('$id has at least five paragraphs in its file', (document) => {
    const file = readFileSync(join(shared!, 'documents', document.file), 'utf8');
    expect(file.split('\n').length).toBeGreaterThanOrEqual(document.lines[1]);
    expect(paragraphsOf(document, file).length).toBeGreaterThanOrEqual(5);
  });
});
