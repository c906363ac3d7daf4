import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isPdf, readPdf } from '../../../watchers/reading/pdf.ts';
import { pdfOf } from '../pdf.ts';

describe('a PDF', () => {
  it('is read page by page: a wide gap begins a paragraph, a hyphen at a line’s end joins a word', async () => {
    const body = pdfOf(
      [
        [
          [0, 'They join the Abra-'],
          [14, 'ham Accords in spring,'],
          [14, 'officials said.'],
          [40, 'A second paragraph.'],
        ],
        [],
      ],
      '<< /Title (On accords) /Author (Ada) >>',
    );
    expect(isPdf(body)).toBe(true);
    expect(await readPdf(body)).toEqual({
      outcome: 'read',
      pages: [['They join the Abraham Accords in spring, officials said.', 'A second paragraph.'], []],
      total: 2,
      title: 'On accords',
      author: 'Ada',
    });
  });

  it.each([
    ['is broken', Buffer.from('%PDF-1.4 and nothing else'), 'unreadable'],
    ['has too many pages', pdfOf(Array.from({ length: 201 }, () => [])), 'large'],
  ])('that %s is a failure with a reason', async (_, body, reason) => {
    expect(await readPdf(body)).toMatchObject({ outcome: 'failed', reason });
  });

  it('that takes too long is given up', async () => {
    expect(await readPdf(pdfOf([[[0, 'Slow.']]]), 1)).toMatchObject({ outcome: 'failed', reason: 'deadline' });
  });

  it('that unpacks to more than a machine should hold is given up', async () => {
    const packed = deflateSync(Buffer.alloc(300_000_000, 'BT (A) Tj ET '));
    const body = pdfOf([[]]).toString('latin1');
    const stream = `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n${packed.toString('latin1')}\nendstream`;
    const bomb = body.replace(/<< \/Length \d+ >>\nstream\n.*\nendstream/, () => stream);
    const read = await readPdf(Buffer.from(bomb, 'latin1'));
    // Which of the two bounds is met first depends on the machine.
    expect(read).toMatchObject({ outcome: 'failed', detail: expect.stringMatching(/unpacks to more|memory/) });
  });

  it.each([
    ['%PDF-1.7', true],
    [`\n${' '.repeat(900)}%PDF-1.7`, true],
    ['<p>%PD F</p>', false],
    ['', false],
  ])('is known by how it begins: %j', (text, is) => expect(isPdf(Buffer.from(text))).toBe(is));
});
