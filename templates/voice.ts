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

/** The first few of them, each once. */
export function viewVoices(items: readonly ToldItem[]): VoiceView[] {
  const names = items.map(({ publisher }) => oneLine(publisher));
  return items
    .map(({ url }, n) => ({ publisher: names[n]!, plain: isolated(names[n]!), url }))
    .filter(({ publisher }, n) => names.indexOf(publisher) === n)
    .slice(0, NAMED);
}
