/** How much a rule's event matters: `high` is told at once, `medium` belongs in every digest, `low` is for the complete. */
export const SEVERITIES = ['low', 'medium', 'high'] as const;

export type Severity = (typeof SEVERITIES)[number];

export const atLeast = (severity: Severity, least: Severity): boolean => rank(severity) >= rank(least);

export const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);

/** The highest of several, or null of none. */
export function highest(severities: Iterable<Severity>): Severity | null {
  let top: Severity | null = null;
  for (const severity of severities) if (top === null || rank(severity) > rank(top)) top = severity;
  return top;
}
