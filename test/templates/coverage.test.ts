import { describe, expect, it } from 'vitest';
import { viewCoverage } from '../../templates/coverage.ts';
import { edition } from './fixture.ts';

const clock = { now: edition.due, zone: 'UTC', language: 'en' } as const;
const watching = [
  { state: 'healthy', topics: ['tripp'] },
  { state: 'gap', topics: ['tripp', 'georgia-visa'] },
  { state: 'blind', topics: ['tripp'] },
  { state: 'healthy', topics: ['tajik-border'] },
];
const told = (topics: string[] | null) => viewCoverage({ ...edition.coverage, watching }, clock, topics).sources;

describe('of the sources that serve the topics of a subscriber', () => {
  it.each<[string, string[], string | null]>([
    ['is told how they are seen', ['tripp'], '3 of them serve your topics: 2 healthy, 1 blind.'],
    ['is told where it is one', ['georgia-visa'], '1 of them serves your topics: 1 healthy.'],
    ['is told that there are none', ['other'], 'None of them serves your topics: what happens there we do not see.'],
    ['is told nothing where they are all', ['tripp', 'tajik-border'], null],
  ])('%s', (_, topics, words) => expect(told(topics)).toBe([told(null), words ?? ''].join(' ').trim()));

  it('is told nothing by an edition that did not keep them', () => {
    expect(viewCoverage(edition.coverage, clock, ['other']).sources).not.toContain('your topics');
  });
});
