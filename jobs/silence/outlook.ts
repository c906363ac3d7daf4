/** What becomes now of the stories that a silence held back. */
import type { Installation } from '../edition.ts';
import type { HeldBack } from '../silence.ts';
import { foreseen } from '../why/foreseen.ts';
import type { World } from '../world.ts';

/** How many subscribers are told of a story at the next run of `assess`, and for how many something else holds it back. */
export interface Outlook {
  told: number;
  waiting: number;
}

/** The outlook of each story that was held back and is there, by its id. */
export async function outlookOf(
  held: readonly HeldBack[],
  installation: Installation,
  world: Pick<World, 'now' | 'ledger'>,
): Promise<Map<string, Outlook>> {
  const stories = await world.ledger.storiesById([...new Set(held.flatMap(({ story }) => story ?? []))]);
  const subscribers = await world.ledger.subscribers();
  const outlooks = new Map<string, Outlook>();
  for (const story of stories) {
    const ahead = subscribers.map(await foreseen(story, installation, world));
    const count = (what: 'tell' | 'wait') => ahead.filter((one) => one.do === what).length;
    outlooks.set(story.id, { told: count('tell'), waiting: count('wait') });
  }
  return outlooks;
}
