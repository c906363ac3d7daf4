/** What is written to whoever runs the program: that the mail rests and why, and a mail to try out whether it arrives. */
import type { Mail } from '../state/delivery.ts';
import { renderHtml, renderText } from './render.ts';
import type { Sender } from './sender.ts';
import { cut, oneLine, subjectLine } from './words.ts';

export interface Notice {
  title: string;
  /** A paragraph each; a mail server's words may be among them. */
  lines: readonly string[];
}

/** A server may say at length why it refuses. */
const LINE_CHARACTERS = 1000;

/** The mail of a notice. Pure. It has no hole: nobody subscribes to it. */
export function composeOps({ title, lines }: Notice, { web }: Sender): Mail {
  const subject = subjectLine('Silkwatch: ', oneLine(title));
  const shown = lines.map((line) => cut(oneLine(line), LINE_CHARACTERS));
  const view = {
    subject,
    ...{ kind: 'To whoever runs Silkwatch', date: null, language: null },
    preheader: shown[0] ?? '',
    title: oneLine(title),
    lines: shown,
    web: web ?? '',
    footer: null,
  };
  return { subject, html: renderHtml('ops', view), text: renderText('ops', view) };
}
