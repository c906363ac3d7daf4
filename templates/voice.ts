/** Who says something, as mail names them behind it. */
import type { ToldItem } from '../state/edition.ts';
import { isolated, oneLine } from './words.ts';

export interface VoiceView {
  publisher: string;
  /** The same for plain text, its direction kept to itself. */
  plain: string;
  url: string | null;
}

/** Of those who say so, so many are named. */
const NAMED = 3;

/** Items without the reprints of others, as far as there are any others: a copy says nothing of its own. */
export function originals(items: readonly ToldItem[]): readonly ToldItem[] {
  const own = items.filter(({ voice }) => voice === undefined);
  return own.length > 0 ? own : items;
}

/** The first few of them, each once, and no reprints. */
export function viewVoices(all: readonly ToldItem[]): VoiceView[] {
  const items = originals(all);
  const names = items.map(({ publisher }) => oneLine(publisher));
  return items
    .map(({ url }, n) => ({ publisher: names[n]!, plain: isolated(names[n]!), url }))
    .filter(({ publisher }, n) => names.indexOf(publisher) === n)
    .slice(0, NAMED);
}
