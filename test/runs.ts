/** How often a property is tried: `npm run test:long` tries it many times as often as `npm test`. */
const TIMES = Number(process.env.PROPERTY_RUNS ?? 1);

export const isLong = TIMES > 1;

/** So many runs in `npm test`. */
export const runs = (few: number): { numRuns: number } => ({ numRuns: few * TIMES });
