/** `silkwatch check --watch`: the same check again whenever a file of the set-up has changed, until ended. */
import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

export interface AgainWorld {
  now(): Date;
  /** Waits so many milliseconds. */
  pause(milliseconds: number): Promise<unknown>;
  say(line: string): void;
}

/** An editor saves a file in several steps, and a whole set of files one by one. */
const SETTLED = 200;

/**
 * Checks once, and again after each burst of changes. Ends with the changes.
 *
 * @param report what a check says, refusals too
 * @param changes a value for every change that is seen
 */
export async function checkAgain(
  report: () => Promise<string>,
  changes: AsyncIterable<unknown>,
  { now, pause, say }: AgainWorld,
): Promise<void> {
  const tell = async () => say(`${now().toISOString()}\n${await report()}\n`);
  const waiting = changes[Symbol.asyncIterator]();
  let next = waiting.next();
  await tell();
  while (!(await next).done) {
    next = (await settled(waiting, pause)).next;
    await tell();
  }
}

/** Waits until nothing has changed for a while, or nothing will; answers the change that is still to come. */
async function settled(
  waiting: AsyncIterator<unknown>,
  pause: AgainWorld['pause'],
): Promise<{ next: Promise<IteratorResult<unknown>> }> {
  for (let next = waiting.next(); ; next = waiting.next()) {
    const first = await Promise.race([next, pause(SETTLED).then(() => 'quiet' as const)]);
    if (first === 'quiet' || first.done) return { next };
  }
}

/** A value for every change of some files and folders; ends with the signal. What is not there yet is waited for. */
export async function* changesOf(paths: readonly string[], end: AbortSignal): AsyncGenerator<string> {
  const seen: string[] = [];
  let wake = () => {};
  const watchers = watching(paths, (path) => {
    seen.push(path);
    wake();
  });
  end.addEventListener('abort', () => wake());
  try {
    while (!end.aborted) {
      const path = seen.shift();
      if (path !== undefined) yield path;
      else await new Promise<void>((done) => (wake = done));
    }
  } finally {
    for (const watcher of watchers) watcher.close();
  }
}

/** Files are watched by their folders: an editor that writes a file anew leaves a watch on the old one behind. */
function watching(paths: readonly string[], saw: (path: string) => void): FSWatcher[] {
  const whole = paths.map((path) => resolve(path));
  const folders = new Set(whole.map((path) => (isFolder(path) ? path : dirname(path))).filter(isFolder));
  return [...folders].map((folder) =>
    watch(folder, (_, name) => {
      const ours = name === null || whole.includes(folder) || whole.includes(resolve(folder, basename(name)));
      if (ours) saw(resolve(folder, name ?? ''));
    }).on('error', () => saw(folder)),
  );
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
