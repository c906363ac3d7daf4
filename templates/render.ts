/**
 * Handlebars, and nothing else of it elsewhere. HTML templates escape all that they print; text templates print as it
 * is. The two kinds cannot include one another, so that no unescaped partial can reach HTML.
 */
import Handlebars from 'handlebars';
import { HOLES, type Hole, holeOf } from '../state/delivery.ts';
import { inlined } from './inline.ts';
import { ownPath, safeUrl } from './links.ts';
import { styleOf } from './sheet.ts';
import { shippedTemplates, type Template } from './shipped.ts';
import { isolated, turns } from './words.ts';
import { COLUMNS, wrapped } from './wrap.ts';

type Render = (view: object) => string;

const HELPERS = {
  safeUrl: (address: unknown) => safeUrl(address),
  ownPath: (path: unknown) => ownPath(path),
  /** Chooses among the classes that the style sheet has for the values of a field. */
  is: (value: unknown, expected: string) => value === expected,
  /** Where what is the recipient's own is put in; the names are our templates' alone. */
  hole,
  /** For text: a name from right to left would turn the line that it begins. */
  isolated,
  /** For HTML: only what turns needs its direction kept to itself. */
  turns: (text: unknown) => turns(present(text)),
  underlined: (title: string) => `${title}\n${'='.repeat(Math.min(title.length, COLUMNS))}`,
};

/** What is handed on to a partial is not missed by Handlebars itself. */
function present(text: unknown): string {
  if (typeof text !== 'string') throw new Error(`no text, but ${text}`);
  return text;
}

function hole(name: Hole): string {
  if (!HOLES.includes(name)) throw new Error(`no hole is called ${name}`);
  return holeOf(name);
}

const KNOWN = Object.fromEntries(Object.keys(HELPERS).map((name) => [name, true]));

const HTML = '.html.hbs';
const TEXT = '.text.hbs';
const of = (ending: string, folder?: 'pages') => shippedTemplates(folder).filter(({ name }) => name.endsWith(ending));
const styled = (css: string): Template => ({ name: `style${HTML}`, text: `<style>${css}</style>` });

/** Made when the first of them is rendered: most commands write no mail. */
const mails = lazily(() => compiled([...inlined(of(HTML)), styled(styleOf('screen'))], HTML));
const unstyled = lazily(() => compiled([...of(HTML), styled(openStyle())], HTML));
const texts = lazily(() => compiled(of(TEXT), TEXT));
const pages = lazily(() => compiled(of(HTML, 'pages'), HTML));

/** The mail of that name with a view's values, each escaped, its style in its tags. A value that the view lacks is an exception. */
export const renderHtml = (name: string, view: object): string => mails()(name)(view);

/** The same templates for a browser: without any style in a tag, so that a policy can name the one style sheet by its hash. */
export const renderOpen = (name: string, view: object): string => unstyled()(name)(view);

/** What stands in the `<style>` of what `renderOpen` renders, character by character, also where the files have changed since. */
export const openStyle = lazily(() => styleOf('inline', 'screen'));

/** The page of the web of that name, by its template in `pages/`, with a view's values, each escaped. */
export const renderPage = (name: string, view: object): string => pages()(name)(view).trimStart();

/** The text template of that name with a view's values as they are, wrapped at 72 columns. */
export function renderText(name: string, view: object): string {
  return wrapped(texts()(name)(view));
}

/** The templates of one kind, in a Handlebars of their own: each is a page and a partial by its bare name. */
function compiled(templates: readonly Template[], ending: typeof HTML | typeof TEXT): (name: string) => Render {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(HELPERS);
  const noEscape = ending === TEXT;
  const options = { noEscape, strict: true, knownHelpersOnly: true, knownHelpers: KNOWN, preventIndent: true };
  for (const { name, text } of templates) {
    handlebars.registerPartial(name.slice(0, -ending.length), handlebars.compile(text, options));
  }
  return (name) => (view) => handlebars.partials[name](view, WITHOUT_PROTOTYPES);
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const WITHOUT_PROTOTYPES = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };
