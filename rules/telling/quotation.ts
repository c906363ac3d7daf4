/** The words of an item that made a rule fit, quoted with what stands around them. Pure. */
import type { Reason } from '../../state/edition.ts';
import { type Evidence, TEXT_FIELDS, type TextField } from '../../state/match.ts';
import type { MatchedItem } from '../../state/story.ts';

/** Around the evidence: the words before and after that make it a quotation. */
const AROUND = 90;

/** The stretch of text around the first evidence, with every piece of evidence in it marked. */
export function quotation(item: Pick<MatchedItem, TextField>, evidence: readonly Evidence[]): Reason['words'] {
  const inText = evidence.filter((e): e is Evidence & { field: TextField } =>
    TEXT_FIELDS.some((field) => field === e.field),
  );
  const first = inText[0];
  if (!first) return [];
  const text = item[first.field];
  const from = wordStart(text, first.start - AROUND, first.start);
  const to = wordEnd(text, first.end + AROUND, first.end);
  const runs: Reason['words'] = [];
  let at = from;
  for (const { start, end } of marksIn(
    text,
    inText.filter((e) => e.field === first.field),
  )) {
    if (end <= at || start >= to) continue;
    runs.push(
      { text: text.slice(at, Math.max(start, at)), marked: false },
      { text: text.slice(Math.max(start, at), end), marked: true },
    );
    at = end;
  }
  runs.push({ text: text.slice(at, Math.max(to, at)), marked: false });
  if (from > 0) runs.unshift({ text: '… ', marked: false });
  if (Math.max(to, at) < text.length) runs.push({ text: ' …', marked: false });
  return runs.filter((run) => run.text !== '');
}

/** The stretches of the evidence in order; two with no word between them are one. */
function marksIn(text: string, evidence: readonly Evidence[]): { start: number; end: number }[] {
  const marks: { start: number; end: number }[] = [];
  for (const { start, end } of evidence.toSorted((a, b) => a.start - b.start)) {
    const last = marks.at(-1);
    if (last && !/[\p{L}\p{N}]/u.test(text.slice(last.end, start))) last.end = Math.max(last.end, end);
    else marks.push({ start, end });
  }
  return marks;
}

/** The first word's beginning after an offset and before the evidence; the offset where the script has no spaces. */
function wordStart(text: string, near: number, evidence: number): number {
  if (near <= 0) return 0;
  const space = text.indexOf(' ', near);
  return space < 0 || space >= evidence ? wholeCharacters(text, near) : space + 1;
}

function wordEnd(text: string, near: number, evidence: number): number {
  if (near >= text.length) return text.length;
  const space = text.lastIndexOf(' ', near);
  return space < evidence ? wholeCharacters(text, near) : space;
}

/** An offset, or the one before it where it would cut a character in half. */
export function wholeCharacters(text: string, at: number): number {
  return text.codePointAt(at - 1)! > 0xffff ? at - 1 : at;
}
