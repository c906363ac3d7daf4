/** The form of one row of `sources.yaml`, and what is refused of each field. */
import { parse as parseSelector } from 'css-what';
import parsePath from 'jsonpath-rfc9535/parser';
import { z } from 'zod';
import { duration } from '../state/duration.ts';
import { DAY } from '../state/item.ts';
import type { Path } from '../state/refusal.ts';
import { KINDS } from '../state/source.ts';
import { selectorTrouble } from './pages/html.ts';
import { partsOf, whole } from './pages/listing.ts';
import { isPattern } from './pages/region.ts';

const every = duration.refine((time) => time >= 1000 && time <= 30 * DAY, 'must be from 1s to 30d');

const words = z.string().trim().min(1, 'must not be empty');

/** What a person wrote, refused in the words of whoever would have to read it. */
const checked =
  (what: string, read: (text: string) => unknown) =>
  ({ value, issues }: z.core.ParsePayload<unknown>): void => {
    const trouble = typeof value === 'string' ? troubleOf(() => read(value)) : null;
    if (trouble !== null) issues.push(issue([], `is no ${what}: ${trouble}`));
  };

/** One that hides no other: whatever else is wrong with the file is told with it. */
export const issue = (path: Path, message: string): z.core.$ZodRawIssue => ({
  code: 'custom',
  input: undefined,
  path: [...path],
  message,
  continue: true,
});

const readBy = (what: string, read: (text: string) => unknown) => z.string().min(1).check(checked(what, read));

const selector = readBy('CSS selector', refuseSelector);
const pattern = readBy('regular expression', (text) => new RegExp(text, 'u'));
const path = readBy('JSONPath (RFC 9535)', (text) => parsePath(whole(text)));
const ignored = readBy('CSS selector or /regular expression/', (text) =>
  isPattern(text) ? new RegExp(text.slice(1, -1), 'u') : refuseSelector(text),
);
const link = readBy('JSONPath (RFC 9535) or address with {paths}', (text) => {
  if (!/[{}]/.test(text)) return parsePath(whole(text));
  const { paths, rest } = partsOf(text);
  for (const one of paths) parsePath(whole(one));
  if (/[{}]/.test(rest)) throw new Error('a brace is left over; write {path}, {+path} or {path|slug_}');
  if (!URL.canParse(rest, 'https://x.example/')) throw new Error('it makes no address');
});

const AGENT = 'agent is own, browser, or a User-Agent of visible ASCII such as Reader/1.0 (+https://example.org/about)';
const agent = z
  .string()
  .max(200, AGENT)
  // A single small word is own or browser with a slip of the pen, and no name to give at a door.
  .regex(/^(own|browser|(?![a-z]+$)[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?)$/, AGENT)
  .default('own');

export const row = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, 'an id holds lower-case letters, digits and hyphens'),
  title: words,
  kind: z.enum(KINDS, `kind is one of ${KINDS.join(', ')}`),
  url: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .refine((url) => !holdsPassword(url), 'must hold no user or password: they would stand in logs and in mail'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-\w+)*$/i, 'must be a BCP 47 tag such as ka or pt-BR, or mul')
    .default('mul'),
  topics: z.array(z.string()).min(1, 'name at least one topic that the source may serve'),
  family: words,
  every,
  agent,
  floor: z.int().min(0).default(0),
  select: z
    .strictObject({
      item: selector,
      link: selector.optional(),
      title: selector.optional(),
      summary: selector.optional(),
      time: selector.optional(),
    })
    .optional(),
  links: pattern.optional(),
  region: z.strictObject({ watch: selector, ignore: z.array(ignored).default([]) }).optional(),
  paths: z
    .strictObject({
      items: path,
      title: path,
      link: link.optional(),
      id: path.optional(),
      summary: path.optional(),
      time: path.optional(),
    })
    .optional(),
  article: z
    .union([z.boolean(), z.string()], 'article is true, false or a CSS selector')
    .check(checked('CSS selector', refuseSelector))
    .default(false),
  enabled: z.boolean().default(true),
  note: z.string().optional(),
});

function holdsPassword(url: string): boolean {
  const { username, password } = URL.parse(url) ?? { username: '', password: '' };
  return username !== '' || password !== '';
}

export type Row = z.output<typeof row>;

/** CSS by its grammar first, then by what can be asked of a page: a pseudo-class may be well formed and mean nothing. */
function refuseSelector(text: string): void {
  parseSelector(text);
  const trouble = selectorTrouble(text);
  if (trouble !== null) throw new Error(trouble);
}

function troubleOf(attempt: () => unknown): string | null {
  try {
    attempt();
    return null;
  } catch (error) {
    return (error as Error).message.replace(/^Invalid regular expression: .*: /s, '');
  }
}
