import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readDocuments } from '../../../rules/documents.ts';
import { analysesOf } from '../../../rules/draft/analysis.ts';
import type { Proposal } from '../../../rules/draft/proposal.ts';
import { propose } from '../../../rules/draft/propose.ts';
import { documentsYaml, quoted, topicYaml } from '../../../rules/draft/yaml.ts';
import { hashOf } from '../../../rules/provenance.ts';
import { readTopic } from '../../../rules/topic.ts';
import { shared, withShared } from '../../shared.ts';

const TEXT = [
  'Corridors of the Caucasus',
  '',
  'On July 15, 2025, Armenia and Azerbaijan signed an agreement on the Zangezur corridor. Armenia keeps its law there.',
  'If Iran objects, Azerbaijan could suspend the corridor. Iran has warned Armenia.',
  'Iran may deploy troops near the Zangezur corridor by August 31. Works should end until the end of 2028.',
].join('\n');

const drafted = (text: string): Proposal => propose(analysesOf('corridors.txt', text), undefined)!;

function taken(proposal: Proposal) {
  const { documents, problems } = readDocuments('documents.yaml', documentsYaml(proposal));
  const read = readTopic('topic.yaml', topicYaml(proposal), documents);
  return { ...read, problems: [...problems, ...read.problems], documents };
}

