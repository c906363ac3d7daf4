/** JSON Schemas of the files that analysts write, made of what reads them: editors complete and check by them. */
import { z } from 'zod';
import { documentsSchema } from './documents.ts';
import { topicSchema } from './topic/form.ts';

/** What there is a schema of, by its name on the command line. */
export const SCHEMAS = { topic: topicSchema, documents: documentsSchema } as const;

/** A schema as a file. Editors know the seventh draft best. What the schema cannot say the reader still refuses. */
export function schemaText(name: keyof typeof SCHEMAS): string {
  const schema = z.toJSONSchema(SCHEMAS[name], { target: 'draft-7', io: 'input' });
  return `${JSON.stringify({ title: `Silkwatch ${name}`, ...schema }, null, 2)}\n`;
}
