/** An image's header from its data set: what a decoder needs, and what a reader of images must know. */
import { type FrameOfReferenceUID, readUid, type SOPInstanceUID } from '../../../annotations/ids.ts';
import type { PixelPadding, Rescale, Stack } from '../../../annotations/image/hierarchy.ts';
import type { PixelLocation } from '../pixel-location.ts';
import { storedTypeOf } from '../pixels/stored-type.ts';
import type { DataSet } from './data-set.ts';
import { effectiveSyntax } from './effective-syntax.ts';
import { PIXEL_DATA } from './elements.ts';
import { frameHeaders } from './frame-attributes.ts';
import type { FoundFile, ImageHeader, SeriesHeader } from './header.ts';
import { modalityLut, palette } from './lookup-tables.ts';
import { UNSPECIFIED } from './modality-rescale.ts';
import type { Parsed } from './part10.ts';
import { secondsOfDay } from './readable.ts';
import { OTHER_IN_SERIES } from './same-patient.ts';
import { namesPatientOf, seriesIds, seriesOf, standsAlone } from './series-header.ts';
import { T } from './tags.ts';
import { isNative, whyNotRead } from './transfer-syntaxes.ts';

export type ImageRefusal = { readonly kind: string; readonly reason: string };
type ParsedDataSet = Extract<Parsed, { kind: 'data-set' }>;

/** A frame of 1 GB decoded is beyond any scanner; product choice. */
const MAX_FRAME_BYTES = 2 ** 30;
const MAX_FRAMES = 100_000;

export type FileFacts = { readonly size: number; readonly modifiedMs: number };

