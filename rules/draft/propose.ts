/** Analyses → a proposed topic. Pure: nothing is read or written, and the same texts give the same proposal. */
import { type Analysis, slug } from './analysis.ts';
import { deadlinesOf } from './deadlines.ts';
import { rulesOf } from './expectations.ts';
import type { Proposal, ProposedDocument, ProposedRule } from './proposal.ts';
import { type Reading, readAnalyses } from './reading.ts';
import { type Terms, termsOf } from './terms.ts';
import { bare, folded } from './words.ts';

/** Proposes a topic; null where the texts hold nothing that a rule could be made of. */
export function propose(analyses: readonly Analysis[], topic: string | undefined): Proposal | null {
  const reading = readAnalyses(analyses);
  const terms = termsOf(reading);
  const candidates = rulesOf(reading.sentences, terms);
  const rules = candidates.some(({ doubt }) => doubt === null)
    ? candidates
    : [...mention(analyses, terms), ...candidates];
  if (rules.length === 0) return null;
  const heads = headsOf(terms);
  const documents = analyses.map((analysis) => titledBy(analysis, reading, terms));
  const title = (analyses.length === 1 && documents[0]!.title) || heads.slice(0, 3).join(', ');
  return {
    topic: topic ?? (slug(title) || 'draft'),
    title: bare(title),
    summary: summaryOf(analyses.length, heads),
    names: terms.entities.map(({ name, queries }) => ({ name, queries })),
    events: terms.events.map(({ name, queries }) => ({ name, queries })),
    circumstances: terms.circumstances,
    phrases: terms.phrases,
    background: terms.background,
    rules,
    ...deadlinesOf(reading.sentences, terms),
    documents,
    unread: reading.unread,
  };
}

/** What the texts are about most: their names, or their key phrases where no name is known. */
const headsOf = ({ entities, phrases }: Terms): string[] => [
  ...entities.slice(0, 5).map(({ entity }) => entity.name),
  ...phrases.slice(0, 5).map(({ name }) => name.replaceAll('-', ' ')),
];

/** A document without a title is called by what it names most. */
function titledBy(analysis: Analysis, { sentences }: Reading, { entities }: Terms): ProposedDocument {
  const own = bare(analysis.title ?? '');
  if (/[\p{L}\p{N}]/u.test(own)) return { ...analysis, title: own, titled: 'author' };
  const its = sentences.filter(({ document }) => document.id === analysis.id);
  const text = ` ${its.flatMap(({ words }) => words).join(' ')} `;
  const times = ({ entity }: Terms['entities'][number]) =>
    [...entity.spellings.keys()].reduce(
      (sum, spelling) => sum + text.split(` ${folded(spelling).join(' ')} `).length - 1,
      0,
    );
  const most = entities
    .map((term) => ({ term, n: times(term) }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n);
  const names = most.slice(0, 3).map(({ term }) => term.entity.name);
  return { ...analysis, title: names.join(', ') || analysis.id, titled: 'us' };
}

function summaryOf(count: number, heads: readonly string[]): string {
  const documents = count === 1 ? 'one document' : `${count} documents`;
  return bare(`Drafted from ${documents}; named most: ${heads.slice(0, 6).join(', ')}.`);
}

/** Where no sentence looks ahead, the topic's one rule is that it is spoken of. */
function mention([analysis]: readonly Analysis[], { entities, phrases }: Terms): ProposedRule[] {
  const [head, second] = [...entities, ...phrases];
  if (!analysis?.paragraphs[0] || !head) return [];
  const claim = `Speaks of ${head.name.replaceAll('-', ' ')}`;
  return [
    {
      id: 'mention',
      title: `Mention: ${[head, second].flatMap((term) => term?.name.replaceAll('-', ' ') ?? []).join(' and ')}`,
      when: second ? `lead:($${head.name} AND $${second.name})` : `lead:$${head.name}`,
      severity: 'low',
      cites: [{ document: analysis.id, paragraph: analysis.paragraphs[0].n, claim }],
      doubt: null,
    },
  ];
}
