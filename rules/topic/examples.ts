/** Examples: items that a rule must fit, and others that it must not. */
import type { Path } from '../../state/refusal.ts';
import { fitting } from '../decide.ts';
import type { Readable } from '../engine/columns.ts';
import { Explainer } from '../explain/explain.ts';
import type { Query } from '../language/query.ts';
import type { Rule, Topic } from '../topic.ts';
import type { Example } from './example.ts';
import type { Sketch } from './form.ts';

/** Every example that does not do what it was given for, of rules whose queries are sound, and which condition fails. */
export function failedExamples(
  { rules }: Sketch,
  scope: Query | null,
  whens: readonly (Query | undefined)[],
): { path: Path; what: string }[] {
  const asked = [topicOf(scope, whens)];
  return rules.flatMap(({ examples }, n) => {
    const rule = asked[0]!.rules.find(({ id }) => id === String(n));
    if (!rule) return [];
    return (['match', 'miss'] as const).flatMap((expected) =>
      examples[expected].flatMap((example, k) => {
        if (example === undefined) return [];
        const item = itemOf(example);
        const fits = fitting(item, asked).includes(rule);
        if (fits === (expected === 'match')) return [];
        const wrong = fits ? 'matches the rule, and should not' : 'does not match the rule';
        const why = fits ? '' : `; ${reasonOf(item, scope, rule)}`;
        const what = `this example ${wrong}: ${JSON.stringify(beginning(example.title, 80))}${why}`;
        return [{ path: ['rules', n, 'examples', expected, k], what }];
      }),
    );
  });
}

/** As an item that is handed in, it is of a family of its own. */
function itemOf({ title, summary, content, source, language, url, published }: Example): Readable {
  return {
    title,
    summary: summary ?? '',
    content: content ?? '',
    source: source ?? '',
    family: source ?? '',
    language: language ?? null,
    url: url ?? null,
    published: published ?? null,
  };
}

/** What is missing for a rule to fit an item. */
function reasonOf(item: Readable, scope: Query | null, rule: Rule): string {
  const { scope: around, when } = new Explainer({ scope }, [rule]).explain(item)[0]!;
  const failing = around && !around.fits ? around : when;
  const words = beginning(failing.miss?.words ?? '', 200);
  return failing === around ? `in the scope, ${words}` : words;
}

const beginning = (text: string, most: number): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > most ? `${line.slice(0, most).trimEnd()}…` : line;
};

/** The rules named by their numbers: two may have one name while that is still to be mended. */
function topicOf(scope: Query | null, whens: readonly (Query | undefined)[]): Topic {
  const rest = { topic: '', title: '', severity: 'low', version: '', cites: [] } as const;
  const rules = whens.flatMap((when, n) => (when ? [{ ...rest, id: String(n), when, cites: [] }] : []));
  return { id: '', title: '', summary: '', scope, rules, deadlines: [], trackers: [], trends: [], terms: new Map() };
}
