/** `silkwatch draft`: from analyses to a proposed topic, which passes `silkwatch check`. */
import { date as dateForm, id as idForm, readDocuments } from '../rules/documents.ts';
import { isEnglish } from '../rules/draft/english.ts';
import type { Proposal } from '../rules/draft/proposal.ts';
import { propose } from '../rules/draft/propose.ts';
import { documentsYaml, topicYaml } from '../rules/draft/yaml.ts';
import { readTopic } from '../rules/topic.ts';
import { type Problem, refuseAny } from '../state/refusal.ts';
import type { Config } from './config.ts';
import { analysesIn, type DraftWorld, readText, type Text } from './draft/read.ts';

export interface Wishes {
  /** What the topic is called. */
  topic?: string | undefined;
  /** The day of the documents that do not name their own. */
  date?: string | undefined;
  /** The folder that the draft is to be written to. */
  out?: string | undefined;
}

export interface Drafted {
  proposal: Proposal;
  /** The two files' texts. */
  topic: string;
  documents: string;
  texts: Text[];
  /** What was read and what was not, a line each. */
  remarks: string[];
}

/**
 * Reads files and addresses and drafts one topic from all of them.
 *
 * @throws Refusal naming everything that cannot be read or made a draft of, at once.
 */
export async function draft(
  names: readonly string[],
  wishes: Wishes,
  config: Config,
  world: DraftWorld,
): Promise<Drafted> {
  const problems = wrongWishes(wishes);
  const texts: Text[] = [];
  for (const name of names) {
    const read = await readText(name, config, world);
    if ('problem' in read) problems.push({ file: name, what: read.problem });
    else texts.push({ ...read, file: unlike(read.file, texts) });
  }
  refuseAny(problems);
  const analyses = analysesIn(texts, wishes.date ?? null);
  const proposal = propose(analyses, wishes.topic);
  if (!proposal) return refuseAny([{ file: names.join(', '), what: NOTHING }]) as never;
  const [topic, documents] = [topicYaml(proposal), documentsYaml(proposal)];
  assertTaken(proposal, topic, documents);
  return { proposal, topic, documents, texts, remarks: remarksOf(texts, proposal, wishes.out !== undefined) };
}

const NOTHING = 'no word stands there that a rule could be made of; mend: give an analysis of some paragraphs';

function wrongWishes({ topic, date }: Wishes): Problem[] {
  const wishes = [
    ['--topic', topic, idForm],
    ['--date', date, dateForm],
  ] as const;
  return wishes.flatMap(([field, value, form]) => {
    const read = value === undefined ? undefined : form.safeParse(value);
    return read?.error ? [{ file: 'the command line', field, what: read.error.issues[0]!.message }] : [];
  });
}

/** Two texts of one name are two files. */
function unlike(file: string, texts: readonly Text[]): string {
  const taken = texts.map((text) => text.file);
  let own = file;
  for (let n = 2; taken.includes(own); n++) own = file.replace(/(\.\w+)?$/, `-${n}$1`);
  return own;
}

/** A draft that `silkwatch check` would refuse is our mistake and nobody else's. */
function assertTaken({ topic: id }: Proposal, topic: string, documents: string): void {
  const known = readDocuments('documents.yaml', documents);
  const { problems } = readTopic(`topics/${id}.yaml`, topic, known.documents);
  const all = [...known.problems, ...problems];
  if (all.length > 0)
    throw new Error(`the draft would be refused (please tell us): ${all.map(({ what }) => what).join('; ')}`);
}

function remarksOf(texts: readonly Text[], { documents, unread }: Proposal, kept: boolean): string[] {
  const read = texts.map(({ from, file, remarks }) => {
    const own = documents.filter((document) => document.file === file);
    const paragraphs = own.reduce((sum, { count }) => sum + count, 0);
    const name = from === file ? file : `${from} → ${kept ? 'documents/' : ''}${file}`;
    const counted = `${own.length === 1 ? 'one analysis' : `${own.length} analyses`}, ${paragraphs} paragraphs`;
    return `${name}: ${[...remarks, counted].join(', ')}`;
  });
  const foreign = documents.filter(
    ({ paragraphs }) =>
      !isEnglish(
        paragraphs
          .slice(0, 50)
          .map(({ text }) => text)
          .join('\n'),
      ),
  );
  const languages = foreign.map(
    ({ id }) => `${id}: not in English, so only key phrases are proposed: no names, dates or rules`,
  );
  const rest = unread > 0 ? [`${unread} letters at the end were not read: that is more than an analysis holds`] : [];
  return [...read, ...languages, ...rest];
}
