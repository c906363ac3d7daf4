/** Whether somebody gets our mail is not to be learnt from how long the page to join takes: on a real port and a real clock. */
import { expect, it } from 'vitest';
import { readConfig } from '../../jobs/config.ts';
import { listen } from '../../jobs/web/server.ts';
import { siteOf, webWorldOf } from '../../jobs/web.ts';
import { webApp } from '../../web/app.ts';
import { FROM, POST, RULEBOOK } from '../jobs/fixture.ts';
import { testWorld } from '../jobs/world.ts';
import { WISH } from '../web/fixture.ts';
import { addressOf, fill, kindOf, likelihoods, NAMES } from '../web/kinds.ts';

const ROUNDS = 40;

it('takes the same time for everybody: who measures it guesses', { timeout: 120_000 }, async () => {
  const world = await testWorld();
  await fill(world.ledger, ROUNDS);
  const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
  const site = siteOf(readConfig({ web: POST.web!, from: FROM, webProxies: '1' }, {}), RULEBOOK);
  const app = webApp(
    site,
    webWorldOf({ ...world, pause }, FROM, () => undefined),
  );
  const { port, close } = await listen(app.fetch as never, '127.0.0.1:0');
  const times = new Map<string, number[]>(NAMES.map((kind) => [kind, []]));
  for (let n = 0; n < ROUNDS * NAMES.length; n++) {
    const body = new URLSearchParams({ ...(WISH as Record<string, string>), address: addressOf(n) });
    const headers = { 'X-Forwarded-For': `2001:db8:${n.toString(16)}::1` };
    const begun = performance.now();
    const answer = await fetch(`http://127.0.0.1:${port}/join`, { method: 'POST', body, headers });
    await answer.text();
    times.get(kindOf(n))!.push(performance.now() - begun);
    expect(answer.status).toBe(200);
  }
  await close();
  await world.close();
  const told = likelihoods((kind) => times.get(kind)!);
  const middle = (kind: string) =>
    times
      .get(kind)!
      .toSorted((a, b) => a - b)
      [ROUNDS >> 1]!.toFixed(3);
  console.log(
    told
      .map(
        ([kind, likely]) => `${kind.padEnd(10)} median ${middle(kind)} ms, slower than nobody in ${likely.toFixed(2)}`,
      )
      .join('\n'),
  );
  expect(told.filter(([, likely]) => Math.abs(likely - 0.5) > 0.3)).toEqual([]);
});
