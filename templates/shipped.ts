/** The template files of this folder. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Template {
  /** `digest.html.hbs`. */
  name: string;
  text: string;
}

/** Every template of mails that we ship, by name; or of the web's pages, from the folder `pages`. */
export function shippedTemplates(folder: '.' | 'pages' = '.'): Template[] {
  const place = join(import.meta.dirname, folder);
  return readdirSync(place)
    .filter((name) => name.endsWith('.hbs'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(place, name), 'utf8') }));
}
