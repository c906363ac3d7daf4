import { describe, expect, it } from 'vitest';
import { but, marked, problems, read } from './fixture.ts';

/** The sound topic with a rule that asks for a date, and an example of it. */
const dated = (example: string) =>
  but('[TRIPP signed]', `[${example}]`).replace('$route sign*', '$route sign* AND date:2026');

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
      'rules[0].examples.match[1] this example does not match the rule: "No route"; in the scope, of "Trump Route" only route is there',
    ],
    [
      'with an example that should not match',
      but('TRIPP talks]', '¦TRIPP signature]'),
      'rules[0].examples.miss[1] this example matches the rule, and should not: "TRIPP signature"',
    ],
    [
      'with an example of fields that does not match, and what is missing',
      dated('¦{ title: TRIPP signed, published: 2025-12 }'),
      'rules[0].examples.match[0] this example does not match the rule: "TRIPP signed"; it was published on 2025-12',
    ],
    [
      'with an example of a field that no item has',
      dated('{ title: TRIPP signed, ¦date: 2026 }'),
      'rules[0].examples.match[0].date unknown key date; mend: correct or remove it',
    ],
    [
      'with an example without a title',
      dated('¦{ published: 2026-01 }'),
      'rules[0].examples.match[0].title missing; it must be text',
    ],
    [
      'with an example of no time',
      dated('{ title: TRIPP signed, published: ¦soon }'),
      'rules[0].examples.match[0].published reads YYYY, YYYY-MM, YYYY-MM-DD or a day with its time, in ISO 8601',
    ],
    [
      'with an example that is neither',
      dated('¦7'),
      'rules[0].examples.match[0] an example is a headline, or a map of title, summary, content, language, source, url, published',
    ],
    ['with an empty query', but('when: $route sign*', "when: ¦''"), 'rules[0].when must not be empty'],
  ])('%s', (_, written, what) => {
    const { text, place } = marked(written);
    expect(problems(text)).toEqual([`${place} ${what}`]);
    expect(read(text).topic).toBeUndefined();
  });
});

describe('an example of fields', () => {
  it.each([
    ['date:2026', 'published: 2026-03-09'],
    ['lang:ru', 'language: ru'],
    ['source:gazette', 'source: gazette'],
    ['url:news', "url: 'https://example.org/news'"],
    ['summary:visa', 'summary: Visa'],
    ['content:visa', 'content: Visa'],
  ])('fits a rule that asks for %s', (asked, field) => {
    const topic = (its: string) =>
      but('[TRIPP signed]', `[{ title: TRIPP signed${its} }]`).replace('$route sign*', `$route sign* AND ${asked}`);
    expect(problems(topic(`, ${field}`))).toEqual([]);
    expect(problems(topic(''))).toHaveLength(1);
  });
});
