/** Whether a query needs words: then an item that has none of them is not asked. */
import type { Query } from '../language/query.ts';

/** Whether an item must hold one of some words for the query to fit it. Regular expressions, dates and NOT need none. */
export function isAnchored(query: Query): boolean {
  switch (query.kind) {
    case 'words':
      return true;
    case 'and':
      return query.of.some(isAnchored);
    case 'or':
      return query.of.every(isAnchored);
    case 'near':
      return isAnchored(query.left) || isAnchored(query.right);
    case 'count':
      return query.of.filter((part) => !isAnchored(part)).length < query.least;
    case 'field':
    case 'term':
    case 'rule':
      return isAnchored(query.of);
    default:
      return false;
  }
}
