/** What may tell a story again. */
export type { Cause } from '../../state/alert.ts';
