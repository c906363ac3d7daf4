/** What a draft proposes: a topic as its file will hold it, with the doubts that become comments. */
import type { Deadline } from '../../state/deadline.ts';
import type { Citation } from '../../state/match.ts';
import type { Severity } from '../../state/severity.ts';
import type { Analysis } from './analysis.ts';
import type { Term } from './terms.ts';

export interface ProposedRule {
  id: string;
  title: string;
  when: string;
  severity: Severity;
  cites: Citation[];
  /** Why it is proposed as a comment only; null where it stands. */
  doubt: string | null;
}

export interface ProposedDeadline extends Omit<Deadline, 'topic'> {
  date: string;
  doubt: string | null;
}

export interface ProposedDocument extends Analysis {
  title: string;
  /** Who gave it its title. */
  titled: 'author' | 'us';
}

export interface Proposal {
  topic: string;
  title: string;
  summary: string;
  names: Term[];
  events: Term[];
  circumstances: Term[];
  phrases: Term[];
  /** Named once in the documents, and left out. */
  background: string[];
  rules: ProposedRule[];
  deadlines: ProposedDeadline[];
  /** Dates that the documents tell of as past, each with where. */
  past: { date: string; document: string; paragraph: number }[];
  documents: ProposedDocument[];
  /** Letters that were not read, since there were too many. */
  unread: number;
}
