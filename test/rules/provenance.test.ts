import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Documents } from '../../rules/documents.ts';
import { citationsOf, hashesOf, hashOf, provenanceOf } from '../../rules/provenance.ts';
import type { Topic } from '../../rules/topic.ts';
import { type Document, paragraphsOf } from '../../state/document.ts';
import { runs } from '../runs.ts';
import { shared, withShared } from '../shared.ts';
import { shippedRulebook } from './rulebook.ts';

describe('the hash of a paragraph', () => {
  it('is 16 hexadecimal digits', () => {
    expect(hashOf('The route opens.')).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each([
    ['quotation marks', 'the “Trump Route” of Iran’s', 'the "Trump Route" of Iran\'s'],
    ['angular quotation marks', '«Маршрут Трампа»', '"Маршрут Трампа"'],
    ['dashes', 'the EU–Georgia pact — a pause', 'the EU-Georgia pact - a pause'],
    ['spaces and line ends', '  the  route\u00a0opens \r', 'the route opens'],
    ['soft hyphens and signs without width', 'the trans\u00adit\u200b route\ufeff', 'the transit route'],
    ['ligatures and wide letters', 'the oﬃce ＥＵ…', 'the office EU...'],
    ['the composition of letters', 'Toma\u0301s\u030c', 'Tomáš'],
    ['a soft hyphen within a letter and its accent', 'Toma\u00ad\u0301s', 'Tomás'],
  ])('is blind to %s', (_, one, other) => expect(hashOf(one)).toBe(hashOf(other)));

  it.each([
    ['a word', 'The route opens in May', 'The route opens in June'],
    ['the order of words', 'Armenia warns Iran', 'Iran warns Armenia'],
    ['the case of a letter', 'the Route', 'the route'],
    ['a number', 'for 99 years', 'for 49 years'],
    ['a sign', 'It will open.', 'It will open?'],
    ['where words are divided', 'a no table', 'a notable'],
  ])('sees a change of %s', (_, one, other) => expect(hashOf(one)).not.toBe(hashOf(other)));
});

/** A file of several documents, each the next so many of its lines. */
interface Case {
  topics: Topic[];
  documents: Documents;
  texts: ReadonlyMap<string, string>;
}

const paragraph = fc.array(fc.constantFrom('route', 'visa', 'opens', 'May', '2028', '–'), {
  minLength: 1,
  maxLength: 6,
});
const invented: fc.Arbitrary<Case> = fc
  .record({
    files: fc.array(
      fc.array(fc.uniqueArray(paragraph, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 }),
      {
        minLength: 1,
        maxLength: 2,
      },
    ),
    cited: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 1, maxLength: 12 }),
    spaced: fc.boolean(),
  })
  .map(({ files, cited, spaced }) => {
    const documents = new Map<string, Document>();
    const texts = new Map<string, string>();
    for (const [f, its] of files.entries()) {
      const lines: string[] = [];
      for (const [d, paragraphs] of its.entries()) {
        const first = lines.length + 1;
        // Numbered, since of two that read alike nobody could say which has moved.
        for (const [n, words] of paragraphs.entries())
          lines.push(`${f}.${d}.${n} ${words.join(' ')}`, ...(spaced ? [''] : []));
        const id = `d${f}-${d}`;
        const row = { title: id, author: null, outlet: null, date: null, versionOf: null, cited: {} };
        documents.set(id, {
          ...row,
          id,
          file: `${f}.txt`,
          lines: [first, lines.length - Number(spaced)],
          paragraphs: paragraphs.length,
        });
      }
      texts.set(`${f}.txt`, lines.join('\n'));
    }
    const all = [...documents.values()];
    const cites = cited.map(([d, p]) => {
      const { id, paragraphs } = all[d % all.length]!;
      return { document: id, paragraph: 1 + (p % paragraphs), claim: 'c' };
    });
    const rules = cites.slice(1).map((cite, n) => ({ id: `r${n}`, cites: [cite] }));
    const deadlines = [{ id: 'due', cites: cites.slice(0, 1) }];
    const topic = { id: 't', rules, deadlines, trackers: [], trends: [] } as unknown as Topic;
    return { topics: [topic], texts, documents };
  });

/** The documents with the hashes of what is cited as it stands. */
function hashed({ topics, documents, texts }: Case): Documents {
  const hashes = hashesOf(topics, documents, (file) => texts.get(file));
  return new Map([...documents].map(([id, document]) => [id, { ...document, cited: hashes.get(id) ?? {} }]));
}

