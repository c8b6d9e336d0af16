/** The masks of a SEG, decoded by the reader's own decoders: every transfer syntax that images may have. */
import type { MaskOf } from '../../annotations/codecs/read-segmentation.ts';
import type { Dataset } from '../../annotations/codecs/sr/content-item.ts';
import { numbersOf, textOf } from '../../annotations/codecs/sr/content-node.ts';
import type { PixelLocation } from '../reader/pixel-location.ts';
import { CodecSet } from '../reader/pixels/codecs/codec-set.ts';
import { decodeFrame } from '../reader/pixels/decode-frame.ts';
import { bytesInMemory } from '../reader/pixels/pixel-bytes.ts';
import { PIXEL_DATA } from '../reader/scan/elements.ts';
import { parsePart10 } from '../reader/scan/part10.ts';

/** All frames at once; a frame that cannot be decoded is null. */
export async function segmentationMasks(bytes: Uint8Array, dataset: Dataset, name: string): Promise<MaskOf> {
  const parsed = parsePart10(bytes, true, null);
  const pixels = parsed.kind === 'data-set' ? parsed.dataSet.elements.get(PIXEL_DATA) : undefined;
  if (parsed.kind !== 'data-set' || pixels === undefined) return () => null;
  const number = (value: unknown, otherwise: number): number => numbersOf(value)[0] ?? otherwise;
  const bitsAllocated = number(dataset.BitsAllocated, 1);
  const location: PixelLocation = {
    file: name,
    zipEntries: [],
    transferSyntaxUID: parsed.transferSyntaxUID,
    valueOffset: pixels.offset,
    valueLength: pixels.undefinedLength ? null : pixels.length,
    numberOfFrames: number(dataset.NumberOfFrames, 1),
    rows: number(dataset.Rows, 0),
    columns: number(dataset.Columns, 0),
    samplesPerPixel: 1,
    photometricInterpretation: textOf(dataset.PhotometricInterpretation) || 'MONOCHROME2',
    planarConfiguration: 0,
    bitsAllocated,
    bitsStored: number(dataset.BitsStored, bitsAllocated),
    highBit: number(dataset.HighBit, bitsAllocated - 1),
    pixelRepresentation: 0,
    palette: null,
    modalityLut: null,
    extendedOffsets: null,
    fileSize: bytes.length,
    modifiedMs: 0,
  };
  const source = bytesInMemory(parsed.dataSet.bytes);
  const codecs = new CodecSet();
  const masks: (ArrayLike<number> | null)[] = [];
  for (let index = 0; index < location.numberOfFrames; index += 1) {
    const decoded = await decodeFrame(location, source, index, codecs);
    masks.push(decoded.ok ? decoded.value.values : null);
  }
  return (index) => masks[index] ?? null;
}
