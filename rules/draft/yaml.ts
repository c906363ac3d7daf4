/** A proposal as the files that an analyst goes on with: everything that is unsure stands there as a comment. */
import type { Citation } from '../../state/match.ts';
import { hashOf } from '../provenance.ts';
import type { Proposal, ProposedDeadline, ProposedDocument, ProposedRule } from './proposal.ts';
import type { Term } from './terms.ts';

/** The topic file. */
export function topicYaml(proposal: Proposal): string {
  const { names, events, circumstances, phrases, background, rules, deadlines, past } = proposal;
  const standing = rules.filter(({ doubt }) => doubt === null);
  const dates = deadlines.filter(({ doubt }) => doubt === null);
  const taken = new Set(standing.flatMap(({ when }) => [...when.matchAll(/\$([a-z0-9-]+)/g)].map(([, name]) => name!)));
  return [
    '# yaml-language-server: $schema=../topic.schema.json',
    '# A draft by silkwatch draft. Read each rule against its paragraph; rewrite title, summary and claims in your own words,',
    '# add the other languages, say what must and must not match in examples, and correct the severities: all are guesses.',
    '# A term that no rule takes stands as a comment: uncomment it with the rule that is to take it.',
    `topic: ${named(proposal.topic)}`,
    `title: ${quoted(proposal.title)}`,
    `summary: ${quoted(proposal.summary)}`,
    '',
    'terms:',
    ...section('Names in the documents, the most often named first.', names, taken),
    ...section('Words of the documents that tell of events; each rule takes one kind.', events, taken),
    ...section('Who speaks in the documents, and how surely: to narrow rules by.', circumstances, taken),
    ...section('Key phrases (YAKE), the best first.', phrases, taken),
    ...comment(background.length > 0 ? `Named once, left out as background: ${background.join(', ')}` : '', '  '),
    '',
    'rules:',
    ...rules.flatMap((rule) => [...ruleYaml(rule), '']),
    ...(standing.length === 0 ? ['  []'] : []),
    ...(deadlines.length > 0
      ? ['deadlines:', ...deadlines.flatMap(deadlineYaml), ...(dates.length === 0 ? ['  []'] : [])]
      : []),
    ...comment(
      past.length > 0
        ? `Dates that the documents tell of as past: ${[...new Set(past.map(placed))].sort().join(', ')}`
        : '',
      '',
    ),
    '',
  ].join('\n');
}

/** Once each, in the order of time. */
const placed = ({ date, document, paragraph }: Proposal['past'][number]): string =>
  `${date} (${document}#${paragraph})`;

/** Terms under their heading: those that rules take, then the others as comments. */
function section(title: string, terms: readonly Term[], taken: ReadonlySet<string>): string[] {
  if (terms.length === 0) return [];
  const row = ({ name, queries }: Term) => `${named(name)}: [${queries.map(quoted).join(', ')}]`;
  const [standing, offered] = [true, false].map((is) => terms.filter(({ name }) => taken.has(name) === is));
  return [`  # ${title}`, ...standing!.map((term) => `  ${row(term)}`), ...offered!.map((term) => `  # ${row(term)}`)];
}

function ruleYaml({ id, title, when, severity, cites, doubt }: ProposedRule): string[] {
  const rows = [
    `  - id: ${named(id)}`,
    `    title: ${quoted(title)}`,
    `    when: ${quoted(when)}`,
    `    severity: ${severity} # a guess`,
    ...citesYaml(cites),
  ];
  return doubted(rows, doubt);
}

function deadlineYaml({ id, title, date, precision, cites, doubt }: ProposedDeadline): string[] {
  const rows = [
    `  - id: ${named(id)}`,
    `    title: ${quoted(title)}`,
    `    date: ${quoted(date)}`,
    `    precision: ${precision}`,
    ...citesYaml(cites),
  ];
  return doubted(rows, doubt);
}

const citesYaml = (cites: readonly Citation[]): string[] => [
  '    cites: # rewrite each claim in your own words',
  ...cites.map(
    ({ document, paragraph, claim }) =>
      `      - { document: ${named(document)}, paragraph: ${paragraph}, claim: ${quoted(claim)} }`,
  ),
];

const doubted = (rows: readonly string[], doubt: string | null): string[] =>
  doubt === null ? [...rows] : [...comment(`Unsure: ${doubt}`, '  '), ...rows.map((row) => `  # ${row.slice(2)}`)];

/** The rows of `documents.yaml`, with the hashes of the paragraphs that the proposal cites. */
export function documentsYaml({ documents, rules, deadlines }: Proposal): string {
  const cites = [...rules, ...deadlines].filter(({ doubt }) => doubt === null).flatMap((one) => one.cites);
  const rows = documents.map((document) => documentYaml(document, cites));
  return [
    '# The analyses that the draft cites. Paragraph n is the n-th line of the range that is not blank.',
    ...rows,
    '',
  ].join('\n');
}

function documentYaml(document: ProposedDocument, cites: readonly Citation[]): string {
  const { id, file, lines, count, title, titled, author, outlet, date, paragraphs } = document;
  const cited = paragraphs.filter(({ n }) => cites.some((cite) => cite.document === id && cite.paragraph === n));
  return [
    '',
    `- id: ${named(id)}`,
    `  file: ${quoted(file)}`,
    `  lines: [${lines.join(', ')}]`,
    `  paragraphs: ${count}`,
    `  title: ${quoted(title)}`,
    ...(titled === 'us' ? ['  titled: us'] : []),
    ...(author === null ? [] : [`  author: ${quoted(author)}`]),
    ...(outlet === null ? [] : [`  outlet: ${quoted(outlet)}`]),
    ...(date === null ? [] : [`  date: ${quoted(date)}`]),
    ...(cited.length === 0 ? [] : ['  cited:', ...cited.map(({ n, text }) => `    ${n}: '${hashOf(text)}'`)]),
  ].join('\n');
}

/** A text as YAML reads it back: a plain word as it is, all else in single quotation marks, on one line. */
export function quoted(text: string): string {
  const line = text
    .replace(/[\p{C}\u2028\u2029]/gu, ' ')
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .trim();
  return /^[A-Za-z][A-Za-z]*\*?$/.test(line) && !RESERVED.test(line) ? line : `'${line.replaceAll("'", "''")}'`;
}

/** A name as YAML reads it back: what would be read as a number stands in quotation marks. */
const named = (name: string): string => (/^[a-z][a-z0-9-]*$/.test(name) && !RESERVED.test(name) ? name : `'${name}'`);

const RESERVED = /^(?:null|true|false)$/i;

/** A text as comment lines of at most 120 signs, where it has words; nothing where it has none. */
function comment(text: string, indent: string): string[] {
  const rows: string[] = [];
  for (const word of text
    .replace(/[\p{C}\u2028\u2029]/gu, ' ')
    .split(/\s+/)
    .filter(Boolean)) {
    const last = rows.at(-1);
    if (last !== undefined && last.length + word.length < 118) rows[rows.length - 1] = `${last} ${word}`;
    else rows.push(`${indent}# ${word}`);
  }
  return rows;
}
