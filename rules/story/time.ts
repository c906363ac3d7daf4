/** When items report their events, and how far apart that is. */
import { DAY, type Published } from '../../state/item.ts';

/** A stretch of time in milliseconds since the epoch; an instant is both its ends. */
export interface Span {
  from: number;
  to: number;
}

/** The instant at which something was reported. */
export const instant = (at: number): Span => ({ from: at, to: at });

/**
 * The time that a date names: an instant, or the whole day, month or year, in UTC. A day whose hour or zone cannot be
 * read is that day. Null where there is no date.
 */
export function spanOf(published: Published | null): Span | null {
  if (!published) return null;
  const whole = published.length > 10 ? Date.parse(published) : Number.NaN;
  if (!Number.isNaN(whole)) return instant(whole);
  const [year, month, day] = published.slice(0, 10).split('-').map(Number) as [number, number?, number?];
  const from = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  const end = day ? from + DAY : month ? Date.UTC(year, month, 1) : Date.UTC(year + 1, 0, 1);
  return { from, to: end };
}

/** Whether a span says on which day it was. */
export const isExact = (span: Span | null): span is Span => span !== null && span.to - span.from <= DAY;

/**
 * Milliseconds between two spans: of two instants what lies between them, of two days their distance, and none where
 * one lies within the other, or nothing is known.
 */
export function apart(a: Span | null, b: Span | null): number {
  if (!a || !b) return 0;
  const middles = Math.abs(a.from + a.to - b.from - b.to) / 2;
  const widths = Math.abs(a.to - a.from - (b.to - b.from)) / 2;
  return Math.max(0, middles - widths);
}
