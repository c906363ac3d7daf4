/** RFC 3464: what the fields of a delivery status notification say of each recipient. Pure. */
import { type Failure, statusIn } from './failure.ts';
import { addressIn, type Fields, field, untyped } from './fields.ts';
import type { Block } from './prose.ts';

/** As many recipients as one mail of ours has is one. */
const MOST_RECIPIENTS = 100;

/** The groups that are about a recipient; the first group is about the whole mail. */
export const failuresIn = (report: readonly Fields[], blocks: readonly Block[], text: string): Failure[] =>
  report
    .filter((group) => field(group, 'final-recipient', 'original-recipient', 'action', 'diagnostic-code') !== '')
    .slice(0, MOST_RECIPIENTS)
    .map((group) => failureOf(group, blocks, text));

function failureOf(group: Fields, blocks: readonly Block[], text: string): Failure {
  const final = addressIn(untyped(field(group, 'final-recipient')));
  const original = addressIn(untyped(field(group, 'original-recipient')));
  const recipient = original || final || addressIn(field(group, 'x-actual-recipient'));
  const diagnostic = field(group, 'diagnostic-code');
  const written = field(group, 'status');
  const near = blocks.find((block) => block.recipient === final || block.recipient === original);
  return {
    recipient,
    action: actionOf(field(group, 'action')),
    status: statusIn(written),
    because: untyped(diagnostic) || written.replace(/^[\d.\s]+/, ''),
    context: near?.text || text,
    kind: /^\s*([\w.-]+)\s*;/.exec(diagnostic)?.[1]?.toLowerCase() ?? '',
  };
}

/** Where it says nothing that we know, it failed: reports of success are always made well. */
const actionOf = (written: string): string =>
  /^(?:delayed|delivered|relayed|expanded)\b/.exec(written.trim().toLowerCase())?.[0] ?? 'failed';
