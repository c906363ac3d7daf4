/**
 * Handlebars, and nothing else of it elsewhere. HTML templates escape all that they print; text templates print as it
 * is. The two kinds cannot include one another, so that no unescaped partial can reach HTML.
 */
import Handlebars from 'handlebars';
import { safeUrl } from './links.ts';
import { shippedTemplates } from './shipped.ts';
import { isolated } from './words.ts';
import { COLUMNS, wrapped } from './wrap.ts';

type Render = (view: object) => string;

const HELPERS = {
  safeUrl: (address: unknown) => safeUrl(address),
  /** For text: a name from right to left would turn the line that it begins. */
  isolated,
  underlined: (title: string) => `${title}\n${'='.repeat(Math.min(title.length, COLUMNS))}`,
};

const KNOWN = Object.fromEntries(Object.keys(HELPERS).map((name) => [name, true]));

const html = compiled('.html.hbs', false);
const text = compiled('.text.hbs', true);
const pages = compiled('.html.hbs', false, 'pages');

/** The HTML template of that name with a view's values, each escaped. A value that the view lacks is an exception. */
export function renderHtml(name: string, view: object): string {
  return html(name)(view).replace(/\n\s*/g, '\n').trimStart();
}

/** The page of the web of that name, by its template in `pages/`, with a view's values, each escaped. */
export const renderPage = (name: string, view: object): string => pages(name)(view).trimStart();

/** The text template of that name with a view's values as they are, wrapped at 72 columns. */
export function renderText(name: string, view: object): string {
  return wrapped(text(name)(view));
}

/** The templates of one kind and folder, in a Handlebars of their own: each is a page and a partial by its bare name. */
function compiled(ending: string, noEscape: boolean, folder?: 'pages'): (name: string) => Render {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(HELPERS);
  const options = { noEscape, strict: true, knownHelpersOnly: true, knownHelpers: KNOWN, preventIndent: true };
  for (const { name, text } of shippedTemplates(folder).filter((it) => it.name.endsWith(ending))) {
    handlebars.registerPartial(name.slice(0, -ending.length), handlebars.compile(text, options));
  }
  return (name) => (view) => handlebars.partials[name](view, WITHOUT_PROTOTYPES);
}

const WITHOUT_PROTOTYPES = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };
