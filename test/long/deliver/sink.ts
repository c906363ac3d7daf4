/** A mail server that counts what it is given, and does something at the n-th time that it comes to a step. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type Met, type Taken, Talk } from './talk.ts';

/** What is done at the n-th time that any connection comes to a step; the server says no more there where it answers `over`. */
export interface Plan {
  at: Met;
  nth: number;
  act(socket: Socket): 'over' | 'go on';
}

/** What is done at a step, with a server that goes on. */
export const goingOn = (at: Met, nth: number, does: () => void): Plan => ({
  ...{ at, nth },
  act: () => {
    does();
    return 'go on';
  },
});

export interface Sink {
  port: number;
  taken: Taken[];
  open: Set<Socket>;
  /** How many connections were open at once, at most, of those that had not taken leave. */
  most(): number;
  /** Counts its steps anew, towards another plan. */
  plan(plan?: Plan): void;
  /** Until all that came over connections that ended is counted. */
  quiet(): Promise<void>;
  /** Drops all, and lets nobody in until it is back. */
  leave(): void;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

export async function startSink(pipelining: boolean): Promise<Sink> {
  const open = new Set<Socket>();
  const taken: Taken[] = [];
  let [plan, met, most]: [Plan | undefined, number, number] = [undefined, 0, 0];
  const staying = new Set<Socket>();
  const meet = (at: Met, socket: Socket): boolean => {
    if (plan?.at !== at || ++met !== plan.nth) return true;
    return plan.act(socket) === 'go on';
  };
  const server = createServer((socket) => {
    open.add(socket.setNoDelay(true));
    most = Math.max(most, staying.add(socket).size);
    const leave = () => void staying.delete(socket);
    socket.on('close', () => open.delete(socket) && leave()).on('error', () => undefined);
    new Talk(socket, { meet: (at) => meet(at, socket), take: (one) => void taken.push(one), leave }, pipelining);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const leave = () => {
    server.close();
    for (const socket of open) socket.destroy();
  };
  return {
    ...{ port, leave, taken, open, most: () => most },
    plan: (next) => {
      [plan, met] = [next, 0];
    },
    quiet: async () => {
      while (open.size > 0) await once([...open][0]!, 'close');
    },
    comeBack: async () => void (await once(server.listen(port, '127.0.0.1'), 'listening')),
    close: async () => {
      const closed = once(server, 'close');
      leave();
      await closed;
    },
  };
}
