/** Where the material lies that every developer has at hand and the repository does not hold. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = resolve(process.env.SILKWATCH_SHARED ?? resolve(import.meta.dirname, '../../shared'));

export const shared: string | undefined = existsSync(folder) ? folder : undefined;

if (!shared) console.warn(`skipped: there is no ${folder}; set SILKWATCH_SHARED to the folder of shared material`);