describe('a draft', () => {
  const proposal = drafted(TEXT);
  it('is called by its document, and passes', () => {
    const { topic, problems, documents } = taken(proposal);
    expect(problems).toEqual([]);
    expect(topic).toMatchObject({ id: 'corridors-of-the-caucasus', title: 'Corridors of the Caucasus' });
    expect(documents.get('corridors')).toMatchObject({
      lines: [1, 5],
      paragraphs: 4,
      title: 'Corridors of the Caucasus',
    });
  });
  it('holds a rule for what the text says to expect, with its paragraph and its hash', () => {
    const rule = proposal.rules.find(
      ({ id }) => id === 'deploy-iran-zangezur-corridor' || id.startsWith('deploy-iran'),
    )!;
    expect(rule).toMatchObject({ doubt: null, severity: 'medium' });
    expect(rule.when).toMatch(/^lead:\(\(\$\S+ NEAR\/12 \$deploy\) AND \$\S+\)$/);
    expect(rule.cites).toEqual([expect.objectContaining({ document: 'corridors', paragraph: 4 })]);
    expect(documentsYaml(proposal)).toContain(`4: '${hashOf(TEXT.split('\n')[4]!)}'`);
  });
  it('takes over no sentence: a claim is a frame of names and event', () => {
    const claims = [...proposal.rules, ...proposal.deadlines].flatMap(({ cites }) => cites.map(({ claim }) => claim));
    expect(claims.length).toBeGreaterThan(2);
    for (const claim of claims) {
      const words = claim.split(/\W+/);
      const runs = words.map((_, n) => words.slice(n, n + 5).join(' ')).filter((run) => run.split(' ').length === 5);
      expect(runs.filter((run) => TEXT.replace(/\W+/g, ' ').includes(run))).toEqual([]);
    }
  });
  it('makes deadlines of limits, and a comment of one that names no year', () => {
    expect(proposal.deadlines.map(({ date, precision, doubt }) => [date, precision, doubt === null])).toEqual([
      ['2025-08-31', 'day', false],
      ['2028', 'year', true],
    ]);
    expect(proposal.past).toEqual([{ date: '2025-07-15', document: 'corridors', paragraph: 2 }]);
    expect(topicYaml(proposal)).toContain('  # - id: date-2025-08-31');
  });
  it('knows the year where the day of the document is known', () => {
    const [analysis] = analysesOf('corridors.txt', TEXT, {
      title: null,
      author: null,
      outlet: null,
      date: '2026-02-01',
    });
    const { deadlines } = propose([analysis!], undefined)!;
    expect(deadlines.map(({ date, doubt }) => [date, doubt])).toContainEqual(['2026-08-31', null]);
  });
  it('leaves out what a longer text names once, and says so', () => {
    const long = `${TEXT}\n${'Armenia and Iran met again over the corridor. '.repeat(12)}\nNobody saw Vaduz.`;
    const { background, names } = drafted(long);
    expect(background).toContain('Vaduz');
    expect(names.map(({ name }) => name)).not.toContain('vaduz');
    expect(topicYaml(drafted(long))).toMatch(/# .*Vaduz/);
  });
  it('has terms that rules take, and offers the others as comments that stand as they are', () => {
    const text = topicYaml(proposal);
    const { terms, rules } = parse(text) as { terms: object; rules: { when: string }[] };
    for (const name of Object.keys(terms)) expect(rules.some(({ when }) => when.includes(`$${name}`))).toBe(true);
    expect(text).toMatch(/^ {2}# ahead: \[/m);
    const all = parse(text.replace(/^( {2})# ([\w-]+: \[.*\])$/gm, '$1$2')) as { terms: object };
    const { names, events, circumstances, phrases } = proposal;
    expect(Object.keys(all.terms).sort()).toEqual(
      [...names, ...events, ...circumstances, ...phrases].map(({ name }) => name).sort(),
    );
  });
  it('of a text that expects nothing tells of mentions', () => {
    expect(drafted('Vaduz is a town. Vaduz is old.').rules).toEqual([
      expect.objectContaining({ id: 'mention', severity: 'low' }),
    ]);
  });
  it('of another language holds key phrases', () => {
    const russian = 'Армения откроет коридор. Коридор пройдёт через Мегри. Иран против коридора, Армения за коридор.';
    const { names, phrases, rules } = drafted(russian);
    expect([names, rules.map(({ id }) => id)]).toEqual([[], ['mention']]);
    expect(phrases.flatMap(({ queries }) => queries)).toContain('Армения*');
    expect(taken(drafted(russian)).problems).toEqual([]);
  });
  it.each(['', ' \n', '…', '1 2 3'])('of %j is none', (text) => {
    expect(propose(analysesOf('x.txt', text), undefined)).toBeNull();
  });
});

describe('whatever the text', () => {
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...TEXT.split(/(?<=\s)/)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'AND ',
        "O'Brien’s ",
        '"',
        '#x: ',
        '- ',
        '*',
        '$term ',
        '{',
        'By Ada Lovelace\n',
        '\n',
        '(CSTO) ',
        'by May 2030 ',
        'null ',
        '2027 ',
        '0x10 ',
        '1e5 ',
        '\u0085',
        '\u2028',
        '\ud800',
        '\t',
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }) },
  );
  it('the draft is taken, or there is none', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 120 }), (pieces) => {
        const proposal = propose(analysesOf('x.txt', pieces.join('')), undefined);
        if (proposal) expect(taken(proposal).problems).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
  it('YAML reads a quoted text back, on one line and without signs that control', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const read = parse(`a: ${quoted(text)}`) as { a: string };
        expect(read.a).toBe(
          text
            .replace(/[\p{C}\u2028\u2029]/gu, ' ')
            .replace(/\s+/g, ' ')
            .trim(),
        );
      }),
    );
  });
});

describe('the shared documents', () => {
  const read = (name: string) => analysesOf(name, readFileSync(join(shared!, 'documents', name), 'utf8'));
  withShared('are divided as an analyst divided them', () => {
    const ours = read('000_463ef7503789c1e4.txt');
    const rows = parse(readFileSync(join(import.meta.dirname, '../../../rules/documents.yaml'), 'utf8')) as {
      file: string;
      lines: number[];
      paragraphs: number;
      author: string;
    }[];
    const theirs = rows.filter(({ file }) => file === ours[0]!.file);
    expect(ours.map(({ lines, count, author }) => ({ lines, paragraphs: count, author }))).toEqual(
      theirs.map(({ lines, paragraphs, author }) => ({ lines, paragraphs, author })),
    );
  });
});
