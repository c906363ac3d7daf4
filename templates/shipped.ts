/** The template files of this folder. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Template {
  /** `digest.html.hbs`. */
  name: string;
  text: string;
}

/** Every template that we ship, by name. */
export function shippedTemplates(): Template[] {
  return readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.hbs'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(import.meta.dirname, name), 'utf8') }));
}
