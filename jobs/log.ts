/** What a run says of itself: sentences and a progress bar on a terminal, JSON lines otherwise. */
import pino from 'pino';

export interface Log {
  /** One line: the event's name and facts for machines, its words for people; `warn` where somebody may have to act. */
  (event: string, facts: Record<string, unknown>, words: string, level?: 'info' | 'warn'): void;
  /** How far a run has come; nothing where nobody watches. */
  progress(done: number, total: number, doing: string): void;
}

export const silent: Log = Object.assign(() => undefined, { progress: () => undefined });

/** A log on standard output. */
export function logTo(stream: NodeJS.WriteStream): Log {
  return stream.isTTY ? terminal(stream) : lines(stream);
}

function lines(stream: NodeJS.WriteStream): Log {
  const log = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (level) => ({ level }) } },
    stream,
  );
  return Object.assign(
    (event: string, facts: Record<string, unknown>, words: string, level: 'info' | 'warn' = 'info') =>
      log[level]({ event, ...facts }, words),
    { progress: () => undefined },
  );
}

const WIDTH = 24;
const CLEAR = '\r\u001b[K';

function terminal(stream: NodeJS.WriteStream): Log {
  const say = (_event: string, _facts: Record<string, unknown>, words: string) => stream.write(`${CLEAR}${words}\n`);
  const progress = (done: number, total: number, doing: string) => {
    const full = total === 0 ? WIDTH : Math.round((done / total) * WIDTH);
    const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${done}/${total} ${doing}`;
    stream.write(done === total ? CLEAR : CLEAR + bar.slice(0, (stream.columns ?? 80) - 1));
  };
  return Object.assign(say, { progress });
}
