/** An image's header from its data set: what a decoder needs, and what a reader of images must know. */

import {
  type FrameOfReferenceUID,
  readUid,
  type SeriesInstanceUID,
  type SOPInstanceUID,
  type StudyInstanceUID,
} from '../../../annotations/ids.ts';
import type { PixelPadding, Rescale, Stack } from '../../../annotations/image/hierarchy.ts';
import type { PixelLocation } from '../pixel-location.ts';
import { storedTypeOf } from '../pixels/stored-type.ts';
import type { DataSet } from './data-set.ts';
import { PIXEL_DATA } from './elements.ts';
import { frameHeaders } from './frame-attributes.ts';
import type { FoundFile, ImageHeader, SeriesHeader, StudyHeader } from './header.ts';
import { modalityLut, palette } from './lookup-tables.ts';
import type { Parsed } from './part10.ts';
import { readableAge, readableDate, readableName, readableTime, secondsOfDay } from './readable.ts';
import { T } from './tags.ts';
import { EXPLICIT_LE, isNative, transferSyntaxName, whyNotRead } from './transfer-syntaxes.ts';

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
  const syntax = effectiveSyntax(parsed.transferSyntaxUID, element.undefinedLength, notices);
  const notRead = whyNotRead(syntax);
  if (notRead !== null) return refusal('unsupported-transfer-syntax', notRead);
  if (isNative(syntax)) {
    if (element.undefinedLength) {
      return refusal('damaged', 'It says that its pixels are uncompressed, but they are encapsulated.');
    }
    const needed = Math.ceil((frameBits * numberOfFrames) / 8);
    const there = Math.min(element.length, sizeOf(dataSet, facts, parsed) - element.offset);
    const subsampled = (dataSet.string(T.PhotometricInterpretation) ?? '').endsWith('_422');
    if (there < (subsampled ? (needed * 2) / 3 : needed)) {
      return refusal(
        'truncated',
        `It is cut off or lies about its size: ${needed} bytes of pixels are announced, ${Math.max(0, there)} are there.`,
      );
    }
  } else if (facts.size - element.offset < 8 * numberOfFrames) {
    return refusal('truncated', 'It is cut off: there are fewer bytes of pixels than frames.');
  }
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
  const lutRescale: Rescale | null = lut === null ? null : { slope: 1, intercept: 0, type: lut.type };
  valueNotices(dataSet, notices);
  const frames = frameHeaders({
    dataSet,
    sopInstanceUID,
    numberOfFrames,
    padding: colour || lut !== null ? null : padding(dataSet, signed, bitsAllocated),
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
    series: seriesOf(dataSet, sopInstanceUID, seriesSoFar),
    frameOfReferenceUID: readUid<FrameOfReferenceUID>(dataSet.string(T.FrameOfReferenceUID)),
    location,
    storedType,
    photometric: stackPhotometric(colour, photometric),
    localizer: dataSet.strings(T.ImageType).includes('LOCALIZER'),
    gantryTiltDeg: dataSet.decimal(T.GantryDetectorTilt),
    contrastStartTime: secondsOfDay(dataSet.string(T.ContrastBolusStartTime)),
    acquisitionTime: frames[0]?.frame.acquisitionTime ?? null,
    notices: [...new Set(notices)],
    frames,
  };
}

const refusal = (kind: string, reason: string): ImageRefusal => ({ kind, reason });

/** A deflated data set is longer than its file. */
const sizeOf = (dataSet: DataSet, facts: FileFacts, parsed: ParsedDataSet): number =>
  parsed.transferSyntaxUID.endsWith('.1.99') ? dataSet.bytes.length : facts.size;

/** Compressed by name, yet with a defined length: then the pixels follow each other plainly. */
function effectiveSyntax(uid: string, undefinedLength: boolean, notices: string[]): string {
  if (undefinedLength || isNative(uid) || whyNotRead(uid) !== null) return uid;
  notices.push(`The file says ${transferSyntaxName(uid)}, but its pixels are not compressed.`);
  return EXPLICIT_LE;
}

function stackPhotometric(colour: boolean, photometric: string): Stack['photometric'] {
  if (colour) return 'RGB';
  return photometric === 'MONOCHROME1' ? 'MONOCHROME1' : 'MONOCHROME2';
}