export function imageHeader(
  found: FoundFile,
  facts: FileFacts,
  parsed: ParsedDataSet,
  seriesSoFar: Map<string, SeriesHeader>,
): ImageHeader | ImageRefusal {
  const { dataSet } = parsed;
  const notices = [...parsed.notices];
  const element = dataSet.elements.get(PIXEL_DATA);
  if (element === undefined) {
    return refusal('unsupported-pixels', 'Its pixels are floating point numbers, which are not read here.');
  }
  const layout = pixelLayout(dataSet);
  if ('reason' in layout) return layout;
  const { rows, columns, samplesPerPixel, bitsAllocated, bitsStored, numberOfFrames } = layout;
  const syntax = effectiveSyntax(parsed.transferSyntaxUID, dataSet, element, notices);
  if (syntax === null) {
    return refusal('damaged', 'It says that its pixels are uncompressed, but they are encapsulated.');
  }
  const notRead = whyNotRead(syntax);
  if (notRead !== null) return refusal('unsupported-transfer-syntax', notRead);
  const there = sizeOf(dataSet, facts, parsed) - element.offset;
  const cutOff = isNative(syntax)
    ? nativePixelsMissing(layout, dataSet, Math.min(element.length, there))
    : facts.size - element.offset < 8 * numberOfFrames
      ? refusal('truncated', 'It is cut off: there are fewer bytes of pixels than frames.')
      : null;
  if (cutOff !== null) return cutOff;
  const signed = dataSet.unsigned(T.PixelRepresentation) === 1;
  const photometric = dataSet.string(T.PhotometricInterpretation) ?? 'MONOCHROME2';
  const lut = modalityLut(dataSet, signed);
  if (lut === null && dataSet.has(T.ModalityLUTSequence)) {
    return refusal('damaged', 'Its modality lookup table is damaged, so its values mean nothing.');
  }
  const colours = photometric === 'PALETTE COLOR' ? palette(dataSet, signed) : null;
  if (photometric === 'PALETTE COLOR' && colours === null) {
    return refusal('damaged', 'Its colour palette is missing or damaged.');
  }
  const sopInstanceUID = readUid<SOPInstanceUID>(dataSet.string(T.SOPInstanceUID));
  if (sopInstanceUID === null) {
    return refusal('damaged', 'It has no SOPInstanceUID, so marks on it could never be found again.');
  }
  const colour = samplesPerPixel === 3 || colours !== null;
  const storedType = storedTypeOf({
    samplesPerPixel,
    photometricInterpretation: photometric,
    bitsAllocated,
    pixelRepresentation: signed ? 1 : 0,
    modalityLut: lut,
  });
  if (storedType === null) {
    return refusal('unsupported-pixels', 'Its pixels are described in a way that nobody can hold.');
  }
  const lutRescale: Rescale | null =
    lut === null ? null : { slope: 1, intercept: 0, type: lut.type ?? UNSPECIFIED };
  const ids = seriesIds(dataSet);
  const alone = standsAlone(ids);
  if (alone !== null) notices.push(alone);
  const series = seriesOf(dataSet, ids, sopInstanceUID, seriesSoFar);
  if (!namesPatientOf(series, dataSet)) notices.push(OTHER_IN_SERIES);
  valueNotices(dataSet, notices);
  const imageType = dataSet.strings(T.ImageType);
  const frames = frameHeaders({
    dataSet,
    sopInstanceUID,
    numberOfFrames,
    imageType,
    padding: colour || lut !== null ? null : padding(dataSet, { signed, bitsAllocated, bitsStored }, notices),
    voiInput: colour ? null : { pixelsSigned: signed, bitsStored, fromModalityLut: lut !== null },
    lutRescale,
    notices,
  });
  const location: PixelLocation = {
    file: found.file,
    zipEntries: found.zipEntries,
    transferSyntaxUID: syntax,
    valueOffset: element.offset,
    valueLength: element.undefinedLength ? null : element.length,
    numberOfFrames,
    rows,
    columns,
    samplesPerPixel,
    photometricInterpretation: photometric,
    planarConfiguration: dataSet.unsigned(T.PlanarConfiguration) === 1 ? 1 : 0,
    bitsAllocated,
    bitsStored,
    highBit: dataSet.unsigned(T.HighBit) ?? bitsStored - 1,
    pixelRepresentation: signed ? 1 : 0,
    palette: colours,
    modalityLut: lut === null ? null : { firstMapped: lut.firstMapped, values: lut.values },
    extendedOffsets: extendedOffsets(dataSet, numberOfFrames),
    fileSize: facts.size,
    modifiedMs: facts.modifiedMs,
  };
  return {
    sopInstanceUID,
    series,
    frameOfReferenceUID: readUid<FrameOfReferenceUID>(dataSet.string(T.FrameOfReferenceUID)),
    location,
    storedType,
    photometric: stackPhotometric(colour, photometric),
    localizer: imageType.includes('LOCALIZER'),
    gantryTiltDeg: dataSet.decimal(T.GantryDetectorTilt),
    contrastStartTime: secondsOfDay(dataSet.string(T.ContrastBolusStartTime)),
    acquisitionTime: frames[0]?.frame.acquisitionTime ?? null,
    notices: notices.length === 0 ? NO_NOTICES : [...new Set(notices)],
    frames,
  };
}

/** What the header claims of its pixels, before a byte of them is looked for. */
type PixelLayout = {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly numberOfFrames: number;
  readonly frameBits: number;
};

function pixelLayout(dataSet: DataSet): PixelLayout | ImageRefusal {
  const rows = dataSet.unsigned(T.Rows) ?? 0;
  const columns = dataSet.unsigned(T.Columns) ?? 0;
  const bitsAllocated = dataSet.unsigned(T.BitsAllocated) ?? 0;
  const samplesPerPixel = dataSet.unsigned(T.SamplesPerPixel) ?? 1;
  const numberOfFrames = Math.max(1, dataSet.integer(T.NumberOfFrames) ?? 1);
  const bitsStored = dataSet.unsigned(T.BitsStored) ?? bitsAllocated;
  if (rows === 0 || columns === 0)
    return refusal('damaged', 'It does not say how many rows and columns it has.');
  if (![1, 8, 16, 32].includes(bitsAllocated)) {
    return refusal(
      'unsupported-pixels',
      `It allocates ${bitsAllocated} bits a pixel, which is not read here.`,
    );
  }
  if (samplesPerPixel !== 1 && samplesPerPixel !== 3) {
    return refusal(
      'unsupported-pixels',
      `It has ${samplesPerPixel} samples a pixel, which is not read here.`,
    );
  }
  if (bitsStored === 0 || bitsStored > bitsAllocated) {
    return refusal('damaged', `It stores ${bitsStored} bits a pixel in ${bitsAllocated}, which cannot be.`);
  }
  const frameBits = rows * columns * samplesPerPixel * bitsAllocated;
  if (frameBits / 8 > MAX_FRAME_BYTES) {
    return refusal(
      'hostile',
      `It claims ${rows} × ${columns} pixels a frame, more than 1 GB, and is not opened.`,
    );
  }
  if (numberOfFrames > MAX_FRAMES) {
    return refusal(
      'hostile',
      `It claims ${numberOfFrames} frames, more than any scanner makes, and is not opened.`,
    );
  }
  return { rows, columns, samplesPerPixel, bitsAllocated, bitsStored, numberOfFrames, frameBits };
}

