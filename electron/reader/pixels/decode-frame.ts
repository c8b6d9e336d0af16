/**
 * One frame of an instance to stored values: native or encapsulated, every codec, every refusal. Sizes are checked
 * before memory is taken; what cannot be shown whole is refused in a sentence.
 */
import { inflateRawSync } from 'node:zlib';
import { err, type Failure, failure, ok, type Result } from '../../../annotations/result.ts';
import type { PixelLocation } from '../pixel-location.ts';
import { CodecError, type CodecSamples } from './codecs/codec.ts';
import type { CodecName, CodecSet } from './codecs/codec-set.ts';
import { type Codestream, inspectCodestream, withColourMarker } from './codestream.ts';
import { type DecodeResult, greyFromCodec, greyToStored, greyTypeOf, rgbFromCodec } from './decoded-frame.ts';
import { type FragmentIndex, fragmentsOfFrame, joinFragments, readFragmentIndex } from './fragments.ts';
import { FrameMemory } from './frame-memory.ts';
import { codestreamMismatch, rleMismatch } from './header-mismatch.ts';
import { nativeFrameBits, readNativeFrame, unheldPixels } from './native-frame.ts';
import { bytesInMemory, changed, nameOf, type PixelBytes } from './pixel-bytes.ts';
import { storedTypeOf } from './stored-type.ts';
import { type Codec, pixelCodingOf } from './transfer-syntax.ts';

/** A frame larger than this is no CT slice, and decoding it would take the memory of everything else. */
export const MAX_FRAME_BYTES = 512 * 1024 * 1024;

/** `frameIndex` counts from 0. */
export async function decodeFrame(
  location: PixelLocation,
  bytes: PixelBytes,
  frameIndex: number,
  codecs: CodecSet,
  memory: FrameMemory = new FrameMemory(),
): Promise<DecodeResult> {
  const impossible = refusalOf(location, frameIndex);
  if (impossible !== null) return err(impossible);
  const coding = pixelCodingOf(location.transferSyntaxUID);
  const name = nameOf(location);
  if (coding === null) {
    return err(
      failure('unsupported', `${name} has the unknown transfer syntax ${location.transferSyntaxUID}.`),
    );
  }
  if (coding.kind === 'refused')
    return err(failure('unsupported', `${name} is compressed as ${coding.name}, which is not read.`));
  if (coding.kind === 'native') {
    if (location.valueLength !== null) {
      return readNativeFrame(location, bytes, frameIndex, coding.bigEndian);
    }
    return err(
      failure('wrong-syntax', `${name} says that it is not compressed, but its pixel data are in fragments.`),
    );
  }
  if (location.valueLength !== null) return uncompressedAfterAll(location, bytes, frameIndex, coding.name);

  const index = fragmentIndexOf(location, bytes);
  if (!index.ok) return index;
  const fragments = fragmentsOfFrame(location, index.value, frameIndex, bytes);
  if (!fragments.ok) return fragments;
  const encoded = joinFragments(fragments.value, bytes, memory);
  if (encoded === null) return err(changed(location));
  return decodeEncapsulated(location, encoded, coding.codec, coding.name, codecs, memory);
}

/** Walking the items of a long multi-frame file once is enough. */
const knownIndexes = new WeakMap<PixelLocation, FragmentIndex>();

function fragmentIndexOf(location: PixelLocation, bytes: PixelBytes): Result<FragmentIndex, Failure> {
  const known = knownIndexes.get(location);
  if (known !== undefined) return ok(known);
  const index = readFragmentIndex(location, bytes);
  if (index.ok && location.numberOfFrames > 1) knownIndexes.set(location, index.value);
  return index;
}

function refusalOf(location: PixelLocation, frameIndex: number): Failure | null {
  const { rows, columns, numberOfFrames, bitsStored, bitsAllocated } = location;
  const name = nameOf(location);
  if (storedTypeOf(location) === null) return unheldPixels(location);
  if (!(rows >= 1 && columns >= 1)) {
    return failure('corrupt', `${name} says that its picture has ${rows} rows and ${columns} columns.`);
  }
  if (!(frameIndex >= 0 && frameIndex < numberOfFrames)) {
    return failure(
      'missing-frame',
      `${name} has ${numberOfFrames} frames; frame ${frameIndex + 1} was asked for.`,
    );
  }
  if (!(bitsStored >= 1 && bitsStored <= bitsAllocated)) {
    return failure(
      'corrupt',
      `${name} says that ${bitsStored} bits are stored in ${bitsAllocated}: its values cannot be read.`,
    );
  }
  const frameBytes = rows * columns * location.samplesPerPixel * Math.max(1, bitsAllocated / 8);
  if (frameBytes > MAX_FRAME_BYTES) {
    return failure(
      'too-large',
      `${name} announces a picture of ${columns} × ${rows} pixels, ${Math.round(frameBytes / 1e6)} MB: more than can be shown.`,
    );
  }
  return null;
}

/** Some archives uncompress and leave the old transfer syntax; exactly the right length gives it away. */
function uncompressedAfterAll(
  location: PixelLocation,
  bytes: PixelBytes,
  frameIndex: number,
  codecName: string,
): DecodeResult {
  const whole = Math.ceil((nativeFrameBits(location) * location.numberOfFrames) / 8);
  if (location.valueLength !== whole + (whole % 2)) {
    return err(
      failure(
        'wrong-syntax',
        `${nameOf(location)} says that it is compressed as ${codecName}, but its pixel data are not in fragments.`,
      ),
    );
  }
  const read = readNativeFrame(location, bytes, frameIndex, false);
  if (!read.ok) return read;
  const warning = `The header of ${nameOf(location)} says ${codecName}, but its pixel data are not compressed.`;
  return ok({ ...read.value, warning });
}

