/** The words, signs and operators of a query. */

export type Token =
  | { kind: 'word'; text: string; at: number }
  | { kind: 'term' | 'rule' | 'field' | 'regexp'; text: string; at: number }
  | { kind: 'phrase'; text: string; slack: number; at: number }
  | { kind: 'near'; within: number; ordered: boolean; text: string; at: number }
  | { kind: 'of'; least: number; text: string; at: number }
  | { kind: 'AND' | 'OR' | 'NOT' | '(' | ')' | ',' | 'end'; text: string; at: number };

/** Each alternative is a token but for the first, which stands between them. */
const TOKEN = new RegExp(
  [
    String.raw`\s+`,
    '(?<sign>[(),])',
    String.raw`["“”„«](?<phrase>[^"“”„»]*)(?<shut>["“”»])?(?:~(?<slack>\d+))?`,
    String.raw`\/(?<regexp>(?:[^/\\]|\\.)+)\/(?=[\s),]|$)`,
    String.raw`(?<near>O?NEAR(?:\/(?<within>\d+))?)(?![\p{L}\p{N}*?])`,
    String.raw`(?<of>(?<least>\d+)\s+OF)(?=\s*\()`,
    String.raw`(?<operator>AND|OR|NOT)(?![\p{L}\p{N}*?:])`,
    String.raw`\$(?<term>[\w-]+)`,
    String.raw`#(?<rule>[\w/-]+)`,
    String.raw`(?<field>[a-z]+):(?=\S)`,
    String.raw`(?<word>(?:[^\s()"“”„«»,]|(?<=\d),(?=\d))+)`,
    '(?<stray>.)',
  ].join('|'),
  'guy',
);

/** Further apart than this, two words are in one text rather than near one another. */
const FARTHEST = 100;

/** Tells a problem at an offset of the query. */
export type Tell = (at: number, what: string) => void;

/** Divides a query into tokens. What has no meaning is told and passed over. */
export function* tokensOf(text: string, tell: Tell): Generator<Token> {
  for (const match of text.matchAll(TOKEN)) {
    const { index: at, groups: g = {} } = match;
    const token = { text: match[0], at };
    if (g.sign) yield { kind: g.sign as '(' | ')' | ',', ...token };
    else if (g.phrase !== undefined) {
      if (!g.shut) tell(at, 'a quotation mark is opened and never closed');
      yield { kind: 'phrase', at, text: g.phrase, slack: slackOf(at, g.slack, tell) };
    } else if (g.regexp) yield { kind: 'regexp', at, text: g.regexp };
    else if (g.near) {
      yield { kind: 'near', ...token, ordered: g.near.startsWith('O'), within: distance(at, g.within, tell) };
    } else if (g.of) yield { kind: 'of', ...token, least: Number(g.least) };
    else if (g.operator) yield { kind: g.operator as 'AND' | 'OR' | 'NOT', ...token };
    else if (g.term) yield { kind: 'term', at, text: g.term };
    else if (g.rule) yield { kind: 'rule', at, text: g.rule };
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

function slackOf(at: number, slack: string | undefined, tell: Tell): number {
  const words = Number(slack ?? 0);
  if (slack !== undefined && (words < 1 || words > FARTHEST))
    tell(at, `~ needs a number of words: "visa regime"~2 (1 to ${FARTHEST})`);
  return words;
}
