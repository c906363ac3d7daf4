/** An analysis that rules are built from. Its text is not ours and is not kept: rules cite it by paragraph. */
export interface Document {
  id: string;
  file: string;
  /** First and last line in the file, 1-based, inclusive. */
  lines: [first: number, last: number];
  /** How many there are: the lines of the range that are not blank, or where nobody counted them, all of them. */
  paragraphs: number;
  title: string;
  author: string | null;
  outlet: string | null;
  date: string | null;
  /** The document that this one is a version of: the two are one voice. */
  versionOf: string | null;
  /** By the number of a paragraph that rules or deadlines cite, the hash of its text when it was last read by a person. */
  cited: Readonly<Record<number, string>>;
}

/** The paragraphs of a document in its file's text: the lines of its range that are not blank, in order. */
export function paragraphsOf(document: Document, text: string): string[] {
  const [first, last] = document.lines;
  return text
    .split('\n')
    .slice(first - 1, last)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
