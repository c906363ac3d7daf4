/** The columns of an item, and the fields that queries name. */
import type { Item } from '../state/item.ts';
import type { Evidence } from '../state/match.ts';
import type { Field } from './query.ts';

/** What matching needs of an item; the command line feeds items that were never recorded. */
export type Readable = Pick<Item, 'title' | 'summary' | 'content' | 'source' | 'family' | 'language' | 'url'>;

export type Column = Evidence['field'];

/** All columns, in the order in which they are read. */
export const ORDER: readonly Column[] = ['title', 'summary', 'content', 'source', 'family', 'language', 'url'];
/** Without a summary the lead is the beginning of the body, about as long as an agency's first two paragraphs. */
const LEAD_WORDS = 80;

const isText = (column: Column): boolean => column === 'title' || column === 'summary' || column === 'content';

/** Whether a word, by its number in a column, stands in a field. The summary tells what is the lead. */
export function isIn(field: Field, column: Column, at: number, summarised: boolean): boolean {
  switch (field) {
    case 'text':
      return isText(column);
    case 'lead':
      if (column === 'content') return !summarised && at < LEAD_WORDS;
      return isText(column);
    case 'lang':
      return column === 'language';
    default:
      return column === field;
  }
}

/** Whether the body says nothing that these fields ask, once there is a summary. */
export const isBodyIdle = (fields: ReadonlySet<Field>): boolean =>
  ![...fields].some((field) => isIn(field, 'content', 0, true));

/** The columns in which something may be found, in their order, and the summary, which tells what is the lead. */
export const columnsOf = (fields: ReadonlySet<Field>): Column[] =>
  ORDER.filter((column) => column === 'summary' || [...fields].some((field) => isIn(field, column, 0, false)));
