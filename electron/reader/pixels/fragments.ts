/**
 * Encapsulated pixel data (PS3.5 A.4): the items after the offset table, and which of them make up a frame.
 * Offsets are bytes from the beginning of the file.
 */
import { err, type Failure, failure, ok, type Result } from '../../../annotations/result.ts';
import type { PixelLocation } from '../pixel-location.ts';
import type { FrameMemory } from './frame-memory.ts';
import { nameOf, type PixelBytes } from './pixel-bytes.ts';

export type Fragment = {
  /** Of the item's tag: offset tables point there. */
  readonly itemOffset: number;
  readonly offset: number;
  readonly length: number;
  /** Its length runs beyond the end of the file. */
  readonly cut: boolean;
};

export type FragmentIndex = {
  readonly fragments: readonly Fragment[];
  /** Offsets of the Basic Offset Table; empty when there is none. */
  readonly basicOffsets: readonly number[];
  /** Where the first fragment's item begins: offset tables count from here. */
  readonly base: number;
};

const ITEM = 0xe000fffe;
const SEQUENCE_DELIMITER = 0xe0ddfffe;
/** Beyond this many items no picture is meant. */
const MAX_FRAGMENTS = 4_000_000;

export function readFragmentIndex(
  location: PixelLocation,
  bytes: PixelBytes,
): Result<FragmentIndex, Failure> {
  const header = new Uint8Array(8);
  const view = new DataView(header.buffer);
  let offset = location.valueOffset;
  const next = (): { tag: number; length: number } | null => {
    if (bytes.readInto(header, offset) < 8) return null;
    return { tag: view.getUint32(0, true), length: view.getUint32(4, true) };
  };

  const table = next();
  if (table === null || table.tag !== ITEM) {
    return err(
      failure(
        'corrupt',
        `The pixel data of ${nameOf(location)} should be in fragments, but do not begin with one.`,
      ),
    );
  }
  if (table.length > Math.max(0, bytes.size - offset - 8)) {
    return err(failure('truncated', `${nameOf(location)} ends inside its table of frame offsets.`));
  }
  const offsets = new Uint8Array(table.length - (table.length % 4));
  bytes.readInto(offsets, offset + 8);
  const basicOffsets = Array.from({ length: offsets.length / 4 }, (_, i) =>
    new DataView(offsets.buffer).getUint32(i * 4, true),
  );

  offset += 8 + table.length;
  const base = offset;
  const fragments: Fragment[] = [];
  for (;;) {
    const item = next();
    if (item === null || item.tag === SEQUENCE_DELIMITER || item.tag !== ITEM) break;
    const left = Math.max(0, bytes.size - offset - 8);
    const cut = item.length > left;
    fragments.push({ itemOffset: offset, offset: offset + 8, length: cut ? left : item.length, cut });
    if (cut || fragments.length > MAX_FRAGMENTS) break;
    offset += 8 + item.length;
  }
  return ok({ fragments, basicOffsets, base });
}

/** The fragments of one frame, in order. */
export function fragmentsOfFrame(
  location: PixelLocation,
  index: FragmentIndex,
  frameIndex: number,
  bytes: PixelBytes,
): Result<readonly Fragment[], Failure> {
  const name = nameOf(location);
  const frames = location.numberOfFrames;
  if (frameIndex < 0 || frameIndex >= frames) {
    return err(
      failure('missing-frame', `${name} has ${frames} frames; frame ${frameIndex + 1} was asked for.`),
    );
  }
  const found = byTable(location, index, frameIndex) ?? withoutTable(index, frames, frameIndex, bytes);
  if (found === null) {
    return err(
      failure(
        'corrupt',
        `${name} announces ${frames} frames, but its ${index.fragments.length} fragments cannot be told apart.`,
      ),
    );
  }
  const last = found[found.length - 1];
  if (last === undefined || last.cut) {
    const where = frames === 1 ? 'its picture' : `frame ${frameIndex + 1}`;
    return err(failure('truncated', `${name} is cut short: it ends before the end of ${where}.`));
  }
  return ok(found);
}

function byTable(
  location: PixelLocation,
  index: FragmentIndex,
  frameIndex: number,
): readonly Fragment[] | null {
  const { extendedOffsets, numberOfFrames } = location;
  const offsets = extendedOffsets !== null ? extendedOffsets.offsets : index.basicOffsets;
  if (offsets.length !== numberOfFrames) return null;
  const from = index.base + (offsets[frameIndex] as number);
  const until = frameIndex + 1 < offsets.length ? index.base + (offsets[frameIndex + 1] as number) : Infinity;
  const found = index.fragments.filter(({ itemOffset }) => itemOffset >= from && itemOffset < until);
  if (found.length === 0 || found[0]?.itemOffset !== from) return null;
  const exact = extendedOffsets?.lengths[frameIndex];
  // With an extended table each frame is one fragment, and the length says how much of it counts (C.7.6.3.1.8).
  if (exact === undefined || found.length !== 1) return found;
  const only = found[0] as Fragment;
  return exact > 0 && exact <= only.length ? [{ ...only, length: exact }] : found;
}

function withoutTable(
  index: FragmentIndex,
  frames: number,
  frameIndex: number,
  bytes: PixelBytes,
): readonly Fragment[] | null {
  const { fragments } = index;
  if (frames === 1) return fragments;
  if (fragments.length === frames) return [fragments[frameIndex] as Fragment];
  if (fragments.length < frames) {
    // One fragment a frame, and the file was cut off: what is there can be shown.
    const cutOff = fragments.some((fragment) => fragment.cut);
    const one = fragments[frameIndex];
    if (!cutOff) return null;
    return one === undefined ? [] : [one];
  }
  const starts = fragments.map((fragment, i) => (beginsCodestream(fragment, bytes) ? i : -1));
  const begins = starts.filter((i) => i >= 0);
  if (begins.length !== frames) return null;
  return fragments.slice(begins[frameIndex], begins[frameIndex + 1] ?? fragments.length);
}

/** SOI of the JPEG family, SOC with SIZ of JPEG 2000, or the JP2 signature. */
function beginsCodestream(fragment: Fragment, bytes: PixelBytes): boolean {
  const head = new Uint8Array(Math.min(4, fragment.length));
  bytes.readInto(head, fragment.offset);
  const [a, b, c, d] = head;
  return (
    (a === 0xff && b === 0xd8 && c === 0xff) ||
    (a === 0xff && b === 0x4f && c === 0xff && d === 0x51) ||
    (a === 0 && b === 0 && c === 0 && d === 0x0c)
  );
}

/** The frame's bytes without the item headers between them; null when the file has become shorter meanwhile. */
export function joinFragments(
  fragments: readonly Fragment[],
  bytes: PixelBytes,
  memory: FrameMemory,
): Uint8Array | null {
  const joined = memory.scratch(fragments.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const { offset, length } of fragments) {
    // The scratch may hold what was read for another frame: not a byte of it may stay.
    if (bytes.readInto(joined.subarray(at, at + length), offset) < length) return null;
    at += length;
  }
  return joined;
}
