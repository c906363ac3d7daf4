/** What the next run of `assess` tells of a story, by the decisions that it takes. */
import { type AlertDecision, asksFor, decideAlert } from '../../rules/alert/decide.ts';
import { nextTelling } from '../../rules/alert/next.ts';
import type { Instant } from '../../state/item.ts';
import type { Story } from '../../state/story.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { alertFacts } from '../assess/facts.ts';
import { alertOf, askedBy } from '../assess/raise.ts';
import type { Installation } from '../edition.ts';
import type { World } from '../world.ts';
import type { Ahead } from './verdict.ts';

/** Reads what it depends on whether a story is told at once, and answers what is decided of any subscriber. */
export async function foreseen(
  story: Story,
  installation: Installation,
  world: Pick<World, 'now' | 'ledger'>,
): Promise<(subscriber: Subscriber) => Ahead> {
  const topic = installation.rulebook.topics.find(({ id }) => id === story.topic);
  if (!topic) return () => ({ do: 'skip', because: `the topic ${story.topic} is not tracked any more` });
  const now = world.now().toISOString();
  const facts = await alertFacts(topic, world, [story]);
  const thread = facts.threads[0]!;
  const next = nextTelling(thread, installation.waits, now);
  const raised = next.do === 'tell' ? [alertOf(thread, next.changes, installation, world)] : [];
  const draft = { ...thread, tellings: [...thread.tellings, ...raised] };
  return (subscriber) => {
    if (draft.tellings.length > 0)
      return aheadOf(decideAlert(draft, askedBy(subscriber, draft, facts, installation, world)), now);
    if (!subscriber.topics.includes(story.topic)) return { do: 'skip', because: 'follows other topics' };
    if (!asksFor(subscriber, story.severity)) return { do: 'skip', because: 'can wait for the digest' };
    return next.do === 'tell' ? { do: 'tell', when: now } : next;
  };
}

const aheadOf = (decision: AlertDecision, now: Instant): Ahead =>
  decision.do === 'tell' ? { do: 'tell', when: now } : decision;
