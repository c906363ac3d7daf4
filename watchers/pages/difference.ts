/** What changed between two texts, line by line. */
import { edits } from '../../state/difference.ts';

/** Lines around a change that tell where it stands. */
const CONTEXT = 2;
const MAX_DIFF = 20_000;

export interface Difference {
  /** Lines that stood nowhere before; what only moved is not new. */
  added: string[];
  /** Lines that stand nowhere now. */
  removed: string[];
  /** `+` and `−` at the beginning of what came and went, two lines of context, `…` where others were left out. */
  diff: string;
}

interface Line {
  mark: '+' | '−' | ' ';
  text: string;
}

const MARKS = { same: ' ', gone: '−', new: '+' } as const;

/** The same two texts give the same difference for ever: no clock decides how long to look for it. */
export function difference(before: string, now: string): Difference {
  const [old, fresh] = [before.split('\n'), now.split('\n')];
  return { added: missingFrom(old, fresh), removed: missingFrom(fresh, old), diff: written(compared(old, fresh)) };
}

function missingFrom(those: string[], lines: string[]): string[] {
  const there = new Set(those);
  return [...new Set(lines)].filter((line) => !there.has(line));
}

function compared(before: string[], now: string[]): Line[] {
  const stretches = edits(before, now);
  if (!stretches) return rewritten(before, now);
  return stretches.flatMap(({ kind, parts }) => parts.map((text): Line => ({ mark: MARKS[kind], text })));
}

/** Of a rewrite: the lines that stood nowhere before, and those that stand nowhere now. */
function rewritten(before: string[], now: string[]): Line[] {
  const added = new Set(missingFrom(before, now));
  return [
    ...missingFrom(now, before).map((text): Line => ({ mark: '−', text })),
    ...now.map((text): Line => ({ mark: added.has(text) ? '+' : ' ', text })),
  ];
}

function written(lines: Line[]): string {
  const near = new Set(
    lines.flatMap(({ mark }, n) =>
      mark === ' ' ? [] : Array.from({ length: 2 * CONTEXT + 1 }, (_, k) => n - CONTEXT + k),
    ),
  );
  let diff = '';
  for (const [n, { mark, text }] of lines.entries()) {
    if (diff.length + text.length > MAX_DIFF) return `${diff}…`;
    if (near.has(n)) diff += `${mark} ${text}\n`;
    else if (!diff.endsWith('…\n')) diff += '…\n';
  }
  return diff.trimEnd();
}
