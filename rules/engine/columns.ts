/** The columns of an item, and the fields that queries name. */
import type { Item } from '../../state/item.ts';
import type { Evidence } from '../../state/match.ts';
import { FIELDS, type Field } from '../language/query.ts';

/** What matching needs of an item; the command line feeds items that were never recorded. */
export type Readable = Pick<
  Item,
  'title' | 'summary' | 'content' | 'source' | 'family' | 'language' | 'url' | 'published'
>;

export type Column = Evidence['field'];

/** A stretch of one column that holds what is sought. */
export interface Run {
  column: Column;
  /** The numbers of its first word and its last in the column. */
  from: number;
  to: number;
  /** UTF-16 offsets. */
  start: number;
  end: number;
}

/** All columns, in the order in which they are read. */
export const ORDER: readonly Column[] = ['title', 'summary', 'content', 'source', 'family', 'language', 'url'];
/** Without a summary the lead is the beginning of the body, about as long as an agency's first two paragraphs. */
export const LEAD_WORDS = 80;

const TITLE = 1;
export const SUMMARY = 2;
/** The words of the body that may be lead, and the others. */
export const BODY = 4;
const REST = 128;

/** Where a word stands, as a bit: one for each column by its place in the order, and one more for the end of the body. */
export const bitOf = (column: number, at: number): number =>
  1 << column === BODY && at >= LEAD_WORDS ? REST : 1 << column;

/** The bits of a field. Where there is a summary, the body is no lead. */
export function bitsOf(field: Field, summarised: boolean): number {
  switch (field) {
    case 'text':
      return TITLE | SUMMARY | BODY | REST;
    case 'lead':
      return TITLE | SUMMARY | (summarised ? 0 : BODY);
    case 'content':
      return BODY | REST;
    default:
      return 1 << ORDER.indexOf(field === 'lang' ? 'language' : field);
  }
}

/** In place of a field: a word may stand in any. */
export const ANYWHERE = FIELDS.length;
const ANY_BITS = 255;

/** What some fields look at. */
export interface View {
  /** The columns, as bits, in which these fields find anything. */
  columns: number;
  /** By the place of a field, of all that there are, its bits. Behind the fields: anywhere. */
  bits: Uint8Array;
}

/** What these fields look at, which depends on whether there is a summary. */
export function viewOf(fields: Iterable<Field>, summarised: boolean): View {
  const columns = [...fields].reduce((columns, field) => columns | bitsOf(field, summarised), 0);
  const bits = FIELDS.map((field) => bitsOf(field, summarised));
  return { columns, bits: Uint8Array.of(...bits, ANY_BITS) };
}
