/** Spans of time as people write them in our files and on the command line. */
import { z } from 'zod';

const UNITS = { s: 1000, m: 60_000, h: 3600_000, d: 24 * 3600_000 } as const;

/** `30m`, `2h` or `14d`, read as milliseconds. */
export const duration = z
  .string()
  .regex(/^\d+[smhd]$/, 'a time reads 30m, 2h or 1d')
  .transform((text) => Number(text.slice(0, -1)) * UNITS[text.at(-1) as keyof typeof UNITS]);
