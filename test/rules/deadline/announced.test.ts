import { describe, expect, it } from 'vitest';
import { announcedBy } from '../../../rules/deadline/announced.ts';
import type { MatchedItem } from '../../../state/story.ts';
import { topicOf } from '../../jobs/fixture.ts';

const cites = 'cites: [{ document: report, paragraph: 1, claim: Bridges need watching }]';
const TOPIC = topicOf(`
topic: bridge
title: The bridge over the Arax
summary: Who builds it, and whether it stands.
rules: [{ id: opens, title: The bridge opens, when: bridge, severity: high, ${cites} }]
deadlines:
  - { id: opening, title: The bridge is opened, announced: bridge NEAR/8 open*, met: [opens], ${cites} }
  - { id: tender, title: Offers are due, date: 2026-07-01, announced: bridge NEAR/8 (offers OR tender), ${cites} }
  - { id: repair, title: It is repaired, date: '2030', precision: year, ${cites} }
`);

const item = (its: Partial<MatchedItem>): MatchedItem => ({
  ...{ id: 'i', source: 'gazette', key: 'i', url: null, canonical: null, title: '', summary: '', content: '' },
  ...{ authors: [], categories: [], language: 'en', published: '2026-06-10', updated: null, publisher: 'The Gazette' },
  ...{ family: 'gazette', firstSeen: '2026-06-10T08:00:00.000Z', revision: 0, matches: [], fits: {} },
  ...its,
});
const said = (its: Partial<MatchedItem>) => announcedBy(TOPIC, item(its)).map(({ deadline, date }) => [deadline, date]);

describe('an item announces', () => {
  it.each<[string, Partial<MatchedItem>, [string, string][]]>([
    ['the date of its headline', { title: 'The bridge will open on 15 October' }, [['opening', '2026-10-15']]],
    [
      'a date in the sentence that says so, and none of another',
      { content: 'Elections are on 4 October. The bridge opens on 15 October. The minister returns on 1 November.' },
      [['opening', '2026-10-15']],
    ],
    [
      'of two dates in a sentence the one nearest to what says so',
      { title: 'After a break from 1 September the minister said that the bridge opens on 15 October' },
      [['opening', '2026-10-15']],
    ],
    [
      'the more exact of two that agree',
      { title: 'The bridge opens in October', summary: 'The bridge opens on 15 October, he said.' },
      [['opening', '2026-10-15']],
    ],
    [
      'both of two that do not',
      { title: 'The bridge opens in October', summary: 'The bridge opens on 15 November, he said.' },
      [
        ['opening', '2026-10'],
        ['opening', '2026-11-15'],
      ],
    ],
    [
      'dates of several deadlines',
      { title: 'The bridge opens on 15 October', summary: 'Offers for the bridge are due until 20 June.' },
      [
        ['opening', '2026-10-15'],
        ['tender', '2026-06-20'],
      ],
    ],
    ['nothing where it looks back', { title: 'The bridge opened on 15 October 2025' }, []],
    ['nothing where it names no date', { title: 'The bridge opens soon' }, []],
    [
      'nothing where nobody knows its day and it names no year',
      { title: 'The bridge opens on 15 October', published: null },
      [],
    ],
    [
      'a whole date all the same',
      { title: 'The bridge opens on 15 October 2026', published: null },
      [['opening', '2026-10-15']],
    ],
  ])('%s', (_, its, expected) => expect(said(its)).toEqual(expected));

  it('in the words of the sentence', () => {
    const [first] = announcedBy(TOPIC, item({ content: 'It rained. The bridge opens on 15 October. It rained.' }));
    expect(first).toEqual({
      ...{ deadline: 'opening', date: '2026-10-15', precision: 'day' },
      words: 'The bridge opens on 15 October.',
    });
  });
});
