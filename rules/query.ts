/**
 * The query language: text → tree. Words, prefix*, "phrases", NEAR/n, AND, OR, NOT, parentheses, fields and $terms;
 * words that stand side by side are joined by AND. Binding, tightest first: NOT, NEAR, AND, OR.
 */
import { didYouMean } from '../state/refusal.ts';
import { type Tell, type Token, tokensOf } from './tokens.ts';
import { wordsOf } from './words.ts';

export const FIELDS = ['title', 'summary', 'content', 'lead', 'text', 'source', 'family', 'lang', 'url'] as const;

export type Field = (typeof FIELDS)[number];

export interface Pattern {
  /** Folded. */
  word: string;
  prefix: boolean;
}

export type Query =
  | { kind: 'words'; patterns: Pattern[]; written: string }
  | { kind: 'near'; within: number; left: Query; right: Query }
  | { kind: 'and' | 'or'; of: Query[] }
  | { kind: 'not'; of: Query }
  | { kind: 'field'; field: Field; of: Query }
  | { kind: 'term'; name: string; of: Query };

export interface QueryProblem {
  /** UTF-16 offset in the query. */
  at: number;
  /** The problem and its mend, with the place marked by a caret on a line of its own. */
  what: string;
}

/** Gives a term's query, or nothing where no such term is known; a term among the keys without one has mistakes of its own. */
export type Terms = { get(name: string): Query | undefined; keys(): Iterable<string> };

const NO_TERMS: Terms = new Map();

/** Reads a query. Never throws: what is wrong is listed, and then there is no query. */
export function parseQuery(text: string, terms: Terms = NO_TERMS): { query?: Query; problems: QueryProblem[] } {
  const problems: QueryProblem[] = [];
  const parser = new Parser(text, terms, (at, what) => problems.push({ at, what: `${what}\n${caret(text, at)}` }));
  const query = parser.whole();
  return query && problems.length === 0 ? { query, problems } : { problems };
}

function caret(text: string, at: number): string {
  const from = Math.max(0, at - 40);
  const flat = text.slice(from, at + 40).replace(/\s/g, ' ');
  return `${flat}\n${' '.repeat(at - from)}^`;
}

/** A query in its one canonical spelling, terms written out: equal text is equal meaning, so versions are made of it. */
export function printQuery(query: Query): string {
  switch (query.kind) {
    case 'words': {
      const words = query.patterns.map((p) => p.word + (p.prefix ? '*' : '')).join(' ');
      return query.patterns.length > 1 ? `"${words}"` : words;
    }
    case 'near':
      return `(${printQuery(query.left)} NEAR/${query.within} ${printQuery(query.right)})`;
    case 'and':
    case 'or':
      return `(${query.of.map(printQuery).join(` ${query.kind.toUpperCase()} `)})`;
    case 'not':
      return `NOT ${printQuery(query.of)}`;
    case 'field': {
      const of = printQuery(query.of);
      return `${query.field}:${of.startsWith('NOT ') ? `(${of})` : of}`;
    }
    case 'term':
      return printedTerm(query.of);
  }
}

const printed = new WeakMap<Query, string>();

/** A term stands in many rules, and is long. */
function printedTerm(of: Query): string {
  const known = printed.get(of) ?? printQuery(of);
  printed.set(of, known);
  return known;
}

/** Deeper than anybody writes: whatever walks a query calls itself once a level, and the stack has an end. */
const DEEPEST = 50;

/** Reads one query. Each problem is told with its place, and reading goes on behind it. */
class Parser {
  readonly #tokens: Token[];
  readonly #terms: Terms;
  readonly #problem: Tell;
  #next = 0;

  constructor(text: string, terms: Terms, problem: Tell) {
    this.#terms = terms;
    this.#problem = problem;
    this.#tokens = [...tokensOf(text, problem)];
  }

  whole(): Query | undefined {
    if (this.#at('end')) {
      this.#problem(0, 'the query is empty; mend: name at least one word');
      return undefined;
    }
    const deep = this.#tooDeep();
    if (deep) {
      this.#problem(deep.at, `this stands in more than ${DEEPEST} others; mend: divide the query by $terms`);
      return undefined;
    }
    const query = this.#or();
    if (!this.#at('end')) this.#problem(this.#peek.at, `unexpected ${this.#peek.text}; is a ( missing?`);
    return query;
  }

  /** The first sign that stands in too many parentheses, after too many NOT and fields, or in too long a row of NEAR. */
  #tooDeep(): Token | undefined {
    let [open, signs, nears] = [0, 0, 0];
    return this.#tokens.find(({ kind }) => {
      if (kind === '(') open++;
      if (kind === ')') open--;
      signs = kind === 'NOT' || kind === 'field' ? signs + 1 : 0;
      if (kind === 'near') nears++;
      else if (kind === 'AND' || kind === 'OR' || kind === '(' || kind === ')') nears = 0;
      return Math.max(open, signs, nears) > DEEPEST;
    });
  }

  get #peek(): Token {
    return this.#tokens[this.#next]!;
  }

  #at(...kinds: Token['kind'][]): boolean {
    return kinds.includes(this.#peek.kind);
  }

  #take(): Token {
    const token = this.#peek;
    if (token.kind !== 'end') this.#next++;
    return token;
  }

  #or(): Query | undefined {
    const of = [this.#and()];
    while (this.#at('OR')) {
      this.#take();
      of.push(this.#and());
    }
    return joined('or', of);
  }

  #and(): Query | undefined {
    const of = [this.#near()];
    while (!this.#at('OR', ')', 'end')) {
      if (this.#at('AND')) this.#take();
      of.push(this.#near());
    }
    return joined('and', of);
  }

  #near(): Query | undefined {
    let left = this.#not();
    while (this.#at('near')) {
      const near = this.#take() as Token & { kind: 'near' };
      const right = this.#not();
      for (const side of [left, right]) {
        if (side && !hasPlaces(side)) {
          this.#problem(
            near.at,
            'NEAR joins words, phrases, $terms and (a OR b) of such; AND and NOT have no place in the text',
          );
        }
      }
      left = left && right && { kind: 'near', within: near.within, left, right };
    }
    return left;
  }

  #not(): Query | undefined {
    if (!this.#at('NOT')) return this.#primary();
    this.#take();
    const of = this.#not();
    return of && { kind: 'not', of };
  }

  #primary(): Query | undefined {
    const token = this.#take();
    switch (token.kind) {
      case '(':
        return this.#group(token.at);
      case 'word':
      case 'phrase':
        return this.#words(token);
      case 'term':
        return this.#term(token);
      case 'field':
        return this.#field(token);
      default:
        this.#problem(token.at, `a word, "phrase", $term or ( is missing before ${token.text}`);
        return undefined;
    }
  }

  #group(at: number): Query | undefined {
    const inner = this.#or();
    if (this.#at(')')) this.#take();
    else this.#problem(at, 'this ( is never closed');
    return inner;
  }

  #words({ kind, text, at }: Token): Query | undefined {
    if (kind === 'word') this.#misspelt(text, at);
    const patterns = wordsOf(text).map(({ word, end }) => ({ word, prefix: text[end] === '*' }));
    if (patterns.length === 0) this.#problem(at, `${text || 'an empty phrase'} holds no word that a text could hold`);
    for (const { word, prefix } of patterns) {
      if (prefix && word.length < 2)
        this.#problem(at, `${word}* would fit every text; a prefix has at least 2 letters`);
    }
    return { kind: 'words', patterns, written: kind === 'phrase' ? `"${text}"` : text };
  }

  /** What looks like an operator, a field or a star, and would be read as words. */
  #misspelt(text: string, at: number): void {
    if (/^(and|or|not|near(\/\d+)?)$/i.test(text)) {
      this.#problem(at, `${text} is read as a word here; mend: write ${text.toUpperCase()}, or "${text}" for the word`);
    }
    if (/\*./.test(text)) this.#problem(at, 'a star stands at the end of a word only');
    if (/^[a-z]+:$/.test(text)) this.#problem(at, `nothing may stand between ${text} and what it is sought in`);
  }

  #term({ text, at }: Token): Query | undefined {
    const of = this.#terms.get(text);
    if (!of && ![...this.#terms.keys()].includes(text))
      this.#problem(
        at,
        `unknown term $${text}${didYouMean(
          `$${text}`,
          [...this.#terms.keys()].map((k) => `$${k}`),
        )}`,
      );
    return of && { kind: 'term', name: text, of };
  }

  #field({ text, at }: Token): Query | undefined {
    const field = FIELDS.find((name) => name === text);
    if (!field)
      this.#problem(at, `unknown field ${text}:${didYouMean(text, FIELDS)}; the fields are ${FIELDS.join(', ')}`);
    const of = this.#primary();
    return field && of && { kind: 'field', field, of };
  }
}

function joined(kind: 'and' | 'or', of: (Query | undefined)[]): Query | undefined {
  if (of.some((query) => query === undefined)) return undefined;
  const whole = of as Query[];
  return whole.length === 1 ? whole[0] : { kind, of: whole };
}

/** Whether a query names places in a text, which is what NEAR measures between. */
function hasPlaces(query: Query): boolean {
  switch (query.kind) {
    case 'words':
      return true;
    case 'or':
      return query.of.every(hasPlaces);
    case 'near':
      return hasPlaces(query.left) && hasPlaces(query.right);
    case 'term':
    case 'field':
      return hasPlaces(query.of);
    default:
      return false;
  }
}
