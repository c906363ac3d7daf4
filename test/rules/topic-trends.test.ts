/** What a topic file may say of trends, and what its lint makes of their terms. */
import { describe, expect, it } from 'vitest';
import { lint } from '../../rules/lint/lint.ts';
import { problems, read, SOUND } from './fixture.ts';

const CITES = 'cites: [{ document: caci-iran, paragraph: 1, claim: It is then. }]';
const withTrend = (its: string) =>
  `${SOUND}trends:\n  - { id: more, title: More of it, severity: low, ${CITES}, ${its} }\n`;
const wrong = (its: string) => problems(withTrend(its)).map((line) => line.replace(/^\d+:\d+ /, ''));

describe('a trend', () => {
  it('is read with what is usual for it where the file says nothing', () => {
    expect(read(withTrend('type: spike')).topic!.trends).toMatchObject([
      {
        topic: 'tripp',
        id: 'more',
        of: [],
        term: null,
        within: 86_400_000,
        baseline: 28 * 86_400_000,
        least: 3,
        times: 3,
      },
    ]);
  });
  it.each([
    ['type: burst', 'trends[0].type must be one of frequency, spike, new_term, flatline'],
    ['type: spike, within: 8d', 'trends[0].baseline must be at least 4 times as long as within, to tell what is usual'],
    ['type: flatline, within: 2d, baseline: 7d', 'trends[0].baseline must be at least 4 times as long as within'],
    ['type: new_term', 'trends[0].term goes with type: new_term, and only with it'],
    ['type: spike, term: route', 'trends[0].term goes with type: new_term, and only with it'],
    ['type: new_term, term: rout', 'trends[0].term no term is called rout; did you mean route?'],
    ['type: spike, of: [sined]', 'trends[0].of[0] no rule is called sined; did you mean signed?'],
    ['type: spike, within: 30m', 'trends[0].within must be from 1h to 365d'],
    ['type: spike, least: 0', 'trends[0].least must be 1 or more'],
  ])('is refused with %s', (its, words) => {
    expect(wrong(its)).toEqual([expect.stringContaining(words)]);
  });
  it('that counts may look at a time as long as its baseline: nothing is usual for it', () => {
    expect(wrong('type: frequency, within: 28d')).toEqual([]);
  });
  it('needs the term that it names, and those that stand in it', () => {
    const unused = (text: string) => {
      const { topic, terms } = read(text);
      return lint(topic!, terms).filter(({ what }) => what.startsWith('no rule needs'));
    };
    const terms = SOUND.replace('terms:\n', 'terms:\n  city: [Meghri]\n  all: [$city, Kapan]\n');
    expect(unused(terms)).toHaveLength(2);
    expect(unused(withTrend('type: new_term, term: all').replace(SOUND, terms))).toEqual([]);
  });
});
