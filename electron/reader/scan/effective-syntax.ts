/**
 * The transfer syntax that the pixels are really in, where the declared one cannot be: plain pixels under a
 * compressed label, compressed ones under a plain label. What was believed is said.
 */
import { inspectCodestream } from '../pixels/codestream.ts';
import type { DataSet } from './data-set.ts';
import type { Element } from './elements.ts';
import { EXPLICIT_LE, isNative, transferSyntaxName, whyNotRead } from './transfer-syntaxes.ts';

const ITEM = 0xfffee000;
/** Basic offset table and a fragment or two: further in no codestream begins. */
const MOST_ITEMS = 3;

/** Null when the pixels are encapsulated, yet no codestream is recognised. */
export function effectiveSyntax(
  declared: string,
  dataSet: DataSet,
  pixels: Element,
  notices: string[],
): string | null {
  if (!pixels.undefinedLength) {
    if (isNative(declared) || whyNotRead(declared) !== null) return declared;
    notices.push(`The file says ${transferSyntaxName(declared)}, but its pixels are not compressed.`);
    return EXPLICIT_LE;
  }
  if (!isNative(declared)) return declared;
  const found = codestreamSyntax(dataSet.bytes, pixels.offset);
  if (found !== null) {
    notices.push(
      `The file says that its pixels are uncompressed, but they are ${transferSyntaxName(found)}; so they were read.`,
    );
  }
  return found;
}

/** By the first fragment that lies within the bytes at hand. */
function codestreamSyntax(bytes: Uint8Array, from: number): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = from;
  for (let item = 0; item < MOST_ITEMS && at + 8 <= bytes.length; item++) {
    const tag = ((view.getUint16(at, true) << 16) | view.getUint16(at + 2, true)) >>> 0;
    if (tag !== ITEM) return null;
    const length = view.getUint32(at + 4, true);
    const stream = inspectCodestream(bytes.subarray(at + 8, Math.min(bytes.length, at + 8 + length)));
    switch (stream?.kind) {
      case 'jpeg':
        return `1.2.840.10008.1.2.4.${stream.lossless ? 57 : stream.bitsPerSample > 8 ? 51 : 50}`;
      case 'jpeg-ls':
        return '1.2.840.10008.1.2.4.81';
      case 'jpeg-2000':
        return '1.2.840.10008.1.2.4.91';
      case 'htj2k':
        return '1.2.840.10008.1.2.4.203';
      case 'jpeg-xl':
        return '1.2.840.10008.1.2.4.112';
      case undefined:
        at += 8 + length;
    }
  }
  return null;
}
