/** Bench of `deliver`: messages of 30 KB from the ledger to a mail server, against who sends without one. */
import { type Office, openOffice } from './mail.ts';
import { median, type Row, row, timed } from './rows.ts';
import { bareSource, plainPool, type Sink, startSinks } from './sinks.ts';

const MESSAGES = 3000;
/** A plain pool takes many times as long for each. */
const POOLED = 500;
const BYTES = 30_000;
/** The ledger is committed for as many messages at once as are under way. */
const CONNECTIONS = 20;
const ROUNDS = 5;

const WAYS = ['plain', 'ed25519', 'rsa', 'bound', 'pool', 'pool with rsa'] as const;

/** Microseconds of each message, by the way it went. */
type Times = Record<(typeof WAYS)[number], number>;

export async function deliver(say: (words: string) => void): Promise<Row[]> {
  const sinks = await startSinks(say);
  const office = await openOffice(MESSAGES, CONNECTIONS);
  try {
    const rows: Row[] = [];
    for (const sink of sinks) rows.push(...rowsOf(sink, await rounds(sink, office, say)));
    return rows;
  } finally {
    for (const { server } of sinks) server.kill();
    office.close();
  }
}

/** Each way in turn, so that what slows the machine slows all. */
async function rounds(sink: Sink, office: Office, say: (words: string) => void): Promise<Times> {
  const all: Times[] = [];
  // Once before it counts: a program that runs for days has compiled what it does.
  await office.run(sink.port, []);
  for (let round = 0; round < ROUNDS; round++) {
    const times = await once(sink, office);
    all.push(times);
    const words = WAYS.filter((way) => times[way] > 0).map((way) => `${way} ${Math.round(1e6 / times[way])}`);
    say(`${sink.name}, round ${round + 1} of ${ROUNDS}, messages a second: ${words.join(', ')}`);
  }
  return Object.fromEntries(WAYS.map((way) => [way, median(all.map((times) => times[way]))])) as Times;
}

async function once(sink: Sink, { run, keys }: Office): Promise<Times> {
  const each = (milliseconds: number, count = MESSAGES) => (milliseconds * 1000) / count;
  return {
    // smtp-source comes with smtp-sink.
    bound: sink.name === 'smtp-sink' ? each(await timed(() => bareSource(sink, MESSAGES, BYTES, CONNECTIONS))) : 0,
    plain: each(await run(sink.port, [])),
    ed25519: each(await run(sink.port, [`s:${keys.ed25519}`])),
    rsa: each(await run(sink.port, [`s:${keys.rsa}`])),
    pool: each(await plainPool(sink, POOLED, CONNECTIONS), POOLED),
    'pool with rsa': each(await plainPool(sink, POOLED, CONNECTIONS, keys.rsa), POOLED),
  };
}

function rowsOf({ name }: Sink, times: Times): Row[] {
  const { plain, ed25519, rsa, bound, pool } = times;
  const of = (words: string) => `${words} to ${name}, µs a message`;
  const bounds = [
    row('deliver', of('without DKIM, against smtp-source'), plain, bound, 2),
    row('deliver', of('with Ed25519, against smtp-source'), ed25519, bound, null),
    row('deliver', of('with RSA, against smtp-source'), rsa, bound, null),
  ];
  return [
    ...(bound > 0 ? bounds : []),
    row('deliver', of('without DKIM, against a plain pool'), plain, pool, null),
    row('deliver', of('with RSA, against a plain pool with RSA'), rsa, times['pool with rsa'], bound > 0 ? 0.2 : null),
  ];
}
