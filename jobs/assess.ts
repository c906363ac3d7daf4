/** The `assess` job: gather stories → move trackers and deadlines → raise alerts, one topic at a time. */
import type { Waits } from '../rules/alert/next.ts';
import type { Topic } from '../rules/topic.ts';
import { before, DAY, MINUTE } from '../state/item.ts';
import { count } from '../templates/words.ts';
import { keepAnnouncements } from './assess/announcements.ts';
import { keepMoves } from './assess/moves.ts';
import { raiseAlerts } from './assess/raise.ts';
import { keepSignals, raiseSignals } from './assess/signals.ts';
import { keepStories } from './assess/stories.ts';
import type { Config } from './config.ts';
import type { Installation } from './edition.ts';
import type { World } from './world.ts';

export interface AssessRun {
  stories: number;
  alerts: number;
}

type AssessWorld = Pick<World, 'now' | 'ledger' | 'log'>;

/** Stories older than this are settled: a new item on them is a new story. */
const WINDOW = 14 * DAY;

/** Gathers the stories of the given topics, and writes an alert for whoever asked to be told at once. */
export async function assess(
  installation: Installation,
  topics: readonly Topic[],
  world: AssessWorld,
): Promise<AssessRun> {
  const run: AssessRun = { stories: 0, alerts: 0 };
  for (const topic of topics) {
    const since = before(world.now().toISOString(), WINDOW);
    const items = await world.ledger.matchedItems(topic.id, since);
    const changed = await keepStories(topic, items, since, world);
    await keepMoves(topic, items, world);
    await keepAnnouncements(topic, items, world);
    await keepSignals(topic, installation.sources, world);
    run.stories += changed.length;
    run.alerts += await raiseAlerts(topic, installation, world);
    run.alerts += await raiseSignals(topic, installation, world);
  }
  const words = `assessed ${count(topics.length, 'topic')}: ${count(run.stories, 'story', 'stories')} new or grown, ${count(run.alerts, 'message')} to be told at once`;
  world.log('assess', { ...run }, words);
  return run;
}

/** How long alerts are gathered, as the configuration says. */
export const waitsOf = ({ alertWait, alertInterval }: Pick<Config, 'alertWait' | 'alertInterval'>): Waits => ({
  wait: alertWait * MINUTE,
  interval: alertInterval * MINUTE,
});

/** Writes the alerts whose wait is over, of what is gathered already: time alone ends a wait, and quiet hours. */
export async function raise(
  installation: Installation,
  topics: readonly Topic[],
  world: AssessWorld,
): Promise<Pick<AssessRun, 'alerts'>> {
  const run = { alerts: 0 };
  for (const topic of topics) {
    run.alerts += await raiseAlerts(topic, installation, world);
    run.alerts += await raiseSignals(topic, installation, world);
  }
  world.log('raise', run, `raised ${count(run.alerts, 'message')} that had waited`);
  return run;
}
