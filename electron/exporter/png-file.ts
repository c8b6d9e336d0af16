/**
 * PNG (ISO/IEC 15948) with nothing but the picture in it: no time, no text, no software name. Written here because the
 * canvas library's encoder takes twice as long at the same size. Compressed by fflate, because Node's zlib gives other
 * bytes with each of its versions, and the window and the command line run on different ones: see
 * docs/decisions/exporter.md.
 */
import { zlibSync } from 'fflate';

/** Best of size and speed on enlarged CT slices with marks. */
const COMPRESSION_LEVEL = 3;
const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const GREY = 0;
const TRUECOLOUR = 2;
/** Each byte is stored as its difference from the one above. */
const FILTER_UP = 2;

/** `rgba` is opaque: its alpha is not stored. A picture without colour is stored as 8-bit grey. */
export function pngFile(rgba: Uint8Array | Uint8ClampedArray, widthPx: number, heightPx: number): Uint8Array {
  const colour = hasColour(rgba);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header[8] = 8;
  header[9] = colour ? TRUECOLOUR : GREY;
  const lines = filteredLines(rgba, widthPx, heightPx, colour ? 3 : 1);
  const data = zlibSync(lines, { level: COMPRESSION_LEVEL });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function hasColour(rgba: Uint8Array | Uint8ClampedArray): boolean {
  for (let index = 0; index < rgba.length; index += 4) {
    const red = rgba[index];
    if (red !== rgba[index + 1] || red !== rgba[index + 2]) return true;
  }
  return false;
}

function filteredLines(
  rgba: Uint8Array | Uint8ClampedArray,
  widthPx: number,
  heightPx: number,
  channels: 1 | 3,
): Uint8Array {
  const lines = new Uint8Array(heightPx * (widthPx * channels + 1));
  let out = 0;
  for (let y = 0; y < heightPx; y++) {
    lines[out++] = FILTER_UP;
    const start = y * widthPx * 4;
    const end = start + widthPx * 4;
    // The line above the first one counts as zeros.
    const above = y === 0 ? null : widthPx * 4;
    for (let index = start; index < end; index += 4) {
      for (let channel = 0; channel < channels; channel++) {
        const at = index + channel;
        lines[out++] = (rgba[at] as number) - (above === null ? 0 : (rgba[at - above] as number));
      }
    }
  }
  return lines;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
