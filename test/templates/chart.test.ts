import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { TopicChart } from '../../state/edition.ts';
import { type ChartView, viewChart } from '../../templates/chart.ts';
import { png } from '../../templates/png.ts';
import { edition } from './fixture.ts';

/** A decoder of its own, as strict as the specification is about chunks. */
function decode(file: Buffer) {
  expect(file.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const chunks = new Map<string, Buffer>();
  let at = 8;
  while (at < file.length) {
    const length = file.readUInt32BE(at);
    const named = file.subarray(at + 4, at + 8 + length);
    expect(file.readUInt32BE(at + 8 + length)).toBe(crc32(named));
    chunks.set(named.toString('latin1', 0, 4), named.subarray(4));
    at += 12 + length;
  }
  expect([...chunks.keys()]).toEqual(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
  const header = chunks.get('IHDR')!;
  expect([...header.subarray(8)]).toEqual([8, 3, 0, 0, 0]);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const raw = inflateSync(chunks.get('IDAT')!);
  expect(raw).toHaveLength((width + 1) * height);
  const rows = Array.from({ length: height }, (_, y) => raw.subarray(y * (width + 1), (y + 1) * (width + 1)));
  expect(rows.every((row) => row[0] === 0)).toBe(true);
  return { width, height, rows: rows.map((row) => [...row.subarray(1)]), opacity: [...chunks.get('tRNS')!] };
}

test('a picture is read back as it was drawn', () => {
  const pixels = Uint8Array.from([0, 1, 2, 2, 1, 0]);
  const drawn = decode(
    png(3, pixels, [
      [0, 0, 0, 0],
      [1, 2, 3, 255],
      [4, 5, 6, 128],
    ]),
  );
  expect(drawn).toEqual({
    width: 3,
    height: 2,
    rows: [
      [0, 1, 2],
      [2, 1, 0],
    ],
    opacity: [0, 255, 128],
  });
});

const clock = { now: edition.due, zone: 'Asia/Tbilisi', language: 'en' } as const;
const of = (days: TopicChart['days'], sources = 4) =>
  viewChart({ topic: 'tripp', sources, days }, 'The route', edition.due, clock);
const pixels = ({ picture }: ChartView) => decode(Buffer.from(picture!.png, 'base64'));
const day = (matched: number, seen = 4) => ({ matched, seen });
const days = [
  ...Array.from({ length: 20 }, () => day(0)),
  day(3, 1),
  day(0, 0),
  day(0, 2),
  day(8),
  day(1),
  ...[0, 2, 4].map((n) => day(n)),
];

describe('a chart', () => {
  const view = of(days);
  const drawn = pixels(view);
  const column = (n: number) => drawn.rows.map((row) => row[n * 22]);
  const tall = (n: number) => column(n).filter((colour) => colour === 1).length;

  test('has twice the pixels that it is shown at, on a ground that shows through', () => {
    expect([drawn.width, drawn.height]).toEqual([view.width * 2, view.height * 2]);
    expect(view.width).toBeLessThanOrEqual(320);
    expect(drawn.opacity[0]).toBe(0);
    expect(drawn.rows[0]![0]).toBe(0);
  });
  test('has a bar for each day with items, as tall as they are many; one item can be seen', () => {
    expect([0, 20, 23, 24, 25, 27].map(tall)).toEqual([0, 21, 56, 7, 0, 28]);
    const thousand = of([day(1000), day(1)]);
    const least = pixels(thousand).rows.filter((row) => row[22] === 1).length;
    expect(least).toBe(4);
  });
  test('has a line under the days on which half of the sources were seen, and a faint one under the others', () => {
    expect([19, 20, 21, 22, 23].map((n) => column(n).at(-1))).toEqual([2, 3, 3, 2, 2]);
    expect(drawn.opacity[3]).toBeLessThan(drawn.opacity[2]!);
  });
  test('says what its bars are counted in, and which days are its first and last', () => {
    expect(view.total).toBe(
      '18 items in 28 days, at most 8 a day; on 2 days fewer than half of its sources could be seen',
    );
    expect([view.from, view.to]).toEqual(['25 Oct', '21 Nov']);
  });
  test('is not drawn where nothing matched', () => {
    const silent = of(days.map(() => day(0)));
    expect([silent.picture, silent.total]).toEqual([null, 'no item in 28 days']);
  });
  test('says the same in a sentence', () => {
    expect(view.words).toBe(
      '18 items matched in 28 days, 8 of them in the 24 hours to 17 Nov; on 2 days fewer than half of its sources could be seen.',
    );
    expect(of(days.map(() => day(0))).words).toBe('0 items matched in 28 days.');
  });
  test('tells what came before the first visit from what was not seen', () => {
    const young = [day(0, 0), day(0, 0), day(2), day(0, 0), day(0)];
    expect(of(young).words).toBe(
      '2 items matched in 3 days, all of them in the 24 hours to 19 Nov; on 1 day fewer than half of its sources could be seen.',
    );
    expect(of([day(0, 0)]).words).toBe('Not watched in the last 1 day.');
    expect(of([day(0, 0)], 0).words).toBe('No source serves this topic.');
  });
  test('is less than 3 kB, and the same twice', () => {
    const busy = of(Array.from({ length: 28 }, (_, n) => day((n * 37) % 101, n % 5)));
    expect(Buffer.from(busy.picture!.png, 'base64').length).toBeLessThan(3000);
    expect(of(days)).toEqual(view);
  });
  test('has a name that can stand in a header', () => {
    expect(view.picture!.name).toBe('coverage-tripp.png');
    const bad = viewChart({ topic: 'a"\r\nb/../c', sources: 1, days }, '', edition.due, clock);
    expect(bad.picture!.name).toMatch(/^coverage-[a-z-]+\.png$/);
  });
});