/** By `topic/rule document#paragraph`, what has become of it. */
function findings(its: Case, file: string, lines: readonly string[]) {
  const texts = new Map([...its.texts, [file, lines.join('\n')]]);
  const found = provenanceOf(its.topics, hashed(its), (name) => texts.get(name));
  return found.map((one) =>
    one.kind === 'lost' ? `lost ${one.document}` : `${one.kind} ${one.by} ${one.document}#${one.paragraph}`,
  );
}

/** Every citation of what stands on one line of a file, or on any from there on. */
function citing(
  { topics, documents, texts }: Case,
  file: string,
  from: number,
  to = Number.POSITIVE_INFINITY,
): string[] {
  return citationsOf(topics).flatMap(({ by, document, paragraph }) => {
    const { file: its, lines } = documents.get(document)!;
    const written = texts
      .get(its)!
      .split('\n')
      .map((text, n) => ({ text, line: n + 1 }));
    const there = written.filter(({ text, line }) => line >= lines[0] && line <= lines[1] && text.trim() !== '');
    const { line } = there[paragraph - 1]!;
    return its === file && line >= from && line <= to ? [`${by} ${document}#${paragraph}`] : [];
  });
}

/** One promise for every file and line: of invented cases, or of the real ones. */
function promise(
  cases: fc.Arbitrary<Case>,
  few: number,
  keeps: (its: Case, file: string, lines: string[], line: number) => void,
) {
  fc.assert(
    fc.property(cases, fc.nat(), fc.nat(), (its, f, n) => {
      const [file, text] = [...its.texts][f % its.texts.size]!;
      const lines = text.split('\n');
      keeps(its, file, lines, 1 + (n % lines.length));
    }),
    runs(few),
  );
}

const promises: [string, (its: Case, file: string, lines: string[], line: number) => void][] = [
  [
    'one paragraph that says something else makes stale what cites it, and nothing else',
    (its, file, lines, line) => {
      fc.pre(lines[line - 1]!.trim() !== '');
      const changed = lines.with(line - 1, `${lines[line - 1]} not`);
      expect(findings(its, file, changed)).toEqual(citing(its, file, line, line).map((one) => `stale ${one}`));
    },
  ],
  [
    'a paragraph put in moves what stands behind it, and makes nothing stale',
    (its, file, lines, line) => {
      const longer = lines.toSpliced(line - 1, 0, 'Something that nobody said before.');
      const text = longer.join('\n');
      const elsewhere = citing(its, file, 1).filter((one) => {
        const [, document, n] = /(\S+)#(\d+)$/.exec(one)!;
        const known = its.documents.get(document!)!;
        return paragraphsOf(known, text)[Number(n) - 1] !== paragraphsOf(known, its.texts.get(file)!)[Number(n) - 1];
      });
      expect(findings(its, file, longer).toSorted()).toEqual(elsewhere.map((one) => `moved ${one}`).toSorted());
      const within = citing(its, file, line).filter((one) => {
        const [first, last] = its.documents.get(/(\S+)#/.exec(one)![1]!)!.lines;
        return line >= first && line <= last;
      });
      expect(elsewhere).toEqual(expect.arrayContaining(within));
    },
  ],
  [
    'a blank line put in makes nothing stale or missing',
    (its, file, lines, line) => {
      const longer = findings(its, file, lines.toSpliced(line - 1, 0, ''));
      expect(longer.filter((one) => !one.startsWith('moved'))).toEqual([]);
    },
  ],
  [
    'another typesetting changes nothing',
    (its, file, lines) => {
      const set = lines.map((line) => line.replaceAll('–', '—').replaceAll(' ', '\u00a0 ').replace(/$/, '\u200b\r'));
      expect(
        findings(
          its,
          file,
          set.map((line) => (line.trim() === '\u200b' ? '' : line)),
        ),
      ).toEqual([]);
    },
  ],
];

describe('of documents as they may be', () => {
  it.each(promises)('%s', (_, keeps) => promise(invented, 100, keeps));
});

describe('of the real documents', () => {
  let known: Case | undefined;
  const real = (): Case => {
    if (known) return known;
    const { rulebook } = shippedRulebook();
    const files = new Set([...rulebook.documents.values()].map(({ file }) => file));
    const texts = new Map([...files].map((file) => [file, readFileSync(join(shared!, 'documents', file), 'utf8')]));
    known = { ...rulebook, texts };
    return known;
  };
  withShared.each(promises)('%s', (_, keeps) => promise(fc.constant(real()), 12, keeps));
});
