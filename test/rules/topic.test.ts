import { describe, expect, it } from 'vitest';
import { decide } from '../../rules/decide.ts';
import { but, CITES, problems, read, readable, SOUND } from './fixture.ts';

describe('a sound topic', () => {
  const { topic } = read(SOUND);

  it('is read whole', () => {
    expect(read(SOUND).problems).toEqual([]);
    expect(topic).toMatchObject({
      id: 'tripp',
      title: 'The corridor',
      rules: [{ id: 'signed', topic: 'tripp', severity: 'high', cites: [{ document: 'caci-iran', paragraph: 3 }] }],
      deadlines: [{ topic: 'tripp', id: 'vote', date: '2026-06-07', precision: 'day' }],
    });
  });

  it('decides with its terms, scope and rules', () => {
    const [found, ...others] = decide(readable({ title: 'Armenia: Trump Route signing' }), [topic!]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      topic: 'tripp',
      rule: 'signed',
      severity: 'high',
      version: topic!.rules[0]!.version,
    });
    expect(found!.evidence.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Trump Route', 'signing', 'Armenia']),
    );
    expect(decide(readable({ title: 'Signing of the treaty' }), [topic!])).toEqual([]);
  });

  const version = (text: string) => read(text).topic!.rules[0]!.version;
  it.each([
    ['is the same for the same file', SOUND, true],
    ['is the same where only the claim is worded otherwise', but('A signature starts', 'Signing starts'), true],
    ['is the same where only the query is spelled otherwise', but('$route sign*', '$route AND (SIGN*)'), true],
    ['is another where the query changes', but('$route sign*', '$route signed'), false],
    ['is another where a term of the query changes', but('route: [TRIPP, ', 'route: [TRIPP, Zangezur, '), false],
    ['is another where the scope changes', but('scope: $place', 'scope: $route'), false],
    ['is another where the severity changes', but('severity: high', 'severity: low'), false],
  ])('has a rule whose version %s', (_, text, same) => {
    expect(version(text) === version(SOUND)).toBe(same);
  });
});

describe('a topic is refused', () => {
  it('with two rules or two deadlines of one name, named at the second', () => {
    const rule = SOUND.slice(SOUND.indexOf('  - id: signed'), SOUND.indexOf('deadlines:'));
    const deadline = SOUND.slice(SOUND.indexOf('  - { id: vote'));
    expect(problems(but(rule, rule + rule) + deadline)).toEqual([
      '18:9 rules[1].id rules[0] is called signed too; mend: rename one',
      '28:11 deadlines[1].id deadlines[0] is called vote too; mend: rename one',
    ]);
  });

  it('with a deadline of the name of a rule: a silence of it would mean both', () => {
    const [problem, ...others] = problems(but('{ id: vote', '{ id: signed'));
    expect(problem).toMatch(/deadlines\[0\]\.id rules\[0\] is called signed too; mend: rename one$/);
    expect(others).toEqual([]);
  });

  it('with every mistake at once, and then there is no topic', () => {
    const many = SOUND.replace('[TRIPP,', '[TRIPP, $route,')
      .replace('$route sign*', '$ruote')
      .replace('paragraph: 3', 'paragraph: 99')
      .replace('document: caci-iran, paragraph: 1', 'document: nobody, paragraph: 1');
    expect(read(many).topic).toBeUndefined();
    expect(problems(many).map((problem) => problem.split(' ')[1])).toEqual([
      'terms.route',
      'rules[0].when',
      'rules[0].cites[0].paragraph',
      'deadlines[0].cites[0].document',
    ]);
  });

  it('with every mistake of form at once', () => {
    const many = SOUND.replace('scope:', 'colour: red\nscope:')
      .replace('severity: high', 'severity: urgent')
      .replace(CITES, '[]')
      .replace('2026-06-07', 'soon');
    expect(read(many).topic).toBeUndefined();
    expect(problems(many).map((problem) => problem.split(' ')[1])).toEqual(
      expect.arrayContaining(['colour', 'rules[0].severity', 'rules[0].cites', 'deadlines[0].date']),
    );
    expect(problems(many)).toHaveLength(4);
  });
});
