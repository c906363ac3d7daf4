import { describe, expect, it } from 'vitest';
import { decide } from '../../../rules/decide.ts';
import { movesOf } from '../../../rules/tracker/moves.ts';
import { readable } from '../fixture.ts';
import { TOPIC, topicOf } from './fixture.ts';

const { topic } = topicOf();

function saidBy(title: string, summary = ''): string[] {
  const item = readable({ title, summary });
  const said = movesOf(topic!, { ...item, matches: decide(item, [topic!]) });
  return said.map(({ subject, stage, denied, rule }) => `${subject} ${denied ? 'not ' : ''}${stage} ${rule}`);
}

describe('an item moves', () => {
  it.each([
    ['the subject that its headline names', 'Plans for the old bridge', ['old planned bridges/plans']],
    ['by any of the names', 'Talks on Oldbridge', ['old planned bridges/plans']],
    [
      'both subjects that it names',
      'Plans for the old bridge and the new bridge',
      ['old planned bridges/plans', 'new planned bridges/plans'],
    ],
    ['nothing where no rule fits', 'The old bridge by night', []],
    ['nothing where no subject is named', 'Plans for a tunnel', []],
    ['nothing where what its rule asks for besides is not said', 'Old bridge: opening talk of builders', []],
    [
      'a subject to the furthest stage that it claims',
      'Plans to build the new bridge as new bridge opens',
      ['new open bridges/builds'],
    ],
    ['only the subjects that are meant', 'The old bridge opens', []],
    ['not where it denies it', 'City denies plans to build the old bridge', ['old not built bridges/denials']],
  ])('%s', (_, title, expected) => expect(saidBy(title)).toEqual(expected));

  it('not by a name that only its text has', () => {
    expect(saidBy('Plans for a tunnel', 'Unlike the old bridge it is cheap')).toEqual([]);
  });
});

describe('a tracker is refused', () => {
  const problems = (from: string, to: string) => {
    expect(TOPIC).toContain(from);
    return topicOf(TOPIC.replace(from, to)).problems.map(({ field, what }) => `${field} ${what.split('\n')[0]}`);
  };

  it.each([
    [
      '{ rules: [plans], stage: planned }',
      '{ rules: [plan], stage: planned }',
      'trackers[0].moves[0].rules[0] no rule is called plan; did you mean plans?',
    ],
    [
      '{ rules: [plans], stage: planned }',
      '{ rules: [plans], stage: planed }',
      'trackers[0].moves[0].stage no stage is called planed; did you mean planned?',
    ],
    [
      '{ rules: [plans], stage: planned }',
      '{ rules: [plans] }',
      'trackers[0].moves[0].stage a move names the stage that is reached, or with denies: the one that is denied',
    ],
    [
      '{ id: new, title: The new bridge,',
      '{ id: old, title: The new bridge,',
      'trackers[0].subjects[1].id old stands there twice; mend: rename or remove one',
    ],
    [
      'stages: [planned, built, open]',
      'stages: [planned, built, planned, open]',
      'trackers[0].stages[2] planned stands there twice; mend: rename or remove one',
    ],
    [
      'subjects: [new]',
      'subjects: []',
      'trackers[0].moves[2].subjects names no subject; mend: leave it out where any may be meant',
    ],
    [
      'subjects: [new]',
      'subjects: [news]',
      'trackers[0].moves[2].subjects[0] no subject is called news; did you mean new?',
    ],
    [
      'build* ONEAR/3 $subject',
      'build* ONEAR/3 $subjekt',
      'trackers[0].moves[1].when unknown term $subjekt; did you mean $subject?',
    ],
    [
      '{ subject: old, stage: planned,',
      '{ subject: older, stage: planned,',
      'trackers[0].seeds[0].subject no subject is called older',
    ],
    [
      'title: The old bridge, is: $old',
      'title: The old bridge, is: $olde',
      'trackers[0].subjects[0].is unknown term $olde; did you mean $old?',
    ],
  ])('with %s as %s', (from, to, expected) => expect(problems(from, to)).toContain(expected));

  it('with each problem of a query once, though it stands for several subjects', () => {
    expect(problems('build* ONEAR/3 $subject', 'build* ONEAR/3 ($subject')).toHaveLength(1);
  });
});
