/** A ledger of one test's own, and rows as small as a promise needs them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Opened, openDatabase } from '../../state/database.ts';
import type { NewDelivery } from '../../state/deliveries.ts';
import type { FoundItem } from '../../state/item.ts';
import type { NewItem } from '../../state/items.ts';
import { type Ledger, ledgerOf } from '../../state/ledger.ts';
import type { Match } from '../../state/match.ts';
import type { Story } from '../../state/story.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import type { VisitRecord } from '../../state/visits.ts';
import { visitOf } from '../learnt.ts';

/** An instant of one day, by its hour. */
export const at = (hour: number): string => `2025-11-20T${String(hour).padStart(2, '0')}:00:00.000Z`;

/** A folder that is gone when the test is over. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'silkwatch-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A ledger that is closed when the test is over. */
export async function open(url = 'sqlite::memory:'): Promise<Opened & { ledger: Ledger }> {
  const opened = await openDatabase(url);
  onTestFinished(() => opened.close());
  return { ...opened, ledger: ledgerOf(opened.db) };
}

export function found(key: string, its: Partial<FoundItem> = {}): FoundItem {
  return {
    key,
    url: `https://civil.example/${key}`,
    canonical: `civil.example/${key}`,
    title: `Headline ${key}`,
    summary: 'A summary.',
    content: '',
    authors: ['A. Author', 'Б. Автор'],
    categories: ['news'],
    language: 'en',
    published: '2025-11-20',
    updated: null,
    publisher: 'Civil',
    family: 'civil',
    ...its,
  };
}

export const MATCH: Match = {
  topic: 'tripp',
  rule: 'signed',
  title: 'The route is signed',
  severity: 'high',
  version: 'abc',
  cites: [{ document: 'caci-iran', paragraph: 3, claim: 'It is "so", ¶ — да.' }],
  evidence: [{ clause: '$route: TRIPP', field: 'title', start: 0, end: 8, text: 'Headline' }],
  why: '0 1',
};

/** A visit to a source at eight, that found these items. */
export const visit = (source: string, fresh: readonly NewItem[], its: Partial<VisitRecord> = {}): VisitRecord =>
  visitOf(source, fresh, { at: at(8), ...its });

export function story(id: string, items: string[], its: Partial<Story> = {}): Story {
  return { id, topic: 'tripp', severity: 'low', lead: items[0]!, items, firstSeen: at(8), lastSeen: at(8), ...its };
}

export function delivery(id: string, its: Partial<NewDelivery> = {}): NewDelivery {
  return {
    id,
    kind: 'edition',
    subject: 'edition-1',
    revision: 0,
    subscriber: 'nino',
    period: null,
    messageId: `<${id}@silkwatch.example>`,
    mail: { subject: 'Today', html: '<p>Да</p>', text: 'Да' },
    references: [],
    stories: ['s1'],
    created: at(8),
    ...its,
  };
}

export const SUBSCRIBER: Subscriber = {
  id: 'nino',
  address: 'nino@example.org',
  topics: ['tripp', 'georgia-visa'],
  cadence: 'weekly',
  hour: 7,
  weekday: 3,
  timezone: 'Asia/Tbilisi',
  least: 'medium',
  alerts: true,
  format: 'html',
  quiet: null,
  allQuiet: false,
  language: 'en',
  paused: null,
  since: at(1),
  left: null,
};
