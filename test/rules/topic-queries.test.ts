import { describe, expect, it } from 'vitest';
import { but, marked, problems, read } from './fixture.ts';

describe('a topic is refused, for a query or an example', () => {
  it.each([
    [
      'with an unknown term in a rule',
      but('when: $route', 'when: ¦$ruote OR $place'),
      'rules[0].when unknown term $ruote; did you mean $route?',
    ],
    [
      'with an unknown term in a term',
      but('[Armenia*, $route]', '[Armenia*, x OR ¦$roude]'),
      'terms.place[1] unknown term $roude; did you mean $route?',
    ],
    [
      'with an unknown term in the scope',
      but('scope: $place', 'scope: a ¦$plaice'),
      'scope unknown term $plaice; did you mean $place?',
    ],
    [
      'with a mistake in the third line of a query',
      but('$route sign*', '$route\n      sign*\n\n      x ¦$roote'),
      'rules[0].when unknown term $roote; did you mean $route?',
    ],
    [
      'with a mistake in a folded block',
      but('$route sign*', '>-\n      $route\n      sign* ¦$roote'),
      'rules[0].when unknown term $roote; did you mean $route?',
    ],
    [
      'with a mistake in single quotation marks',
      but('$route sign*', `'"it''s" ¦$roote'`),
      'rules[0].when unknown term $roote; did you mean $route?',
    ],
    [
      'with a mistake in double quotation marks',
      but('$route sign*', `"\\"a b\\" ¦$roote"`),
      'rules[0].when unknown term $roote; did you mean $route?',
    ],
    [
      'with a query that ends too early',
      but('$route sign*', '$route OR¦'),
      'rules[0].when a word, "phrase", $term or ( is missing before the end',
    ],
    [
      'with a term that stands in itself',
      but('[TRIPP,', '¦[TRIPP, $route,'),
      'terms.route $route stands in its own definition; mend: break the circle',
    ],
    [
      'with a term that stands in itself by way of another',
      but('[TRIPP,', '¦[TRIPP, $place,'),
      'terms.route $route stands in its own definition; mend: break the circle',
    ],
    [
      'with a term that has a mistake, which is told once',
      but(`[TRIPP, '"Trump Route"']`, '[¦(TRIPP]'),
      'terms.route[0] this ( is never closed',
    ],
    [
      'with a scope that has a mistake, which is told once',
      but('scope: $place', 'scope: ¦($place'),
      'scope this ( is never closed',
    ],
    [
      'with an example that does not match',
      but('[TRIPP signed]', '[TRIPP signed, ¦No route]'),
      'rules[0].examples.match[1] this example does not match the rule: "No route"',
    ],
    [
      'with an example that should not match',
      but('TRIPP talks]', '¦TRIPP signature]'),
      'rules[0].examples.miss[1] this example matches the rule, and should not: "TRIPP signature"',
    ],
    ['with an empty query', but('when: $route sign*', "when: ¦''"), 'rules[0].when must not be empty'],
  ])('%s', (_, written, what) => {
    const { text, place } = marked(written);
    expect(problems(text)).toEqual([`${place} ${what}`]);
    expect(read(text).topic).toBeUndefined();
  });
});
