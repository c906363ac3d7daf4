/** Made-up languages: words of each script by a seeded hand, as often as words are (Zipf and Mandelbrot), as long as they are. */

/** A generator of numbers from 0 to 1, the same for a seed for ever (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Language {
  tag: string;
  /** The commonest first. */
  words: readonly string[];
  /** By word, the share of all words that are it or a commoner one. */
  shares: Float64Array;
}

/** Letters by how often they are met, about; the mean length of a word that is neither very common nor very rare. */
const SCRIPTS = [
  { tag: 'en', letters: 'etaoinshrdlcumwfgypbvk', mean: 7 },
  { tag: 'tr', letters: 'aeinrlkdımyutsboüşzgğçhvcöpf', mean: 8 },
  { tag: 'az', letters: 'aəinrlıdmeyutsbokxşzğqhçvücöp', mean: 8 },
  { tag: 'ru', letters: 'оеаинтсрвлкмдпуяызьбгчйхжшю', mean: 8 },
  { tag: 'fa', letters: 'ایرندهمتوسبشکزگفعخقجحلپطص', mean: 6 },
  { tag: 'ar', letters: 'الينمرتبعدسفهكقحجشصخطضةؤأ', mean: 6 },
  { tag: 'ka', letters: 'აიესრმდოლნვბთგუცხქკშწყპზჩ', mean: 8 },
  { tag: 'hy', letters: 'աեինրտմկոուդլսվյքգցհղպբթշ', mean: 8 },
] as const;

const WORDS = 40_000;
/** The words of grammar, and how many forms and endings the others have. */
const COMMON = 200;
const FORMS = 5;
const ENDINGS = 40;
/** Of Mandelbrot's law: the share of the word of rank r is as 1 / (r + SHIFT) ** SLOPE. */
const SHIFT = 2.7;
const SLOPE = 1.05;

/** The eight languages that items are written in. */
export const languages: readonly Language[] = SCRIPTS.map((script, n) => languageOf(script, dice(n + 1)));

function languageOf({ tag, letters, mean }: (typeof SCRIPTS)[number], roll: () => number): Language {
  const made = (length: number) => wordOf([...letters], length, roll);
  const endings = ['', '', ...Array.from({ length: ENDINGS }, () => made(1 + Math.floor(roll() * 3)))];
  const stems = Array.from({ length: WORDS / FORMS }, (_, n) => made(lengthOf(n * FORMS, mean - 2, roll)));
  const words = new Set<string>();
  while (words.size < COMMON) words.add(made(lengthOf(words.size, mean - 2, roll)));
  while (words.size < WORDS) {
    // A stem's forms are met about as often as it is: near each other in rank, and not side by side.
    const stem = stems[Math.min(stems.length - 1, Math.floor((words.size / FORMS) * (0.5 + roll())))]!;
    words.add(stem + endings[Math.floor(endings.length * roll() ** 2)]!);
  }
  const shares = new Float64Array(WORDS);
  let sum = 0;
  for (let rank = 0; rank < WORDS; rank++) shares[rank] = sum += (rank + 1 + SHIFT) ** -SLOPE;
  return { tag, words: [...words], shares: shares.map((share) => share / sum) };
}

/** Common words are short, and rare ones grow longer with their rank. */
function lengthOf(rank: number, mean: number, roll: () => number): number {
  const middle = rank < 20 ? 2 : rank < COMMON ? 4 : rank < 3000 ? mean : mean + 2;
  return Math.max(2, Math.round(middle + (roll() + roll() - 1) * 2));
}

function wordOf(letters: readonly string[], length: number, roll: () => number): string {
  return Array.from({ length }, () => letters[Math.floor(letters.length * roll() ** 1.6)]!).join('');
}

/** A word as a text would have it next. */
export function wordIn({ words, shares }: Language, roll: () => number): string {
  return words[rankOf(shares, roll())]!;
}

/** The first rank whose share is not below what was rolled. */
export function rankOf(shares: Float64Array, rolled: number): number {
  let [low, high] = [0, shares.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (shares[middle]! < rolled) low = middle + 1;
    else high = middle;
  }
  return low;
}
