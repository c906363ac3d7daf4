import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDocuments } from '../../rules/documents.ts';
import { readTopic } from '../../rules/topic.ts';
import { paragraphsOf } from '../../state/document.ts';
import { shared, withShared } from '../shared.ts';

const folder = resolve(import.meta.dirname, '../../rules');
const text = (file: string) => readFileSync(join(folder, file), 'utf8');
const { documents, problems } = readDocuments('documents.yaml', text('documents.yaml'));
const topics = globSync('topics/*.yaml', { cwd: folder }).sort();

it('the shipped documents are read without a problem', () => {
  expect(problems).toEqual([]);
  expect(documents.size).toBe(8);
});

it('there is a topic for each of the four subjects', () => {
  const ids = topics.map((file) => readTopic(file, text(file), documents).topic?.id);
  expect(ids.sort()).toEqual(['abraham-accords', 'csto-tajikistan', 'georgia-visa', 'tripp']);
});

describe.each(topics)('%s', (file) => {
  const { topic, problems } = readTopic(file, text(file), documents);
  const cites = [...(topic?.rules ?? []), ...(topic?.deadlines ?? [])].flatMap((one) => one.cites);

  it('is read without a problem', () => {
    expect(problems).toEqual([]);
    expect(topic?.id).toBe(file.replace(/^topics\/|\.yaml$/g, ''));
  });

  it('has at least ten rules, of every severity', () => {
    expect(topic!.rules.length).toBeGreaterThanOrEqual(10);
    expect(new Set(topic!.rules.map((rule) => rule.severity))).toEqual(new Set(['low', 'medium', 'high']));
  });

  withShared('cites only paragraphs that the documents have', () => {
    const missing = cites.filter(({ document, paragraph }) => {
      const known = documents.get(document)!;
      const paragraphs = paragraphsOf(known, readFileSync(join(shared!, 'documents', known.file), 'utf8'));
      return paragraphs[paragraph - 1] === undefined;
    });
    expect(cites.length).toBeGreaterThanOrEqual(10);
    expect(missing).toEqual([]);
  });
});

describe('the documents', () => {
  withShared.each([...documents.values()])('$id has at least five paragraphs in its file', (document) => {
    const file = readFileSync(join(shared!, 'documents', document.file), 'utf8');
    expect(file.split('\n').length).toBeGreaterThanOrEqual(document.lines[1]);
    expect(paragraphsOf(document, file).length).toBeGreaterThanOrEqual(5);
  });
});
