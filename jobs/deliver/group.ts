/** Many that wait for one: what is asked within one turn of the event loop is answered by one piece of work. */
import { setImmediate } from 'node:timers/promises';

/**
 * A function that may be called any number of times at once. The work gets what was asked since it last began, in order,
 * and answers each; it never runs twice at a time. Where it throws, all of those who asked get the error.
 */
export function grouped<Ask, Answer>(
  work: (asks: readonly Ask[]) => Promise<readonly Answer[]>,
): (ask: Ask) => Promise<Answer> {
  let waiting: { ask: Ask; answered: PromiseWithResolvers<Answer> }[] = [];
  let working = false;
  const workOff = async (): Promise<void> => {
    working = true;
    while (waiting.length > 0) {
      // Whatever came in with this turn is on the list then.
      await setImmediate();
      const group = waiting;
      waiting = [];
      await answerAll(group, work);
    }
    working = false;
  };
  return (ask) => {
    const answered = Promise.withResolvers<Answer>();
    waiting.push({ ask, answered });
    if (!working) void workOff();
    return answered.promise;
  };
}

async function answerAll<Ask, Answer>(
  group: readonly { ask: Ask; answered: PromiseWithResolvers<Answer> }[],
  work: (asks: readonly Ask[]) => Promise<readonly Answer[]>,
): Promise<void> {
  try {
    const answers = await work(group.map(({ ask }) => ask));
    for (const [n, { answered }] of group.entries()) answered.resolve(answers[n]!);
  } catch (error) {
    for (const { answered } of group) answered.reject(error);
  }
}
