import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SCHEMAS, schemaText } from '../../rules/schemas.ts';

const rules = resolve(import.meta.dirname, '../../rules');
const text = (file: string) => readFileSync(join(rules, file), 'utf8');
const names = Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[];

interface Node {
  description?: string;
  properties?: Record<string, Node>;
  items?: Node | Node[];
  additionalProperties?: Node | boolean;
}

/** Every field of a schema, with what editors show on it. */
function fields(node: Node, path: string): [string, string | undefined][] {
  const own = Object.entries(node.properties ?? {}).flatMap(([key, child]): [string, string | undefined][] => [
    [`${path}.${key}`, child.description],
    ...fields(child, `${path}.${key}`),
  ]);
  const items = node.items && !Array.isArray(node.items) ? fields(node.items, `${path}[]`) : [];
  return [...own, ...items];
}

describe.each(names)('the schema of %s', (name) => {
  it('is shipped as it is generated; mend: silkwatch schema, then biome', () => {
    expect(JSON.parse(text(`${name}.schema.json`))).toEqual(JSON.parse(schemaText(name)));
  });

  it('has a sentence for each field', () => {
    const all = fields(JSON.parse(schemaText(name)), name);
    expect(all.length).toBeGreaterThanOrEqual(10);
    expect(all.filter(([, description]) => !/^[A-Z].*\.$/.test(description ?? ''))).toEqual([]);
  });

  it('knows no key that the reader does not know', () => {
    const open = (node: Node): boolean =>
      (node.properties !== undefined && node.additionalProperties !== false) ||
      Object.values(node.properties ?? {}).some(open) ||
      [node.items ?? []].flat().some(open);
    expect(open(JSON.parse(schemaText(name)))).toBe(false);
  });
});

describe('the first line names the schema', () => {
  it.each(globSync('topics/*.yaml', { cwd: rules }).sort())('of %s', (file) => {
    expect(text(file).split('\n')[0]).toBe('# yaml-language-server: $schema=../topic.schema.json');
  });

  it('of documents.yaml', () => {
    expect(text('documents.yaml').split('\n')[0]).toBe('# yaml-language-server: $schema=documents.schema.json');
  });
});
