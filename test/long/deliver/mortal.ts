/** A process that delivers by a clock that is ahead, and kills itself at a step: `node mortal.ts '{"config": "silkwatch.yaml", …}'`. */
import { Socket } from 'node:net';
import { readConfig } from '../../../jobs/config.ts';
import { limitsOf } from '../../../jobs/deliver/limits.ts';
import { deliver } from '../../../jobs/deliver.ts';
import { silent } from '../../../jobs/log.ts';
import { openWorld, type World } from '../../../jobs/world.ts';
import type { LedgerStep, Life } from './life.ts';

const { config: file, aheads, die } = JSON.parse(process.argv[2]!) as Life;
const config = readConfig({ config: file }, {});
let ahead = 0;

/** How far the run has come, in messages. */
const done = { lease: 0, hand: 0, send: 0, settle: 0 };

function dieAt(step: LedgerStep, count: number): void {
  if (die?.step === step && count >= die.nth) process.kill(process.pid, 'SIGKILL');
}

/** The world as the job has it, with a step before and after what it calls. */
function mortal(world: World): World {
  const { ledger, send } = world;
  return {
    ...world,
    send: async (letter) => {
      const sent = await send(letter);
      dieAt('answered, not settled', ++done.send);
      return sent;
    },
    ledger: {
      ...ledger,
      lapse: async (now) => {
        dieAt('not lapsed', 1);
        const lapsed = await ledger.lapse(now);
        dieAt('lapsed', 1);
        return lapsed;
      },
      together: async (work) => {
        const before = { ...done };
        const answer = await ledger.together(async (turn) => {
          const result = await work({ ...turn, ...stepsIn(turn) });
          dieAt('handed, not committed', done.hand);
          return result;
        });
        if (done.settle > before.settle) dieAt('settled, committed', done.settle);
        if (done.hand > before.hand) dieAt('handed, committed', done.hand);
        return answer;
      },
    },
  };
}

type Turn = Pick<World['ledger'], 'lease' | 'hand' | 'conclude'>;

const stepsIn = (turn: Turn): Turn => ({
  lease: async (owner, most, ...more) => {
    dieAt('before leasing', done.lease + most);
    const leased = await turn.lease(owner, most, ...more);
    done.lease += leased.length;
    dieAt('leased, not committed', done.lease);
    return leased;
  },
  hand: async (ids, ...more) => {
    const held = await turn.hand(ids, ...more);
    done.hand += held.size;
    return held;
  },
  conclude: async (endings, owner) => {
    await turn.conclude(endings, owner);
    done.settle += endings.filter(({ attempted }) => attempted).length;
    dieAt('settled, not committed', done.settle);
  },
});

/** All of a message has been written but the dot that ends it, which the last piece is. */
function dieInside(): void {
  const write = Socket.prototype.write as (...given: unknown[]) => boolean;
  let ended = 0;
  Socket.prototype.write = function (this: Socket, ...given: unknown[]) {
    if (Buffer.isBuffer(given[0]) && /^(\r\n)?\.\r\n$/.test(given[0].toString('latin1'))) {
      ended++;
      if (die && ended >= die.nth) this.uncork();
      dieAt('inside DATA', ended);
    }
    return write.apply(this, given);
  } as typeof write;
}

if (die?.step === 'inside DATA') dieInside();
const clock = {
  now: () => new Date(Date.now() + ahead),
  pause: (ms: number) => new Promise<void>((go) => setTimeout(go, ms)),
};
const world = await openWorld(config, silent, clock);
for (ahead of aheads) {
  await deliver(mortal(world), limitsOf(config));
  const waiting = (await world.ledger.countDeliveries()).filter(({ state }) =>
    /queued|leased|handed|unknown/.test(state),
  );
  if (waiting.length === 0) break;
}
await world.close();
