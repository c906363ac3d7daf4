/** What breaks the rules of YAML itself, and what of a file can be read all the same. */
import { type Document, type Scalar, visit } from 'yaml';

export interface Slip {
  /** UTF-16 offset in the file. */
  at: number;
  what: string;
}

/**
 * Every slip of a file. The values that a slip has spoiled are taken out of the document, so that the rest can be judged;
 * it is hopeless where nobody could say what the rest is.
 */
export function slipsOf(document: Document): { slips: Slip[]; hopeless: boolean } {
  const errors = [...document.errors, ...document.warnings];
  const hopeless = errors.some((error) => wordsOf(error) === undefined);
  const slips = errors.map((error) => {
    return { at: error.pos[0], what: wordsOf(error) ?? error.message.split(' at line')[0] ?? error.message };
  });
  if (hopeless) return { slips: slips.sort(byOffset), hopeless };
  for (const { code, pos } of errors) if (code !== 'DUPLICATE_KEY') forget(document, pos[0]);
  return { slips: [...slips, ...looseAliases(document)].sort(byOffset), hopeless };
}

const byOffset = (a: Slip, b: Slip): number => a.at - b.at;

/** What an author did wrong, where the complaint concerns one value alone. */
function wordsOf({ code, message }: { code: string; message: string }): string | undefined {
  if (code === 'DUPLICATE_KEY') return 'this key stands twice in its map; mend: remove one';
  if (code === 'BAD_SCALAR_START')
    return 'to YAML this sign is none that text begins with; mend: put the text in quotation marks';
  if (code === 'UNEXPECTED_TOKEN' && message.startsWith('Unexpected scalar at node end'))
    return "text that begins with a quotation mark ends with it; mend: put 'the whole of it' in single quotation marks";
  return undefined;
}

/** A value that was not read to its end says nothing. */
function forget(document: Document, offset: number): void {
  let last: Scalar | undefined;
  visit(document, {
    Scalar: (key, scalar) => {
      if (key !== 'key' && scalar.range && scalar.range[0] <= offset) last = scalar;
    },
  });
  if (last) last.value = undefined;
}

/** A word that begins with an asterisk is an alias to YAML. */
function looseAliases(document: Document): Slip[] {
  const loose: Slip[] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) || !alias.range) return undefined;
      loose.push({
        at: alias.range[0],
        what: `*${alias.source} is no known anchor; mend: put it in quotation marks`,
      });
      return document.createNode(undefined);
    },
  });
  return loose;
}
