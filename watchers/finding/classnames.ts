/** Which class names of a page will still be there after its next release, and how an element is named by them. Pure. */

/** What a selector needs to know of an element. */
export interface Named {
  name: string;
  attribs: Record<string, string>;
  parent: unknown;
}

/** What stylesheets generators, component libraries and style-per-rule frameworks put out. */
const GENERATED = /^(?:css|sc|jsx|jss|emotion|svelte|styles?|chakra|mui|tw|_?ng)-|__[\w-]*_[\w-]{4,}$|^_/i;
const UTILITY =
  /^(?:-?[mp][trblxy]?|w|h|gap|col|row|order|flex|grid|text|font|bg|border|rounded|shadow|items|justify|self|d|float|align|hidden|block|inline|relative|absolute|sm|md|lg|xl|xs|pull|clearfix|container|wrapper|inner|outer|left|right|center)(?:-|$|\d)/i;
/** How an element is just now, or where it stands among its siblings. */
const PASSING =
  /^(?:is|has|js|no)-|^(?:active|current|selected|first|last|odd|even|open|closed|visible|lazy\w*|loaded|animated?|fade\w*|wow)$/i;
const MEANING =
  /news|article|post|item|entry|card|story|teaser|press|release|result|listing|headline|title|lead|summary|excerpt|desc|date|time|published/i;

/** The classes of an element that will last, those that mean something first. */
export function lastingClasses({ attribs }: Pick<Named, 'attribs'>): string[] {
  const words = (attribs.class ?? '').split(/\s+/).filter(isLasting);
  return words.sort((a, b) => meaning(b) - meaning(a)).slice(0, 4);
}

const isLasting = (word: string): boolean =>
  /^[a-z_][\w-]{1,40}$/i.test(word) &&
  !GENERATED.test(word) &&
  !PASSING.test(word) &&
  !word.split(/[-_]+/).some(isHash);

/** 0 for a class that only says how something looks, 2 for one that says what it is. */
export const meaning = (word: string): number => (UTILITY.test(word) ? 0 : MEANING.test(word) ? 2 : 1);

/** A part that no person wrote: letters and digits mixed, capitals to and fro, a number, or no vowel in five letters. */
function isHash(part: string): boolean {
  if (/^\d{2,}$/.test(part)) return true;
  if (part.length < 5) return false;
  const mixed = /\d/.test(part.replace(/\d+$/, '')) && /[a-z]/i.test(part);
  const restless = part.length <= 9 && (part.match(/[a-z][A-Z]/g)?.length ?? 0) >= 2;
  return mixed || restless || !/[aeiouy]/i.test(part);
}

/** An element's own names, the most telling first: its tag with each lasting class. */
export const classNames = (element: Named): string[] =>
  lastingClasses(element).map((word) => `${element.name}.${word}`);

/** The nearest element around another that can be named for good, and its name. */
export function namedAround(element: Named, steps = 4): string | null {
  let at = element.parent as Named | null;
  for (let step = 0; at && step < steps; step++, at = at.parent as Named | null) {
    if (!at.attribs) return null;
    const [name] = classNames(at).filter((one) => meaning(one.split('.')[1]!) > 0);
    if (name) return name;
    if (/^[a-z][a-z-]{2,30}$/i.test(at.attribs.id ?? '') && isLasting(at.attribs.id!)) return `#${at.attribs.id}`;
    if (at.name === 'main') return 'main';
  }
  return null;
}
