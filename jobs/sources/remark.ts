/** The form of what there is to remark on a source. */
import type { Source } from '../../state/source.ts';
import type { Look } from '../watch/look.ts';

/** A good look, and when it was. */
export interface Seen {
  source: Source;
  look: Extract<Look, { outcome: 'read' }>;
  now: Date;
}

export interface Remark {
  about: string;
  words: string;
  mend: string;
}

export type Remarking = (seen: Seen) => Omit<Remark, 'about'> | null;

export const NOTHING = 'nothing to do';

/** What only a feed can lack. */
export const feedOnly =
  (remarking: Remarking): Remarking =>
  (seen) =>
    /^(page|region|json)$/.test(seen.source.kind) ? null : remarking(seen);
