/** What zod finds wrong, in the words of whoever wrote the file: no type names, and a mend where one is known. */
import { z } from 'zod';
import { didYouMean } from './spelling.ts';

const NOUNS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a map of keys and values',
  record: 'a map of keys and values',
};

/** From now on every schema that has no words of its own for a mistake has these. */
export function sayPlainly(): void {
  z.config({ customError: wordsOf });
}

/** What is wrong, or nothing where zod's own words must do. Several unknown keys are a line each. */
export function wordsOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return ofType(issue.expected, issue.input);
    case 'invalid_value':
      return ofChoice(issue.values.map(String), issue.input);
    case 'too_small':
      return ofBound(issue.origin, Number(issue.minimum), 'or more', 'at least');
    case 'too_big':
      return ofBound(issue.origin, Number(issue.maximum), 'or less', 'at most');
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, keysOf(issue.inst))).join('\n');
    default:
      return undefined;
  }
}

/** Of a field that is not there. */
export const missing = (expected: string): string => `missing; it must be ${NOUNS[expected] ?? expected}`;

function ofType(expected: string, input: unknown): string {
  const noun = NOUNS[expected] ?? expected;
  if (input === undefined) return missing(expected);
  if (input === null) return `is empty; it must be ${noun}`;
  if (expected === 'int' && typeof input === 'number') return `must be ${noun}, and is ${input}`;
  const plain = typeof input === 'number' || typeof input === 'boolean';
  if (expected === 'string' && plain) return `must be text, and is ${input}; mend: put it in quotation marks`;
  return `must be ${noun}, and is ${typeof input === 'object' ? kindOf(input) : JSON.stringify(input)}`;
}

const kindOf = (input: object): string => NOUNS[Array.isArray(input) ? 'array' : 'object']!;

function ofChoice(values: readonly string[], input: unknown): string {
  if (input === undefined) return `missing; it must be ${values.join(', ')}`;
  return values.length === 1
    ? `must be ${values[0]}`
    : `must be one of ${values.join(', ')}${didYouMean(String(input), values)}`;
}

function ofBound(origin: string, bound: number, after: string, before: string): string {
  if (origin === 'string' && bound === 1) return 'must not be empty';
  if (origin === 'string') return `must have ${before} ${bound} letters`;
  if (origin === 'array' || origin === 'set') return `must have ${before} ${bound} ${bound === 1 ? 'row' : 'rows'}`;
  return `must be ${bound} ${after}`;
}

function unknownKey(key: string, known: readonly string[]): string {
  const near = didYouMean(key, known);
  return `unknown key ${key}${near || '; mend: correct or remove it'}`;
}

/** The keys that a schema of a map knows. */
function keysOf(schema: unknown): string[] {
  const { shape } = (schema as { _zod?: { def?: { shape?: object } } } | undefined)?._zod?.def ?? {};
  return Object.keys(shape ?? {});
}
