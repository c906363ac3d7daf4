import { describe, expect, it } from 'vitest';
import type { PlaceChange, ToldBoard, ToldPlace } from '../../state/tracker.ts';
import { viewBoards } from '../../templates/board.ts';
import { renderOpen, renderText } from '../../templates/render.ts';
import { item } from './fixture.ts';

const AT = '2025-11-06T20:00:00.000Z';
const BEFORE = '2025-11-06T07:00:00.000Z';

const change = (its: Partial<PlaceChange> = {}): PlaceChange => {
  return { at: AT, what: 'moved', from: 'courted', to: 'announced', standing: 'reported', ...its };
};

const place = (subject: string, its: Partial<ToldPlace> = {}): ToldPlace => ({
  ...{ subject, title: subject, stage: 'announced', standing: 'reported', confirmed: null, families: 1, since: null },
  ...{ evidence: [item()], denials: [], cites: [], changes: [], ...its },
});

const board = (...places: ToldPlace[]): ToldBoard => ({
  ...{ topic: 'abraham-accords', tracker: 'accessions', title: 'Who joins' },
  ...{ stages: ['mentioned', 'courted', 'announced', 'signed'], places },
});

const moved = (its: Partial<ToldPlace> = {}) => place('Kazakhstan', { changes: [change()], ...its });

describe('a board in a digest', () => {
  it('is shown where something changed on it since the last edition', () => {
    expect(viewBoards([board(moved())], BEFORE)).toHaveLength(1);
    expect(viewBoards([board(moved()), board(place('Syria'))], AT)).toEqual([]);
  });

  it('shows the subjects that changed each, and folds the others into a line, the furthest first', () => {
    const [view] = viewBoards(
      [
        board(
          place('Syria', { stage: 'mentioned' }),
          place('Azerbaijan', { stage: 'courted' }),
          moved(),
          place('Armenia', { stage: 'mentioned', standing: 'disputed' }),
          place('Lebanon', { stage: null }),
        ),
      ],
      BEFORE,
    );
    expect(view!.changed.map(({ title }) => title)).toEqual(['Kazakhstan']);
    expect(view!.unchanged).toBe('As before, courted: Azerbaijan; mentioned: Syria, Armenia (disputed).');
  });

  it('shows how far a subject has come', () => {
    const [view] = viewBoards([board(moved())], BEFORE);
    expect(view!.changed[0]).toMatchObject({ stage: 'Announced', news: 'moved from courted' });
    expect(view!.changed[0]!.track.map(({ state }) => state)).toEqual(['reached', 'reached', 'here', 'ahead']);
    expect(view!.changed[0]!.track.map(({ here }) => here)).toEqual([false, false, true, false]);
  });

  it.each<[string | null, Partial<ToldPlace>]>([
    ['Reported by 1 source', {}],
    ['Reported by 1 source; courted is confirmed', { confirmed: 'courted' }],
    ['Confirmed by 3 independent sources', { standing: 'confirmed', confirmed: 'announced', families: 3 }],
    [
      'Confirmed by a document',
      { standing: 'confirmed', families: 1, cites: [{ document: 'd', author: null, paragraph: 1, claim: 'c' }] },
    ],
    [
      'Disputed: 2 independent sources said so, 1 source denied it',
      { standing: 'disputed', families: 2, denials: [item(), item({ id: 'item-2' })] },
    ],
    [null, { stage: null }],
  ])('says of its standing: %s', (words, its) => {
    expect(viewBoards([board(moved(its))], BEFORE)[0]!.changed[0]!.standing).toBe(words);
  });

  it.each<[string, PlaceChange[], Partial<ToldPlace>]>([
    ['new on the board', [change({ from: null }), change({ what: 'confirmed', from: 'announced' })], {}],
    ['now confirmed', [change({ what: 'confirmed', from: 'announced' })], { standing: 'confirmed' }],
    ['now disputed', [change({ what: 'disputed', from: 'announced' })], { standing: 'disputed' }],
    ['back from signed: what said so was withdrawn', [change({ what: 'withdrawn', from: 'signed' })], {}],
    ['some of what said so was withdrawn', [change({ what: 'withdrawn', from: 'announced' })], {}],
    [
      'moved from courted and now confirmed',
      [change(), change({ what: 'confirmed', from: 'announced' })],
      { standing: 'confirmed' },
    ],
    ['moved from mentioned', [change({ from: 'mentioned', to: 'courted' }), change()], {}],
    [
      'some of what said so was withdrawn',
      [change({ from: 'announced', to: 'signed' }), change({ from: 'signed' })],
      {},
    ],
  ])('says what changed: %s', (words, changes, its) => {
    expect(viewBoards([board(moved({ changes, ...its }))], BEFORE)[0]!.changed[0]!.news).toBe(words);
  });

  it('names who denies it before who says so', () => {
    const denials = [item({ id: 'no', publisher: 'Khovar', url: null })];
    const [view] = viewBoards([board(moved({ standing: 'disputed', denials }))], BEFORE);
    expect(view!.changed[0]!.by.map(({ publisher }) => publisher)).toEqual(['Khovar', 'Civil.ge']);
  });

  it('is a table in HTML and lines in text, with what others wrote escaped', () => {
    const evidence = [item({ publisher: '<b>Civil\u0007</b>', url: 'javascript:alert(1)' })];
    const [view] = viewBoards([board(moved({ evidence }), place('Syria', { stage: 'mentioned' }))], BEFORE);
    const html = renderOpen('board', view!);
    expect(html).toContain('<span>&lt;b&gt;Civil &lt;/b&gt;</span>');
    expect(html).not.toContain('javascript');
    expect(html.match(/class="step/g)).toHaveLength(4);
    expect(html).toContain('mentioned&nbsp;› courted&nbsp;› <b>announced</b>&nbsp;› signed');
    expect(renderText('board', view!).trim().split('\n')).toEqual([
      'Who joins',
      '',
      '- Kazakhstan: Announced, moved from courted',
      '  mentioned > courted > [announced] > signed',
      '  Reported by 1 source · <b>Civil </b>',
      '',
      'As before, mentioned: Syria.',
    ]);
  });
});
