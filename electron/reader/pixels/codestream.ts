/**
 * What a compressed frame says of itself, read before any decoder sees it: JPEG (ISO 10918-1 B.2), JPEG-LS
 * (ISO 14495-1 C.2), JPEG 2000 (ISO 15444-1 A.5) and JPEG XL (`jpeg-xl.ts`). So a hostile size is refused before memory is asked for.
 */
import { inspectJpegXl } from './jpeg-xl.ts';

export type Codestream = {
  readonly kind: 'jpeg' | 'jpeg-ls' | 'jpeg-2000' | 'htj2k' | 'jpeg-xl';
  readonly columns: number;
  readonly rows: number;
  readonly components: number;
  readonly bitsPerSample: number;
  readonly signed: boolean | null;
  /** JPEG: SOF3. The others do not say. */
  readonly lossless: boolean | null;
  /** JPEG: whether the stream itself says that its colour is YCbCr (true), is not (false), or is silent. */
  readonly ycc: boolean | null;
  /** The end marker stands where it belongs: nothing has been cut off. */
  readonly ends: boolean;
};

/** Null where no codestream of these families begins. */
export function inspectCodestream(bytes: Uint8Array): Codestream | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 4 && view.getUint16(0) === 0xffd8) return inspectJpeg(view);
  const start = startOfJpeg2000(bytes);
  return start === null ? inspectJpegXl(bytes) : inspectJpeg2000(view, start);
}

function endsWithMarker(view: DataView): boolean {
  // Even length is reached by padding after the marker, mostly one zero; some writers fill their buffer with zeros.
  let end = view.byteLength;
  while (end > 0 && view.getUint8(end - 1) === 0) end -= 1;
  const from = Math.max(0, end - 64);
  for (let i = end - 2; i >= from; i -= 1) if (view.getUint16(i) === 0xffd9) return true;
  return false;
}

function inspectJpeg(view: DataView): Codestream | null {
  let jfif = false;
  let adobeTransform: number | null = null;
  let at = 2;
  while (at + 4 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = view.getUint16(at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > view.byteLength) return null;
    if (marker === 0xe0 && length >= 7) jfif ||= view.getUint32(at + 4) === 0x4a464946; // "JFIF"
    if (marker === 0xee && length >= 14 && view.getUint32(at + 4) === 0x41646f62)
      adobeTransform = view.getUint8(at + 15); // "Adobe"
    const isFrame =
      marker === 0xf7 || (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker));
    if (isFrame) {
      if (length < 8) return null;
      const components = view.getUint8(at + 9);
      return {
        kind: marker === 0xf7 ? 'jpeg-ls' : 'jpeg',
        bitsPerSample: view.getUint8(at + 4),
        rows: view.getUint16(at + 5),
        columns: view.getUint16(at + 7),
        components,
        signed: null,
        lossless: marker === 0xf7 ? null : marker === 0xc3,
        ycc: jfif ? true : adobeTransform !== null ? adobeTransform === 1 : namesItsRgb(view, at, components),
        ends: endsWithMarker(view),
      };
    }
    at = end;
  }
  return null;
}

/** Component identifiers 'R', 'G', 'B' say that there is no colour transform; others say nothing. */
function namesItsRgb(view: DataView, frame: number, components: number): false | null {
  if (components !== 3 || frame + 19 > view.byteLength) return null;
  const ids = [10, 13, 16].map((offset) => view.getUint8(frame + offset));
  return ids.every((id, i) => id === 'RGB'.charCodeAt(i)) ? false : null;
}

/** SOC followed by SIZ; some writers keep the JP2 boxes around it. */
function startOfJpeg2000(bytes: Uint8Array): number | null {
  const until = bytes[0] === 0 ? Math.min(bytes.length - 4, 4096) : 0;
  for (let i = 0; i <= until; i += 1) {
    if (bytes[i] === 0xff && bytes[i + 1] === 0x4f && bytes[i + 2] === 0xff && bytes[i + 3] === 0x51)
      return i;
  }
  return null;
}

function inspectJpeg2000(view: DataView, start: number): Codestream | null {
  const siz = start + 4;
  if (siz + 39 > view.byteLength) return null;
  const capabilities = view.getUint16(siz + 2);
  const depth = view.getUint8(siz + 38);
  const columns = view.getUint32(siz + 4) - view.getUint32(siz + 12);
  const rows = view.getUint32(siz + 8) - view.getUint32(siz + 16);
  if (columns <= 0 || rows <= 0) return null;
  return {
    kind: (capabilities & 0x4000) !== 0 ? 'htj2k' : 'jpeg-2000',
    columns,
    rows,
    components: view.getUint16(siz + 36),
    bitsPerSample: (depth & 0x7f) + 1,
    signed: (depth & 0x80) !== 0,
    lossless: null,
    ycc: null,
    ends: endsWithMarker(view),
  };
}

/**
 * The same JPEG with an Adobe marker that says whether its colour is YCbCr, instead of JFIF or Adobe markers that
 * say otherwise or nothing: decoders guess without one.
 */
export function withColourMarker(jpeg: Uint8Array, ycc: boolean): Uint8Array {
  const adobe = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, ycc ? 1 : 0];
  const kept: Uint8Array[] = [jpeg.subarray(0, 2), Uint8Array.from(adobe)];
  let at = 2;
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff) {
    const marker = jpeg[at + 1] as number;
    if (marker !== 0xe0 && marker !== 0xee) {
      // Only the tables before the frame can hold these markers.
      if (marker === 0xda || (marker >= 0xc0 && marker <= 0xc3)) break;
    }
    const end = at + 2 + ((jpeg[at + 2] as number) << 8) + (jpeg[at + 3] as number);
    if (marker !== 0xe0 && marker !== 0xee) kept.push(jpeg.subarray(at, end));
    at = end;
  }
  kept.push(jpeg.subarray(at));
  return Buffer.concat(kept);
}
