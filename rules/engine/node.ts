/** The nodes of a plan. */
import { FIELDS, type Field, type Query } from '../language/query.ts';

/** A query, or a part of one, in the field that it is asked of. */
export class Node {
  /** What it was made of. */
  readonly query: Query;
  readonly kind: Query['kind'];
  /** Its parts as the query has them: of NEAR left and right, of a field, a term, a rule and NOT the one; of others none. */
  readonly of: readonly Node[];
  /** What evidence is named by: the term or fields that it stands in, and of words and expressions these as written. */
  readonly clause: string;
  /** The field, by its place among the fields. */
  readonly where: number;
  /** Of words: the numbers of the plan's patterns. */
  readonly patterns: readonly number[];
  /** Among the nodes whose answer is kept while an item is asked, since it is dear or asked often; -1 of others. */
  readonly kept: number;
  /** Among the broad nodes, of whose many alternatives an item's words tell which to ask; -1 of others. */
  readonly broad: number;

  constructor(
    query: Query,
    { where, clause }: Context,
    of: readonly Node[],
    { patterns = NONE, kept = -1, broad = -1 }: Partial<Pick<Node, 'patterns' | 'kept' | 'broad'>> = {},
  ) {
    this.query = query;
    this.kind = query.kind;
    this.of = of;
    this.clause = clause;
    this.where = where;
    this.patterns = patterns;
    this.kept = kept;
    this.broad = broad;
  }

  get field(): Field {
    return FIELDS[this.where]!;
  }
}

/** In what a query stands: the field, and how evidence says so. */
export interface Context {
  where: number;
  clause: string;
}

const NONE: readonly never[] = [];
