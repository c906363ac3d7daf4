/**
 * The query language: text → tree. Words, prefix*, single?, "phrases", /regular expressions/, dates, n OF (…), NEAR/n and
 * ONEAR/n, AND, OR, NOT, parentheses, fields, $terms and #rules; what stands side by side is joined by AND. Binding,
 * tightest first: NOT, NEAR, AND, OR.
 */
import { didYouMean } from '../../state/refusal.ts';
import { datesOf } from './dates.ts';
import { DEEPEST, tooDeep } from './depth.ts';
import { patternsOf } from './patterns.ts';
import { nearOf } from './print.ts';
import { FIELDS, hasPlaces, type Query } from './query.ts';
import { compileRegexp } from './regexp.ts';
import { type Tell, type Token, tokensOf } from './tokens.ts';

export interface QueryProblem {
  /** UTF-16 offset in the query. */
  at: number;
  /** The problem and its mend, with the place marked by a caret on a line of its own. */
  what: string;
}

/** Gives what a name stands for, or nothing where it is not known; a name among the keys without it has mistakes of its own. */
export type Names = { get(name: string): Query | undefined; keys(): Iterable<string> };

const NO_NAMES: Names = new Map();

/** Reads a query. Never throws: what is wrong is listed, and then there is no query. */
export function parseQuery(
  text: string,
  terms = NO_NAMES,
  rules = NO_NAMES,
): { query?: Query; problems: QueryProblem[] } {
  const problems: QueryProblem[] = [];
  const parser = new Parser(text, { terms, rules }, (at, what) =>
    problems.push({ at, what: `${what}\n${caret(text, at)}` }),
  );
  const query = parser.whole();
  return query && problems.length === 0 ? { query, problems } : { problems };
}

function caret(text: string, at: number): string {
  const from = Math.max(0, at - 40);
  const flat = text.slice(from, at + 40).replace(/\s/g, ' ');
  return `${flat}\n${' '.repeat(at - from)}^`;
}

/** Reads one query. Each problem is told with its place, and reading goes on behind it. */
class Parser {
  readonly #tokens: Token[];
  readonly #names: Record<'terms' | 'rules', Names>;
  readonly #problem: Tell;
  #next = 0;

  constructor(text: string, names: Record<'terms' | 'rules', Names>, problem: Tell) {
    this.#names = names;
    this.#problem = problem;
    this.#tokens = [...tokensOf(text, problem)];
  }

  whole(): Query | undefined {
    if (this.#at('end')) {
      this.#problem(0, 'the query is empty; mend: name at least one word');
      return undefined;
    }
    const deep = tooDeep(this.#tokens);
    if (deep) {
      this.#problem(deep.at, `this stands in more than ${DEEPEST} others; mend: divide the query by $terms`);
      return undefined;
    }
    const query = this.#or();
    if (this.#at(',')) this.#problem(this.#peek.at, 'a comma divides the parts of n OF (…), and nothing else');
    else if (!this.#at('end')) this.#problem(this.#peek.at, `unexpected ${this.#peek.text}; is a ( missing?`);
    return query;
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
    while (!this.#at('OR', ')', ',', 'end')) {
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
            `${nearOf(near)} joins words, phrases, $terms and (a OR b) of such; AND, NOT, OF and dates have no place in the text`,
          );
        }
      }
      const { within, ordered } = near;
      left = left && right && { kind: 'near', within, ordered, left, right };
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
      case 'regexp':
        return this.#regexp(token);
      case 'of':
        return this.#count(token);
      case 'term':
      case 'rule':
        return this.#named(token.kind, token);
      case 'field':
        return token.text === 'date' ? this.#date(token) : this.#field(token);
      default:
        this.#problem(token.at, `a word, "phrase", $term or ( is missing before ${token.text}`);
        // What closes or divides a group does so whatever is missing before it.
        if (token.kind === ')' || token.kind === ',') this.#next--;
        return undefined;
    }
  }

