/** The page of the preview: what to choose, and the mail as a telephone, a desk and a mail server get it. */
import { html, raw } from 'hono/html';
import type { Previewed } from '../preview.ts';

const STYLE = `
body { margin: 0; padding: 24px; background: #f3f0e9; color: #1d1b18; font: 16px/1.5 system-ui, sans-serif; color-scheme: light; }
form, .views { display: flex; flex-wrap: wrap; gap: 16px; align-items: end; }
.views { align-items: start; margin-top: 24px; }
label { display: block; }
iframe { display: block; height: 900px; border: 1px solid #b9b1a2; background: #fff; color-scheme: light; }
pre { max-width: 800px; margin: 0; padding: 12px; border: 1px solid #b9b1a2; background: #fff; font-size: 13px; white-space: pre-wrap; overflow-wrap: anywhere; }
select, button { font: inherit; padding: 4px 8px; }
h2 { font-size: 15px; margin: 0 0 6px; }
`;

/** A telephone and a desk, in CSS pixels. */
const WIDTHS = [390, 800];

interface Chosen {
  edition: string;
  reader: string;
}

/** @param mail what was chosen; null where nothing is, or where there is no such mail */
export function previewPage(
  editions: readonly string[],
  readers: readonly { id: string; name: string }[],
  chosen: Chosen,
  mail: Previewed | null,
) {
  const from = editions.map((name) => ({ id: name, name: DRAFTS[name] ?? name }));
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Preview · Silkwatch</title>
<style>${raw(STYLE)}</style></head>
<body>
<form action="/" method="get">
<label>Edition<br>${choice('edition', from, chosen.edition)}</label>
<label>To<br>${choice('to', readers, chosen.reader)}</label>
<button>Show</button>
</form>
${mail ? views(mail, chosen) : html`<p>Choose an edition, and who is to get it. Nothing is sent or written.</p>`}
</body>
</html>`;
}

const DRAFTS: Record<string, string> = { daily: 'the next daily edition', weekly: 'the next weekly edition' };

const choice = (name: string, all: readonly { id: string; name: string }[], chosen: string) =>
  html`<select name="${name}">${all.map(
    ({ id, name }) => html`<option value="${id}"${id === chosen ? raw(' selected') : ''}>${name}</option>`,
  )}</select>`;

function views({ subject, html: whole, text, source }: Previewed, { edition, reader }: Chosen) {
  const address = `/mail?${new URLSearchParams({ edition, to: reader })}`;
  const frames = WIDTHS.map(
    (width) =>
      html`<div><h2>${width} pixels</h2><iframe sandbox title="HTML, ${width} pixels wide" width="${width}" src="${address}"></iframe></div>`,
  );
  return html`<h1>${subject}</h1>
<p>${sizes(whole, text, source)}</p>
<div class="views">${whole === null ? html`<p>This subscriber wants the text alone.</p>` : frames}
<div><h2>Text</h2><pre>${text}</pre></div>
<div><h2>Header</h2><pre>${source.slice(0, source.indexOf('\r\n\r\n'))}</pre></div></div>`;
}

function sizes(whole: string | null, text: string, source: string): string {
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  const parts = [
    ...(whole === null ? [] : [`HTML ${kilobytes(Buffer.byteLength(whole))}`]),
    `text ${kilobytes(Buffer.byteLength(text))}`,
  ];
  return `${parts.join(', ')}; as a message ${kilobytes(source.length)}.`;
}
