/** Whether something that could be told at once is silenced, and by what. Pure. */
import { DAY, earlier, type Instant } from '../state/item.ts';
import type { Silence } from '../state/silence.ts';

/** What could be told at once, by everything that a silence may name of it. */
export interface Silenceable {
  topic: string;
  /** Ids of the story that it is about, former ones too. */
  stories?: readonly string[];
  /** Ids within the topic of the rules for which it is told. */
  rules?: readonly string[];
  /** Ids within the topic of the trackers, deadlines and trends whose change is all that there is to tell. */
  trackers?: readonly string[];
  deadlines?: readonly string[];
  trends?: readonly string[];
}

/** When a silence ends, or ended. */
export const endOf = ({ until, ended }: Pick<Silence, 'until' | 'ended'>): Instant =>
  ended === null ? until : earlier(until, ended);

export const isInForce = (silence: Silence, now: Instant): boolean => silence.since <= now && now < endOf(silence);

/**
 * The silence that keeps something from being told now, or undefined where nothing does; of several the one that ends
 * last. What several rules fit, or several trackers, deadlines and trends gave cause for, is silenced only where every
 * one of them is: to tell what somebody silenced is the lesser error beside keeping what nobody did.
 */
export function silencedBy(silences: readonly Silence[], what: Silenceable, now: Instant): Silence | undefined {
  const current = silences.filter((silence) => isInForce(silence, now));
  const of = (name: string) => lastOf(current.filter((silence) => silence.of === name));
  const { topic, stories = [], rules = [], trackers = [], deadlines = [], trends = [] } = what;
  const named = (ids: readonly string[]) => ids.map((id) => of(`${topic}/${id}`));
  const whole = [topic, ...stories].map(of);
  return lastOf([...whole, ofAll(named(rules)), ofAll(named([...trackers, ...deadlines, ...trends]))]);
}

/** The silence that ends first, where there is one for each: then something may be told again. */
function ofAll(each: readonly (Silence | undefined)[]): Silence | undefined {
  return each.some((silence) => silence === undefined)
    ? undefined
    : inOrder(each.filter((silence) => silence !== undefined))[0];
}

const lastOf = (silences: readonly (Silence | undefined)[]): Silence | undefined =>
  inOrder(silences.filter((silence) => silence !== undefined)).at(-1);

const inOrder = (silences: readonly Silence[]): Silence[] =>
  silences.toSorted((a, b) => (endOf(a) < endOf(b) || (endOf(a) === endOf(b) && a.id < b.id) ? -1 : 1));

/** The part of its length before the end of a silence in which it is said that it ends: a tenth, at most a day. */
const LAST = 10;

/** Whether a silence in force is about to end. */
export function endsSoon(silence: Silence, now: Instant): boolean {
  const [since, until] = [Date.parse(silence.since), Date.parse(silence.until)];
  const notice = Math.min(DAY, (until - since) / LAST);
  return isInForce(silence, now) && until - Date.parse(now) <= notice;
}
