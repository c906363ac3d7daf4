/**
 * What follows from what, whatever the item. All of these are sure where they say yes; where they say no they may not
 * have seen it, since whoever removes a clause on our word must not lose a match.
 */
import { isWithin, leafImplies, leavesExclude, sameWords } from './cover.ts';
import { type Flat, isOpen, keyOf, type Where } from './flat.ts';

/** Whether an item that fits the first always fits the second. */
export function implies(a: Flat, b: Flat): boolean {
  if (a === b) return true;
  if (a.kind === 'or') return a.of.every((part) => implies(part, b));
  if (b.kind === 'and') return b.of.every((part) => implies(a, part));
  if (b.kind === 'or' && b.of.some((part) => implies(a, part))) return true;
  if (b.kind === 'count' && b.of.filter((part) => implies(a, part)).length >= b.least) return true;
  if (a.kind === 'and') return a.of.some((part) => implies(part, b));
  if (b.kind === 'not') return excludes(a, b.of);
  if (a.kind === 'count') return keyOf(a) === keyOf(b) || a.of.filter((part) => !implies(part, b)).length < a.least;
  if (a.kind === 'near') return nearImplies(a, b);
  return isLeaf(a) && isLeaf(b) && leafImplies(a, b);
}

/** Whether no item fits both. */
export function excludes(a: Flat, b: Flat): boolean {
  if (a.kind === 'not') return implies(b, a.of);
  if (b.kind === 'not') return implies(a, b.of);
  if (a.kind === 'or') return a.of.every((part) => excludes(part, b));
  if (b.kind === 'or') return b.of.every((part) => excludes(a, part));
  if (a.kind === 'and') return a.of.some((part) => excludes(part, b));
  if (b.kind === 'and') return b.of.some((part) => excludes(a, part));
  if (a.kind === 'count') return a.of.filter((part) => !excludes(part, b)).length < a.least;
  if (b.kind === 'count') return excludes(b, a);
  if (a.kind === 'near') return excludes(a.left, b) || excludes(a.right, b);
  if (b.kind === 'near') return excludes(b, a);
  return isLeaf(a) && isLeaf(b) && leavesExclude(a, b);
}

/** Whether no item fits. */
export function isNever(query: Flat): boolean {
  switch (query.kind) {
    case 'or':
      return query.of.every(isNever);
    case 'and':
      return query.of.some(isNever) || somePair(query.of, excludes);
    case 'count':
      return query.of.filter((part) => !isNever(part)).length < query.least;
    case 'near':
      return isNearNever(query);
    case 'not':
      return isAlways(query.of);
    default:
      return false;
  }
}

/** Whether every item fits. */
export function isAlways(query: Flat): boolean {
  switch (query.kind) {
    case 'or':
      return query.of.some(isAlways) || somePair(query.of, (a, b) => implies({ kind: 'not', of: a }, b));
    case 'and':
      return query.of.every(isAlways);
    case 'count':
      return query.of.filter(isAlways).length >= query.least;
    case 'not':
      return isNever(query.of);
    default:
      return false;
  }
}

/** Whether every place of the first is one of the second: then NEAR finds beside the second whatever it finds beside it. */
export function placesWithin(a: Flat, b: Flat): boolean {
  if (a === b) return true;
  if (a.kind === 'or') return a.of.every((part) => placesWithin(part, b));
  if (b.kind === 'or') return b.of.some((part) => placesWithin(a, part));
  if (a.kind === 'words' && b.kind === 'words' && isWithin(a.field, b.field) && sameWords(a.words, b.words))
    return true;
  return keyOf(a) === keyOf(b);
}

type Near = Flat & { kind: 'near' };
type Leaf = Flat & { kind: 'words' | 'regexp' | 'date' };

const isLeaf = (query: Flat): query is Leaf =>
  query.kind === 'words' || query.kind === 'regexp' || query.kind === 'date';

function nearImplies(a: Near, b: Flat): boolean {
  if (implies(a.left, b) || implies(a.right, b)) return true;
  if (b.kind !== 'near' || a.within > b.within || (b.ordered && !a.ordered)) return false;
  const straight = placesWithin(a.left, b.left) && placesWithin(a.right, b.right);
  return straight || (!b.ordered && placesWithin(a.left, b.right) && placesWithin(a.right, b.left));
}

/** Both sides must fit, and in one and the same text. */
function isNearNever({ left, right }: Near): boolean {
  if (isNever(left) || isNever(right)) return true;
  const [lefts, rights] = [fieldsOf(left), fieldsOf(right)];
  return !lefts.some((a) => rights.some((b) => isOpen(a) || isOpen(b) || meet(a, b)));
}

function meet(a: Where, b: Where): boolean {
  const texts: readonly Where[] = ['text', 'lead', 'title', 'summary', 'content'];
  if (a === b) return true;
  const whole = (field: Where) => field === 'text' || field === 'lead';
  return texts.includes(a) && texts.includes(b) && (whole(a) || whole(b));
}

/** The fields in which the places of a query may lie. */
function fieldsOf(query: Flat): Where[] {
  switch (query.kind) {
    case 'words':
    case 'regexp':
      return [query.field];
    case 'near':
      return fieldsOf(query.left);
    case 'or':
    case 'and':
    case 'count':
      return query.of.flatMap(fieldsOf);
    default:
      return [];
  }
}

function somePair(of: readonly Flat[], is: (a: Flat, b: Flat) => boolean): boolean {
  return of.some((a, n) => of.some((b, k) => k > n && is(a, b)));
}
