/** Links of a page whose paths are alike → the pattern of a page source without selectors. Pure. */
import type { CheerioAPI } from 'cheerio';
import { addressIn, baseOf, tidy } from '../pages/html.ts';

const HEADLINE = 20;
const FEWEST = 3;

/** The pattern of the paths that most headlines of a page lead to, on its own host; null where none has three. */
export function proposePattern($: CheerioAPI, url: string): string | null {
  const byShape = new Map<string, Set<string>>();
  for (const path of headlinePaths($, url)) {
    const shape = shapeOf(path);
    if (shape) byShape.set(shape, (byShape.get(shape) ?? new Set()).add(path));
  }
  const [best] = [...byShape].sort(([, a], [, b]) => b.size - a.size);
  return best && best[1].size >= FEWEST ? best[0] : null;
}

function headlinePaths($: CheerioAPI, url: string): string[] {
  const base = baseOf($, url);
  return $('a[href]')
    .toArray()
    .flatMap((element) => {
      const address = addressIn(element.attribs.href, base);
      const worded = (tidy($(element).text())?.length ?? 0) >= HEADLINE;
      return address && worded && new URL(address).host === new URL(url).host ? new URL(address).pathname : [];
    });
}

/** A path with what differs between articles left open: numbers, and the words of a headline. */
function shapeOf(path: string): string | null {
  const parts = path.split('/').filter(Boolean);
  if (parts.length === 0) return null;
  const shapes = parts.map((part, n) => shapeOfPart(part, n === parts.length - 1));
  // A pattern that fits every path of one part would take the menu for articles.
  return shapes.every((shape) => shape === '[^/]+') ? null : `^/${shapes.join('/')}${path.endsWith('/') ? '/' : ''}$`;
}

function shapeOfPart(part: string, last: boolean): string {
  if (/^\d+$/.test(part)) return '\\d+';
  const [number] = /^\d+(?=[-_.])/.exec(part) ?? [];
  if (number) return '\\d+[^/]+';
  if (last || part.length > 25 || (part.match(/[-_]/g)?.length ?? 0) > 2) return '[^/]+';
  return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
