/** `silkwatch demo`: an invented week, offline, through the very same code as a real one. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { stringify } from 'yaml';
import { assess, raise, waitsOf } from './assess.ts';
import { type Config, readConfig } from './config.ts';
import { deliver } from './deliver.ts';
import { type Publishers, publish } from './demo/server.ts';
import { readWeek, type WeekSource } from './demo/week.ts';
import { digest } from './digest.ts';
import { type Installation, senderOf } from './edition.ts';
import { type Log, logTo } from './log.ts';
import { remind } from './remind.ts';
import { readRulebook } from './rulebook.ts';
import { readSourcesFile } from './sources.ts';
import { statusOf } from './status.ts';
import { subscriberOf } from './subscribe.ts';
import { watch } from './watch.ts';
import { openWorld, type World } from './world.ts';

const START = Date.parse('2026-10-05T00:00:00Z');
const END = Date.parse('2026-10-12T06:00:00Z');
const STEP = 2 * 3600_000;

const SUBSCRIBERS = [
  {
    address: 'nino@example.org',
    topics: 'georgia-visa,tripp',
    cadence: 'daily',
    hour: '8',
    timezone: 'Asia/Tbilisi',
    least: 'low',
  },
  {
    address: 'daniyar@example.com',
    topics: 'csto-tajikistan,abraham-accords,tripp',
    cadence: 'weekly',
    hour: '9',
    weekday: 'monday',
    timezone: 'Asia/Almaty',
    least: 'medium',
    quiet: '22:00-07:00',
  },
  {
    address: 'sona@example.net',
    topics: 'middle-corridor',
    cadence: 'weekly',
    hour: '7',
    weekday: 'monday',
    timezone: 'Asia/Yerevan',
    allQuiet: 'on',
  },
];

/** Nobody serves its pages: the mails have the links, as those of an installation with pages have them. */
const OWN = {
  ...{ data: '.', sources: 'sources.yaml', allowPrivate: ['127.0.0.0/8'], timeout: 5 },
  ...{ web: 'https://watch.silkwatch.example', from: 'Silkwatch <digest@silkwatch.example>' },
};

/** Lives the week under `demo` in the data folder, afresh, and prints what happened. */
export async function demo(config: Config): Promise<void> {
  const folder = join(config.data, 'demo');
  await rm(folder, { recursive: true, force: true });
  let clock = START;
  const week = readWeek();
  const publishers = await publish(week, () => new Date(clock));
  const log = chronicle(() => new Date(clock));
  try {
    const own = await settle(folder, week, publishers, config);
    const installation = installed(own);
    const world = await openWorld(own, log, { now: () => new Date(clock), pause: async () => undefined });
    try {
      await live(own, installation, world, log, (at) => {
        clock = at;
      });
      await report(own, installation, world);
    } finally {
      await world.close();
    }
  } finally {
    await publishers.close();
  }
}

/** Writes the demo's own configuration and sources, as an installation has them, and reads them back. */
async function settle(
  folder: string,
  week: readonly WeekSource[],
  publishers: Publishers,
  { topics, documents }: Config,
): Promise<Config> {
  await mkdir(folder, { recursive: true });
  const sources = week.map((source) => ({
    id: source.id,
    title: source.title,
    kind: source.format === 'page' ? 'page' : 'feed',
    url: publishers.urlOf(source),
    language: source.language,
    topics: source.topics,
    family: source.family,
    // So little that each is due again at every step, however much longer it has learnt to wait.
    every: '20m',
    ...(source.format === 'page' && { select: { item: 'article', link: 'h2 a', summary: 'p', time: 'time' } }),
  }));
  const file = join(folder, 'silkwatch.yaml');
  await writeFile(join(folder, 'sources.yaml'), stringify(sources));
  await writeFile(file, stringify({ ...OWN, topics, documents }));
  return readConfig({ config: file }, {});
}

function installed(config: Config): Installation {
  const rulebook = readRulebook(config);
  const ids = rulebook.topics.map((topic) => topic.id);
  return { rulebook, sources: readSourcesFile(config.sources, ids), sender: senderOf(config), waits: waitsOf(config) };
}

async function live(
  config: Config,
  installation: Installation,
  world: World,
  log: Log,
  setClock: (at: number) => void,
): Promise<void> {
  const { rulebook, sources } = installation;
  const ids = rulebook.topics.map((topic) => topic.id);
  for (const wish of SUBSCRIBERS) await world.ledger.subscribe(subscriberOf(wish, ids, config.timezone, world.now()));
  const steps = (END - START) / STEP;
  for (let step = 1; step <= steps; step++) {
    setClock(START + step * STEP);
    log.progress(step, steps, world.now().toUTCString().slice(0, 16));
    await watch(sources, rulebook.topics, config, world);
    await assess(installation, rulebook.topics, world);
    for (const cadence of ['daily', 'weekly'] as const) await digest(cadence, installation, world);
    setClock(START + step * STEP + installation.waits.wait);
    await raise(installation, rulebook.topics, world);
    await remind(installation, world);
    await deliver(world);
  }
}

/** Tells mail, and the first failure of each source, at the hour of the simulated clock; the rest is routine. */
function chronicle(now: () => Date): Log {
  const terminal = logTo(process.stdout);
  const failed = new Set<unknown>();
  const tell = (event: string, facts: Record<string, unknown>, words: string) => {
    const news = event === 'delivery' || (facts.outcome === 'failed' && !failed.has(facts.source));
    if (facts.outcome === 'failed') failed.add(facts.source);
    if (news)
      terminal(event, { simulated: now().toISOString(), ...facts }, `${now().toUTCString().slice(0, 22)}  ${words}`);
  };
  return Object.assign(tell, { progress: terminal.progress });
}

async function report(config: Config, { sources }: Installation, world: World): Promise<void> {
  const { words } = await statusOf(sources, config, world);
  const written = (await readdir(config.outbox)).filter((name) => name.endsWith('.html')).sort();
  const [pages, mails] = [true, false].map((page) => written.filter((name) => name.endsWith('-edition.html') === page));
  const here = (path: string) => relative(process.cwd(), path) || '.';
  const command = 'npm run -s silkwatch --';
  process.stdout.write(
    [
      '',
      'A week has passed, all of it invented, none of it on the network:',
      words,
      '',
      `${mails!.length} mails lie in ${here(config.outbox)}, and the pages of ${pages!.length} editions, with all that each has;`,
      'open the .html beside each .eml in a browser:',
      ...mails!.map((name) => `  ${here(join(config.outbox, name))}`),
      '',
      'Try next, to look around in it, and to begin an installation of your own:',
      `  ${command} sources --config ${here(join(config.data, 'silkwatch.yaml'))}`,
      `  ${command} preview ${pages!.at(-1)!.replace(/\.html$/, '')} --config ${here(join(config.data, 'silkwatch.yaml'))}`,
      `  ${command} subscribers add you@example.org --topics tripp --timezone Asia/Yerevan`,
      '',
    ].join('\n'),
  );
}
