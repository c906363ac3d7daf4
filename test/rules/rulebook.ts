/** The shipped rulebook, which is large, read once for all tests of a worker. */
import { join, resolve } from 'node:path';
import { gatherRulebook } from '../../jobs/rulebook.ts';

const folder = resolve(import.meta.dirname, '../../rules');
let gathered: ReturnType<typeof gatherRulebook> | undefined;

export function shippedRulebook(): ReturnType<typeof gatherRulebook> {
  gathered ??= gatherRulebook({ topics: join(folder, 'topics'), documents: join(folder, 'documents.yaml') });
  return gathered;
}