async function decodeEncapsulated(
  location: PixelLocation,
  encoded: Uint8Array,
  codec: Codec,
  codecName: string,
  codecs: CodecSet,
  memory: FrameMemory,
): Promise<DecodeResult> {
  if (codec === 'uncompressed' || codec === 'deflate') return decodeUncoded(location, encoded, codec);
  const name = nameOf(location);
  const stream = codec === 'rle' ? null : inspectCodestream(encoded);
  const mismatch =
    codec === 'rle' ? rleMismatch(location, encoded) : codestreamMismatch(location, codec, codecName, stream);
  if (mismatch !== null) return err(mismatch);

  const codecInUse = codecFor(codec, stream);
  const toDecode =
    codecInUse === 'jpeg-8bit' && stream?.components === 3
      ? withColourMarker(encoded, stream.ycc ?? location.photometricInterpretation.startsWith('YBR'))
      : encoded;
  try {
    const loaded = await codecs.get(codecInUse);
    return loaded.decode(toDecode, location, (samples) =>
      storedFrom(location, samples, codecInUse, stream, memory),
    );
  } catch (error) {
    codecs.discard(codecInUse);
    if (!(error instanceof CodecError)) throw error;
    return err(
      failure('corrupt', `The ${codecName} picture in ${name} cannot be decoded: ${error.message}.`),
    );
  }
}

function decodeUncoded(
  location: PixelLocation,
  encoded: Uint8Array,
  codec: 'uncompressed' | 'deflate',
): DecodeResult {
  const frameBytes = Math.ceil(nativeFrameBits(location) / 8);
  let plain = encoded;
  if (codec === 'deflate') {
    try {
      plain = inflateRawSync(encoded, { maxOutputLength: frameBytes + 1024 });
    } catch (error) {
      const cause = (error as Error).message;
      return err(
        failure('corrupt', `The deflated picture in ${nameOf(location)} cannot be inflated: ${cause}.`),
      );
    }
  }
  const alone = { ...location, valueOffset: 0, valueLength: plain.byteLength, numberOfFrames: 1 };
  return readNativeFrame(alone, bytesInMemory(plain), 0, false);
}

function codecFor(codec: Exclude<Codec, 'uncompressed' | 'deflate'>, stream: Codestream | null): CodecName {
  if (codec !== 'jpeg') return codec;
  return stream?.lossless === true || (stream?.bitsPerSample ?? 8) > 8 ? 'jpeg-deep' : 'jpeg-8bit';
}

/** The codec that frames of a transfer syntax nearly always go to; null for those that need none. */
export function usualCodecOf(transferSyntaxUID: string): CodecName | null {
  const coding = pixelCodingOf(transferSyntaxUID);
  if (coding?.kind !== 'encapsulated') return null;
  if (coding.codec === 'uncompressed' || coding.codec === 'deflate') return null;
  if (coding.codec !== 'jpeg') return coding.codec;
  return /\.(57|70)$/.test(transferSyntaxUID) ? 'jpeg-deep' : 'jpeg-8bit';
}

function storedFrom(
  location: PixelLocation,
  samples: CodecSamples,
  codec: CodecName,
  stream: Codestream | null,
  memory: FrameMemory,
): DecodeResult {
  const storedType = storedTypeOf(location);
  const greyType = greyTypeOf(location);
  const sizeFits = samples.columns === location.columns && samples.rows === location.rows;
  if (
    storedType === null ||
    greyType === null ||
    !sizeFits ||
    samples.components !== location.samplesPerPixel
  ) {
    return err(
      failure('corrupt', `The compressed picture in ${nameOf(location)} is not what its header says.`),
    );
  }
  // Whichever codec it is: what it leaves open would be filled by the frame that lay there before.
  if (
    samples.bytes.byteLength <
    samples.columns * samples.rows * samples.components * samples.bytesPerSample
  ) {
    return err(
      failure(
        'corrupt',
        `The compressed picture in ${nameOf(location)} gives fewer pixels than it announces.`,
      ),
    );
  }
  if (samples.components === 3) {
    const isYbr = colourIsYbr(location, codec, samples);
    return ok({
      values: rgbFromCodec(location, samples, isYbr),
      storedType,
      warning: colourNote(location, stream),
    });
  }
  const grey = greyFromCodec(location, samples, greyType, memory);
  if (grey === null) {
    return err(
      failure('corrupt', `The compressed picture in ${nameOf(location)} has more bits than its header says.`),
    );
  }
  return ok(greyToStored(location, grey.grey, storedType, grey.warning));
}

function colourIsYbr(location: PixelLocation, codec: CodecName, samples: CodecSamples): boolean {
  // libjpeg-turbo has undone the transform; JPEG 2000 in "YBR_FULL" was not transformed by its codec.
  if (codec === 'jpeg-8bit') return false;
  // JPEG XL comes out in RGB, but for samples that were YBR when they were coded without loss.
  if (codec === 'jpeg-xl') {
    return location.transferSyntaxUID.endsWith('.110') && location.photometricInterpretation === 'YBR_FULL';
  }
  if (codec === 'jpeg-2000' || codec === 'htj2k') return /^YBR_FULL/.test(location.photometricInterpretation);
  return !samples.isRgb && location.photometricInterpretation.startsWith('YBR');
}

function colourNote(location: PixelLocation, stream: Codestream | null): string | null {
  const header = location.photometricInterpretation;
  if (stream?.kind !== 'jpeg' || stream.ycc === null || stream.lossless === true) return null;
  return stream.ycc === header.startsWith('YBR')
    ? null
    : `The header of ${nameOf(location)} says ${header}, its JPEG picture says ${stream.ycc ? 'YCbCr' : 'RGB'}: the picture was followed.`;
}
