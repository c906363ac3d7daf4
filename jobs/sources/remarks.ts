/** What will bite in a source that answers well, each with its mend. Pure. */
import { DAY } from '../../state/item.ts';
import { spelled } from './draft.ts';
import { OF_ITEMS } from './itemremarks.ts';
import { feedOnly, NOTHING, type Remark, type Remarking, type Seen } from './remark.ts';

/** What there is to say of the answer and its document. */
const OF_ANSWERS: Record<string, Remarking> = {
  moved: ({ look: { moved }, source }) =>
    moved === null || moved === source.url ? null : { words: `answers from ${moved} for good`, mend: `url: ${moved}` },

  tolerant: feedOnly(({ look: { readout } }) =>
    readout.reader === null
      ? null
      : { words: 'it needs the tolerant reader', mend: `${NOTHING}: once needed, it is kept` },
  ),

  cut: ({ look: { readout } }) =>
    readout.document.cut
      ? { words: 'the document ends before its end', mend: `${NOTHING}: the item at the cut comes when it is whole` }
      : null,

  validators: ({ look: { answer } }) =>
    answer.validators.etag || answer.validators.lastModified
      ? null
      : {
          words: `no ETag and no Last-Modified: each visit costs ${Math.ceil(answer.body.length / 1000)} KB`,
          mend: `${NOTHING}, but for a longer every`,
        },

  pace: ({ look: { readout, freshFor }, source }) => {
    const wish = Math.min(Math.max(readout.document.pace?.every ?? 0, freshFor ?? 0), DAY);
    return wish <= source.every
      ? null
      : {
          words: `the publisher wants no more than a visit in ${spelled(wish)}, and gets it`,
          mend: `every: ${spelled(wish)}`,
        };
  },
};

/** Every remark that there is to make: first what moves the source, then what ails its items, then what visits cost. */
export function remarksOn(seen: Seen): Remark[] {
  const { validators, pace, ...first } = OF_ANSWERS;
  return Object.entries({ ...first, ...OF_ITEMS, validators, pace }).flatMap(([about, remarking]) => {
    const found = remarking?.(seen);
    return found ? { about, ...found } : [];
  });
}
