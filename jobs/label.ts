/** `silkwatch label` and `labels`: analysts' judgement of items, for backtests and for the lint. */
import { z } from 'zod';
import type { Topic } from '../rules/topic.ts';
import type { Label } from '../state/label.ts';
import { type Problem, refuseAny } from '../state/refusal.ts';
import { oneLine } from '../templates/words.ts';
import { readLines, textIn } from './given.ts';
import { refuse, subjectOf } from './subject.ts';
import type { World } from './world.ts';

/** What an analyst may say of an item; `clear` takes back what was said. */
const ANSWERS = ['yes', 'no', 'clear'] as const;

type Answer = (typeof ANSWERS)[number];

/** A label's subject as it is named, whole topics without a rule. */
function subjectIn(named: string, topics: readonly Topic[]): Pick<Label, 'topic' | 'rule'> {
  const { topic, rules } = subjectOf(named, topics);
  return { topic: topic.id, rule: named.includes('/') ? rules[0]!.id : null };
}

/**
 * Writes or takes back a label on each of the items.
 *
 * @throws Refusal where the subject, the answer or any of the items is not known; then nothing is written
 */
export async function labelItems(
  items: readonly string[],
  named: string,
  answer: string,
  topics: readonly Topic[],
  { ledger, now }: Pick<World, 'ledger' | 'now'>,
): Promise<string> {
  const subject = subjectIn(named, topics);
  if (!isAnswer(answer)) refuse(answer, `say ${ANSWERS.join(', ')}: yes where the item is what ${named} looks for`);
  await refuseUnknown(items, 'the command line', ledger);
  const at = now().toISOString();
  if (answer === 'clear') for (const item of items) await ledger.unlabel({ item, ...subject });
  else await ledger.label(items.map((item) => ({ item, ...subject, fits: answer === 'yes', at })));
  return `${answer === 'clear' ? 'cleared' : answer} for ${items.length === 1 ? items[0] : `${items.length} items`} on ${named}`;
}

const isAnswer = (text: string): text is Answer => ANSWERS.some((answer) => answer === text);

const line = z.strictObject({
  item: z.string(),
  topic: z.string(),
  rule: z.string().nullable().default(null),
  fits: z.boolean('fits is true or false'),
  at: z.iso.datetime('at is an instant: 2025-11-20T08:00:00.000Z').optional(),
});

/** Takes in what `labels --json` printed. @throws Refusal naming every line with a mistake; then nothing is written */
export async function importLabels(
  file: string,
  topics: readonly Topic[],
  { ledger, now }: Pick<World, 'ledger' | 'now'>,
): Promise<string> {
  const labels = readLines(file, textIn(file), line);
  for (const { topic, rule } of labels) subjectOf(rule === null ? topic : `${topic}/${rule}`, topics);
  await refuseUnknown(
    labels.map(({ item }) => item),
    file,
    ledger,
  );
  const at = now().toISOString();
  await ledger.label(labels.map((label) => ({ ...label, at: label.at ?? at })));
  return `${labels.length} labels taken from ${file}`;
}

async function refuseUnknown(items: readonly string[], file: string, ledger: World['ledger']): Promise<void> {
  const known = await ledger.items(items);
  const unknown = items.filter((item) => !known.has(item));
  refuseAny(unknown.map((item): Problem => ({ file, field: item, what: 'no item of the ledger has this id' })));
}

/** The labels in a line each, with the items' headlines. */
export async function labelList(topic: string | undefined, { ledger }: Pick<World, 'ledger'>): Promise<string[]> {
  const labels = await ledger.labels(topic);
  const items = await ledger.items(labels.map(({ item }) => item));
  return labels.map(({ item, topic, rule, fits, at }) => {
    const subject = rule === null ? topic : `${topic}/${rule}`;
    return `${at.slice(0, 10)}  ${fits ? 'yes' : 'no '}  ${subject}  ${item}  ${oneLine(items.get(item)?.title ?? '')}`;
  });
}
