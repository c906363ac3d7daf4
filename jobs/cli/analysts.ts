/** The commands for who writes rules: `explain`, `backtest`, `query`, `label` and `labels`. */
import { styleText } from 'node:util';
import type { Command } from 'commander';
import { refuseAny } from '../../state/refusal.ts';
import { backtestReport } from '../backtest/words.ts';
import { backtestArchive, backtestFile, draftOf } from '../backtest.ts';
import type { Paint } from '../explain/words.ts';
import { explainedAsJson, explainItems, givenItems, isGiven, keptItems } from '../explain.ts';
import { importLabels, labelItems, labelList } from '../label.ts';
import { readQuery, type Vocabulary, vocabularyOf } from '../query.ts';
import { gatherRulebook } from '../rulebook.ts';
import { refuse, subjectOf } from '../subject.ts';
import { command, inLedger, type Setup, say, setupOf, whole } from './setup.ts';

export function addAnalysts(silkwatch: Command): void {
  command(silkwatch, 'explain')
    .description('why a rule fits an item or does not, clause by clause; of a whole topic, a line for each rule')
    .argument('<topic/rule>')
    .argument('<item|file|->', 'id of an item in the ledger, or JSON lines as `match` takes them')
    .option('--item <id>', 'only this item of the file')
    .option('--json', 'one JSON line for each item and rule')
    .action((rule: string, item: string, options, self: Command) => explain(rule, item, options, setupOf(self)));
  command(silkwatch, 'backtest')
    .description('try a draft, a topic or a rule on what was fetched: hits, near misses, and what it changes')
    .argument(
      '<file[/rule]|topic[/rule]>',
      'a topic file, compared with its saved version; or a topic or rule as it stands',
    )
    .option('--days <n>', 'how much of the archive', whole, 90)
    .option('--items <file>', 'try it on JSON lines as `match` takes them instead')
    .option('--labels <file>', 'with --items: JSON lines {id, topics} that say what each item is about')
    .option('--show <n>', 'how many of each kind to print', whole, 10)
    .option('--json', 'everything, as one JSON line')
    .action((draft: string, options, self: Command) => backtest(draft, options, setupOf(self)));
  command(silkwatch, 'query')
    .description('read a query, and print it as the formatter writes it')
    .argument('<query>')
    .option('--topic <id>', 'whose $terms and #rules it may name')
    .action((query: string, { topic }, self: Command) => {
      say(readQuery(query, topic && vocabularyIn(topic, setupOf(self))));
    });
  command(silkwatch, 'label')
    .description('say whether items are what a topic or a rule looks for, so that backtests and lint can judge it')
    .argument('[topic/rule]')
    .argument('[yes|no|clear]')
    .argument('[item...]', 'ids of items in the ledger')
    .option('--import <file>', 'take in what `labels --json` printed')
    .action((subject, answer, items: string[], options, self: Command) =>
      label(subject, answer, items, options.import, self),
    );
  command(silkwatch, 'labels')
    .description('what analysts said of items, of all topics or one')
    .argument('[topic]')
    .option('--json', 'as JSON lines')
    .action(async (topic: string | undefined, { json }, self: Command) => {
      const setup = setupOf(self);
      const id = topic && subjectOf(topic, setup.rulebook.topics).topic.id;
      const lines = await inLedger(setup, async (world) =>
        json ? (await world.ledger.labels(id)).map((one) => JSON.stringify(one)) : labelList(id, world),
      );
      for (const line of lines) say(line);
    });
}

/** What queries of a topic may name. */
function vocabularyIn(topic: string, { config }: Setup): Vocabulary {
  const { rulebook, problems } = gatherRulebook(config);
  refuseAny(problems);
  return vocabularyOf(topic, rulebook);
}

/** Colours where somebody looks on, unless NO_COLOR says otherwise. */
const paint: Paint = (colour, words) => styleText(colour, words, { stream: process.stdout, validateStream: true });

async function explain(rule: string, named: string, options: { item?: string; json?: boolean }, setup: Setup) {
  const subject = subjectOf(rule, setup.rulebook.topics);
  const items = isGiven(named)
    ? await givenItems(named, options.item)
    : await inLedger(setup, (world) => keptItems(named, world));
  if (options.json) for (const one of explainedAsJson(items, subject)) say(JSON.stringify(one));
  else for (const line of explainItems(items, subject, paint)) say(line);
}

interface BacktestOptions {
  days: number;
  show: number;
  items?: string;
  labels?: string;
  json?: boolean;
}

async function backtest(named: string, { days, show, items, labels, json }: BacktestOptions, setup: Setup) {
  if (labels !== undefined && items === undefined) refuse('--labels', 'goes with --items, whose items it judges');
  const draft = draftOf(named, setup.rulebook);
  const trial = items
    ? backtestFile(draft, items, labels)
    : await inLedger(setup, (world) => backtestArchive(draft, days, setup.sources, world));
  if (json) say(JSON.stringify(trial));
  else for (const line of backtestReport({ ...draft, live: draft.live && !items }, trial, show)) say(line);
}

async function label(subject: string, answer: string, items: string[], file: string | undefined, self: Command) {
  const setup = setupOf(self);
  const { topics } = setup.rulebook;
  if (file === undefined && items.length === 0) self.error('error: name a topic or rule, an answer and some items');
  const done = await inLedger(setup, (world) =>
    file === undefined ? labelItems(items, subject, answer, topics, world) : importLabels(file, topics, world),
  );
  say(done);
}
