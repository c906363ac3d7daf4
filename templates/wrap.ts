/** Plain text folded for a mail program that does not fold. */

export const COLUMNS = 72;

/**
 * Lines of at most 72 columns, folded between words. What a line begins with (its indent, and the room of a dash) is
 * kept by its further lines. A word longer than the line, such as an address, is left whole: folded, it could not be
 * followed.
 */
export function wrapped(text: string): string {
  const lines = text.split('\n').flatMap((line) => fold(line.trimEnd()));
  return `${lines
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim()}\n`;
}

function fold(line: string): string[] {
  if (width(line) <= COLUMNS) return [line];
  const lead = /^ *(?:- )?/.exec(line)![0];
  const folded: string[] = [];
  let current = lead;
  for (const word of line.slice(lead.length).split(' ')) {
    const begun = current.trim() !== '' && current !== lead;
    if (begun && width(current) + 1 + width(word) > COLUMNS) {
      folded.push(current);
      current = ' '.repeat(lead.length) + word;
    } else current += begun ? ` ${word}` : word;
  }
  return [...folded, current];
}

const width = (text: string): number => [...text].length;