/** Read as the pixels are signed, whatever the VR says (PS3.3 C.7.5.1.1.2). */
function padding(dataSet: DataSet, signed: boolean, bitsAllocated: number): PixelPadding | null {
  const value = dataSet.shorts(T.PixelPaddingValue, signed)[0];
  if (value === undefined) return null;
  const limit = dataSet.shorts(T.PixelPaddingRangeLimit, signed)[0] ?? value;
  if (bitsAllocated === 8 && (value > 0xff || value < -0x80)) return null;
  return { from: Math.min(value, limit), to: Math.max(value, limit) };
}

function valueNotices(dataSet: DataSet, notices: string[]): void {
  if (dataSet.has(T.VOILUTSequence)) {
    notices.push('The file holds a VOI lookup table, which is not applied; a window is used.');
  }
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

/** Reading names and descriptions is half of the work of a header; within a series they are the same. */
function seriesOf(
  dataSet: DataSet,
  sopInstanceUID: SOPInstanceUID,
  soFar: Map<string, SeriesHeader>,
): SeriesHeader {
  const study = dataSet.string(T.StudyInstanceUID);
  const series = dataSet.string(T.SeriesInstanceUID);
  if (study === null || series === null) return seriesHeader(dataSet, sopInstanceUID);
  const key = `${study}|${series}`;
  let header = soFar.get(key);
  if (header === undefined) {
    header = seriesHeader(dataSet, sopInstanceUID);
    soFar.set(key, header);
  }
  return header;
}

function seriesHeader(dataSet: DataSet, sopInstanceUID: SOPInstanceUID): SeriesHeader {
  const study = studyHeader(dataSet, sopInstanceUID);
  const agent =
    dataSet.text(T.ContrastBolusAgent) ||
    (dataSet.item(T.ContrastBolusAgentSequence)?.text(T.CodeMeaning) ?? '');
  const modality = dataSet.string(T.Modality) ?? '';
  const description = dataSet.text(T.SeriesDescription);
  return {
    // Without a series the image stands alone; its own UID keeps it apart.
    seriesInstanceUID:
      readUid<SeriesInstanceUID>(dataSet.string(T.SeriesInstanceUID)) ??
      (sopInstanceUID as string as SeriesInstanceUID),
    study,
    modality,
    number: dataSet.integer(T.SeriesNumber),
    description,
    bodyPart: dataSet.string(T.BodyPartExamined) ?? '',
    laterality: dataSet.string(T.Laterality) ?? '',
    manufacturer: dataSet.text(T.Manufacturer),
    convolutionKernel: dataSet.string(T.ConvolutionKernel) ?? '',
    contrastAgent: agent,
    evidence: {
      modality,
      contrastAgent: agent,
      contrastRoute: dataSet.text(T.ContrastBolusRoute),
      seriesDescription: description,
      protocolName: dataSet.text(T.ProtocolName),
      studyDescription: study.description,
    },
  };
}

function studyHeader(dataSet: DataSet, sopInstanceUID: SOPInstanceUID): StudyHeader {
  return {
    studyInstanceUID:
      readUid<StudyInstanceUID>(dataSet.string(T.StudyInstanceUID)) ??
      (sopInstanceUID as string as StudyInstanceUID),
    patient: patientIdentity(dataSet),
    date: readableDate(dataSet.string(T.StudyDate) ?? ''),
    time: readableTime(dataSet.string(T.StudyTime) ?? ''),
    description: dataSet.text(T.StudyDescription),
    accessionNumber: dataSet.text(T.AccessionNumber),
    institution: dataSet.text(T.InstitutionName),
  };
}

export function patientIdentity(dataSet: DataSet): StudyHeader['patient'] {
  return {
    name: readableName(dataSet.name(T.PatientName)),
    id: dataSet.text(T.PatientID),
    birthDate: readableDate(dataSet.string(T.PatientBirthDate) ?? ''),
    sex: dataSet.string(T.PatientSex) ?? '',
    age: readableAge(dataSet.string(T.PatientAge) ?? ''),
  };
}
