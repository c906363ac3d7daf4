/** Two small topics with a rule of each severity, and makers of what watches and follows them. */

import type { Letter } from '../../jobs/deliver.ts';
import type { Installation } from '../../jobs/edition.ts';
import type { Links, Post } from '../../jobs/mail/links.ts';
import type { Rulebook } from '../../jobs/rulebook.ts';
import { readDocuments } from '../../rules/documents.ts';
import { readTopic, type Topic } from '../../rules/topic.ts';
import type { FoundItem } from '../../state/item.ts';
import type { Source } from '../../state/source.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import type { Sender } from '../../templates/sender.ts';

export const FROM = 'Silkwatch <digest@silkwatch.example>';

export const SENDER: Sender = { from: FROM, web: null };

export const POST: Post = {
  web: 'https://watch.silkwatch.example',
  mailbox: 'bounces@silkwatch.example',
  tagged: true,
  secret: 'a secret of the tests, not to be told',
};

export const LINKS: Links = {
  leave: 'https://watch.silkwatch.example/leave/t',
  change: 'https://watch.silkwatch.example/preferences/t',
  read: 'https://watch.silkwatch.example/message/t',
  oneClick: 'https://watch.silkwatch.example/leave/t',
  byMail: 'mailto:bounces@silkwatch.example?subject=unsubscribe%20t',
};

export const letterWith = (its: Partial<Letter> = {}): Letter => ({
  id: '1a2b3c4d',
  kind: 'alert',
  to: 'nino@example.org',
  returnPath: 'bounces+1a2b3c4d@silkwatch.example',
  messageId: '<1a2b3c@silkwatch.example>',
  references: [],
  date: new Date('2026-10-05T07:00:00Z'),
  body: 'b1',
  mail: { subject: 'The bridge collapsed', text: 'The text part.', html: '<p>The HTML part.</p>' },
  html: true,
  links: LINKS,
  ...its,
});

export const DOCUMENTS = `
- { id: report, file: report.txt, lines: [1, 9], title: The bridges of the Arax, author: Ada Stone }
`;

const cites = 'cites: [{ document: report, paragraph: 1, claim: Bridges need watching }]';

export const BRIDGE = `
topic: bridge
title: The bridge over the Arax
summary: Who builds it, and whether it stands.
rules:
  - { id: falls, title: The bridge falls, when: bridge AND collaps*, severity: high, ${cites} }
  - { id: tender, title: The bridge is put out to tender, when: bridge AND tender, severity: medium, ${cites} }
  - { id: talk, title: The bridge is talked about, when: bridge AND minister, severity: low, ${cites} }
`;

export const RAILWAY = `
topic: railway
title: The railway along the Arax
summary: When the first train runs.
rules:
  - { id: opens, title: The railway opens, when: railway AND opens, severity: high, ${cites} }
`;

const { documents } = readDocuments('documents.yaml', DOCUMENTS);
export const topicOf = (yaml: string): Topic => readTopic('topic.yaml', yaml, documents).topic!;
export const TOPICS = [topicOf(BRIDGE), topicOf(RAILWAY)];
export const RULEBOOK: Rulebook = { topics: TOPICS, documents };

export const sourceOf = (its: Partial<Source> = {}): Source => ({
  id: 'gazette',
  title: 'The Gazette',
  kind: 'feed',
  url: 'https://gazette.example.org/feed',
  language: 'en',
  topics: ['bridge', 'railway'],
  family: 'gazette',
  every: 3600_000,
  agent: 'own',
  floor: 0,
  select: null,
  links: null,
  region: null,
  paths: null,
  article: false,
  enabled: true,
  note: null,
  ...its,
});

export const subscriberWith = (its: Partial<Subscriber> = {}): Subscriber => ({
  id: 'nino',
  address: `${its.id ?? 'nino'}@example.org`,
  topics: ['bridge', 'railway'],
  cadence: 'daily',
  hour: 7,
  weekday: 1,
  timezone: 'UTC',
  least: 'low',
  alerts: true,
  format: 'html',
  quiet: null,
  allQuiet: false,
  language: 'en',
  paused: null,
  since: '2026-01-01T00:00:00.000Z',
  left: null,
  ...its,
});

/** An RSS document with an item for each headline. */
export function feed(...headlines: string[]): string {
  const items = headlines.map(
    (title) => `<item><guid isPermaLink="false">${title}</guid><title>${title}</title></item>`,
  );
  return `<rss version="2.0"><channel><title>The Gazette</title>${items.join('')}</channel></rss>`;
}

export const itemOf = (title: string, its: Partial<FoundItem> = {}): FoundItem => ({
  key: `guid ${title}`,
  url: `https://gazette.example.org/${encodeURIComponent(title)}`,
  canonical: `gazette.example.org/${encodeURIComponent(title)}`,
  title,
  summary: '',
  content: '',
  authors: [],
  categories: [],
  language: 'en',
  published: null,
  updated: null,
  publisher: 'The Gazette',
  family: 'gazette',
  ...its,
});

/** What is told at once is told at once, and of one story once an hour. */
const waits = { wait: 0, interval: 3600_000 };

export const INSTALLATION: Installation = { rulebook: RULEBOOK, sources: [sourceOf()], sender: SENDER, waits };
