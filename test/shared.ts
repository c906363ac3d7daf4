/** Tests of the shared material. */
import { it } from 'vitest';
import { shared } from './material.ts';

export { shared };

/** A test that needs the shared material: skipped, with its reason printed, where it is absent. */
export const withShared = it.runIf(shared !== undefined);
