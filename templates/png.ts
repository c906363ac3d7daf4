/** Small pictures of few colours, as PNG (W3C, Portable Network Graphics, third edition). */
import { crc32, deflateSync } from 'node:zlib';

/** Red, green, blue, and how opaque: 0 to 255 each. */
export type Colour = readonly [number, number, number, number];

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** 8 bits a pixel, each an index into the palette (11.2.1); deflate, no filter by method 0, not interlaced. */
const DEPTH_TYPE_METHODS = [8, 3, 0, 0, 0];

/** The picture of some pixels, row by row, each the index of its colour. The same pixels give the same bytes. */
export function png(width: number, pixels: Uint8Array, palette: readonly Colour[]): Buffer {
  const height = pixels.length / width;
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', Buffer.concat([uint32(width), uint32(height), Buffer.from(DEPTH_TYPE_METHODS)])),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => colour.slice(0, 3)))),
    chunk('tRNS', Buffer.from(palette.map(([, , , opacity]) => opacity))),
    chunk('IDAT', deflateSync(scanlines(width, pixels), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Each row with the byte before it that says it is not filtered (9.2). */
function scanlines(width: number, pixels: Uint8Array): Buffer {
  const height = pixels.length / width;
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return rows;
}

/** Length, type, data, and the checksum of type and data (5.3). */
function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), named, uint32(crc32(named))]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