/** Uncompressed pixels: null when as many bytes as announced are there. */
function nativePixelsMissing(
  { frameBits, numberOfFrames }: PixelLayout,
  dataSet: DataSet,
  there: number,
): ImageRefusal | null {
  const needed = Math.ceil((frameBits * numberOfFrames) / 8);
  const subsampled = (dataSet.string(T.PhotometricInterpretation) ?? '').endsWith('_422');
  if (there >= (subsampled ? (needed * 2) / 3 : needed)) return null;
  return refusal(
    'truncated',
    `It is cut off or lies about its size: ${needed} bytes of pixels are announced, ${Math.max(0, there)} are there.`,
  );
}

const NO_NOTICES: readonly string[] = [];

const refusal = (kind: string, reason: string): ImageRefusal => ({ kind, reason });

/** A deflated data set is longer than its file. */
const sizeOf = (dataSet: DataSet, facts: FileFacts, parsed: ParsedDataSet): number =>
  parsed.transferSyntaxUID.endsWith('.1.99') ? dataSet.bytes.length : facts.size;

function stackPhotometric(colour: boolean, photometric: string): Stack['photometric'] {
  if (colour) return 'RGB';
  return photometric === 'MONOCHROME1' ? 'MONOCHROME1' : 'MONOCHROME2';
}

type Cell = { readonly signed: boolean; readonly bitsAllocated: number; readonly bitsStored: number };

/** Read as the pixels are signed, whatever the VR says (PS3.3 C.7.5.1.1.2). */
function padding(
  dataSet: DataSet,
  { signed, bitsAllocated, bitsStored }: Cell,
  notices: string[],
): PixelPadding | null {
  const value = dataSet.shorts(T.PixelPaddingValue, signed)[0];
  if (value === undefined) return null;
  const limit = dataSet.shorts(T.PixelPaddingRangeLimit, signed)[0] ?? value;
  if (bitsAllocated === 8 && (value > 0xff || value < -0x80)) return null;
  const [from, to] = [Math.min(value, limit), Math.max(value, limit)];
  const low = signed ? -(2 ** (bitsStored - 1)) : 0;
  const high = signed ? 2 ** (bitsStored - 1) - 1 : 2 ** bitsStored - 1;
  if (to < low || from > high) {
    notices.push(
      `Its padding value ${value} does not fit into the ${bitsStored} bits of a pixel: where there is any, it counts as tissue.`,
    );
  }
  return { from, to };
}

function valueNotices(dataSet: DataSet, notices: string[]): void {
  const [vertical, horizontal] = dataSet.decimals(T.PixelAspectRatio);
  if (vertical !== undefined && horizontal !== undefined && vertical !== horizontal) {
    if (dataSet.decimals(T.PixelSpacing).length < 2) {
      notices.push(
        `Its pixels are not square (aspect ratio ${vertical}:${horizontal}), and no size is given.`,
      );
    }
  }
}

function extendedOffsets(dataSet: DataSet, numberOfFrames: number): PixelLocation['extendedOffsets'] {
  const offsets = dataSet.bigs(T.ExtendedOffsetTable);
  const lengths = dataSet.bigs(T.ExtendedOffsetTableLengths);
  const usable =
    offsets.length === numberOfFrames &&
    lengths.length === numberOfFrames &&
    [...offsets, ...lengths].every(Number.isFinite);
  return usable ? { offsets, lengths } : null;
}
