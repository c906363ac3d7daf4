/** Paragraph → sentences, by Unicode's rules (Annex 29) but for what English abbreviates, and none without an end. */

/** A longer one is no sentence; what reads sentences takes time that grows faster than they do. */
const LONGEST = 1200;

const ABBREVIATED =
  /(?:\b(?:\p{Lu}\.)+|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Sen|Rep|St|No|vs|etc|cf|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)$/u;
/** Where copying has lost the space between two sentences. */
const GLUED = /(\p{Ll}[.?!])(?=\p{Lu}\p{Ll})/gu;
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The sentences of a paragraph, in order; overlong ones in pieces. */
export function sentencesOf(paragraph: string): string[] {
  const sentences: string[] = [];
  let open = '';
  for (const { segment } of segmenter.segment(paragraph.replace(GLUED, '$1 '))) {
    open += segment;
    if (ABBREVIATED.test(segment.trimEnd().slice(-12)) && open.length < LONGEST) continue;
    sentences.push(...pieces(open.trim()));
    open = '';
  }
  return [...sentences, ...pieces(open.trim())];
}

function pieces(sentence: string): string[] {
  const cut: string[] = [];
  let rest = sentence;
  while (rest.length > LONGEST) {
    const space = rest.lastIndexOf(' ', LONGEST);
    const at = space > 0 ? space : LONGEST;
    cut.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return rest === '' ? cut : [...cut, rest];
}
