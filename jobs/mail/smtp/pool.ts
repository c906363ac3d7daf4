/** Connections that stay open between letters. */
import type { Sent } from '../../deliver.ts';
import type { MailServer } from './open.ts';
import type { Wire } from './wire.ts';

export interface Pool {
  /** A connection of one's own until it is given back; or how a letter ends for which none could be had. */
  take(): Promise<Line | Sent>;
  give(line: Line): void;
  /** Takes leave of the server: at once where a connection is free, else when it is given back. */
  close(): Promise<void>;
}

/** A connection, and how many letters it was taken for. */
export interface Line {
  wire: Wire;
  letters: number;
}

type Taker = (line: Line | Sent) => void;

/** A server is told within so many milliseconds that we leave, or not at all. */
const LEAVE = 2000;

/**
 * @param most how many connections are open at once.
 * @param idle after how many milliseconds without any letter they are closed.
 */
export function poolOf(server: MailServer, most: number, idle: number): Pool {
  const free: Line[] = [];
  const takers: Taker[] = [];
  let [open, limit, closed] = [0, most, false];
  let resting: NodeJS.Timeout | undefined;

  const serve = () => {
    while (takers.length > 0) {
      const line = free.pop();
      if (line) takers.shift()!(taken(line));
      else if (open < limit) void begin(takers.shift()!);
      else return;
    }
  };
  const ended = (wire: Wire) => {
    open--;
    // A server that wanted fewer at once may want more of them by now.
    limit = Math.min(most, limit + 1);
    const at = free.findIndex((line) => line.wire === wire);
    if (at >= 0) free.splice(at, 1);
    serve();
  };
  const begin = async (taker: Taker) => {
    open++;
    const wire = await server.open(ended);
    if ('offers' in wire) return taker(taken({ wire, letters: 0 }));
    open--;
    // The server lets no more in: the letter goes over one of those that it has let in.
    if (open > 0) [limit] = [open, takers.unshift(taker)];
    else taker(wire);
    serve();
  };
  const rest = () => Promise.all(free.splice(0).map(({ wire }) => leave(wire)));
  return {
    take() {
      clearTimeout(resting);
      return new Promise((taker) => {
        takers.push(taker);
        serve();
      });
    },
    give(line) {
      if (line.wire.broken()) return;
      if (closed || line.letters >= server.letters) return void leave(line.wire);
      free.push(line);
      serve();
      if (free.length === open) resting = setTimeout(rest, idle);
    },
    async close() {
      clearTimeout(resting);
      closed = true;
      await rest();
    },
  };
}

function taken(line: Line): Line {
  line.letters++;
  return line;
}

async function leave(wire: Wire): Promise<void> {
  wire.write(['QUIT\r\n'], 1);
  await wire.reply(LEAVE);
  wire.cut('we have left');
}
