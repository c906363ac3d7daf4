/**
 * What a proper name sounds like, in whichever script it is written: its consonants, with those that alphabets do not
 * tell apart taken as one. Тасмагамбетов, Tasmagambetov and تاسماگامبتوف are one name; ტასმაგამბეტოვმა is in its first
 * letters. After the idea of consonant keys for names across alphabets (Soundex; Christen, "Data Matching", 2012, ch. 4).
 */

const LATIN: Record<string, string> = Object.fromEntries(
  [
    ['абвгғдезийӣкқлмнопрстуфхҳ', 'abvggdeziiikklmnoprstufhh'],
    ['жҷчцшщыэюяәіөүұңъь', 'jjcsssieiaaiouun  '],
    ['აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ', 'abgdevztiklmnopjrstupkgkscszschjh'],
    ['աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ', 'abgdezeetjilhskhzgcminsocpjrsvtrsvpkof'],
    ['ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی', 'abptsjchhdzrzjsssztz gfkkglmnvhi'],
    ['əğ', 'ag'],
  ].flatMap(([letters, plain]) => [...letters!].map((letter, n) => [letter, plain![n]!.trim()])),
);
/** What one alphabet writes with two letters, and what none of them tells from its neighbour. */
const SOUNDS: [RegExp, string][] = [
  [/ph/g, 'f'],
  [/sch|sh|ts|tz/g, 's'],
  [/zh|dj/g, 'j'],
  [/dz/g, 'z'],
  [/ch|ck|c|q/g, 'k'],
  [/kh/g, 'h'],
  [/gh/g, 'g'],
  [/x/g, 'ks'],
  [/[wf]/g, 'v'],
];
const PLAIN = /^[a-z]+$/;

/** Two consonants make a name that may still be told from others; more than three are endings before long. */
const LEAST = 2;
const MOST = 3;

/** The same words come again and again: what they sound like is kept, until too many are. */
const heard = new Map<string, string | null>();
const KEPT = 2 ** 16;

/** The key of a folded word by its sound; null where it has too few consonants, or no letters that we can sound. */
export function soundOf(word: string): string | null {
  const known = heard.get(word);
  if (known !== undefined) return known;
  if (heard.size >= KEPT) heard.clear();
  const sound = sounded(word);
  heard.set(word, sound);
  return sound;
}

function sounded(word: string): string | null {
  let plain = '';
  for (const letter of word) plain += LATIN[letter] ?? letter;
  if (!PLAIN.test(plain)) return null;
  for (const [letters, sound] of SOUNDS) plain = plain.replace(letters, sound);
  const consonants = plain.replace(/[aeiouyh]/g, '').replace(/(.)\1+/g, '$1');
  return consonants.length < LEAST ? null : consonants.slice(0, MOST);
}

const SCRIPTS = [/[a-zəğ]/, /[а-ӿ]/, /[ა-ჿ]/, /[ա-ֆ]/, /[\u0600-\u06ff]/];

/** The script of a folded word, as a number; 0 for any that names are not sounded in. */
export const scriptOf = (word: string): number => SCRIPTS.findIndex((script) => script.test(word)) + 1;
