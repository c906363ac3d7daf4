/** The pages of the web: one frame for all, rendered on the server, whole without a script. */
import { renderPage } from './render.ts';

/** A page by the name of its template in `pages/`. Its view has the page's title. */
export const composeWebPage = (name: string, view: { title: string } & Record<string, unknown>): string =>
  renderPage(name, view);
