import { PassThrough } from 'node:stream';
import { beforeEach, describe, expect, it } from 'vitest';
import { logTo } from '../../jobs/log.ts';

let written: string[];
/** A terminal or pipe that keeps what is written to it. */
function stream(its: { isTTY?: boolean; columns?: number }): NodeJS.WriteStream {
  const sink = new PassThrough();
  sink.on('data', (chunk) => written.push(String(chunk)));
  return Object.assign(sink, its) as unknown as NodeJS.WriteStream;
}
beforeEach(() => {
  written = [];
});

describe('a log', () => {
  it('is a JSON line for each event in a pipe, with its facts and words', () => {
    const log = logTo(stream({}));
    log('visit', { source: 'gazette', items: 2 }, 'The Gazette: 2 items\nand a line');
    log.progress(1, 2, 'The Gazette');
    expect(written).toHaveLength(1);
    const { time, ...line } = JSON.parse(written[0]!);
    expect(line).toMatchObject({
      event: 'visit',
      source: 'gazette',
      items: 2,
      msg: 'The Gazette: 2 items\nand a line',
    });
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });
  it('is its words on a terminal, over the bar that was there', () => {
    logTo(stream({ isTTY: true }))('visit', { source: 'gazette' }, 'The Gazette: 2 items');
    expect(written).toEqual(['\r\u001b[KThe Gazette: 2 items\n']);
  });
  it.each([
    ['half way', 1, 2, '\r\u001b[K████████████░░░░░░░░░░░░ 1/2 The Gazette'],
    ['at the end is gone', 2, 2, '\r\u001b[K'],
    ['of nothing is gone', 0, 0, '\r\u001b[K'],
  ])('has a bar on a terminal, that %s', (_, done, total, bar) => {
    logTo(stream({ isTTY: true })).progress(done, total, 'The Gazette');
    expect(written).toEqual([bar]);
  });
  it('has a bar that is no wider than the terminal', () => {
    logTo(stream({ isTTY: true, columns: 40 })).progress(1, 2, 'The Gazette '.repeat(9));
    expect(written[0]!.replace('\r\u001b[K', '')).toHaveLength(39);
  });
});
