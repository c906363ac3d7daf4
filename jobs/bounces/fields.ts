/** Fields as mails have them: `Name: value`, folded over lines (RFC 5322, 2.2; RFC 3464, 2.1.1). */

/** Names in lower case, values on one line, in the order in which they stood. */
export type Fields = readonly (readonly [name: string, value: string])[];

/** A mail that has more of them, or longer ones, is nobody's report. */
const [MOST_FIELDS, MOST_VALUE] = [1000, 2000];

/** The first value of a field, or an empty text. */
export const field = (fields: Fields, ...names: string[]): string =>
  fields.find(([name, value]) => names.includes(name) && value !== '')?.[1] ?? '';

/** Every value of a field, as of `Delivered-To`, which each forwarding adds to. */
export const allOf = (fields: Fields, ...names: string[]): string[] =>
  fields.filter(([name]) => names.includes(name)).map(([, value]) => value);

/** Fields in groups, which blank lines part. A line that is none is passed over: reports are written carelessly. */
export function groupsOf(text: string): Fields[] {
  const groups: [string, string][][] = [[]];
  for (const line of text.split('\n', MOST_FIELDS)) {
    if (line.trim() === '') groups.push([]);
    else take(line, groups.at(-1)!);
  }
  return groups.filter((group) => group.length > 0);
}

/** The fields of a text up to its first blank line. */
export const headOf = (text: string): Fields =>
  groupsOf(text.slice(0, 64_000).replace(/^\s+/, '').split('\n\n', 1)[0]!)[0] ?? [];

function take(line: string, group: [string, string][]): void {
  const last = group.at(-1);
  if (/^[ \t]/.test(line) && last) {
    if (last[1].length < MOST_VALUE) last[1] = `${last[1]} ${line.trim().slice(0, MOST_VALUE)}`.trim();
    return;
  }
  const colon = line.indexOf(':');
  const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
  if (/^[\w-]{1,60}$/.test(name)) group.push([name, line.slice(colon + 1, colon + MOST_VALUE).trim()]);
}

/** What a typed field says after its type: of `rfc822; nino@example.org` the address, of `smtp; 550 No` the answer. */
export const untyped = (value: string): string => value.replace(/^\s*[\w.-]+\s*;\s*/, '').trim();

/** The first mail address in a text, in lower case; empty where there is none. */
export const addressIn = (text: string): string =>
  /[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[\w-]{1,63}\.){0,8}[\w-]{1,63}/
    .exec(text.slice(0, MOST_VALUE))?.[0]
    .toLowerCase() ?? '';
