/**
 * Overlay planes of one frame (PS3.3 C.9.2, multi-frame C.9.3), read from the file when the window asks: bitmaps of
 * every slice would make the scan slow and its messages large. Retired planes in unused bits of the pixels as well.
 */
import type { OverlayPlane } from '../../../annotations/image/overlay-plane.ts';
import { readRange, sourceStat } from '../bytes/source-bytes.ts';
import { ZipError } from '../bytes/zip-archive.ts';
import type { DataSet } from './data-set.ts';
import type { FrameLocation } from './frame-locations.ts';
import { FIRST_READ_BYTES } from './header.ts';
import { parsePart10 } from './part10.ts';
import { systemReason } from './read-header.ts';
import { DEFLATED_LE, isNative } from './transfer-syntaxes.ts';

/** The planes, and a sentence on what is missing or null. */
export type OverlayList = { readonly planes: readonly OverlayPlane[]; readonly message: string | null };

const GROUPS = Array.from({ length: 16 }, (_, plane) => 0x6000 + 2 * plane);
const element = (group: number, number: number): number => group * 0x10000 + number;
const [ROWS, COLUMNS, FRAMES, DESCRIPTION, TYPE, ORIGIN, FRAME_ORIGIN, POSITION, LABEL, DATA] = [
  0x0010, 0x0011, 0x0015, 0x0022, 0x0040, 0x0050, 0x0051, 0x0102, 0x1500, 0x3000,
] as const;
const MAX_BYTES = 2 ** 28;

/** Never rejects for anything that a file can do. */
export async function readOverlays({ location, frameIndex }: FrameLocation): Promise<OverlayList> {
  try {
    const dataSet = await header(location.file, location.zipEntries);
    if (typeof dataSet === 'string') return { planes: [], message: dataSet };
    const planes: OverlayPlane[] = [];
    let problem: string | null = null;
    for (const group of GROUPS) {
      if (dataSet.unsigned(element(group, ROWS)) === null) continue;
      const plane = await overlayPlane(dataSet, group, { location, frameIndex });
      if (typeof plane === 'string') problem = plane;
      else if (plane !== null) planes.push(plane);
    }
    return { planes, message: problem };
  } catch (error) {
    const why = error instanceof ZipError ? `It cannot be read from the zip: ${error.message}.` : null;
    return { planes: [], message: why ?? systemReason(error) };
  }
}

async function header(file: string, zipEntries: readonly string[]): Promise<DataSet | string> {
  const { size } = await sourceStat(file, zipEntries);
  let length = Math.min(size, FIRST_READ_BYTES);
  for (;;) {
    const bytes = await readRange(file, zipEntries, 0, length);
    const complete = bytes.length >= size;
    const parsed = parsePart10(bytes, complete, null);
    if (parsed.kind === 'data-set') return parsed.dataSet;
    if (parsed.kind !== 'need-more' || complete || length >= MAX_BYTES) {
      return 'Its overlay planes cannot be read: the file has changed or is damaged.';
    }
    length = Math.min(size, Math.max(parsed.bytes, 2 * length), MAX_BYTES);
  }
}

/** Null where the plane does not belong to this frame; a sentence where it cannot be shown. */
async function overlayPlane(
  dataSet: DataSet,
  group: number,
  frame: FrameLocation,
): Promise<OverlayPlane | string | null> {
  const rows = dataSet.unsigned(element(group, ROWS)) ?? 0;
  const columns = dataSet.unsigned(element(group, COLUMNS)) ?? 0;
  const [top, left] = dataSet.shorts(element(group, ORIGIN), true);
  const named = dataSet.text(element(group, LABEL)) || dataSet.text(element(group, DESCRIPTION));
  const name = named || `Overlay ${(group - 0x6000) / 2 + 1}`;
  const position = dataSet.unsigned(element(group, POSITION)) ?? 0;
  if (rows === 0 || columns === 0) return `${name} says no size and is not shown.`;
  const packed = dataSet.raw(element(group, DATA));
  const bits =
    packed === null && position > 0
      ? await embeddedBits(position, rows, columns, frame)
      : ownBits(dataSet, group, rows * columns, frame.frameIndex);
  if (bits === null) return null;
  if (typeof bits === 'string') return `${name} ${bits}`;
  return {
    group,
    name,
    kind: dataSet.string(element(group, TYPE)) === 'R' ? 'roi' : 'graphics',
    rows,
    columns,
    // The origin counts from 1.
    left: (left ?? 1) - 1,
    top: (top ?? 1) - 1,
    bits,
  };
}

/** OverlayData. Without a number of frames one bitmap lies over every frame. */
function ownBits(
  dataSet: DataSet,
  group: number,
  pixels: number,
  frameIndex: number,
): Uint8Array | string | null {
  const frames = dataSet.integer(element(group, FRAMES));
  const first = (dataSet.unsigned(element(group, FRAME_ORIGIN)) ?? 1) - 1;
  const index = frames === null ? 0 : frameIndex - first;
  if (frames !== null && (index < 0 || index >= frames)) return null;
  let bytes = dataSet.raw(element(group, DATA));
  // Some writers round the number of bytes down: the last bits, seven at most, are then missing.
  if (bytes === null || bytes.length < Math.floor((pixels * (index + 1)) / 8)) {
    return 'is cut off and not shown.';
  }
  const words = dataSet.elements.get(element(group, DATA))?.vr !== 'OB';
  if (!dataSet.encoding.littleEndian && words && bytes.length % 2 === 0) bytes = Buffer.from(bytes).swap16();
  return bitsFrom(
    pixels,
    (at) => ((bytes[(index * pixels + at) >> 3] ?? 0) >> ((index * pixels + at) & 7)) & 1,
  );
}

/** One bit of every pixel's cell. */
async function embeddedBits(
  position: number,
  rows: number,
  columns: number,
  { location, frameIndex }: FrameLocation,
): Promise<Uint8Array | string> {
  const { bitsAllocated, transferSyntaxUID, samplesPerPixel } = location;
  const plain = isNative(transferSyntaxUID) && transferSyntaxUID !== DEFLATED_LE && samplesPerPixel === 1;
  if (!plain || (bitsAllocated !== 8 && bitsAllocated !== 16) || position >= bitsAllocated) {
    return 'lies within compressed pixels and is not shown.';
  }
  if (rows !== location.rows || columns !== location.columns) {
    return 'lies within pixels of another size and is not shown.';
  }
  const length = (rows * columns * bitsAllocated) / 8;
  const at = location.valueOffset + frameIndex * length;
  const cells = await readRange(location.file, location.zipEntries, at, length);
  if (cells.length < length) return 'is cut off and not shown.';
  const bigEndian = transferSyntaxUID.endsWith('.2.2');
  const bytesPerCell = bitsAllocated / 8;
  const high = position >= 8 ? 1 : 0;
  const byte = bigEndian && bytesPerCell === 2 ? 1 - high : high;
  return bitsFrom(
    rows * columns,
    (pixel) => ((cells[pixel * bytesPerCell + byte] as number) >> (position & 7)) & 1,
  );
}

function bitsFrom(pixels: number, bitAt: (pixel: number) => number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(pixels / 8));
  for (let at = 0; at < pixels; at += 1) {
    if (bitAt(at) === 1) bits[at >> 3] = (bits[at >> 3] as number) | (1 << (at & 7));
  }
  return bits;
}
