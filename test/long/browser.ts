/** Chromium, and what is asked of every page in it. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

export const hasBrowser = existsSync(CHROMIUM);
if (!hasBrowser) console.warn(`skipped: ${CHROMIUM} is absent; Debian's package chromium brings it`);

/** A browser that asks nobody for anything by itself. */
export function openBrowser(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'];
  return chromium.launch({ executablePath: CHROMIUM, args });
}

/** Runs in the page: the texts of less contrast than WCAG 2.2 AA asks (1.4.3), and pictures that do not show. */
export const FAINT = `(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = (colour) => channels(colour).slice(0, 3)
    .map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
  const ground = (element) => {
    const colour = getComputedStyle(element).backgroundColor;
    return channels(colour)[3] === 0 && element.parentElement ? ground(element.parentElement) : colour;
  };
  const faint = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (data.trim() === '' || parentElement.getClientRects().length === 0) continue;
    const { color, fontSize } = getComputedStyle(parentElement);
    const [dark, light] = [luminance(color), luminance(ground(parentElement))].sort((a, b) => a - b);
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < (parseFloat(fontSize) >= 24 ? 3 : 4.5)) faint.push(data.trim() + ' ' + ratio.toFixed(2));
  }
  return [...faint, ...[...document.images].filter((image) => !(image.naturalWidth > 0)).map((image) => image.alt)];
})()`;

/** Runs in the page: what there is to fill in that has no name, by its markup (WCAG 2.2, 1.3.1 and 4.1.2). */
export const NAMELESS = `[...document.querySelectorAll('input, select, textarea, button, a')].filter((field) =>
  !(field.labels?.length > 0 && [...field.labels].some((label) => label.textContent.trim())) &&
  !field.textContent.trim() && !field.ariaLabel).map((field) => field.outerHTML)`;

/** Runs in the page: what is pressed and is lower than 44 pixels (WCAG 2.2, 2.5.5), which links within a sentence may be. */
export const SMALL = `[...document.querySelectorAll('a, button, select, input')].map((it) => it.closest('label') ?? it)
  .filter((it) => getComputedStyle(it).display !== 'inline')
  .map((it) => [it, it.getBoundingClientRect()])
  .filter(([it, box]) => box.right > 0 && (box.height < 44 || box.width < 44))
  .map(([it, box]) => it.outerHTML.slice(0, 200) + ' ' + box.width + '×' + box.height)`;

/** Runs in the page: the name of what has the focus, its place in the document, and whether it shows. */
export const FOCUSED = `(() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const all = [...document.querySelectorAll('*')];
  const { outlineStyle, outlineWidth } = getComputedStyle(it);
  return { name: it.outerHTML.slice(0, 120), place: all.indexOf(it), shows: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1 };
})()`;
