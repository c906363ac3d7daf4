import { describe, expect, it } from 'vitest';
import { Answers } from '../../../rules/engine/answers.ts';
import { Plan } from '../../../rules/engine/plan.ts';
import { parseQuery } from '../../../rules/language/parse.ts';
import { readable } from '../fixture.ts';

const queryOf = (written: string) => parseQuery(written).query!;
const WRITTEN = [
  'corridor AND visa',
  '"visa free regime"',
  'vis* NEAR/3 regime',
  'railway',
  '2 OF (visa, pact, regime)',
];
const items = [{ title: 'visa free regime' }, { title: 'the corridor and its visa' }, { title: 'a railway pact' }].map(
  readable,
);

function planOf() {
  const plan = new Plan();
  return { plan, nodes: WRITTEN.map((written) => plan.add(queryOf(written))) };
}

function told(answers: Answers, { nodes }: ReturnType<typeof planOf>) {
  return items.map((item) => {
    answers.read(item);
    const candidates = answers.candidates().toSorted((a, b) => a - b);
    return { candidates, places: nodes.map((node) => (answers.fits(node) ? answers.places(node) : null)) };
  });
}

describe('a plan', () => {
  it('gives the same answers whoever asked it before', () => {
    const made = planOf();
    const first = new Answers(made.plan);
    const alone = told(first, made);
    const second = new Answers(made.plan);
    expect(told(second, made)).toEqual(alone);
    expect(told(first, made)).toEqual(alone);
    const fitting = alone.map(({ places }) => places.map((one) => one !== null));
    expect(fitting).toEqual([
      [false, true, true, false, true],
      [true, false, false, false, false],
      [false, false, false, true, false],
    ]);
  });

  it('looks for the same words when its numbers are settled, however often', () => {
    const { plan, nodes } = planOf();
    plan.complete();
    const numbers = () => [
      plan.patterns.map(({ word }) => word),
      nodes[1]!.patterns.map((n) => plan.patterns[n]!.word),
    ];
    const before = structuredClone([numbers(), nodes[1]!.patterns]);
    plan.complete();
    expect([numbers(), nodes[1]!.patterns]).toEqual(before);
    expect(before[0]![1]).toEqual(['visa', 'free', 'regime']);
  });

  it.each(['add', 'part'] as const)('takes nothing in that would have no number, when it is complete: %s', (take) => {
    const { plan } = planOf();
    new Answers(plan);
    expect(() => plan[take](queryOf('border'))).toThrow(/complete/);
  });
});
