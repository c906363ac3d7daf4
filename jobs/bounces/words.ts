/** What is said of mails that came back, in a line for people or in one for programs. Pure. */
import type { Finding } from './finding.ts';
import type { Verdict } from './verdict.ts';

/** A line of JSON for each recipient; what follows is in it where it is known. */
export function jsonLine(file: string, { kind, status, hard, reason, recipient }: Finding, verdict?: Verdict): string {
  return JSON.stringify({ file, kind, status, hard, reason, recipient, ...(verdict && { verdict: verdict.do }) });
}

const KINDS = {
  bounce: 'came back',
  complaint: 'is complained about',
  reply: 'was answered by a program',
  unsubscribe: 'asks to leave',
  none: 'of no known kind',
} as const;

/** `mail.eml: nino@example.org came back for good: userunknown 5.1.1: 550 … → leaves`. What a mail says is made safe for a terminal. */
export function line(
  file: string,
  { kind, status, hard, reason, recipient, because }: Finding,
  verdict?: Verdict,
): string {
  const why = [reason, status].filter(Boolean).join(' ');
  const what = reason === 'delivered' ? 'arrived' : `${KINDS[kind]}${hard ? ' for good' : ''}`;
  const said = [`${recipient} ${what}`.trim(), why, because.slice(0, 120)].filter(Boolean).join(': ');
  return `${file}: ${said}${verdict ? ` → ${ENDS[verdict.do](verdict)}` : ''}`;
}

const ENDS: Record<Verdict['do'], (verdict: Verdict) => string> = {
  leave: () => 'the subscription ends',
  count: () => 'counted',
  keep: (verdict) => `kept for a person: ${verdict.do === 'keep' ? verdict.because : ''}`,
  nothing: (verdict) => (verdict.do === 'nothing' && verdict.because) || 'nothing follows',
};
