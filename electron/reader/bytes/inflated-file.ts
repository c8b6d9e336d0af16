/**
 * Deflated data sets (PS3.5 A.5): the File Meta Information stands as it is, everything after it is deflated.
 * Offsets in a `PixelLocation` of such a file count in what this function returns.
 */
import { constants, inflateRawSync } from 'node:zlib';

export const DEFLATED_SYNTAXES: ReadonlySet<string> = new Set([
  '1.2.840.10008.1.2.1.99', // Deflated Explicit VR Little Endian
]);

/** An inflated data set may be this large; product choice, far above any single deflated object seen. */
const MAX_INFLATED_BYTES = 2 ** 28;

/**
 * The File Meta Information followed by the inflated data set. A stream that is cut off gives what was there.
 * Throws the zlib error for damaged data and for more than MAX_INFLATED_BYTES.
 */
export function inflatedFile(fileBytes: Uint8Array, dataSetOffset: number): Uint8Array {
  const dataSet = inflateRawSync(fileBytes.subarray(dataSetOffset), {
    maxOutputLength: MAX_INFLATED_BYTES,
    finishFlush: constants.Z_SYNC_FLUSH,
  });
  const bytes = new Uint8Array(dataSetOffset + dataSet.length);
  bytes.set(fileBytes.subarray(0, dataSetOffset));
  bytes.set(dataSet, dataSetOffset);
  return bytes;
}
