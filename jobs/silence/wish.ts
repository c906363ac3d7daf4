/** A silence as a command line asks for it, read with every problem at once. */
import { z } from 'zod';
import type { Topic } from '../../rules/topic.ts';
import { duration } from '../../state/duration.ts';
import { before, DAY, type Instant } from '../../state/item.ts';
import { didYouMean, type Problem } from '../../state/refusal.ts';
import { beginOf, daysAfter } from '../../state/wall.ts';
import { oneLine } from '../../templates/words.ts';
import { storyNamed } from '../story/named.ts';
import type { World } from '../world.ts';

/** What may be given with a silence. */
export interface Wish {
  reason?: string | undefined;
  /** A day or an instant. */
  until?: string | undefined;
  /** A span: `3d`. */
  for?: string | undefined;
  author?: string | undefined;
}

/** What is silenced for longer is not wanted: its rule or its severity is to be changed. */
const LONGEST_DAYS = 90;
const LONGEST_REASON = 300;

/** What was read, or what is wrong with it. */
type Read<T> = { value: T; problems: [] } | { value: null; problems: Problem[] };

const taken = <T>(value: T): Read<T> => ({ value, problems: [] });
const refused = (...problems: Problem[]): Read<never> => ({ value: null, problems });
const problem = (field: string, what: string): Problem => ({ file: 'the command line', field, what });

/** What a silence is to be of, by its full name. */
export async function nameOf(
  what: string,
  topics: readonly Topic[],
  world: Pick<World, 'ledger'>,
): Promise<Read<string>> {
  const ids = topics.map(({ id }) => id);
  if (ids.includes(what)) return taken(what);
  if (what.includes('/')) return partOf(what, topics);
  const story = await storyNamed(what, world, ids);
  return 'id' in story ? taken(story.id) : refused(problem(what, story.what));
}

/** A rule, deadline, tracker or trend of a topic. */
function partOf(what: string, topics: readonly Topic[]): Read<string> {
  const [id = '', ...rest] = what.split('/');
  const [topic, part] = [topics.find((one) => one.id === id), rest.join('/')];
  if (!topic) {
    const known = topics.map((one) => one.id);
    const near = didYouMean(id, known) || `; there are ${known.join(', ')}`;
    return refused(problem(what, `there is no topic ${id}${near}`));
  }
  const parts = [topic.rules, topic.deadlines, topic.trackers, topic.trends].flatMap((all) => all.map((one) => one.id));
  if (parts.includes(part)) return taken(what);
  return refused(problem(what, `${id} has no rule, deadline, tracker or trend ${part}${didYouMean(part, parts)}`));
}

/** Who silences, why and until when; or all that is wrong with what was given of it. */
export function termsOf(
  wish: Wish,
  user: string | null,
  timezone: string,
  now: Date,
): Read<{ reason: string; author: string; until: Instant }> {
  const reason = oneLine(wish.reason ?? '');
  const author = oneLine(wish.author ?? user ?? '');
  const { value: until, problems } = untilOf(wish, timezone, now);
  const found: Problem[] = [...problems];
  if (reason === '') found.push(problem('--reason', 'say why: whoever reads the list must be able to judge it'));
  if (reason.length > LONGEST_REASON) found.push(problem('--reason', `has more than ${LONGEST_REASON} letters`));
  if (author === '') found.push(problem('--author', 'name yourself: the system does not say who you are'));
  return until === null || found.length > 0 ? refused(...found) : taken({ reason, author, until });
}

function untilOf(wish: Wish, timezone: string, now: Date): Read<Instant> {
  const refuse = (field: string, what: string) => refused(problem(field, what));
  if (wish.until !== undefined && wish.for !== undefined)
    return refuse('--for', 'is given beside --until; one will do');
  const [field, text] = wish.until === undefined ? ['--for', wish.for] : ['--until', wish.until];
  if (text === undefined) return refuse('--until', 'say until when: --until 2026-12-01, or --for 3d');
  const until = field === '--for' ? after(text, now) : (endOfDay(text, timezone) ?? instant(text));
  if (until === null) return refuse(field, field === '--for' ? A_SPAN : A_TIME);
  if (until <= now.toISOString()) return refuse(field, 'is over already');
  if (until <= before(now.toISOString(), -LONGEST_DAYS * DAY)) return taken(until);
  return refuse(field, `is more than ${LONGEST_DAYS} days away; what is never wanted is a matter of its rule`);
}

const A_SPAN = 'a time reads 12h or 3d';
const A_TIME = 'is a day (2026-12-01, and lasts until it is over) or an instant with its zone (2026-12-01T18:00:00Z)';

function after(text: string, now: Date): Instant | null {
  const span = duration.safeParse(text);
  const end = span.success ? new Date(now.getTime() + span.data) : null;
  // A span of too many digits is no time.
  if (end === null) return null;
  return Number.isNaN(end.getTime()) ? FAR : end.toISOString();
}

/** After every instant that may be meant. */
const FAR = '9999-12-31T23:59:59.999Z';

/** When a day is over on the clocks of a zone. */
function endOfDay(text: string, timezone: string): Instant | null {
  return z.iso.date().safeParse(text).success ? beginOf(daysAfter(text, 1), timezone) : null;
}

function instant(text: string): Instant | null {
  return z.iso.datetime({ offset: true }).safeParse(text).success ? new Date(text).toISOString() : null;
}
