/** The words, signs and operators of a query. */

export type Token =
  | { kind: 'word' | 'phrase' | 'term' | 'field'; text: string; at: number }
  | { kind: 'near'; within: number; text: string; at: number }
  | { kind: 'AND' | 'OR' | 'NOT' | '(' | ')' | 'end'; text: string; at: number };

const TOKEN =
  /\s+|(?<open>\()|(?<close>\))|["“”„«](?<phrase>[^"“”„»]*)(?<shut>["“”»])?|(?<near>NEAR(?:\/(?<within>\d+))?)(?![\p{L}\p{N}*])|(?<operator>AND|OR|NOT)(?![\p{L}\p{N}*:])|\$(?<term>[\w-]+)|(?<field>[a-z]+):(?=\S)|(?<word>[^\s()"“”„«»]+)|(?<stray>.)/guy;

/** Further apart than this, two words are in one text rather than near one another. */
const FARTHEST = 100;

/** Tells a problem at an offset of the query. */
export type Tell = (at: number, what: string) => void;

/** Divides a query into tokens. What has no meaning is told and passed over. */
export function* tokensOf(text: string, tell: Tell): Generator<Token> {
  for (const match of text.matchAll(TOKEN)) {
    const { index: at, groups: g = {} } = match;
    const token = { text: match[0], at };
    if (g.open) yield { kind: '(', ...token };
    else if (g.close) yield { kind: ')', ...token };
    else if (g.phrase !== undefined) {
      if (!g.shut) tell(at, 'a quotation mark is opened and never closed');
      yield { kind: 'phrase', at, text: g.phrase };
    } else if (g.near) yield { kind: 'near', ...token, within: distance(at, g.within, tell) };
    else if (g.operator) yield { kind: g.operator as 'AND' | 'OR' | 'NOT', ...token };
    else if (g.term) yield { kind: 'term', at, text: g.term };
    else if (g.field) yield { kind: 'field', at, text: g.field };
    else if (g.word) yield { kind: 'word', ...token };
    else if (g.stray) tell(at, `${g.stray} has no meaning here; a phrase stands between "straight" quotation marks`);
  }
  yield { kind: 'end', text: 'the end', at: text.length };
}

function distance(at: number, within: string | undefined, tell: Tell): number {
  const words = Number(within ?? 0);
  if (words < 1 || words > FARTHEST) tell(at, `NEAR needs a distance in words: NEAR/5 (1 to ${FARTHEST})`);
  return words;
}
