/** The pages of the web: one frame for all, rendered on the server, whole without a script. */
import { renderPage } from './render.ts';
import { pageSheet } from './sheet.ts';

/** A page by the name of its template in `pages/`. Its view has the page's title. */
export const composeWebPage = (name: string, view: { title: string } & Record<string, unknown>): string =>
  renderPage(name, view);

/** The style of all pages, by itself: what is in a page may not bring its own. */
export const webStyle: string = pageSheet();