  #group(at: number): Query | undefined {
    const inner = this.#or();
    this.#close(at);
    return inner;
  }

  #close(at: number): void {
    if (this.#at(')')) this.#take();
    else this.#problem(at, 'this ( is never closed');
  }

  #words(token: Token & { kind: 'word' | 'phrase' }): Query {
    const { kind, text, at } = token;
    if (kind === 'word') this.#misspelt(text, at);
    const { patterns, skips } = patternsOf(text, (what) => this.#problem(at, what));
    const slack = kind === 'phrase' ? token.slack : 0;
    const written = kind === 'phrase' ? `"${text}"${slack > 0 ? `~${slack}` : ''}` : text;
    return { kind: 'words', patterns, skips, slack, written };
  }

  #regexp({ text: source, at }: Token): Query {
    try {
      compileRegexp(source);
    } catch (cause) {
      this.#problem(at, `this regular expression is not understood: ${(cause as Error).message}`);
    }
    return { kind: 'regexp', source };
  }

  #count({ least, at }: Token & { kind: 'of' }): Query | undefined {
    const open = this.#take();
    const of = [this.#or()];
    while (this.#at(',')) {
      this.#take();
      of.push(this.#or());
    }
    this.#close(open.at);
    const parts = of.length === 1 && of[0]?.kind === 'or' ? of[0].of : of;
    if (parts.some((part) => part === undefined)) return undefined;
    if (parts.length < 2) this.#problem(at, `${least} OF needs two parts or more; mend: divide them by commas`);
    else if (least < 1 || least > parts.length)
      this.#problem(at, `${least} OF ${parts.length} parts is never or always true; mend: 1 to ${parts.length}`);
    return { kind: 'count', least, of: parts as Query[] };
  }

  #date({ at }: Token): Query | undefined {
    const { text } = this.#take();
    const days = datesOf(text, (what) => this.#problem(at, what));
    return days && { kind: 'date', written: text, ...days };
  }

  /** What looks like an operator, a field or a star, and would be read as words. */
  #misspelt(text: string, at: number): void {
    if (/^(and|or|not|of|o?near(\/\d+)?)$/i.test(text)) {
      const meant = /^of$/i.test(text) ? '2 OF (a, b)' : text.toUpperCase();
      this.#problem(at, `${text} is read as a word here; mend: write ${meant}, or "${text}" for the word`);
    }
    if (/~\d+$/.test(text)) this.#problem(at, `~ stands behind a phrase: "visa regime"~2, and not behind a word`);
    if (/^[a-z]+:$/.test(text)) this.#problem(at, `no space may stand between ${text} and what is sought in it`);
  }

  #named(kind: 'term' | 'rule', { text, at }: Token): Query | undefined {
    const names = this.#names[`${kind}s`];
    const sign = kind === 'term' ? '$' : '#';
    const of = names.get(text);
    const known = [...names.keys()];
    if (!of && !known.includes(text)) {
      const signed = known.map((name) => sign + name);
      const elsewhere = text.includes('/')
        ? '; a rule of another topic cannot be named'
        : didYouMean(sign + text, signed);
      this.#problem(at, `unknown ${kind} ${sign}${text}${elsewhere}`);
    }
    return of && { kind, name: text, of };
  }

  #field({ text, at }: Token): Query | undefined {
    const field = FIELDS.find((name) => name === text);
    if (!field)
      this.#problem(
        at,
        `unknown field ${text}:${didYouMean(text, [...FIELDS, 'date'])}; the fields are ${FIELDS.join(', ')}, and date`,
      );
    const of = this.#primary();
    return field && of && { kind: 'field', field, of };
  }
}

function joined(kind: 'and' | 'or', of: (Query | undefined)[]): Query | undefined {
  if (of.some((query) => query === undefined)) return undefined;
  const whole = of as Query[];
  return whole.length === 1 ? whole[0] : { kind, of: whole };
}
