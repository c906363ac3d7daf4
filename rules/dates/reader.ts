/** chrono-node, loaded when the first date is asked for: what reads no dates starts without its 260 modules. */
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/** All of it, its languages by their codes. */
export const chrono = (): typeof import('chrono-node') => load('chrono-node');
